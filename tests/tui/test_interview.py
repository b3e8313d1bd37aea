"""The interview screen: words are kept until they are saved, and what is said is painted."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static

from interviewer import transcript as t
from interviewer.errors import InterviewerError, JournalError, UsageError
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.dialogs import Ask, Pause
from interviewer.tui.screens.home import Home
from interviewer.tui.widgets.answer_box import MAX_BOX, MAX_LINE, AnswerBox
from interviewer.tui.widgets.entry_view import EntryView
from interviewer.tui.widgets.running_head import RunningHead
from tests.tui.conftest import Rooms
from tests.tui.fake import FakeDesk

DISK_FULL = JournalError("Not saved: the disk is full.", hint="Free some space.")


async def test_an_answer_is_sent_saved_and_answered(room: Rooms) -> None:
    """Enter sends; the page shows the answer with its tick, and the reply; the box is empty."""
    async with room() as here:
        await here.press(*"Hi", "enter")
        await here.idle()
        assert here.desk.interview.heard == ["Hi"]
        assert here.screen.composer.text == ""
        shown = here.shown()
        assert "✓ saved" in shown
        assert "What would a wrong mention cost" in shown


async def test_what_enter_sends(room: Rooms) -> None:
    """Enter in an empty box says so; Ctrl+J, Shift+Enter and Alt+Enter begin a line."""
    async with room() as here:
        await here.press("enter")
        await here.pilot.pause()
        assert "nothing to send" in here.shown()
        assert here.desk.interview.heard == []
        await here.press("a", "ctrl+j", "b", "shift+enter", "c", "alt+enter", "d", "enter")
        await here.idle()
        assert here.desk.interview.heard == ["a\nb\nc\nd"]


async def test_what_is_typed_after_enter_stays(room: Rooms) -> None:
    """Keys that come before the answer is on disk are neither sent with it nor lost."""
    async with room() as here:
        await here.press(*"one", "enter", *"two")
        await here.idle()
        assert here.desk.interview.heard == ["one"]
        assert here.screen.composer.text == "two"
        here.desk.interview.fail = DISK_FULL
        await here.press("enter", "x")
        await here.until(lambda: "the disk is full" in here.shown())
        assert here.screen.composer.text.replace("\n", "") == "twox"


async def test_enter_waits_while_the_interviewer_speaks(room: Rooms) -> None:
    """The box stays usable; Enter keeps the text and says why."""
    async with room() as here:
        interview = here.desk.interview
        interview.hold = asyncio.Event()
        here.screen.composer.box.text = "first"
        await here.press("enter")
        await here.until(lambda: interview.heard == ["first"])
        await here.press(*"two", "enter")
        await here.pilot.pause()
        assert here.screen.composer.text == "two"
        assert "still speaking" in here.shown()
        interview.hold.set()
        await here.idle()
        await here.press("enter")
        await here.until(lambda: interview.heard == ["first", "two"])


async def test_a_journal_error_keeps_the_text(room: Rooms) -> None:
    """What was not saved or not accepted stays in the box; the status says what to do."""
    async with room() as here:
        here.desk.interview.fail = DISK_FULL
        await here.say("my long answer")
        assert here.screen.composer.text == "my long answer"
        assert "the disk is full" in here.shown()
        assert "still here" in here.shown()
        here.desk.interview.fail = None
        await here.press("enter")
        await here.until(lambda: here.desk.interview.heard == ["my long answer"])
        here.desk.interview.fail = UsageError("The message is too long.", hint="Send it in parts.")
        await here.say("too long")
        assert here.screen.composer.text == "too long"
        assert "Send it in parts" in here.shown()


async def test_a_reply_that_breaks_off_can_be_tried_again(room: Rooms) -> None:
    """The candidate's words are saved; F8 lets the interviewer answer again."""
    async with room() as here:
        here.desk.interview.break_off = InterviewerError("The line went dead.")
        await here.say("my answer")
        assert here.screen.composer.text == ""
        assert "this reply was cut off" in here.shown()
        assert "F8" in here.shown()
        await here.press("f8")
        await here.until(lambda: "Go on." in here.shown())


async def test_facts_phases_and_twists_are_shown(room: Rooms) -> None:
    """Facts are numbered in their pane and noted on the page; phases and twists are marked."""
    async with room() as here:
        await here.press("f3")
        assert "Nothing has been told yet" in here.shown()
        await here.say("How many questions a week?")
        assert here.screen.pane.facts.number == 1
        shown = here.shown()
        assert "Facts F3 (1)" in shown
        assert "◆ Fact 1 noted: how much is written in the help channels" in shown
        assert "▸ Clarify" in here.shown()
        await here.say("next")
        assert "✓ Clarify ─ ▸ Data" in here.shown()
        await here.say("twist")
        shown = here.shown()
        assert "⚑ Twist: A constraint has changed" in shown
        assert "Two of our best volunteers have just said" in shown


