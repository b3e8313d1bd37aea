"""What the model-backed listener and voice of one interview share, out of the candidate's sight.

Reports of calls and faults wait here until the interview writes them down, and the candidate's hand
that stops a reply reaches them here. It decides nothing and knows no provider but the price list's
figures.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from contextlib import aclosing
from typing import Any, TypeVar

from interviewer import transcript as t
from interviewer.providers.errors import Timeout
from interviewer.providers.metering import Call

T = TypeVar("T")


class Stopped(Exception):
    """The candidate interrupted what was being waited for. It never leaves the engine."""


class Backstage:
    """Notes that wait to be written down, and the switch that interrupts."""

    def __init__(self) -> None:
        self._records: list[t.AnyRecord] = []
        self._stop = asyncio.Event()
        self._shown: t.Fault | None = None

    def begin(self) -> None:
        """Begin a turn."""
        self._stop.clear()

    def used(self, call: Call) -> None:
        """Note what a call used."""
        self._records.append(
            t.Usage(
                role=call.role,
                model=call.model,
                input_tokens=call.usage.input,
                cached_tokens=call.usage.cached,
                output_tokens=call.usage.output,
                estimated=call.usage.estimated,
                price=call.price,
            )
        )

    def fault(
        self, what: str, instead: str, *, role: str, text: str = "", show: bool = False
    ) -> None:
        """Note that something failed; `show` it unless something was shown in this turn already."""
        show = show and self._shown is None
        fault = t.Fault(what=what, instead=instead, role=role, text=text, shown=show)
        self._records.append(fault)
        if show:
            self._shown = fault

    def line(self) -> t.Fault | None:
        """Return the fault that the candidate is to see, once: one line a turn at the most."""
        shown, self._shown = self._shown, None
        return shown

    def drain(self) -> list[t.AnyRecord]:
        """Return what waits to be written down, and forget it."""
        records, self._records = self._records, []
        return records

    def interrupt(self) -> None:
        """Stop what a model is doing for this turn; nothing happens if none is."""
        self._stop.set()

    async def unless_stopped(self, awaitable: Awaitable[T]) -> T:
        """Return what is awaited.

        Raises:
            Stopped: the candidate interrupted; what was awaited is cancelled.
        """
        doing = asyncio.ensure_future(awaitable)
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if self._stop.is_set():
                raise Stopped
            return doing.result()
        finally:
            await _cancelled(doing, stopping)

    async def within(self, awaitable: Awaitable[T], seconds: float) -> T:
        """Return what is awaited.

        Raises:
            Stopped: the candidate interrupted.
            Timeout: it took longer than so many seconds.
        """
        try:
            async with asyncio.timeout(seconds):
                return await self.unless_stopped(awaitable)
        except TimeoutError:
            raise Timeout(f"no answer within {seconds:g} s") from None

    async def listen(
        self, items: AsyncIterator[T], first_within: float | None = None
    ) -> AsyncGenerator[T]:
        """Yield a model's items; one task reads them, so that an SDK is never torn between two.

        Raises:
            Stopped: the candidate interrupted.
            Timeout: the first did not come within so many seconds.
        """
        queue: asyncio.Queue[T | None] = asyncio.Queue()

        async def read() -> None:
            try:
                async with aclosing(items):  # type: ignore[type-var]
                    async for item in items:
                        queue.put_nowait(item)
            finally:
                queue.put_nowait(None)

        reading = asyncio.create_task(read())
        try:
            while True:
                getting = queue.get()
                if first_within is None:
                    item = await self.unless_stopped(getting)
                else:
                    item = await self.within(getting, first_within)
                    first_within = None
                if item is None:
                    await reading
                    return
                yield item
        finally:
            await _cancelled(reading)


async def _cancelled(*tasks: asyncio.Future[Any]) -> None:
    """Cancel tasks and wait until they are gone."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
