"""Small changes to a sentence that need no understanding: another noun, two halves put together."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from interviewer.evidence.sentences import clauses

_JOINS = (", because ", ", so ", "; ", ", and ", " instead of the rest, since ")
_LEADING = re.compile(
    r"^(?:(?:and|so|but|because|since|as|while|which|or|then|otherwise),? )+", re.IGNORECASE
)


def replaced(sentence: str, nouns: Sequence[str], rng: random.Random) -> str:
    """Return a sentence with one of its nouns put in another's place; unchanged if it has none."""
    inside = [noun for noun in nouns if re.search(rf"\b{re.escape(noun)}\b", sentence)]
    if not inside:
        return sentence
    out, new = rng.choice(inside), rng.choice(nouns)
    return re.sub(rf"\b{re.escape(out)}\b", lambda _: new, sentence, count=1)


def spliced(first: str, second: str, rng: random.Random) -> str:
    """Return the first clause of one sentence and the last of another as one."""
    head = clauses(first)[0].text.rstrip(" .,;:!?")
    tail = _LEADING.sub("", clauses(second)[-1].text).rstrip(" .,;:!?")
    return f"{head}{rng.choice(_JOINS)}{_lowered(tail)}."


def _lowered(text: str) -> str:
    """Return a clause as it stands inside a sentence."""
    first = text.split(" ", 1)[0]
    keeps = first == "I" or first.startswith("I'") or not first[1:].islower()
    return text if keeps else text[:1].lower() + text[1:]
