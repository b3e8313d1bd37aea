"""The parrot: says back what the interviewer said, in another order and person.

Every word that carries content was heard before; it adds none.
"""

from __future__ import annotations

import random
import re

from interviewer.audit.candidate import Kind
from interviewer.audit.grammar import Deck, tidy
from interviewer.evidence.sentences import STOP, clauses, sentences
from interviewer.scenario import Scenario

FLIPPED = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "you": "I",
    "your": "my",
    "yours": "mine",
    "am": "are",
    "i'm": "you're",
    "we're": "you're",
    "i've": "you've",
    "we've": "you've",
    "you're": "I'm",
    "you've": "I've",
    "you'd": "I'd",
    "you'll": "I'll",
    "we'd": "you'd",
    "we'll": "you'll",
}
"""A person on the other side of the table."""
_INVERTED = re.compile(
    r"^((?:and |so |but )?(?:what|which|who|how|when|where|why)(?: \w+){0,2}?) "
    r"(would|will|can|could|should|do|does|did|are|is) (you|we|it|they|this|that)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:and|so|but|because|while|which|or|then),? )+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_GLUE = (
    "so",
    "yes,",
    "and",
    "right,",
    "as you say,",
    "again,",
    "that is it:",
    "just so:",
    "I would say",
)
_JOINS = (", and ", ", so ", "; ", ", because ", ", while ", ", which is why ")


class Parrot:
    """Remembers every clause it hears and rearranges them; mostly those it heard last."""

    name = "parrot"
    kind: Kind = "smooth"

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._rng = random.Random(f"parrot:{scenario.id}:{seed}")
        self._glue = Deck(_GLUE, self._rng)
        self._heard: list[str] = []

    async def reply(self, heard: str) -> str | None:
        """Say back one to five pieces of what was heard."""
        fresh = [
            said_back(clause.text)
            for sentence in sentences(heard)
            for clause in clauses(sentence.text)
        ]
        self._heard += fresh
        pool = fresh * 3 + self._heard
        self._rng.shuffle(pool)
        chosen = list(dict.fromkeys(pool))[: self._rng.randint(1, 5)]
        return " ".join(self._sentences(chosen)) or "Right."

    def _sentences(self, pieces: list[str]) -> list[str]:
        made = []
        while pieces:
            taken = [pieces.pop() for _ in range(min(len(pieces), self._rng.choice((1, 1, 2))))]
            glue = self._glue.deal() if self._rng.random() < 0.6 else ""
            made.append(tidy(f"{glue} {self._rng.choice(_JOINS).join(taken)}."))
        return made


def said_back(clause: str) -> str:
    """Return a clause from the other side of the table, as a statement."""
    bare = _LEADING.sub("", clause.strip(" \"'.,;:!?"))
    bare = _INVERTED.sub(r"\1 \3 \2", bare)
    turned = _WORD.sub(
        lambda word: FLIPPED.get(word.group().lower(), word.group()), bare.replace("\u2019", "'")
    )
    first = turned.split(" ", 1)[0]
    return turned if first.lower() not in STOP or first == "I" else turned[0].lower() + turned[1:]
