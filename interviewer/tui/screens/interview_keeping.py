"""Keeping what the candidate wrote, and leaving an interview without losing any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.tui.keeper import Keeper
from interviewer.tui.screens.interview_panes import PaneKeys
from interviewer.tui.widgets.whiteboard import Whiteboard

if TYPE_CHECKING:
    from interviewer.engine.interview import Interview
    from interviewer.tui.app import InterviewerApp


class Keeping(PaneKeys):
    """Drafts, the whiteboard, and the ways out."""

    app: InterviewerApp
    _interview: Interview
    _keeper: Keeper

    async def action_scorecard(self) -> None:
        """Open the scorecard in place of the interview."""
        await self.leave()
        path = self._interview.path
        self.dismiss()
        self.app.open_scorecard(path)

    async def action_back(self) -> None:
        """Back to the answer; from there, home."""
        if not self.composer.box.has_focus:
            self.composer.box.focus()
        else:
            await self.leave()
            self.app.say("Saved. It waits under Past interviews.")
            self.dismiss()

    def _save_drafts(self) -> None:
        problem = self._keeper.save_draft(self.composer.text)
        board = self.pane.whiteboard
        if self._interview.state.closed is None:
            notes = board.board.text if board.dirty else ""
            problem = self._keeper.save_notes(notes) or problem
        if problem:
            self.composer.status(problem, "bad")

    def on_whiteboard_save(self, message: Whiteboard.Save) -> None:
        """Save the whiteboard."""
        self.run_worker(self._save_board(message.text), group="board")

    async def _save_board(self, text: str) -> None:
        self.pane.whiteboard.saved(text, await self._keeper.save_board(text))

    async def leave(self) -> None:
        """Save draft and whiteboard, and let the file go."""
        self._save_drafts()
        board = self.pane.whiteboard
        if board.dirty and self._interview.state.closed is None:
            await self._save_board(board.board.text)
        self.workers.cancel_group(self, "engine")
        await self._interview.leave()

    def rescue(self) -> None:
        """Save the drafts."""
        self._save_drafts()

    def resume_command(self) -> str:
        """Return how to go on."""
        if self._interview.state.closed is not None:
            return ""
        return f"interviewer practice --resume {self._interview.header.session}"
