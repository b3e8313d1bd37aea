"""The interview: one worker listens to the engine and posts what it hears, one handler paints it.

It decides nothing about the interview. What it does decide is what happens to the candidate's words:
they stay in the box until the engine says that they are on disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, assert_never

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from interviewer import transcript
from interviewer.errors import InterviewerError, JournalError
from interviewer.events import (
    Acknowledged,
    Ended,
    Event,
    FactTold,
    Faulted,
    PhaseChanged,
    Speaking,
    Spoke,
    TwistAnnounced,
)
from interviewer.tui import editor
from interviewer.tui.draft import Draft
from interviewer.tui.entries import Entry, entries, fact_mark
from interviewer.tui.messages import Heard, Quiet
from interviewer.tui.screens.dialogs import Ask, Pause
from interviewer.tui.screens.page import Page
from interviewer.tui.show import clock
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.brief import Brief
from interviewer.tui.widgets.composer import Composer
from interviewer.tui.widgets.facts import Facts
from interviewer.tui.widgets.running_head import RunningHead
from interviewer.tui.widgets.side_pane import SidePane
from interviewer.tui.widgets.transcript_view import TranscriptView
from interviewer.tui.widgets.whiteboard import Whiteboard

if TYPE_CHECKING:
    from interviewer.engine.interview import Interview
    from interviewer.tui.app import InterviewerApp

WHY = {
    "finished": "The interview is finished.",
    "time": "The time is up.",
    "candidate": "You ended the interview.",
    "end_of_input": "The interview was ended.",
}


class InterviewScreen(Page):
    """Transcript, box and side pane of one interview."""

    CSS_PATH = "interview.tcss"
    app: InterviewerApp
    BINDINGS = [
        Binding("f2", "pane('brief')", "Brief", id="interview.brief", tooltip="The role, the need, what is given"),
        Binding("f3", "pane('facts')", "Facts", id="interview.facts", tooltip="The facts told so far"),
        Binding("f4", "pane('board')", "Board", id="interview.board", tooltip="Your whiteboard, or back to the answer"),
        Binding("ctrl+b", "toggle_pane", "Pane", id="interview.pane", tooltip="Show or hide the side pane", show=False),
        Binding("f5", "pause", "Pause", id="interview.pause", tooltip="Cover the page and stop the clock"),
        Binding(
            "ctrl+e",
            "editor",
            "Editor",
            id="interview.editor",
            tooltip="Write the answer in $VISUAL or $EDITOR",
            show=False,
            priority=True,
        ),
        Binding(
            "ctrl+r",
            "drop",
            "Drop paste",
            id="interview.drop",
            tooltip="Remove the pasted text from the answer",
            show=False,
        ),
        Binding("f8", "retry", "Try again", id="interview.retry", tooltip="Let the interviewer answer again"),
        Binding("f9", "end", "End", id="interview.end", tooltip="End the interview, after asking"),
        Binding("f10,ctrl+o", "scorecard", "Scorecard", id="interview.scorecard", tooltip="Open the scorecard"),
        Binding("escape", "back", "Back", id="interview.back", tooltip="Back to the answer, then home; all is saved"),
    ]

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._draft = Draft(interview.path)
        self._busy = False
        self._broken = False
        self._pause_wanted = False
        self._saving = asyncio.Lock()
        self._records = transcript.read(interview.path).records

    # --- the page --------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The running head; the page beside the side pane; the box."""
        interview, scenario = self._interview, self._interview.loaded.scenario
        state = interview.state
        twists = {twist.id: twist.says for twist in scenario.twists}
        told = tuple((fact, scenario.fact(fact).topic, scenario.fact(fact).says) for fact in state.facts_told)
        yield RunningHead(scenario.title, tuple((p.id, p.name) for p in interview.loaded.rubric.phases))
        page = (e for e in entries(self._records, interview.loaded) if e.kind != "whiteboard")
        with Horizontal(id="desk"):
            yield Vertical(TranscriptView(page), Composer(), id="sheet")
            yield SidePane(
                Brief(
                    scenario.role,
                    scenario.prompt,
                    tuple(scenario.primitives),
                    tuple(twists[twist] for twist in state.twists if twist in twists),
                ),
                Facts(told),
                Whiteboard(state.whiteboard),
            )

    def on_mount(self) -> None:
        """Restore the draft and let the interviewer begin, or go on."""
        self.head = self.query_one(RunningHead)
        self.page = self.query_one(TranscriptView)
        self.composer = self.query_one(Composer)
        self.pane = self.query_one(SidePane)
        self.head.enter(self._interview.state.phase)
        self.set_interval(1.0, self._tick)
        self.set_interval(2.0, self._save_draft)
        self._tick()
        if draft := self._draft.load():
            self.composer.restore(draft)
            self.composer.status("Your unsent answer was restored.", "good")
        self.composer.box.focus()
        if self._interview.state.closed:
            self._over(self._interview.state.closed.why)
        elif self._interview.state.paused:
            self._show_pause()
        else:
            self._start(self._interview.open())

    def _tick(self) -> None:
        state = self._interview.state
        over = state.closed is not None
        self.head.tick(self._interview.elapsed(), self._interview.remaining(), paused=state.paused, over=over)

    # --- listening -------------------------------------------------------------------------------

    def _start(self, events: AsyncIterator[Event]) -> None:
        self._busy, self._broken = True, False
        self.refresh_bindings()
        self._listen(events)

    @work(group="engine")
    async def _listen(self, events: AsyncIterator[Event]) -> None:
        error = None
        try:
            async for event in events:
                self.post_message(Heard(event))
        except InterviewerError as caught:
            error = caught
        self.post_message(Quiet(error))

    def on_heard(self, message: Heard) -> None:
        """Paint what the engine says."""
        match message.event:
            case Acknowledged(seq, text):
                self._acknowledged(seq, text)
            case FactTold(fact, topic, says):
                if self.pane.facts.add(fact, topic, says):
                    self.pane.recount()
                    self.page.add(fact_mark(self.pane.facts.number, topic))
            case PhaseChanged(phase, name):
                self.head.enter(phase)
                self.page.add(Entry("phase", name))
            case TwistAnnounced(_, says):
                self.pane.brief.add_twist(says)
                self.page.add(Entry("twist", "A constraint has changed"))
            case Speaking(text):
                self.page.feed(text)
            case Spoke(record):
                entry = Entry("interviewer", record.text, record.seq, record.clock, record.complete)
                self.page.settle(entry)
                self.head.enter(self._interview.state.phase)
            case Faulted(what, instead):
                self.page.add(Entry("note", f"{what}; {instead}"))
            case Ended(why):
                self._over(why.why)
            case _ as never:
                assert_never(never)

    def on_quiet(self, message: Quiet) -> None:
        """Let the candidate speak again; say what broke off, if anything did."""
        self._busy = False
        self.page.flush()
        error = message.error
        if self._interview.state.closed is None:
            self.composer.hold(False)
        if error is not None:
            unsaved = isinstance(error, JournalError)
            self._broken = not unsaved
            kept = "Your text is still here." if unsaved and self.composer.text else ""
            again = "" if unsaved else "What you said is saved. F8 lets the interviewer try again."
            self.composer.status(" ".join((error.message, error.hint, kept, again)), "bad")
        elif self._interview.state.closed is None and self._interview.remaining() <= 0:
            self.composer.status("The time is up; what you are writing is still accepted.", "warn")
        self.refresh_bindings()
        if self._pause_wanted:
            self.action_pause()

    def _acknowledged(self, seq: int, text: str) -> None:
        self.page.add(Entry("candidate", text, seq, self._interview.elapsed()))
        self.composer.clear()
        self.composer.hold(False)
        self._draft.clear()
        self.composer.status("Saved.", "good")

    def _over(self, why: str) -> None:
        self.page.flush()
        self.add_class("-over")
        self.composer.finish()
        unsent = " What stands in the box was not sent, and is kept as a draft." if self.composer.text.strip() else ""
        self.composer.status(f"{WHY[why]}{unsent} Enter opens the scorecard, Esc goes home.", "good")
        self._tick()
        self.refresh_bindings()

    # --- speaking --------------------------------------------------------------------------------

    def on_composer_sent(self, message: Composer.Sent) -> None:
        """Send an answer, unless the interviewer is still speaking."""
        if self._busy:
            self.composer.status("The interviewer is still speaking; your text waits here. Press Enter again then.", "warn")
            return
        self._save_draft()
        self.composer.hold(True)
        self.composer.status("Saving …")
        self._start(self._interview.reply(message.text))

    async def on_composer_over(self) -> None:
        """Enter after the end opens the scorecard."""
        await self.action_scorecard()

    def on_answer_box_page(self, message: AnswerBox.Page) -> None:
        """Scroll the page while the cursor stays in the box."""
        self.page.scroll_page_down() if message.direction > 0 else self.page.scroll_page_up()

    def _save_draft(self) -> None:
        try:
            self._draft.save(self.composer.text)
        except OSError as error:
            self.composer.status(f"The draft could not be saved: {error.strerror}. Your text is still here.", "bad")

    def on_whiteboard_save(self, message: Whiteboard.Save) -> None:
        """Save the whiteboard."""
        self.run_worker(self._save_board(message.text), group="board")

    async def _save_board(self, text: str) -> None:
        async with self._saving:
            try:
                await self._interview.save_whiteboard(text)
            except InterviewerError as error:
                self.pane.whiteboard.failed(f"{error.message} Your notes are still here.")
            else:
                self.pane.whiteboard.saved(text)

    # --- keys ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        over = self._interview.state.closed is not None
        if action in ("pause", "end", "editor"):
            return not over
        if action == "scorecard":
            return over
        if action == "retry":
            return self._broken and not self._busy
        if action == "drop":
            return self.is_mounted and self.query_one(Composer).attached
        return True

    def action_pane(self, tab: str) -> None:
        """Show a tab; the same key again goes back to the answer."""
        if self.pane.active == tab and self._pane_shown() and (tab == "board") == self.pane.whiteboard.board.has_focus:
            if tab == "board" or self._narrow:
                self.action_toggle_pane()
            return
        self.pane.show(tab)
        self.remove_class("-no-pane")
        self.add_class("-pane")
        if tab == "board":
            self.pane.whiteboard.board.focus()

    def action_toggle_pane(self) -> None:
        """Show or hide the side pane."""
        if self._narrow:
            self.toggle_class("-pane")
        elif not self.pane.whiteboard.board.has_focus:
            self.toggle_class("-no-pane")
        self.composer.box.focus()

    @property
    def _narrow(self) -> bool:
        return not self.has_class("-wide")

    def _pane_shown(self) -> bool:
        return self.has_class("-pane") if self._narrow else not self.has_class("-no-pane")

    @work(group="pause")
    async def action_pause(self) -> None:
        """Stop the clock and cover the page; while the interviewer speaks, as soon as that is over."""
        if self._busy:
            self._pause_wanted = True
            self.composer.status("Pausing once the interviewer has finished …")
            return
        self._pause_wanted = False
        try:
            await self._interview.pause()
        except InterviewerError as error:
            self.composer.status(f"{error.message} {error.hint}", "bad")
            return
        self._tick()
        self._show_pause()

    def _show_pause(self) -> None:
        self.app.push_screen(Pause(clock(self._interview.elapsed())), lambda _: self._go_on())

    @work(group="pause")
    async def _go_on(self) -> None:
        try:
            await self._interview.unpause()
        except InterviewerError as error:
            self.composer.status(f"{error.message} {error.hint}", "bad")
            return
        self._tick()
        self.composer.status("The clock runs again.", "good")
        if not self._busy:
            self._start(self._interview.open())

    def action_editor(self) -> None:
        """Write the answer in an editor."""
        text, problem = editor.edit(self.app, self.composer.text, self._draft.path)
        self.composer.restore(text)
        self.composer.status(problem, "bad" if problem else "")

    def action_drop(self) -> None:
        """Remove what was pasted."""
        self.composer.drop_attached()

    def action_retry(self) -> None:
        """Let the interviewer finish the turn that broke off."""
        self.composer.status("Trying again …")
        self._start(self._interview.open())

    def action_end(self) -> None:
        """End the interview, if that is meant."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._start(self._interview.end())

        left = clock(self._interview.remaining())
        text = f"{left} are left on the clock. Afterwards it can be scored, but not gone on with."
        self.app.push_screen(Ask("End the interview?", text, "End it", "Go on"), answered)

    async def action_scorecard(self) -> None:
        """Open the scorecard in place of the interview."""
        await self.leave()
        path = self._interview.path
        self.dismiss()
        self.app.open_scorecard(path)

    async def action_back(self) -> None:
        """Back to the answer; from there, home."""
        if self._narrow and self.has_class("-pane"):
            self.action_toggle_pane()
        elif not self.composer.box.has_focus:
            self.composer.box.focus()
        else:
            await self.leave()
            self.app.say("Saved. It waits under Past interviews.")
            self.dismiss()

    # --- leaving ---------------------------------------------------------------------------------

    async def leave(self) -> None:
        """Save draft and whiteboard, and let the file go."""
        self._save_draft()
        board = self.pane.whiteboard
        if board.dirty and self._interview.state.closed is None:
            await self._save_board(board.board.text)
        self.workers.cancel_group(self, "engine")
        self._interview.close()

    def resume_command(self) -> str:
        """Return how to go on."""
        if self._interview.state.closed is not None:
            return ""
        return f"interviewer practice --resume {self._interview.header.session}"
