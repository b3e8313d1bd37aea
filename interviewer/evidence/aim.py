"""Does an answer, as a whole, answer this question, or would it answer another one better?

Who has learnt good answers by heart and gives one to whatever is asked says things that are near
enough to some point of any question. So the answer is put beside the substance of every question:
the asked one may not be far behind the one it fits best. A few words cannot be told apart and pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

ASTRAY = 0.30
"""How far behind the best other question the asked one may be."""
LEAST_SENTENCES = 2
"""Sentences that an answer must have to be judged so: of single sentences of experts an eighth
would be turned away, of pairs one in seventy (n = 411 and 185)."""


TELLING = 0.45
"""Cosine with some point of the rubric from which a sentence tells what is answered."""


def aims(
    vectors: NDArray[np.float32],
    near: NDArray[np.float32],
    fields: Sequence[tuple[str, NDArray[np.float32], int]],
) -> dict[str, float]:
    """Return how well an answer fits each question.

    The sum of three cosines: of the answer's mean with the question's mean substance, of each
    sentence with its nearest point, and of each point with its nearest sentence.

    Args:
        vectors: its sentences, shape (n, d).
        near: the nearness of each sentence to each point of all questions, shape (n, points).
        fields: each question with the mean of its substance, (d,), and how many points it has, in
            the order of the columns of `near`.
    """
    mean = vectors.mean(axis=0)
    mean = mean / max(float(np.linalg.norm(mean)), 1e-6)
    fit, start = {}, 0
    for name, centre, count in fields:
        mine = near[:, start : start + count]
        fit[name] = float(centre @ mean + mine.max(axis=1).mean() + mine.max(axis=0).mean())
        start += count
    return fit


def astray(
    asked: str, sentences: Sequence[str], fit: Callable[[Sequence[str]], Mapping[str, float]]
) -> str:
    """Return the question that an answer fits far better than the asked one; empty if none."""
    if len(sentences) < LEAST_SENTENCES:
        return ""
    fits = fit(sentences)
    best = max(fits, key=lambda name: fits[name], default="")
    return best if asked in fits and fits[best] - fits[asked] > ASTRAY else ""
