"""While the interviewer speaks: the wait is seen, a reply can be cut short, costs are told."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.errors import InterviewerError
from interviewer.settings import Models
from interviewer.tui.entries import Entry
from interviewer.tui.screens.home import Home
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.widgets.entry_view import EntryView, MarkView
from tests.tui.conftest import Room, Rooms
from tests.tui.fake import FakeDesk

GPT = "openai/gpt-5.4"


@pytest.fixture
def modelled(desk: FakeDesk) -> FakeDesk:
    """A desk whose interviews are played by a language model."""
    desk.cast = Models.all(GPT)
    return desk


async def send(here: Room, text: str) -> None:
    """Send an answer without waiting for the reply."""
    here.screen.composer.box.text = text
    await here.press("enter")
    await here.until(lambda: here.desk.interview.heard[-1:] == [text])


async def left(here: Room) -> Path:
    """Leave the interview and return its transcript."""
    await here.press("escape")
    await here.until(lambda: isinstance(here.app.screen, Home))
    return here.desk.interview.path


def usage(price: float | None, tokens: int = 12_400) -> t.Usage:
    """Return what a call used."""
    return t.Usage(
        role="interviewer", model=GPT, input_tokens=tokens, output_tokens=900, price=price
    )


# --- the wait -------------------------------------------------------------------------------------


async def test_the_wait_is_seen(room: Rooms, modelled: FakeDesk) -> None:
    """Saved at once; then listening, then thinking, then speaking; nothing of it stays."""
    async with room() as here:
        interview = modelled.interview
        interview.listen, interview.think = asyncio.Event(), asyncio.Event()
        interview.hold = asyncio.Event()
        await send(here, "I would begin with rules.")
        assert "✓ saved" in here.shown()
        await here.until(lambda: "listening…" in here.shown())
        interview.listen.set()
        await here.until(lambda: "thinking…" in here.shown())
        assert "listening…" not in here.shown()
        interview.think.set()
        await here.until(lambda: "speaking…" in here.shown())
        assert "thinking…" not in here.shown()
        interview.hold.set()
        await here.idle()
        for word in ("listening…", "thinking…", "speaking…"):
            assert word not in here.shown()
        said = [line.text for line in interview.state.lines]
        assert [view.text for view in here.screen.query(EntryView)] == said


async def test_a_quick_turn_does_not_flicker(room: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedded turn is over before a word about the wait would be seen."""
    monkeypatch.setattr("interviewer.tui.screens.interview_turns.PROMPT", 5.0)
    seen: list[str] = []
    monkeypatch.setattr(EntryView, "wait", lambda self, stage, seconds: seen.append(stage))
    async with room() as here:
        await here.say("hello")
        assert seen == []


