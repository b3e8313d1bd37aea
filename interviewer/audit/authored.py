"""Candidates with authored answers, `scenarios/candidates/<scenario>.yaml`: one text a question.

They ask, say how they see the problem, and then answer what they are asked. Which answer fits is
told from the interviewer's words alone; no hook, move or score is seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from interviewer.audit.candidate import Kind
from interviewer.audit.scripts import Script
from interviewer.evidence.sentences import sentences, words
from interviewer.retrieval.base import Embedder
from interviewer.text import fold

NEAR = 0.6
"""Cosine from which the interviewer's words count as one of the authored wordings."""
FAINT = 0.4
"""Cosine from which an unused answer is better than none."""

_QUOTED = re.compile(r"\"[^\"]*\"")
_WHICH = re.compile(r"(?:\bmean|\babout|\bone:)\s+(.+?)(?:,\s+or|\s+or about)\s+(.+?)[?.]")
_SPENT = tuple(
    f"{head} {tail}"
    for tail in (
        "I would leave it at that.",
        "There is nothing I would change.",
        "I have no more to add.",
        "That stands.",
    )
    for head in (
        "I have said what I would do.",
        "My answer is the one I gave.",
        "I would do what I described.",
    )
)


@dataclass(frozen=True)
class _Match:
    answer: int
    score: float


class Authored:
    """Plays one script; never says the same text twice."""

    def __init__(self, script: Script, embedder: Embedder) -> None:
        self.name: str = script.id
        self.kind: Kind = script.kind
        self._script = script
        self._embedder = embedder
        self._wordings = [
            (index, text) for index, answer in enumerate(script.answers) for text in answer.when
        ]
        self._vectors = embedder.embed([text for _, text in self._wordings])
        self._questions = list(script.questions)
        self._given: Counter[int] = Counter()
        self._last: int | None = None
        self._said: set[str] = set()
        self._asked = ""
        self._opened = False

    async def reply(self, heard: str) -> str | None:
        """Answer the nearest question; ask or open while none is put; None once all is said.

        What comes first is always a question of one's own: the greeting invites to it in the words
        of many an authored question.
        """
        asked, self._asked = self._asked, ""
        if asked and (which := self._which(heard, asked)):
            return self._once(which)
        matches = self._matches(heard) if self._said or not self._questions else []
        if matches and matches[0].score >= NEAR:
            return self._answer(self._pick(matches))
        if self._last is not None and self._given[self._last] == 1:
            return self._answer(self._last)
        if self._questions and not self._given:
            self._asked = self._questions.pop(0)
            return self._once(self._asked)
        if not self._opened:
            return self._once(self._open())
        unused = [m for m in matches if not self._given[m.answer] and m.score >= FAINT]
        return self._answer(unused[0].answer) if unused else self._spent()

    def _open(self) -> str:
        self._opened = True
        return self._script.opening

    def _answer(self, index: int) -> str | None:
        """Return the answer, after the opening if the interviewer did not wait for that."""
        answer = self._script.answers[index]
        texts = (answer.says, answer.pressed)
        self._last = index
        self._given[index] += 1
        said = self._given[index]
        if said > len(texts):
            return self._spent()
        opening = "" if self._opened else f"{self._open()}\n\n"
        return self._once(f"{opening}{texts[said - 1]}")

    def _pick(self, matches: list[_Match]) -> int:
        """Return the nearest answer; one that is used up gives way to another that is near, too."""
        near = [match for match in matches if match.score >= NEAR and self._given[match.answer] < 2]
        return near[0].answer if near and matches[0].score < 1 else matches[0].answer

    def _matches(self, heard: str) -> list[_Match]:
        """Return how near the answers are to what was asked, nearest first; 1 where literal."""
        best: dict[int, float] = {}
        whole = fold(heard)
        literal = [
            (len(text), index)
            for index, text in self._wordings
            if len(words(text)) > 3 and _bare(text) in whole
        ]
        if literal:
            best[max(literal)[1]] = 1.0
        elif questions := _questions_in(heard):
            near = np.max(self._embedder.embed(questions) @ self._vectors.T, axis=0)
            for (index, _), score in zip(self._wordings, near, strict=True):
                best[index] = max(best.get(index, 0.0), min(float(score), 0.999))
        return sorted((_Match(*pair) for pair in best.items()), key=lambda match: -match.score)

    def _which(self, heard: str, asked: str) -> str | None:
        """Return which of two topics a question meant, unless that was said before."""
        found = _WHICH.search(" ".join(span.text for span in sentences(heard)[-2:]))
        if not found:
            return None
        vectors = self._embedder.embed([asked, *found.groups()])
        nearer = found.group(1 + int(np.argmax(vectors[1:] @ vectors[0])))
        which = f"What can you tell me about {nearer}?"
        return which if fold(which) not in self._said else None

    def _once(self, text: str) -> str | None:
        if fold(text) in self._said:
            return self._spent()
        self._said.add(fold(text))
        return text

    def _spent(self) -> str | None:
        left: Iterable[str] = (text for text in _SPENT if fold(text) not in self._said)
        text = next(iter(left), None)
        if text is not None:
            self._said.add(fold(text))
        return text


def _bare(text: str) -> str:
    return fold(text).rstrip(" .?!")


def _questions_in(heard: str) -> list[str]:
    """Return the sentences that ask, without quoted words; a told fact may sound like one."""
    said = [span.text for span in sentences(_QUOTED.sub("", heard))]
    return [text for text in said if text.endswith("?")]
