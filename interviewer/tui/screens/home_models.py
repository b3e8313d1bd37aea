"""Home's view of language models: what an interview would cost, and the way to the picker."""

from __future__ import annotations

from textual import work
from textual.widgets import Static

from interviewer.errors import InterviewerError
from interviewer.settings import EMBEDDED, Models
from interviewer.tui.casting import ForNext
from interviewer.tui.costs import quoted
from interviewer.tui.messages import Offered, Quoted
from interviewer.tui.screens.home_past import PastInterviews
from interviewer.tui.show import join


class ModelKeys(PastInterviews):
    """Says nothing at all where no language model plays, but for one line the very first time."""

    def _length(self) -> int:
        """Return the minutes of the interview that would be started now."""
        raise NotImplementedError

    def action_models(self) -> None:
        """Choose who plays."""
        from interviewer.tui.screens.picker import Picker

        self.app.push_screen(Picker(self._desk, ForNext(self._desk, self._length())))

    def on_screen_resume(self) -> None:
        """See what has been chosen meanwhile; Textual calls the base class's handler itself."""
        if self._shelves is not None:
            self._show_quote()
        if not self._desk.undecided():
            self.query_one("#first-time").display = False

    # --- what it would cost ----------------------------------------------------------------------

    def _show_quote(self) -> None:
        models = self._desk.models()
        if models.named:
            self._quote(models, self._length())
        else:
            self.shelves.preview.show_quote("")

    @work(thread=True, exclusive=True, group="quote")
    def _quote(self, models: Models, minutes: int) -> None:
        try:
            self.post_message(Quoted(self._desk.quote(models, minutes)))
        except InterviewerError:  # what is wrong with a model is said where it is chosen or used
            return

    def on_quoted(self, message: Quoted) -> None:
        """Show it, if it is still what was asked."""
        quote = message.quote
        if (quote.models, quote.minutes) == (self._desk.models(), self._length()):
            self.shelves.preview.show_quote(*quoted(quote, self._desk.budget()))

    # --- the very first time ---------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="models")
    def _look_for_models(self) -> None:
        if self._desk.undecided():
            self.post_message(Offered(self._desk.offers(probe=False)))

    def on_offered(self, message: Offered) -> None:
        """Say that a model could play."""
        # A server is not asked here whether it answers: that it was named is enough.
        reached = (each for each in message.offers if each.ready or each.address)
        offer = next((each for each in reached if each.name != EMBEDDED), None)
        if offer is None:
            return
        where = offer.address.partition("://")[2] or offer.address
        says = f" lets a language model play the interviewer: {offer.key} is set."
        if where:
            says = f" lets a language model at {where} play the interviewer."
        line = self.query_one("#first-time", Static)
        line.update(join(("M", "bold $accent"), (says, "$muted")))
        line.display = True
