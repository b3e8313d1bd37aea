"""What goes on while the interviewer has the word: listening, thinking, speaking, being stopped.

Nothing of it is seen where a turn takes milliseconds, as it does without a language model.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.events import Event
from interviewer.settings import EMBEDDED, Models
from interviewer.tui.casting import ForThis, cast_of
from interviewer.tui.costs import metered
from interviewer.tui.entries import fault_mark, recast
from interviewer.tui.screens.interview_keeping import Keeping
from interviewer.tui.widgets.running_head import RunningHead
from interviewer.tui.widgets.transcript_view import TranscriptView

if TYPE_CHECKING:
    from textual.timer import Timer

PROMPT = 0.15
"""Seconds in which a reply may begin without a word about the wait: sooner, it would flicker."""
BREATH = 1.0
"""Seconds after a reply was cut short in which another Escape still means the same."""


class Turns(Keeping):
    """Shows the wait for a reply, lets it be cut short, and who plays it be changed."""

    head: RunningHead
    page: TranscriptView
    busy = False
    _unsent = False
    _broken = False
    _faulted = False
    _cut = False
    _waited: Timer | None = None
    _since = 0.0
    _stopped = -BREATH
    _cast: dict[str, str]
    _quiet: asyncio.Event
    """Set while nobody speaks."""

    def _start(self, events: AsyncIterator[Event], *, unsent: bool = False) -> None:
        self.busy, self._unsent = True, unsent
        self._quiet.clear()
        self._broken = self._faulted = self._cut = False
        if not unsent:
            self._wait()
        self._listen(events)
        self.refresh_bindings()

    def _listen(self, events: AsyncIterator[Event]) -> object:
        raise NotImplementedError

    # --- the wait --------------------------------------------------------------------------------

    def _wait(self) -> None:
        """Begin to wait for the first word."""
        self._since = time.monotonic()
        self._stop_waiting()
        self._waited = self.set_timer(PROMPT, self._show_wait)

    def _show_wait(self) -> None:
        reading = self._interview.state.pending == "reading"
        seconds = int(time.monotonic() - self._since)
        self.page.wait("listening…" if reading else "thinking…", seconds)
        self._waited = self.set_timer(PROMPT, self._show_wait)

    def _stop_waiting(self) -> None:
        if self._waited is not None:
            self._waited.stop()
            self._waited = None

    def _tick(self) -> None:
        interview, state = self._interview, self._interview.state
        over = state.closed is not None
        self.head.tick(interview.elapsed(), interview.remaining(), paused=state.paused, over=over)
        self._note_recast()
        self._meter()

    def _complain(self, error: InterviewerError) -> None:
        """Say what went wrong, and where the candidate's words are now."""
        self._broken = not self._unsent
        self.composer.give_back()
        where = "Your text is still here."
        if self._broken:
            where = "What you said is saved. F8 lets the interviewer try again."
        self.composer.status(" ".join((error.message, error.hint, where)), "bad")

    # --- models ----------------------------------------------------------------------------------

    @property
    def _models(self) -> Models:
        return cast_of(self._interview.state)

    def _meter(self) -> None:
        interview = self._interview
        self.head.meter(metered(interview.state.spending, self._models, interview.header.budget))

    def _at_work(self) -> bool:
        """Whether a model listens or speaks now, and so can be stopped."""
        models = self._models
        return self.busy and {models.interviewer, models.listener} != {EMBEDDED}

    def action_interrupt(self) -> None:
        """Cut the reply short."""
        self._cut, self._stopped = True, time.monotonic()
        self._interview.interrupt()
        self.composer.status("Stopping the reply …")

    async def action_back(self) -> None:
        """Go back, unless that was meant to cut the reply short."""
        if time.monotonic() - self._stopped >= BREATH:
            await super().action_back()

    def action_retry(self) -> None:
        """Let the interviewer finish the turn that broke off."""
        self.composer.status("Trying again …")
        self._start(self._interview.open())

    def action_models(self) -> None:
        """Choose who plays the rest."""
        from interviewer.tui.screens.picker import Picker

        desk = self.app.desk
        self.app.push_screen(Picker(desk, ForThis(desk, self._interview, self._quiet)))

    def _note_recast(self) -> None:
        """Say so if others play now than before."""
        now, before = self._interview.state.models, self._cast
        new = {role: model for role, model in now.items() if before.get(role, EMBEDDED) != model}
        if new:
            self.page.add(recast(new))
            self._cast = dict(now)
            self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """See at once what was chosen meanwhile."""
        if self.is_mounted:
            self._tick()

    def _fault(self, what: str, instead: str) -> None:
        """Show one line a turn: what else failed stands in the transcript."""
        if not self._faulted:
            self.page.add(fault_mark(what, instead))
        self._faulted = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if action == "interrupt":
            return self._at_work() and super().check_action(action, parameters)
        if action == "retry":
            return self._broken and not self.busy
        if action == "models":
            return self._interview.state.closed is None
        return super().check_action(action, parameters)
