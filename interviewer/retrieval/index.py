"""A scenario's fact sheet as something that can be asked.

The store proposes the passages nearest to a question, their facts are put in order by score, and
the calibration says whether the first may be told.

It does not know who asks, what has been said before or how an answer is worded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.retrieval.base import Embedder
from interviewer.retrieval.calibration import Calibration, Point, calibrate, frontier
from interviewer.retrieval.scoring import FactScores
from interviewer.retrieval.store import ExactStore, Store
from interviewer.scenario import Fact

NEAREST = 64
MOST_FOREIGN_ASKS = 200
TIE = 3
"""Two facts are level if their scores are nearer than this part of the margin."""


@dataclass(frozen=True)
class Hit:
    """A fact that a question may be about.

    Attributes:
        fact_id: which.
        score: what the order and the decision rest on; about 0 for nothing, 1 for an authored ask.
        similarity: the greatest cosine between the question and one of the fact's passages.
        lexical: tanh(BM25/5) of the fact's best passage, 0 to 1.
    """

    fact_id: str
    score: float
    similarity: float
    lexical: float


@dataclass(frozen=True)
class Found:
    """These may be told, the surest first."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Ambiguous:
    """One of two is meant: ask which, by topic, without a value."""

    first: Hit
    second: Hit


@dataclass(frozen=True)
class NotKnown:
    """No fact answers this."""

    nearest: Hit


Decision = Found | Ambiguous | NotKnown


class FactIndex:
    """A fact sheet, ready to be asked. Calibrated when made.

    Args:
        facts: the fact sheet, at least one.
        embedder: what turns text into vectors.
        negatives: questions that other scenarios answer; at most 200 of them are used.
        store: makes the store; `FactStore` for Chroma.

    Attributes:
        calibration: the rule in force and what it achieves.
        store: where the passages lie; its `trouble` is for `doctor`.
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        embedder: Embedder,
        negatives: Sequence[str] = (),
        store: Callable[[NDArray[np.float32]], Store] = ExactStore,
    ) -> None:
        self._ids = [fact.id for fact in facts]
        self._embedder = embedder
        self._scores = FactScores(facts, embedder)
        self._evidence = (
            self._scores.leads_of_asks(),
            self._scores.leads_of_off_topic(),
            self._scores.leads_of(_thinned(negatives)),
        )
        self.calibration: Calibration = calibrate(*self._evidence)
        self.store = store(self._scores.vectors)

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """Return the `k` likeliest facts, the likeliest first; fewer if the sheet is short."""
        vector = self._embedder.embed([question])[0]
        near = self.store.nearest(vector, NEAREST)
        score = self._scores.of([question])[0]
        similarity = self._scores.similarity(vector)
        lexical = self._scores.lexical(question)
        facts = sorted({int(self._scores.owners[number]) for number in near})
        facts.sort(key=lambda fact: -score[fact])
        return [
            Hit(self._ids[fact], float(score[fact]), float(similarity[fact]), float(lexical[fact]))
            for fact in facts[:k]
        ]

    def decide(self, question: str, already_told: frozenset[str] = frozenset()) -> Decision:
        """Say whether the question has earned a fact.

        A fact told before is no rival, for hardly anybody asks twice; told again it must be as
        sure as any, or it would stand in for what was asked. Two that are each near enough to be
        told alone are no reason to ask back: both are told if they are level, else the first.
        """
        first, *others = self.search(question, len(self._ids))
        rule = self.calibration
        rival = next((hit for hit in others if hit.fact_id not in already_told), None)
        if first.score < rule.floor:
            return NotKnown(first)
        sure = first.score >= rule.threshold
        if sure and (rival is None or first.score - rival.score >= rule.margin):
            return Found((first,))
        if rival and rival.score >= rule.threshold:
            tied = first.score - rival.score < rule.margin / TIE
            return Found((first, rival) if tied else (first,))
        return Ambiguous(first, rival) if rival else NotKnown(first)

    def curve(self) -> list[Point]:
        """Return the whole trade-off between right and wrong facts told, the most careful first."""
        return frontier(*self._evidence)

    def close(self) -> None:
        """Give back what the store holds."""
        self.store.close()


def _thinned(questions: Sequence[str]) -> Sequence[str]:
    """Return at most `MOST_FOREIGN_ASKS`, evenly spread: embedding more tells no more."""
    step = -(-len(questions) // MOST_FOREIGN_ASKS) or 1
    return questions[::step]
