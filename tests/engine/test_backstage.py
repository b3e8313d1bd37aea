"""Behind the stage: one visible line a turn, and a hand that stops what a model does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from interviewer.engine.backstage import Backstage, Stopped
from interviewer.providers.errors import ProviderDown, Timeout


async def _slowly(*items: str, delay: float = 0.0) -> AsyncGenerator[str]:
    for item in items:
        await asyncio.sleep(delay)
        yield item


async def test_items_come_as_they_are_and_failures_too() -> None:
    """Nothing is lost or reordered, and an exception arrives after what came before it."""

    async def failing() -> AsyncGenerator[str]:
        yield "a"
        raise ProviderDown("gone")

    assert [item async for item in Backstage().listen(_slowly("a", "b", "c"))] == ["a", "b", "c"]
    items = Backstage().listen(failing())
    assert await anext(items) == "a"
    with pytest.raises(ProviderDown):
        await anext(items)


async def test_an_interruption_stops_at_once_and_closes_the_stream() -> None:
    """The stream's own clean-up runs; the next turn begins afresh."""
    closed = asyncio.Event()

    async def endless() -> AsyncGenerator[str]:
        try:
            while True:
                yield "word"
                await asyncio.sleep(60)
        finally:
            closed.set()

    backstage = Backstage()
    backstage.begin()
    asyncio.get_running_loop().call_later(0.02, backstage.interrupt)
    with pytest.raises(Stopped):
        async for _ in backstage.listen(endless()):
            pass
    assert closed.is_set()
    backstage.begin()
    assert [item async for item in backstage.listen(_slowly("on"))] == ["on"]


async def test_what_takes_too_long_is_a_timeout() -> None:
    """The first item, and a typed answer, have a time to come."""
    with pytest.raises(Timeout):
        await Backstage().within(asyncio.sleep(5), 0.01)
    with pytest.raises(Timeout):
        async for _ in Backstage().listen(_slowly("late", delay=5), first_within=0.01):
            pass


def test_a_turn_shows_one_fault() -> None:
    """All are written down; the first that is to be seen is seen."""
    backstage = Backstage()
    backstage.begin()
    backstage.fault("check", "authored", role="interviewer")
    backstage.fault("down", "embedded", role="listener", show=True)
    backstage.fault("down again", "authored", role="interviewer", show=True)
    line = backstage.line()
    assert line is not None
    assert line.what == "down"
    assert backstage.line() is None
    assert len(backstage.drain()) == 3
    assert backstage.drain() == []
