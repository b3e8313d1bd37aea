"""Interviews that compute in worker processes, those that wait for models on this event loop.

It knows neither; it only looks which of the two a key wants.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from interviewer.audit.executor import Executor
from interviewer.outcome import Outcome, RunKey


class Mixed:
    """Two executors side by side: `waits` says which interviews are for the second."""

    def __init__(
        self, computing: Executor, waiting: Executor, waits: Callable[[RunKey], bool]
    ) -> None:
        self._computing, self._waiting, self._waits = computing, waiting, waits
        self._seats = asyncio.Semaphore(waiting.slots)

    @property
    def slots(self) -> int:
        """How many interviews both can hold at the same time."""
        return self._computing.slots + self._waiting.slots

    def __str__(self) -> str:
        """Return where interviews are held."""
        return f"{self._computing}, with models {self._waiting}"

    async def hold(self, key: RunKey) -> Outcome:
        """Hold one interview where it belongs."""
        if not self._waits(key):
            return await self._computing.hold(key)
        async with self._seats:
            return await self._waiting.hold(key)

    async def __aenter__(self) -> Self:
        """Get both ready."""
        await self._computing.__aenter__()
        await self._waiting.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let both go."""
        await self._waiting.__aexit__(kind, error, trace)
        await self._computing.__aexit__(kind, error, trace)
