"""Home's interviews of the past: listed, gone on with, scored, exported, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from interviewer.errors import InterviewerError
from interviewer.tui.desk import Choice, Desk
from interviewer.tui.messages import Asked, Listed
from interviewer.tui.screens.page import Page

if TYPE_CHECKING:
    from interviewer.tui.app import InterviewerApp
    from interviewer.tui.widgets.shelves import Shelves
    from interviewer.wiring import Session


class PastInterviews(Page):
    """Knows the second shelf."""

    app: InterviewerApp
    _desk: Desk
    _shelves: Shelves | None = None

    @property
    def shelves(self) -> Shelves:
        """The two tabs; there once the first paint is done."""
        assert self._shelves is not None
        return self._shelves

    def on_screen_resume(self) -> None:
        """Read the past interviews again whenever we come back."""
        if self._shelves is not None:
            self._read_sessions()

    @work(thread=True, exclusive=True, group="sessions")
    def _read_sessions(self) -> None:
        try:
            self.post_message(Listed(self._desk.sessions(), None))
        except InterviewerError as error:
            self.post_message(Listed((), error))

    def on_listed(self, message: Listed) -> None:
        """Fill the table."""
        self.shelves.history.fill(message.sessions)
        self.shelves.count(len(message.sessions))
        if message.error is not None:
            self.app.show_error("The past interviews could not be read", message.error)

    def on_asked(self, message: Asked) -> None:
        """Do what was asked with an interview."""
        session = message.session
        what = message.what
        if what == "open":
            what = "score" if session.finished else "resume"
        if session.problem and what != "delete":
            self.app.show_error("This transcript cannot be read", InterviewerError(session.problem))
        elif what == "resume" and session.finished:
            self.app.say("That interview is over: S opens its scorecard.")
        elif what == "resume":
            self.app.open_interview(Choice(path=session.path))
        elif what == "score":
            self.app.open_scorecard(session.path)
        elif what == "export":
            self.app.export(session.path)
        elif what == "compare":
            self._compare(session, message.before)
        else:
            self._delete(session)

    def _compare(self, session: Session, before: Session | None) -> None:
        from interviewer.tui.screens.sittings import Sittings

        if before is not None:
            self.app.push_screen(Sittings(self._desk, before, session))

    def _delete(self, session: Session) -> None:
        from interviewer.tui.screens.dialogs import AskGravely

        def answered(yes: bool | None) -> None:
            if not yes:
                return
            try:
                self._desk.delete(session.path)
            except InterviewerError as error:
                self.app.show_error("It could not be deleted", error)
            self._read_sessions()

        which = f"{session.title}\n{session.path.name}"
        text = f"{which}\n\nThe transcript and its scorecard are removed for good."
        ask = AskGravely("Delete this interview?", text, "Delete it", "Keep it")
        self.app.push_screen(ask, answered)
