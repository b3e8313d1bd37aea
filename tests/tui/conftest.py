"""The app over a scripted desk, and a way to wait until it has settled."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from interviewer.settings import Settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.interview import InterviewScreen
from tests.tui.fake import FakeDesk

WIDE = (132, 32)


async def until(
    pilot: Pilot[None], condition: Callable[[], object], *, seconds: float = 10
) -> None:
    """Wait until something is so."""
    for _ in range(int(seconds / 0.005)):
        if condition():
            await pilot.pause()
            return
        await pilot.pause(0.005)
    raise AssertionError("it did not come to pass")


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves by itself."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def desk(tmp_path: Path) -> FakeDesk:
    """A desk over an empty folder."""
    return FakeDesk(tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody."""
    return Settings(transcripts=tmp_path, cache=tmp_path / "cache")


class Room:
    """An app at work, and what tests do with it."""

    def __init__(self, app: InterviewerApp, pilot: Pilot[None], desk: FakeDesk) -> None:
        self.app, self.pilot, self.desk = app, pilot, desk

    @property
    def screen(self) -> InterviewScreen:
        """The interview."""
        found = self.app.screen
        assert isinstance(found, InterviewScreen)
        return found

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        await until(self.pilot, condition)

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def begin(self) -> None:
        """Wait until the interviewer has greeted."""
        await self.until(lambda: isinstance(self.app.screen, InterviewScreen))
        await self.idle()

    async def idle(self) -> None:
        """Wait until the interviewer is silent."""
        await self.until(lambda: not self.screen.busy)
        await self.pilot.pause()

    async def say(self, text: str) -> None:
        """Send an answer and wait for the reply."""
        self.screen.composer.box.text = text
        self.screen.composer.box.focus()
        await self.press("enter")
        await self.pilot.pause()
        await self.idle()

    def shown(self) -> str:
        """Return all that stands on the screen, as text."""
        return shown(self.app)


def shown(app: App[None]) -> str:
    """Return all that stands on the screen, as text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines)


Rooms = Callable[..., AbstractAsyncContextManager[Room]]


@pytest.fixture
def room(desk: FakeDesk, settings: Settings) -> Rooms:
    """Return a context that opens the app, in an interview unless told otherwise."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = WIDE, start: str | Path | None = "slack-helper"
    ) -> AsyncIterator[Room]:
        app = InterviewerApp(settings, start, desk=desk)
        async with app.run_test(size=size) as pilot:
            found = Room(app, pilot, desk)
            if start is not None:
                await found.begin()
            yield found

    return opened
