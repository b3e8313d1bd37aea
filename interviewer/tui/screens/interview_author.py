"""Author mode: the pane of what the interviewer sees, and files that are read when saved.

What is seen and what changed is worked out elsewhere (`authoring`, `wiring`); here it is asked for
in threads and painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual import work
from textual.worker import get_current_worker

from interviewer.authoring.changes import News
from interviewer.errors import InterviewerError
from interviewer.tui.keys import key
from interviewer.tui.messages import Looked, Quiet, Saved
from interviewer.tui.screens.dialogs import Ask
from interviewer.tui.screens.interview_keys import InterviewKeys
from interviewer.tui.widgets.author_pane import AuthorPane

if TYPE_CHECKING:
    from interviewer.authoring.view import AuthorView
    from interviewer.tui.desk import Workshop

POLL = 0.8
"""Seconds between two looks at the files."""


class Authoring(InterviewKeys):
    """An interview that its author can look into."""

    _workshop: Workshop | None = None
    _view: AuthorView | None = None
    _news: News | None = None
    _said = ""
    _text = ""
    _stale = False
    _polling = False
    _handed_over = False

    BINDINGS = [
        key(
            "f7",
            "author",
            "Author",
            "interview.author",
            "What the interviewer sees; again: to scroll in it",
            priority=True,  # the box has a use of its own for it
        ),
    ]

    def authored(
        self, workshop: Workshop | None, news: News | None = None, said: str = "", text: str = ""
    ) -> Self:
        """Open with the author's pane, if there is a workshop.

        `said` is shown below the page, `text` stands in the box.
        """
        self._workshop, self._news, self._said, self._text = workshop, news, said, text
        return self

    def on_mount(self) -> None:
        """Furnish the pane if this is an author's interview."""
        if self._workshop is not None:
            self._furnish()
        if self._text:
            self.composer.restore(self._text)
        if self._said:
            self.composer.status(self._said, "good")

    # --- the pane --------------------------------------------------------------------------------

    @work(group="furnish")
    async def _furnish(self) -> None:
        self.add_class("-author")
        await self.pane.add_author(AuthorPane())
        self.remove_class("-no-pane")
        self._look()
        self.set_interval(POLL, self._poll)
        self.refresh_bindings()

    def on_quiet(self, _: Quiet) -> None:
        """Look again after each turn; take over what was saved meanwhile."""
        if self._workshop is None:
            return
        if self._stale:
            self._take_over()
        else:
            self._look()

    @work(thread=True, exclusive=True, group="look")
    def _look(self) -> None:
        if self._workshop is None:
            return
        try:
            view = self._workshop.look(self._interview)
        except InterviewerError as error:  # such as a transcript that was deleted meanwhile
            self.post_message(Saved(News(problem=str(error))))
            return
        if not get_current_worker().is_cancelled:
            self.post_message(Looked(view))

    async def on_looked(self, message: Looked) -> None:
        """Paint what is seen."""
        self._view = message.view
        await self._paint()

    async def _paint(self) -> None:
        from interviewer.authoring.telling import saved, sections

        seen = sections(self._view) if self._view else []
        news = [saved(self._news)] if self._news else []
        for pane in self.query(AuthorPane):
            await pane.paint([*news, *seen])

    def action_author(self) -> None:
        """Show the pane; again: scroll in it; again: back to the answer."""
        if self._workshop is None:
            text = (
                "It shows the hooks, the facts and the levels so far. Whoever practises on this "
                "scenario will know its answers."
            )
            self.app.push_screen(
                Ask("Look behind the interview?", text, "Show it", "No"), self._open_workshop
            )
            return
        pane = self.query_one(AuthorPane)
        if self.pane.active != "author" or not self._pane_shown():
            self.action_pane("author")
            if not self._narrow:
                return
        elif pane.has_focus:
            self.composer.box.focus()
            if self._narrow:
                self.action_close_pane()
            return
        pane.focus()

    def _open_workshop(self, yes: bool | None) -> None:
        if yes:
            self.composer.status("Looking behind the interview …")
            self._make_workshop()

    @work(thread=True, exclusive=True, group="workshop")
    def _make_workshop(self) -> None:
        try:
            made = self.app.desk.workshop(self._interview)
        except InterviewerError as error:
            self.app.call_from_thread(self.app.show_error, "Author mode could not be opened", error)
            return
        self.app.call_from_thread(self._begin, made)

    def _begin(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self.composer.status("")
        self._furnish()
        self.add_class("-pane")
        self.refresh_bindings()

    # --- saved files -----------------------------------------------------------------------------

    def _poll(self) -> None:
        if not self._polling and not self._handed_over:
            self._polling = True
            self._ask_for_news()

    @work(thread=True, group="poll")
    def _ask_for_news(self) -> None:
        try:
            if self._workshop and (news := self._workshop.poll()):
                self.post_message(Saved(news))
        except InterviewerError as error:  # saved once more while it was being read
            self.post_message(Saved(News(problem=str(error))))
        finally:
            self._polling = False

    async def on_saved(self, message: Saved) -> None:
        """Say what changed; go on with it, at once or when the interviewer has finished."""
        self._news = message.news
        await self._paint()
        self.composer.status("")
        if message.news.problem:
            self.composer.status("The saved file cannot be used; the pane says why.", "bad")
        elif message.news.changes and self._interview.state.closed is None:
            self._stale = True
            if not self.busy:
                self._take_over()

    def _take_over(self) -> None:
        self._stale = False
        self.app.run_worker(self._again(None, self.composer.text), group="again", exclusive=True)

    async def _again(self, record: int | None, text: str, said: str = "") -> None:
        """Put the interview before a message (None: as it is) in the place of this one."""
        raise NotImplementedError

    async def leave(self) -> None:
        """Leave the interview, and the workshop unless it is handed on."""
        await super().leave()
        if self._workshop is not None and not self._handed_over:
            self._handed_over = True
            self._workshop.close()