async def test_a_long_silence_is_counted(
    room: Rooms, modelled: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some seconds, so that it is seen to go on."""
    async with room() as here:
        modelled.interview.listen = asyncio.Event()
        await send(here, "hello")
        await here.until(lambda: "listening…" in here.shown())
        here.screen._since -= 12
        await here.until(lambda: "▍ 12 s" in here.shown())
        modelled.interview.interrupt()
        await here.idle()


async def test_a_wait_that_ends_in_an_error_leaves_nothing(room: Rooms, modelled: FakeDesk) -> None:
    """No empty reply stands on the page."""
    async with room() as here:
        interview = modelled.interview
        interview.think = asyncio.Event()
        await send(here, "hello")
        await here.until(lambda: "thinking…" in here.shown())
        interview.pieces, interview.break_off = [""], InterviewerError("The line went dead.")
        interview.think.set()
        await here.until(lambda: "F8 lets the interviewer try again" in here.shown())
        await here.pilot.pause()
        assert [view.text for view in here.screen.query(EntryView)][-1] == "hello"


async def test_a_reply_that_is_over_before_it_is_mounted(room: Rooms) -> None:
    """What was said while its widget came into being is seen all the same."""
    async with room() as here:
        page = here.screen.page
        page.feed("Fir")
        page.settle(Entry("interviewer", "First and last.", 99))
        await here.until(lambda: "First and last." in here.shown())
        assert "speaking…" not in here.shown()


# --- cutting it short -----------------------------------------------------------------------------


@pytest.mark.parametrize("while_", ["listen", "think", "hold"])
async def test_escape_cuts_a_reply_short(room: Rooms, modelled: FakeDesk, while_: str) -> None:
    """Whatever the model is at. Pressed twice, it does not leave; some time later it does."""
    async with room() as here:
        interview = modelled.interview
        assert "Esc Back" in here.shown()
        setattr(interview, while_, asyncio.Event())
        await send(here, "hello")
        await here.until(lambda: "Esc Stop" in here.shown())
        await here.press("escape", "escape")
        await here.idle()
        assert isinstance(here.app.screen, InterviewScreen)
        await here.until(lambda: "In authored words." in here.shown())
        assert "this reply was cut off" not in here.shown()
        await here.until(lambda: "Esc Back" in here.shown())
        here.screen._stopped -= 10
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))


async def test_escape_leaves_where_no_model_speaks(room: Rooms, desk: FakeDesk) -> None:
    """Without a model it means what it always meant."""
    async with room() as here:
        desk.interview.hold = asyncio.Event()
        await send(here, "hello")
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))


async def test_escape_first_closes_a_pane_that_covers_the_page(
    room: Rooms, modelled: FakeDesk
) -> None:
    """What is nearest goes first; the reply goes on."""
    async with room(size=(80, 24)) as here:
        interview = modelled.interview
        interview.hold = asyncio.Event()
        await send(here, "hello")
        await here.press("f3", "escape")
        await here.pilot.pause()
        assert here.screen.busy
        assert not here.screen.has_class("-pane")
        await here.press("escape")
        await here.idle()


# --- costs ----------------------------------------------------------------------------------------


async def test_no_model_no_meter(room: Rooms) -> None:
    """Nothing is said of costs where there are none."""
    async with room() as here:
        await here.say("hello")
        head = "\n".join(here.shown().splitlines()[:3])
        assert "$" not in head
        assert "token" not in head


@pytest.mark.parametrize(
    ("budget", "price", "says"),
    [
        (None, 0.034, "gpt-5.4 · 12.4k in, 900 out · $0.03"),
        (0.5, 0.034, "gpt-5.4 · 12.4k in, 900 out · $0.03 of $0.50"),
        (None, 0.0041, "12.4k in, 900 out · $0.004"),
        (None, None, "12.4k in, 900 out · price not known"),
        (None, 0.0, "12.4k in, 900 out · free"),
    ],
)
async def test_the_meter(
    room: Rooms, modelled: FakeDesk, budget: float | None, price: float | None, says: str
) -> None:
    """Tokens and dollars so far, the budget if there is one; what is not known is not 0."""
    modelled.purse = budget
    async with room(size=(170, 30)) as here:
        assert "gpt-5.4" in here.shown()
        modelled.interview.usage = usage(price)
        await here.say("hello")
        await here.until(lambda: says in here.shown())


async def test_a_price_that_is_known_in_part(room: Rooms, modelled: FakeDesk) -> None:
    """Both are said."""
    async with room(size=(170, 30)) as here:
        for price in (0.034, None):
            modelled.interview.usage = usage(price)
            await here.say("hello")
        await here.until(lambda: "24.8k in, 1.8k out · $0.03 and price not known" in here.shown())


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 30), (140, 45)])
async def test_the_meter_fits(room: Rooms, modelled: FakeDesk, size: tuple[int, int]) -> None:
    """Phases and meter share a line; neither is cut."""
    modelled.purse = 0.5
    async with room(size=size) as here:
        modelled.interview.usage = usage(0.034)
        await here.say("next")
        await here.say("next")
        await here.until(lambda: "$0.07 of $0.50" in here.shown())
        line = here.shown().splitlines()[1]
        assert "▸ Approach and evaluation" in line
        assert "…" not in line
        assert line.rstrip().endswith("$0.07 of $0.50")


# --- faults ---------------------------------------------------------------------------------------


async def test_one_quiet_line_a_turn(room: Rooms, modelled: FakeDesk) -> None:
    """Three things fail, one is told, now and after a resume; the next turn may tell another."""
    async with room() as here:
        interview = modelled.interview
        interview.faults = [(f"{GPT}: fault {number}", "code went on") for number in range(3)]
        await here.say("hello")
        assert "Note  openai/gpt-5.4: fault 0; code went on" in here.shown()
        assert "fault 1" not in here.shown()
        await here.say("hello again")
        assert len(here.screen.query(MarkView).filter(".-note")) == 2
        path = await left(here)
    async with room(start=path) as here:
        assert len(here.screen.query(MarkView).filter(".-note")) == 2
        assert "fault 1" not in here.shown()


async def test_what_was_withheld_stays_withheld(room: Rooms, modelled: FakeDesk) -> None:
    """A sentence that was not shown in the interview is not shown by a resume."""
    async with room() as here:
        modelled.interview._write(
            t.Fault(what="told: 38%", instead="authored words", text="38% lie unanswered.")
        )
        path = await left(here)
    async with room(start=path) as here:
        assert "38%" not in here.shown()


# --- many pieces ----------------------------------------------------------------------------------


async def test_a_thousand_small_pieces(
    room: Rooms, modelled: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them arrive; they are painted in frames; what is typed meanwhile is in the box."""
    painted = 0
    repaint = EntryView._repaint

    def counted(self: EntryView) -> None:
        nonlocal painted
        painted += 1
        repaint(self)

    monkeypatch.setattr(EntryView, "_repaint", counted)
    pieces = [f"{number} " for number in range(1000)]
    async with room() as here:
        interview = modelled.interview
        interview.pieces, interview.hold = pieces, asyncio.Event()
        await send(here, "hello")
        began = time.monotonic()
        await here.press(*"typed")
        await here.until(lambda: "998 999" in here.shown())
        took = time.monotonic() - began
        assert here.screen.composer.text == "typed"
        assert painted < 20 + took / 0.05
        interview.hold.set()
        await here.idle()
        assert [view.text for view in here.screen.query(EntryView)][-1] == "".join(pieces).strip()
