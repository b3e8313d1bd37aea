"""The interview: one worker listens to the engine and posts what it hears, one handler paints it.

It decides nothing about the interview, but for what happens to the candidate's words: they stay in
the box until the engine says that they are on disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, assert_never

from textual import work
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from interviewer import transcript
from interviewer.errors import InterviewerError
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
from interviewer.tui.entries import Entry, entries, fact_mark
from interviewer.tui.keeper import Keeper
from interviewer.tui.messages import Heard, Quiet
from interviewer.tui.screens.interview_replay import Replaying
from interviewer.tui.widgets.answer_box import AnswerBox
from interviewer.tui.widgets.composer import Composer
from interviewer.tui.widgets.running_head import RunningHead
from interviewer.tui.widgets.side_pane import SidePane
from interviewer.tui.widgets.transcript_view import TranscriptView
from interviewer.tui.widgets.whiteboard import Whiteboard

if TYPE_CHECKING:
    from interviewer.engine.interview import Interview

WHY = {
    "finished": "The interview is finished.",
    "time": "The time is up.",
    "candidate": "You ended the interview.",
    "end_of_input": "The interview was ended.",
}


class InterviewScreen(Replaying):
    """Transcript, box and side pane of one interview."""

    CSS_PATH = ["../widgets/transcript_view.tcss", "interview.tcss"]

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._keeper = Keeper(interview)
        self._records = transcript.read(interview.path).records
        self._cast = dict(interview.state.models)
        self._quiet = asyncio.Event()

    # --- the page --------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The running head; the page beside the side pane; the box."""
        loaded, state = self._interview.loaded, self._interview.state
        phases = tuple((phase.id, phase.name) for phase in loaded.rubric.phases)
        page = [e for e in entries(self._records, loaded) if e.kind != "whiteboard"]
        yield RunningHead(loaded.scenario.title, phases)
        with Horizontal(id="desk"):
            yield Vertical(TranscriptView(page), Composer(), id="sheet")
            board = Whiteboard(self._keeper.restored_notes(), state.whiteboard)
            yield SidePane(loaded.scenario, state.facts_told, state.twists, board)

    def on_mount(self) -> None:
        """Restore the draft and let the interviewer begin, or go on."""
        self.head = self.query_one(RunningHead)
        self.page = self.query_one(TranscriptView)
        self.composer = self.query_one(Composer)
        self.pane = self.query_one(SidePane)
        self.head.enter(self._interview.state.phase)
        self.set_interval(1.0, self._tick)
        self.set_interval(0.5, self._save_drafts)
        self._tick()
        if draft := self._keeper.unsent():
            self.composer.restore(draft)
            self.composer.status("Your unsent answer was restored.", "good")
        self.composer.box.focus()
        if self._interview.state.closed:
            self._over(self._interview.state.closed.why)
        elif self._interview.state.paused:
            self._show_pause()
        else:
            self._start(self._interview.open())

    # --- listening -------------------------------------------------------------------------------

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
                self._stop_waiting()
                self.page.feed(text)
            case Spoke(record):
                entry = Entry("interviewer", record.text, record.seq, record.clock, record.complete)
                self.page.settle(entry)
                self.head.enter(self._interview.state.phase)
                self._meter()
            case Faulted(what, instead):
                self._fault(what, instead)
            case Ended(why):
                self._over(why.why)
            case _ as never:
                assert_never(never)

    def on_quiet(self, message: Quiet) -> None:
        """Let the candidate speak again; say what broke off, if anything did."""
        self.busy = False
        self._quiet.set()
        self._stop_waiting()
        self.page.flush()
        closed = self._interview.state.closed is not None
        if message.error is not None:
            self._complain(message.error)
        elif self._cut:
            self.composer.status("You cut the reply short.")
        elif not closed and self._interview.remaining() <= 0:
            self.composer.status("The time is up; what you are writing is still accepted.", "warn")
        if self._pause_wanted:
            self.action_pause()
        self.refresh_bindings()

    def _acknowledged(self, seq: int, text: str) -> None:
        self.page.add(Entry("candidate", text, seq, self._interview.elapsed()))
        self._unsent = False
        self.composer.confirm()
        self._keeper.draft.clear()
        self.composer.status("Saved.", "good")
        self._wait()

    def _over(self, why: str) -> None:
        self._stop_waiting()
        self.page.flush()
        self.add_class("-over")
        self.composer.finish()
        unsent = bool(self.composer.text.strip())
        kept = "What stands in the box was not sent, and is kept as a draft." if unsent else ""
        self.composer.status(f"{WHY[why]} {kept} Enter opens the scorecard, Esc goes home.", "good")
        self._tick()
        self.refresh_bindings()

    # --- speaking --------------------------------------------------------------------------------

    def on_composer_sent(self, message: Composer.Sent) -> None:
        """Send an answer, unless the interviewer is still speaking."""
        if self.busy:
            self.composer.give_back()
            self.composer.status(
                "The interviewer is still speaking; your text waits here. Press Enter again then.",
                "warn",
            )
            return
        self._save_drafts()
        self.composer.status("Saving …")
        self._start(self._interview.reply(message.text), unsent=True)

    async def on_composer_over(self) -> None:
        """Enter after the end opens the scorecard."""
        await self.action_scorecard()

    def on_answer_box_page(self, message: AnswerBox.Page) -> None:
        """Scroll the page while the cursor stays in the box."""
        self.page.scroll_page_down() if message.direction > 0 else self.page.scroll_page_up()
