"""A turn again: the screen of the interview as it was then takes the place of this one.

How an interview is taken back is worked out elsewhere (`authoring.replay`, `wiring`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.tui.keys import key
from interviewer.tui.screens.interview_author import Authoring

if TYPE_CHECKING:
    from interviewer.authoring.replay import TurnChoice


class Replaying(Authoring):
    """An interview of which any turn can be said again."""

    BINDINGS = [
        key("ctrl+g", "replay", "Replay", "interview.replay", "Say a turn again", priority=True),
    ]

    def action_replay(self) -> None:
        """Choose a turn to say again."""
        from interviewer import transcript
        from interviewer.authoring.replay import turns
        from interviewer.tui.screens.replay import Replay

        found = turns(transcript.read(self._interview.path).records)
        if found:
            self.app.push_screen(Replay(found), self._replay)
        else:
            self.composer.status("Nothing was said yet that could be said again.")

    def _replay(self, turn: TurnChoice | None) -> None:
        if turn is not None:
            said = (
                f"Before #{turn.record} again: change the message, or send it as it was. "
                "The interview as it went is kept."
            )
            again = self._again(turn.record, turn.text, said)
            self.app.run_worker(again, group="again", exclusive=True)

    async def _again(self, record: int | None, text: str, said: str = "") -> None:
        """Put the interview before a message (None: as it is) in the place of this one."""
        workshop, old = self._workshop, self._interview
        if workshop is None:
            return
        board = self.pane.whiteboard
        try:
            if board.dirty and old.state.closed is None:
                await self._save_board(board.board.text)
            interview = await workshop.again(old, record)
        except InterviewerError as error:
            self.composer.status(f"{error.message} {error.hint}", "bad")
            return
        self._handed_over = True
        if record is None:
            self.composer.restore("")
        await self.leave()
        workshop.forget(old.path)
        from interviewer.tui.screens.interview import InterviewScreen

        screen = InterviewScreen(interview).authored(workshop, self._news, said, text)
        await self.app.switch_screen(screen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a replay to authors, while nobody speaks."""
        if action == "replay":
            return self._workshop is not None and not self.busy
        return super().check_action(action, parameters)
