"""Vectors and what is asked of them: nearness by group, one question's field, a discriminant.

It knows neither rubric files nor candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.rubric import Hook

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

PAID = 0.72
"""Cosine with a sentence that fits any question from which a point is such a sentence. Of the
points of twelve shipped rubrics none reaches it."""
RIDGE = 3.0
"""Regularisation of the discriminant."""


def without(vectors: Floats, direction: Floats) -> Floats:
    """Return unit rows with a unit direction projected out; shape is kept."""
    rest = vectors - np.outer(vectors @ direction, direction)
    norms = np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-6)
    return np.asarray(rest / norms, dtype=np.float32)


class Groups:
    """Rows in groups, so that one product gives the nearest row of every group."""

    def __init__(self, groups: Sequence[Floats]) -> None:
        self._rows = np.ascontiguousarray(np.concatenate(groups).T)
        self._starts = np.cumsum([0, *(len(group) for group in groups[:-1])])

    def nearest(self, vectors: Floats) -> Floats:
        """Return the highest cosine with a row of each group: shape (n, groups)."""
        near = np.maximum.reduceat(vectors @ self._rows, self._starts, axis=1)
        return np.asarray(near, dtype=np.float32)


class Field:
    """The vectors around one hook: its points and everything empty near it."""

    def __init__(
        self,
        hook: Hook,
        points: Floats,
        owners: NDArray[np.intp],
        empty: Floats,
        question: Floats,
        generic: Floats,
    ) -> None:
        self.hook = hook
        self.question = question
        self._points, self._owners = points, owners
        self._own_empty, self._generic = empty, generic
        near = (points @ generic.T).max(axis=1)
        self.paid = np.array([near[owners == owner].max() >= PAID for owner in set(owners)])
        """Which points are themselves what fits any question: here talk is what is asked for."""

    @cached_property
    def points(self) -> list[Floats]:
        """The rows of each point."""
        count = int(self._owners.max()) + 1
        return [self._points[self._owners == owner] for owner in range(count)]

    @cached_property
    def centre(self) -> Floats:
        """The mean of its points, shape (d,)."""
        mean = self._points.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    @property
    def substance(self) -> Floats:
        """The rows of all its points, shape (n, d)."""
        return self._points

    @property
    def plain(self) -> tuple[Floats, Floats]:
        """Substance and emptiness as they are; not kept, since all fields share what is generic."""
        return self.substance, np.concatenate([self._own_empty, self._generic])

    @cached_property
    def projected(self) -> tuple[Floats, Floats]:
        """The same with the question's direction taken out."""
        points, empty = self.plain
        return without(points, self.question), without(empty, self.question)

    def score(self, vectors: Floats, *, answering: bool) -> tuple[Floats, Floats]:
        """Return nearness to each point, shape (n, points), and to emptiness, shape (n,)."""
        points, empty = self.projected if answering else self.plain
        if answering:
            vectors = without(vectors, self.question)
        near = vectors @ points.T
        count = int(self._owners.max()) + 1
        best = np.stack(
            [near[:, self._owners == owner].max(axis=1) for owner in range(count)], axis=1
        )
        return best, (vectors @ empty.T).max(axis=1)

    def unspoiled(self, vectors: Floats) -> Floats:
        """Return nearness to what the rubric itself calls empty here: shape (n,)."""
        return np.asarray((vectors @ self._own_empty.T).max(axis=1), dtype=np.float32)


def ridge(
    substance: NDArray[Any], empty: NDArray[Any], penalty: Callable[[Doubles], float]
) -> tuple[Doubles, Doubles]:
    """Return mean and slope of a ridge regression from rows to +1 and -1; the sides weigh the same.

    Shapes (d,) and (d,), float64. `penalty` is told the weighted scatter of the rows, (d, d).
    """
    rows = np.vstack([substance, empty]).astype(np.float64)
    side = np.r_[np.ones(len(substance)), -np.ones(len(empty))]
    weight = np.r_[
        np.full(len(substance), 0.5 / len(substance)), np.full(len(empty), 0.5 / len(empty))
    ] * len(rows)
    mean = weight @ rows / weight.sum()
    centred = rows - mean
    gram = centred.T @ (weight[:, None] * centred)
    slope = np.linalg.solve(
        gram + penalty(gram) * np.eye(rows.shape[1]), centred.T @ (weight * side)
    )
    return mean, slope


class Discriminant:
    """A ridge regression from vectors to +1 (substance) and -1 (empty), both weighing the same."""

    def __init__(self, substance: Floats, empty: Floats) -> None:
        self._mean, self._slope = ridge(substance, empty, lambda _: RIDGE)

    def __call__(self, vectors: Floats) -> Floats:
        """Return the leaning of each row, about -1 to 1: shape (n,)."""
        return np.asarray((vectors - self._mean) @ self._slope, dtype=np.float32)
