"""The calls of one judging run: few at a time, remembered, counted, and stopped when it is no use.

It knows what a call costs and whether it failed, not what was asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from interviewer.judge.observations import Progress, What
from interviewer.judge.remembering import Answer, Memory
from interviewer.providers.base import ChatModel, Prompt, TokenUsage
from interviewer.providers.errors import (
    BadModelName,
    BudgetReached,
    ContextTooLong,
    KeyMissing,
    KeyRefused,
    ProviderError,
)
from interviewer.providers.usage import price_of

Item = TypeVar("Item")
_FOR_GOOD = (BadModelName, BudgetReached, ContextTooLong, KeyMissing, KeyRefused)
"""After one of these the next call of the same kind would fare no better."""


@dataclass(frozen=True)
class Failed:
    """There is no answer; says why, in words for the scorecard."""

    why: str


class Calls:
    """Asks a model; a `ProviderError` becomes a `Failed`, anything else is a fault of ours."""

    def __init__(
        self,
        model: ChatModel,
        memory: Memory,
        concurrency: int,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.usage = TokenUsage(0)
        self.price: float | None = 0.0
        self.made = self.remembered = self.done = self.planned = 0
        self._model, self._memory, self._on_progress = model, memory, on_progress
        self._gate = asyncio.Semaphore(max(1, concurrency))
        self._stopped: dict[What, str] = {}

    async def ask(
        self, what: What, about: str, prompt: Prompt, schema: type[Answer], key: str
    ) -> Answer | Failed:
        """Return what the model answers, or what it answered in an earlier run."""
        answer: Answer | Failed | None = self._memory.get(key, schema)
        if answer is None:
            async with self._gate:
                answer = await self._asked(what, about, prompt, schema, key)
        else:
            self.remembered += 1
        self.done += 1
        if self._on_progress:
            self._on_progress(
                Progress(what, about, self.done, self.planned, self.usage, self.price)
            )
        return answer

    async def together(
        self, ask: Callable[[Item], Coroutine[Any, Any, None]], items: Iterable[Item]
    ) -> None:
        """Ask about several things at the same time; the very first call of a run is made alone.

        A provider's cache holds the transcript only from the first reply on: four calls at once
        would each pay for it in full.
        """
        waiting = list(items)
        while waiting and not self.made:
            await ask(waiting.pop(0))
        try:
            async with asyncio.TaskGroup() as group:
                for item in waiting:
                    group.create_task(ask(item))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from failures

    async def _asked(
        self, what: What, about: str, prompt: Prompt, schema: type[Answer], key: str
    ) -> Answer | Failed:
        if what in self._stopped:
            return Failed(self._stopped[what])
        self.made += 1
        try:
            answer, used = await self._model.ask_typed(prompt, schema)
        except ProviderError as error:
            if isinstance(error, _FOR_GOOD):
                self._stopped[what] = error.message
            if error.spent is not None:
                self._count(error.spent)
            return Failed(error.message)
        self._count(used)
        await self._memory.kept(key, answer, used, about)
        return answer

    def _count(self, used: TokenUsage) -> None:
        self.usage += used
        price = price_of(self._model.name, used)
        self.price = None if price is None or self.price is None else self.price + price
