"""Foreign words are shown as they are: no markup is read, no escape reaches the terminal."""

from __future__ import annotations

import pytest
from textual import events

from interviewer.errors import InterviewerError
from interviewer.settings import EMBEDDED, Models
from interviewer.tui.desk import Card
from interviewer.tui.screens.dialogs import Notice
from interviewer.tui.widgets.model_list import ModelList
from interviewer.tui.widgets.scenario_list import ScenarioList
from interviewer.wiring.models import Offer
from tests.tui.conftest import Rooms
from tests.tui.fake import FakeDesk, loaded, scorecard

NASTY = "list[int] [/] [@click=app.quit]x[/] [bold]b[/bold] $accent [TODO]"
BRIEF = "[/] [@click=app.quit]x[/] list[int]"
ESCAPES = "a\x1b[31mb\x1b]52;c;eA==\x07c\u202ed\x9b5m"


async def test_what_is_said_is_shown_to_the_letter(room: Rooms) -> None:
    """From both speakers, and in the panes."""
    async with room() as here:
        here.desk.content = loaded(NASTY)
        await here.say(NASTY)
        assert NASTY in here.shown()


@pytest.mark.parametrize("text", [NASTY, ESCAPES])
async def test_a_greeting_of_anything_is_shown(room: Rooms, desk: FakeDesk, text: str) -> None:
    """An interviewer's words are as foreign as anybody's."""
    desk.greeting = text
    desk.content = loaded(text)
    async with room() as here:
        shown = here.shown()
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        if text is NASTY:
            assert shown.count(NASTY[:40]) >= 1
        else:
            assert "a␛[31mb␛]52;c;eA==␇cd" in shown


async def test_a_scenario_of_anything_is_shown(room: Rooms, desk: FakeDesk) -> None:
    """In the list, the preview and the notice."""
    desk.extra = [Card("zz", NASTY, about=NASTY, role=NASTY, prompt=NASTY, problem=NASTY)]
    async with room(start=None) as here:
        await here.until(
            lambda: "zz" in str([list(each.cards) for each in here.app.screen.query(ScenarioList)])
        )
        await here.press("down")
        await here.until(lambda: NASTY in here.shown())
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, Notice))
        assert "list[int] [/] [@click=app.quit]x[/]" in here.shown()


async def test_an_error_of_anything_is_shown(room: Rooms) -> None:
    """In dialogs, toasts and the status line."""
    async with room() as here:
        here.desk.interview.fail = InterviewerError(NASTY, hint=ESCAPES)
        await here.say("hello")
        assert NASTY in here.shown()
        here.app.show_error(NASTY, InterviewerError(NASTY, hint=NASTY))
        await here.until(lambda: isinstance(here.app.screen, Notice))
        await here.press("enter")
        here.app.say(NASTY)
        await here.pilot.pause()


async def test_a_scorecard_of_anything_is_shown(room: Rooms, desk: FakeDesk) -> None:
    """Quotes, summaries and questions are foreign too."""
    async with room() as here:
        await here.say(NASTY)
        desk.card = scorecard(2, NASTY, summary=NASTY)
        here.app.open_scorecard(desk.interview.path)
        await here.until(lambda: NASTY in here.shown())
        await here.press("e")
        await here.pilot.pause()


async def test_a_paste_of_escapes_is_made_visible(room: Rooms) -> None:
    """Before it is in the box."""
    async with room() as here:
        here.screen.composer.box.post_message(events.Paste(ESCAPES))
        await here.until(lambda: here.screen.composer.text)
        assert "\x1b" not in here.screen.composer.text


async def test_models_of_any_name_are_shown(room: Rooms, desk: FakeDesk) -> None:
    """In the list, the detail, the notices and home; what a server says is foreign too."""
    name = f"openai/{BRIEF}"
    desk.cast, desk.priced = Models.all(name), {name: 0.1}
    desk.offered = [
        Offer(EMBEDDED, True),
        Offer(name, True, key=BRIEF, price=BRIEF),
        Offer(f"x/{BRIEF}", False, address=ESCAPES, todo=BRIEF),
    ]
    desk.tests = {name: InterviewerError(BRIEF, hint=ESCAPES)}
    async with room(size=(200, 40), start=None) as here:
        await here.until(lambda: f"with {name}" in here.shown())
        await here.press("m")
        await here.until(lambda: here.app.screen.query(ModelList))
        await here.until(lambda: here.app.screen.query_one(ModelList).option_count == 3)
        await here.until(lambda: f"ready: {BRIEF} is set" in here.shown())
        await here.press("t")
        await here.until(lambda: f"✗ {BRIEF}" in here.shown())
        await here.press("down", "enter")
        await here.until(lambda: f"is not ready. {BRIEF}" in here.shown())
        assert "\x1b" not in here.shown()
        assert "\u202e" not in here.shown()


async def test_models_of_any_name_play(room: Rooms, desk: FakeDesk) -> None:
    """In the running head and in the notes of an interview, and in its faults."""
    desk.cast = Models.all("openai/[/] [bold]x")
    async with room(size=(200, 40)) as here:
        assert "[/] [bold]x" in here.shown().splitlines()[1]
        desk.interview.faults = [(BRIEF, ESCAPES)]
        await here.say("hello")
        assert f"Note  {BRIEF}; a␛[31mb" in here.shown()
        desk.interview.recast(Models.all(f"openai/{ESCAPES}"))
        here.screen._tick()
        await here.until(lambda: "From here on openai/a␛[31mb" in here.shown())
        assert "\x1b" not in here.shown()
