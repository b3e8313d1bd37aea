"""Interviews that compute in worker processes, those that wait for models on this event loop.

It knows neither; it only looks which of the two a key wants.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
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
        self._open = AsyncExitStack()

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
        """Get both ready; if the second cannot be had, the first is let go."""
        async with AsyncExitStack() as opening:
            await opening.enter_async_context(self._computing)
            await opening.enter_async_context(self._waiting)
            self._open = opening.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let both go, the second first."""
        await self._open.__aexit__(kind, error, trace)
