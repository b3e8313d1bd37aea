"""The keys of an interview: panes, pause, editor, end, the ways out.

What the engine says is painted by `interview`; here is what the candidate does beside speaking.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from textual import work

from interviewer.errors import InterviewerError
from interviewer.events import Event
from interviewer.tui import editor
from interviewer.tui.keeper import Keeper
from interviewer.tui.keys import key
from interviewer.tui.screens.dialogs import Ask, Pause
from interviewer.tui.screens.interview_panes import PaneKeys
from interviewer.tui.show import clock
from interviewer.tui.widgets.composer import Composer
from interviewer.tui.widgets.whiteboard import Whiteboard

if TYPE_CHECKING:
    from interviewer.engine.interview import Interview
    from interviewer.tui.app import InterviewerApp


class InterviewKeys(PaneKeys):
    """What the candidate does beside speaking, and how the screen is left."""

    app: InterviewerApp
    _interview: Interview
    _keeper: Keeper
    busy = False
    _broken = False
    _unsent = False
    _pause_wanted = False

    BINDINGS = [
        key("f5", "pause", "Pause", "interview.pause", "Cover the page and stop the clock"),
        key(
            "ctrl+e",
            "editor",
            "Editor",
            "interview.editor",
            "Write the answer in $VISUAL or $EDITOR",
            show=False,
            priority=True,
        ),
        key(
            "ctrl+r",
            "drop",
            "Drop paste",
            "interview.drop",
            "Remove the pasted text from the answer",
            show=False,
        ),
        key("f8", "retry", "Try again", "interview.retry", "Let the interviewer answer again"),
        key("f9", "end", "End", "interview.end", "End the interview, after asking"),
        key("f10,ctrl+o", "scorecard", "Scorecard", "interview.scorecard", "Open the scorecard"),
        key(
            "escape",
            "back",
            "Back",
            "interview.back",
            "Back to the answer, then home; all is saved",
        ),
    ]

    def _start(self, events: AsyncIterator[Event], *, unsent: bool = False) -> None:
        raise NotImplementedError

    def _tick(self) -> None:
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        over = self._interview.state.closed is not None
        if action in ("pause", "end", "editor"):
            return not over
        if action == "scorecard":
            return over
        if action == "retry":
            return self._broken and not self.busy
        if action == "drop":
            return self.is_mounted and self.query_one(Composer).attached
        return True

    @work(group="pause")
    async def action_pause(self) -> None:
        """Stop the clock and cover the page, once the interviewer has finished."""
        if self.busy:
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
        self.app.push_screen(Pause(clock(self._interview.elapsed())), self._unpause)

    def _unpause(self, _: None) -> None:
        self._go_on()

    @work(group="pause")
    async def _go_on(self) -> None:
        try:
            await self._interview.unpause()
        except InterviewerError as error:
            self.composer.status(f"{error.message} {error.hint}", "bad")
            return
        self._tick()
        self.composer.status("The clock runs again.", "good")
        if not self.busy:
            self._start(self._interview.open())

    def action_editor(self) -> None:
        """Write the answer in an editor."""
        if self._unsent:
            self.composer.status("Saving …")
            return
        text, problem = editor.edit(self.app, self.composer.text, self._keeper.draft.path)
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
                self.workers.cancel_group(self, "engine")  # whatever is being said breaks off
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

    # --- keeping and leaving ---------------------------------------------------------------------

    def _save_draft(self) -> None:
        if problem := self._keeper.save_draft(self.composer.text):
            self.composer.status(problem, "bad")

    def on_whiteboard_save(self, message: Whiteboard.Save) -> None:
        """Save the whiteboard."""
        self.run_worker(self._save_board(message.text), group="board")

    async def _save_board(self, text: str) -> None:
        self.pane.whiteboard.saved(text, await self._keeper.save_board(text))

    async def leave(self) -> None:
        """Save draft and whiteboard, and let the file go."""
        self._save_draft()
        board = self.pane.whiteboard
        if board.dirty and self._interview.state.closed is None:
            await self._save_board(board.board.text)
        self.workers.cancel_group(self, "engine")
        self._interview.close()

    def rescue(self) -> None:
        """Save the draft."""
        self._keeper.save_draft(self.composer.text)

    def resume_command(self) -> str:
        """Return how to go on."""
        if self._interview.state.closed is not None:
            return ""
        return f"interviewer practice --resume {self._interview.header.session}"
