"""Hooks that ask much the same: a candidate who answers one has answered the other.

Compared are the mean vectors of their questions and of their answers. Of the 1,880 pairs of hooks
in the twelve rubrics at hand one in a hundred has answers nearer than .83, one in a thousand nearer
than .86, and one in a thousand has questions nearer than .71. A pair counts if its answers are
nearer than those of nearly all, or if questions and answers both are near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.retrieval.base import Embedder
from interviewer.rubric import Hook, Rubric

ANSWERS_ALONE = 0.87
ANSWERS = 0.80
QUESTIONS = 0.70


@dataclass(frozen=True)
class Twins:
    """Two hooks, and how near their questions and their answers are, as cosines."""

    first: Hook
    second: Hook
    questions: float
    answers: float


def twins(rubric: Rubric, embedder: Embedder) -> list[Twins]:
    """Return the pairs of hooks that ask much the same, nearest answers first.

    A hook that asks again after a twist does so on purpose, and is left out.
    """
    asks = _means(embedder, [hook.asks for hook in rubric.hooks])
    answers = _means(embedder, [list(_answers(hook)) for hook in rubric.hooks])
    near_asks, near_answers = asks @ asks.T, answers @ answers.T
    found = [
        Twins(a, b, round(float(near_asks[i, j]), 2), round(float(near_answers[i, j]), 2))
        for i, a in enumerate(rubric.hooks)
        for j, b in enumerate(rubric.hooks)
        if i < j and not (a.twist or b.twist) and _near(near_asks[i, j], near_answers[i, j])
    ]
    return sorted(found, key=lambda pair: -pair.answers)


def _near(questions: float, answers: float) -> bool:
    return answers >= ANSWERS_ALONE or (questions >= QUESTIONS and answers >= ANSWERS)


def _answers(hook: Hook) -> Iterator[str]:
    for point in hook.substance:
        yield point.says
        yield from point.paraphrases


def _means(embedder: Embedder, texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    rows = [embedder.embed(list(each)).mean(axis=0) for each in texts]
    return np.stack([row / np.linalg.norm(row) for row in rows])
