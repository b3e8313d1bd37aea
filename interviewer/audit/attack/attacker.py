"""The attacker as a candidate: says what its attempt has planned, and something new beside it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol

from interviewer.audit.attack.attempt import Attempt, asked
from interviewer.audit.attack.pool import Draws
from interviewer.audit.candidate import Kind
from interviewer.text import fold

TRIES = 6
"""Draws for one new sentence, until one comes that was not said before."""


class Sources(Protocol):
    """What attempts draw from: a `Pool`, with a rubric beside it or without."""

    def source(self, rng: random.Random) -> Draws:
        """Return where one attempt draws from."""


class Attacker:
    """Sits one attempt. The same attempt says the same to the same interviewer."""

    kind: Kind = "smooth"

    def __init__(self, attempt: Attempt, sources: Sources) -> None:
        self.name: str = attempt.persona
        self._attempt = attempt
        self._planned = attempt.planned
        self._spare = list(attempt.spare)
        self._rng = random.Random(f"{attempt.plain}:{attempt.number}")
        self._source = sources.source(self._rng)
        self._said: set[str] = set()

    async def reply(self, heard: str) -> str | None:
        """Answer what was asked."""
        self._source.hear(heard)
        planned = self._planned.get(asked(heard))
        if planned is None:
            turn = self._new(self._spare[: self._attempt.each])
            del self._spare[: self._attempt.each]
            fresh = self._attempt.fresh
        else:
            turn, fresh = self._new(planned), self._attempt.more
        for _ in range(fresh if turn else max(1, fresh)):
            turn += self._drawn(heard)
        return " ".join(turn) or None

    def _drawn(self, heard: str) -> list[str]:
        for _ in range(TRIES):
            if new := self._new([self._source.draw()]):
                return new
        return []

    def _new(self, texts: Sequence[str]) -> list[str]:
        """Return what was not said before: a repetition earns nothing and takes time."""
        new = [text for text in texts if fold(text) not in self._said]
        self._said |= {fold(text) for text in new}
        return new