async def test_pause_covers_the_page_and_stops_the_clock(room: Rooms) -> None:
    """F5 covers the words and writes a pause; Enter goes on."""
    async with room() as here:
        await here.press("f5")
        await here.until(lambda: isinstance(here.app.screen, Pause))
        assert here.desk.interview.state.paused
        shown = here.shown()
        assert "Paused" in shown
        assert "We run a free Slack" not in shown
        await here.press("enter")
        await here.until(lambda: not here.desk.interview.state.paused)


async def test_a_pause_waits_for_the_reply(room: Rooms) -> None:
    """While the interviewer speaks the pause is kept for afterwards."""
    async with room() as here:
        interview = here.desk.interview
        interview.hold = asyncio.Event()
        here.screen.composer.box.text = "first"
        await here.press("enter")
        await here.until(lambda: interview.heard)
        await here.press("f5")
        await here.pilot.pause()
        assert not interview.state.paused
        interview.hold.set()
        await here.until(lambda: isinstance(here.app.screen, Pause))


async def test_the_last_minutes_are_told_in_words(room: Rooms) -> None:
    """The clock warns by text; at the end it says what still counts."""
    async with room() as here:
        here.desk.interview.spent = 41 * 60
        here.screen._tick()
        await here.pilot.pause()
        assert "last minutes: 4:00 left" in here.shown()
        here.desk.interview.spent = 46 * 60
        await here.say("still here")
        here.screen._tick()
        await here.pilot.pause()
        assert "time is up" in here.shown()
        assert "still accepted" in here.shown()


async def test_the_whiteboard_is_saved(room: Rooms) -> None:
    """On ctrl+s, and on leaving it."""
    async with room() as here:
        await here.press("f4", *"ab", "ctrl+s")
        await here.until(lambda: here.desk.interview.boards == ["ab"])
        await here.until(lambda: "✓ Saved" in here.shown())
        await here.press("c", "f4")
        await here.until(lambda: here.desk.interview.boards == ["ab", "abc"])
        assert here.screen.composer.box.has_focus


