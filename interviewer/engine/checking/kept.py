"""Keeps what was made of a few large objects, found again by identity. It knows neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Source = TypeVar("Source")
Made = TypeVar("Made")
MOST = 4


class Kept(Generic[Source, Made]):
    """A function that makes something once of each of its last `MOST` arguments.

    By identity, since a rubric is no hashable thing and hashing its text costs more than it saves.
    """

    def __init__(self, make: Callable[[Source], Made]) -> None:
        self._make = make
        self._kept: tuple[tuple[Source, Made], ...] = ()

    def __call__(self, source: Source) -> Made:
        """Return what was made of a source."""
        kept = self._kept
        for known, made in kept:
            if known is source:
                return made
        made = self._make(source)
        self._kept = ((source, made), *kept[: MOST - 1])
        return made
