"""Author mode on the screen: the pane, saved files, a turn again."""

from __future__ import annotations

import pytest
from textual.widgets import TabbedContent

from interviewer.authoring.changes import Change, News
from interviewer.errors import InterviewerError, UsageError
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens import interview_author
from interviewer.tui.screens.dialogs import Ask, Notice
from interviewer.tui.screens.replay import Replay
from interviewer.tui.widgets.author_pane import AuthorPane
from tests.tui.conftest import Room, Rooms
from tests.tui.fake import FakeWorkshop

NARROW = (80, 24)


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are looked at so often that nobody waits for it."""
    monkeypatch.setattr(interview_author, "POLL", 0.05)


async def _look(here: Room) -> FakeWorkshop:
    """Turn author mode on."""
    await here.press("f7")
    await here.until(lambda: isinstance(here.app.screen, Ask))
    await here.press("y")
    await here.until(lambda: here.desk.workshops and here.app.screen.query(AuthorPane))
    await here.until(lambda: "The move" in here.shown())
    return here.desk.workshops[-1]


async def test_it_is_shown_only_to_who_means_it(room: Rooms) -> None:
    """F7 warns that a practice is spoilt; no leaves everything as it is."""
    async with room() as here:
        await here.press("f7")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        assert "will know its answers" in here.shown()
        await here.press("escape")
        assert not here.app.screen.query(AuthorPane)
        assert not here.desk.workshops
        assert here.screen.check_action("replay", ()) is False


async def test_the_pane_follows_each_turn(room: Rooms) -> None:
    """It shows the move with its reason, hooks with nearness, facts; after each reply anew."""
    async with room((140, 50)) as here:
        workshop = await _look(here)
        assert here.screen.query_one(TabbedContent).active == "author"
        shown = here.shown()
        assert "set off by the candidate's words" in shown
        assert "0.61 cost" in shown
        assert "told: How many questions a week?" in shown
        looks = workshop.looks
        await here.say("Hello")
        await here.until(lambda: workshop.looks == looks + 1)


async def test_f7_walks_between_pane_and_answer(room: Rooms) -> None:
    """Shown, then scrolled, then back at the answer; on a narrow terminal it covers and goes."""
    async with room() as here:
        await _look(here)
        await here.press("f2", "f7")
        assert here.screen.pane.active == "author"
        await here.press("f7")
        assert here.screen.query_one(AuthorPane).has_focus
        await here.press("f7")
        assert here.screen.composer.box.has_focus
    async with room(NARROW) as here:
        await _look(here)
        assert here.screen.has_class("-pane")
        await here.press("f7", "f7")
        assert not here.screen.has_class("-pane")
        assert "Your answer" in here.shown()


async def test_a_save_is_taken_over_with_the_words_in_the_box(room: Rooms) -> None:
    """The interview goes on under the new files, the unsent answer in its box."""
    async with room() as here:
        workshop = await _look(here)
        old = here.desk.interview
        here.screen.composer.box.text = "half an answer"
        workshop.news = News((Change("changed", "fact unanswered", ("says",)),))
        await here.until(lambda: here.desk.interview is not old)
        await here.until(lambda: "fact unanswered: says" in here.shown())
        await here.idle()
        assert workshop.again_from == [None]
        assert here.screen.composer.text == "half an answer"
        assert workshop.forgotten == [old.path]
        assert old.closed_file
        assert not workshop.closed


async def test_a_save_waits_for_the_interviewer(room: Rooms) -> None:
    """While a reply is under way nothing is exchanged."""
    import asyncio

    async with room() as here:
        workshop = await _look(here)
        old = here.desk.interview
        old.hold = asyncio.Event()
        here.screen.composer.box.text = "an answer"
        here.screen.composer.box.focus()
        await here.press("enter")
        await here.until(lambda: old.heard == ["an answer"])
        workshop.news = News((Change("new", "hook other"),))
        await here.until(lambda: "hook other: new" in here.shown())
        assert workshop.again_from == []
        old.hold.set()
        await here.until(lambda: here.desk.interview is not old)


async def test_an_unusable_file_is_reported(room: Rooms) -> None:
    """With its line; the interview goes on as it was."""
    async with room() as here:
        workshop = await _look(here)
        old = here.desk.interview
        workshop.news = News(problem="x.yaml:3:1: facts: is missing")
        await here.until(lambda: "x.yaml:3:1" in here.shown())
        assert "cannot be used" in here.shown()
        await here.say("Hello")
        assert old.heard == ["Hello"]


async def test_a_turn_is_said_again(room: Rooms) -> None:
    """Chosen from a list; its words stand in the box, to be changed or sent."""
    async with room() as here:
        workshop = await _look(here)
        await here.press("ctrl+g")
        assert "Nothing was said yet" in here.shown()
        await here.say("my first thought")
        record = next(x.seq for x in here.desk.interview.state.lines if x.who == "candidate")
        await here.press("ctrl+g")
        await here.until(lambda: isinstance(here.app.screen, Replay))
        assert "my first thought" in here.shown()
        await here.press("enter")
        await here.until(lambda: workshop.again_from == [record])
        await here.until(lambda: f"Before #{record} again" in here.shown())
        assert here.screen.composer.text == "my first thought"


async def test_a_refused_replay_says_why(room: Rooms) -> None:
    """The interview that is open stays open."""
    async with room() as here:
        workshop = await _look(here)
        await here.say("my first thought")
        workshop.refuse = UsageError("The fact `x` is gone.", hint="Put it back.")
        old = here.desk.interview
        await here.press("ctrl+g", "enter")
        await here.until(lambda: "The fact `x` is gone. Put it back." in here.shown())
        assert here.desk.interview is old
        assert not old.closed_file


async def test_leaving_closes_the_workshop(room: Rooms) -> None:
    """Its stores are given back."""
    async with room() as here:
        workshop = await _look(here)
        await here.press("f7", "f7", "escape")
        await here.until(lambda: workshop.closed)


async def test_author_mode_from_the_command_line(room: Rooms) -> None:
    """`--author` asks nothing."""
    async with room(start=None) as here:
        from interviewer.tui.desk import Choice

        assert isinstance(here.app, InterviewerApp)
        here.app.open_interview(Choice("slack-helper", author=True))
        await here.begin()
        await here.until(lambda: "The move" in here.shown())


async def test_a_workshop_that_cannot_be_had(room: Rooms) -> None:
    """A notice; the interview is not disturbed."""
    async with room() as here:

        def refuse(_: object) -> FakeWorkshop:
            raise InterviewerError("No embedder.", hint="Install it.")

        here.desk.workshop = refuse  # type: ignore[method-assign,assignment]
        await here.press("f7", "y")
        await here.until(lambda: isinstance(here.app.screen, Notice))
        assert "No embedder." in here.shown()