async def test_a_sketch_is_drawn(room: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrows become boxes beside the text, and go with it."""
    monkeypatch.setattr("interviewer.tui.widgets.whiteboard.DRAWS", 0.01)
    async with room() as here:
        await here.press("f4")
        here.screen.pane.whiteboard.board.text = "app -> [TODO] ranker"
        await here.until(lambda: here.screen.query_one("#sketch").display)
        drawn = here.screen.query_one("#drawn", Static).render()
        assert "┌" in str(drawn)
        assert "[TODO] ranker" in str(drawn)
        here.screen.pane.whiteboard.board.text = "a note"
        await here.until(lambda: not here.screen.query_one("#sketch").display)


async def test_the_whiteboard_is_saved_when_idle(
    room: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two seconds without a key are enough."""
    monkeypatch.setattr("interviewer.tui.widgets.whiteboard.IDLE", 0.05)
    async with room() as here:
        await here.press("f4", "x")
        await here.until(lambda: here.desk.interview.boards == ["x"])


async def test_a_whiteboard_survives_a_crash(room: Rooms, desk: FakeDesk) -> None:
    """Half a second after a key it is in a file; a resume shows it, and saves it as a record."""
    async with room() as here:
        path = desk.interview.path
        await here.press("f4", *"boxes")
        await here.until(lambda: path.with_suffix(".board").exists())
        await here.until(lambda: path.with_suffix(".board").read_text() == "boxes")
        assert desk.interview.boards == []
        desk.interview._journal.close()  # as the system does for a process that was killed
        async with room(start=path) as again:
            assert again.screen.pane.whiteboard.board.text == "boxes"
            await again.until(lambda: desk.interview.boards == ["boxes"])
            await again.until(lambda: not path.with_suffix(".board").exists())


async def test_an_unsaved_whiteboard_says_so(room: Rooms) -> None:
    """A journal error leaves the notes where they are."""
    async with room() as here:
        here.desk.interview.fail = DISK_FULL
        await here.press("f4", "x", "ctrl+s")
        await here.until(lambda: "the disk is full" in here.shown())
        assert here.screen.pane.whiteboard.board.text == "x"


async def test_ending_asks_first(room: Rooms) -> None:
    """F9 asks; Escape and Enter, pressed from habit, go on; Y closes and offers the scorecard."""
    async with room() as here:
        await here.press("f9")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("escape")
        await here.press("f9", "enter")
        await here.until(lambda: not isinstance(here.app.screen, Ask))
        assert here.desk.interview.state.closed is None
        await here.press("f9", "y")
        await here.until(lambda: here.desk.interview.state.closed)
        await here.idle()
        await here.until(lambda: "Enter opens the scorecard" in here.shown())
        assert here.screen.composer.box.read_only


async def test_goodbye_keeps_what_was_being_written(room: Rooms) -> None:
    """The interview may close while something stands in the box: it is kept as a draft."""
    async with room() as here:
        interview = here.desk.interview
        interview.hold = asyncio.Event()
        here.screen.composer.box.text = "goodbye"
        await here.press("enter")
        await here.until(lambda: interview.heard)
        await here.press(*"wait")
        interview.hold.set()
        await here.until(lambda: interview.state.closed)
        await here.idle()
        assert here.screen.composer.text == "wait"
        assert "was not sent" in here.shown()


async def test_a_draft_survives(room: Rooms, tmp_path: Path) -> None:
    """What was not sent is there again after a resume."""
    async with room() as here:
        await here.press(*"half an ans")
        path = here.desk.interview.path
        await here.press("ctrl+q")
    assert path.with_suffix(".draft").read_text() == "half an ans"
    async with room(start=path) as here:
        assert here.screen.composer.text == "half an ans"
        assert "restored" in here.shown()
        await here.press("enter")
        await here.until(lambda: here.desk.interview.heard == ["half an ans"])
        await here.until(lambda: not path.with_suffix(".draft").exists())


@pytest.mark.parametrize(
    ("draft", "unsent"),
    [
        ("It costs patience.", ""),
        ("  It costs patience.\n", ""),
        ("It costs patience.\n\nAnd so", "And so"),
        ("It costs patience. And so", "It costs patience. And so"),
        ("Patience", "Patience"),
    ],
)
async def test_a_saved_answer_is_no_draft(room: Rooms, draft: str, unsent: str) -> None:
    """A kill between saving an answer and clearing its draft leaves both: it is not sent twice."""
    async with room() as here:
        await here.say("Hello.")
        await here.say("It costs patience.")
        path = here.desk.interview.path
        await here.press("ctrl+q")
    path.with_suffix(".draft").write_text(draft, "utf-8")
    async with room(start=path) as here:
        assert here.screen.composer.text == unsent
        assert ("was restored" in here.shown()) == bool(unsent)
        here.screen._save_drafts()
        assert path.with_suffix(".draft").exists() == bool(unsent)


async def test_resuming_shows_what_was_said(room: Rooms) -> None:
    """The page, the facts, the twists, the phase and the whiteboard are as they were."""
    async with room() as here:
        await here.say("How many? next, and the twist")
        await here.press("f4", *"abc", "f4")
        await here.until(lambda: here.desk.interview.boards)
        path = here.desk.interview.path
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
        assert here.desk.interview.closed_file
    async with room(start=path) as here:
        shown = here.shown()
        assert "How many? next, and the twist" in shown
        assert "▸ Data" in shown
        assert "Facts F3 (1)" in shown
        assert "Two of our best volunteers have just said" in shown
        assert "Fact 1 noted" in shown
        assert here.screen.pane.whiteboard.board.text == "abc"


async def test_a_paused_interview_resumes_paused(room: Rooms) -> None:
    """Whoever left during a pause comes back to it."""
    async with room() as here:
        path = here.desk.interview.path
        await here.desk.interview.pause()
        await here.desk.interview.leave()
    async with room(start=None) as here:
        from interviewer.tui.desk import Choice

        here.app.open_interview(Choice(path=path))
        await here.until(lambda: isinstance(here.app.screen, Pause))
        await here.press("enter")
        await here.until(lambda: not here.desk.interview.state.paused)


async def test_pastes(room: Rooms) -> None:
    """Made safe if it fits; otherwise attached whole, to be dropped or sent."""
    long = "x" * (1 << 20)
    async with room() as here:
        box = here.screen.query_one(AnswerBox)
        box.post_message(events.Paste("a\r\nb\x1b[31m"))
        await here.until(lambda: box.text)
        assert box.text == "a\nb␛[31m"
        box.text = "see"
        box.post_message(events.Paste("y" * (MAX_BOX + 1)))
        await here.until(lambda: here.screen.composer.attached)
        await here.press("ctrl+r")
        assert not here.screen.composer.attached
        box.post_message(events.Paste(long))
        await here.until(lambda: here.screen.composer.attached)
        assert "[pasted text, 1,048,576 characters]" in here.shown()
        assert box.text == "see"
        await here.press("enter")
        await here.until(lambda: here.desk.interview.heard)
        assert here.desk.interview.heard == [f"see\n\n{long}"]
        assert not here.screen.composer.attached


async def test_a_line_that_would_slow_the_box_down_is_attached(room: Rooms) -> None:
    """Each key wraps its line anew: an endless one is set aside, many short ones are not."""
    async with room() as here:
        box = here.screen.query_one(AnswerBox)
        box.post_message(events.Paste("a line\n" * 4000))
        await here.until(lambda: box.text)
        assert not here.screen.composer.attached
        box.post_message(events.Paste("y" * (MAX_LINE + 1)))
        await here.until(lambda: here.screen.composer.attached)


async def test_the_box_grows_and_stops(room: Rooms) -> None:
    """Up to ten lines, then it scrolls."""
    async with room() as here:
        box = here.screen.composer.box
        low = box.size.height
        box.text = "\n".join("line" for _ in range(40))
        await here.until(lambda: box.size.height == 10)
        assert low < 10


async def test_the_editor_takes_the_answer(
    room: Rooms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """ctrl+e hands the text to $VISUAL; what comes back is in the box."""
    script = tmp_path / "ed.sh"
    script.write_text('#!/bin/sh\nprintf " and more" >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setattr("interviewer.tui.app.InterviewerApp.suspend", _no_suspend)
    async with room() as here:
        await here.press(*"text", "ctrl+e")
        await here.until(lambda: here.screen.composer.text == "text and more")


async def test_an_editor_that_is_not_there_keeps_the_text(
    room: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which one, and the text stays."""
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    monkeypatch.setattr("interviewer.tui.app.InterviewerApp.suspend", _no_suspend)
    async with room() as here:
        await here.press(*"text", "ctrl+e")
        await here.until(lambda: "/no/such/editor" in here.shown())
        assert here.screen.composer.text == "text"


def _no_suspend(self: InterviewerApp) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext()


async def test_below_80_by_24_a_notice_covers_all(room: Rooms) -> None:
    """The notice names both sizes; the draft is there when the terminal grows again."""
    async with room(size=(80, 24)) as here:
        await here.press(*"draft")
        await here.pilot.resize_terminal(70, 20)
        await here.until(lambda: "have 70x20, need 80x24" in here.shown())
        assert "Your answer" not in here.shown()
        await here.pilot.resize_terminal(80, 24)
        await here.until(lambda: "Your answer" in here.shown())
        assert here.screen.composer.text == "draft"
        assert here.screen.composer.box.has_focus


async def test_every_size_is_survived(room: Rooms) -> None:
    """From 1x1 to 300x100 nothing crashes."""
    async with room() as here:
        await here.say("How many?")
        for size in [(1, 1), (40, 10), (2, 60), (200, 2), (300, 100)]:
            await here.pilot.resize_terminal(*size)
            await here.pilot.pause()
        assert here.desk.interview.heard == ["How many?"]


async def test_a_pane_that_was_called_stays_on_a_wide_terminal(room: Rooms) -> None:
    """Hidden where there is room and called where there is none, it is there in both."""
    async with room(size=(120, 36)) as here:
        await here.press("ctrl+b")
        await here.until(lambda: not here.screen.pane.display)
        await here.pilot.resize_terminal(80, 24)
        await here.press("ctrl+b")
        await here.until(lambda: here.screen.pane.display)
        await here.pilot.resize_terminal(120, 36)
        await here.until(lambda: here.screen.has_class("-wide") and here.screen.pane.display)
        assert "^B Pane" in here.shown().splitlines()[-1]


async def test_on_a_narrow_terminal_the_pane_leaves_the_question(room: Rooms) -> None:
    """It is hidden until its key is pressed; Escape, as the footer says, hides it again."""
    async with room(size=(80, 24)) as here:
        pane = here.screen.pane
        assert not pane.display or not pane.size.width
        await here.press("f3")
        await here.until(lambda: "Nothing has been told yet" in here.shown())
        assert here.screen.page.region.right <= pane.region.x
        assert "Where would you like to start?" in here.shown()
        assert "Esc Close" in here.shown().splitlines()[-1]
        await here.press("escape")
        await here.until(lambda: "Nothing has been told yet" not in here.shown())
        assert "Esc Back" in here.shown().splitlines()[-1]
        assert here.screen.composer.box.has_focus


async def test_quitting_says_how_to_come_back(room: Rooms) -> None:
    """The resume command stands on the terminal after the app has gone."""
    async with room() as here:
        await here.press("ctrl+q")
        await here.pilot.pause()
        said = "".join(str(each) for each in here.app._exit_renderables)
        assert "interviewer practice --resume s1" in said


async def test_the_transcript_holds_what_the_page_showed(room: Rooms) -> None:
    """The page paints records; it invents none."""
    async with room() as here:
        await here.say("How many?")
        lines = [view.text for view in here.screen.query(EntryView)]
        path: Path = here.desk.interview.path
        said = [
            record.text
            for record in t.read(path).records
            if isinstance(record, t.CandidateSaid | t.InterviewerSaid)
        ]
        assert lines == said
        assert here.screen.query_one(RunningHead).size.height == 2
