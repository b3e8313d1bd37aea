"""The keys of an interview, and what the candidate does beside speaking: pause, editor, end."""

from __future__ import annotations

from textual import work

from interviewer.errors import InterviewerError
from interviewer.tui import editor
from interviewer.tui.keys import key
from interviewer.tui.screens.dialogs import AskGravely, Pause
from interviewer.tui.screens.interview_turns import Turns
from interviewer.tui.show import clock
from interviewer.tui.widgets.composer import Composer


class InterviewKeys(Turns):
    """All keys but those of the panes, in the order in which the key bar shows them."""

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
        # One key, the first that can be taken: `interrupt` only while a model is at work. All stand
        # in one class, since a subclass's bindings of a key take the place of its base's.
        key("escape", "close_pane", "Close", "interview.close", "Close the pane"),
        key("escape", "interrupt", "Stop", "interview.interrupt", "Cut the reply short"),
        key(
            "escape",
            "back",
            "Back",
            "interview.back",
            "Back to the answer, then home; all is saved",
        ),
        key(
            "f6",
            "models",
            "Models",
            "interview.models",
            "Choose who plays the interviewer",
            priority=True,  # the box has a use of its own for it
        ),
        key("ctrl+b", "toggle_pane", "Pane", "interview.pane", "Show or hide the side pane"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        over = self._interview.state.closed is not None
        if action in ("pause", "end", "editor"):
            return not over
        if action == "scorecard":
            return over
        if action == "drop":
            return self.is_mounted and self.query_one(Composer).attached
        return super().check_action(action, parameters)

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

    def action_end(self) -> None:
        """End the interview, if that is meant."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.workers.cancel_group(self, "engine")  # whatever is being said breaks off
                self._start(self._interview.end())

        left = clock(self._interview.remaining())
        text = f"{left} are left on the clock. Afterwards it can be scored, but not gone on with."
        self.app.push_screen(AskGravely("End the interview?", text, "End it", "Go on"), answered)
