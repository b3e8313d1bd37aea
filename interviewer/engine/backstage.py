"""What the model-backed listener and voice of one interview share, out of the candidate's sight.

Reports of calls and faults wait here until the interview writes them down, and the candidate's hand
that stops a reply reaches them here. It decides nothing and knows no provider but the price list's
figures.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from interviewer import transcript as t
from interviewer.providers.metering import Call

T = TypeVar("T")


class Stopped(Exception):
    """The candidate interrupted what was being waited for. It never leaves the engine."""


class Backstage:
    """Notes that wait to be written down, and the switch that interrupts."""

    def __init__(self) -> None:
        self._records: list[t.AnyRecord] = []
        self._stop = asyncio.Event()
        self.shown: t.Fault | None = None
        """The fault of this turn that the candidate is to see: one line at the most."""

    def begin(self) -> None:
        """Begin a turn."""
        self._stop.clear()
        self.shown = None

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
        fault = t.Fault(what=what, instead=instead, role=role, text=text)
        self._records.append(fault)
        if show and self.shown is None:
            self.shown = fault

    def drain(self) -> list[t.AnyRecord]:
        """Return what waits to be written down, and forget it."""
        records, self._records = self._records, []
        return records

    def interrupt(self) -> None:
        """Stop what a model is doing for this turn; nothing happens if none is."""
        self._stop.set()

    async def unless_stopped(self, awaitable: Awaitable[T]) -> T:
        """Return what is awaited; raise `Stopped`, with it cancelled, if the candidate interrupts.

        Raises:
            Stopped: the candidate interrupted before it was there.
        """
        doing = asyncio.ensure_future(awaitable)
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if doing.done() and not self._stop.is_set():
                return doing.result()
            raise Stopped
        finally:
            for task in (doing, stopping):
                task.cancel()
            await asyncio.gather(doing, stopping, return_exceptions=True)
