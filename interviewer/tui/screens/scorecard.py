"""The scorecard: what was found, and for every quote its place in the transcript."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.errors import InterviewerError
from interviewer.judge.scorecard import Scorecard
from interviewer.tui.desk import Desk
from interviewer.tui.entries import Entry, entries
from interviewer.tui.findings import rows
from interviewer.tui.keys import key
from interviewer.tui.screens.page import Page
from interviewer.tui.show import join, plain
from interviewer.tui.widgets.ledger import Fold, Ledger, Row
from interviewer.tui.widgets.transcript_view import TranscriptView

if TYPE_CHECKING:
    from interviewer.judge.observations import Progress
    from interviewer.tui.app import InterviewerApp


class ScorecardScreen(Page):
    """Ledger and transcript, side by side where there is room, otherwise one over the other."""

    CSS_PATH = ["../widgets/transcript_view.tcss", "scorecard.tcss"]
    app: InterviewerApp
    BINDINGS = [
        key("e", "unfold", "Unfold", "scorecard.unfold", "Unfold everything, or fold it"),
        key("t", "transcript", "Transcript", "scorecard.transcript", "Show or hide the transcript"),
        key("x", "export", "Export", "scorecard.export", "Write the interview to a file"),
        key("escape", "back", "Back", "scorecard.back", "Back"),
    ]

    def __init__(self, path: Path, desk: Desk) -> None:
        super().__init__()
        self._path = path
        self._desk = desk
        self._came_from: Widget | None = None

    def body(self) -> Iterable[Widget]:
        """A wait, until the judge is done."""
        with Vertical(id="judging"):
            yield Static(
                join(
                    ("Judging", "bold $accent"),
                    "\n\nEvery quote is checked against your own words.",
                )
            )
            yield ProgressBar(total=None, show_eta=False, show_percentage=False)

    def on_mount(self) -> None:
        """Judge."""
        self._judge()

    @work(group="judge")
    async def _judge(self) -> None:
        try:
            card = await self._desk.score(self._path, self._so_far)
            found, loaded = await self.run_worker(
                lambda: self._desk.read(self._path), thread=True, exit_on_error=False, group="read"
            ).wait()
        except InterviewerError as error:
            self._failed(error)
            return
        await self._show(card, found, loaded)

    def _so_far(self, now: Progress) -> None:
        """Show how far a model has come; without one there is nothing to wait for."""
        spent = "" if now.price is None else f"\n${now.price:.2f} so far"
        said = f"{now.done} of {now.planned} answers\n{now.about}{spent}"
        self.query_one("#judging Static", Static).update(
            join(("Judging\n\n", "bold $accent"), said)
        )
        self.query_one(ProgressBar).update(total=now.planned, progress=now.done)

    def _failed(self, error: InterviewerError) -> None:
        text = join(
            ("It could not be scored.\n\n", "bold $bad"),
            error.message,
            (f"\n\n{error.hint}", "$muted"),
        )
        self.query_one("#judging Static", Static).update(text)
        self.query_one(ProgressBar).display = False

    async def _show(self, card: Scorecard, found: t.Transcript, loaded: Loaded | None) -> None:
        phases = {phase.id: phase.name for phase in loaded.rubric.phases} if loaded else {}
        await self.query_one("#judging").remove()
        ledger = Ledger(rows(card, phases))
        page = TranscriptView(_page(card, found, loaded), follow=False)
        title = Static(plain("Transcript", "bold $accent"), classes="section")
        await self.mount(
            Horizontal(ledger, Vertical(title, page, id="beside"), id="both"), before=0
        )
        first = self.query(Row)
        if first:
            first.first().focus(scroll_visible=False)

    def on_row_chosen(self, message: Row.Chosen) -> None:
        """Go to a record."""
        self.add_class("-transcript")
        self.remove_class("-alone")
        self._came_from = self.focused
        self.call_after_refresh(self._jump, message.record, message.quote)

    def _jump(self, record: int, quote: str) -> None:
        page = self.query_one(TranscriptView)
        if not self.has_class("-wide"):
            page.focus()
        if not page.jump(record, quote):
            self.app.say(f"Record {record} is not on the page.")

    def action_unfold(self) -> None:
        """Unfold everything, or fold it."""
        folds = list(self.query(Fold))
        shown = not all(fold.has_class("-open") for fold in folds)
        for fold in folds:
            fold.toggle(shown)

    def action_transcript(self) -> None:
        """Show or hide the transcript."""
        self.toggle_class("-transcript")
        self.toggle_class("-alone")
        if self.has_class("-transcript") and not self.has_class("-wide"):
            self.query_one(TranscriptView).focus()

    def action_export(self) -> None:
        """Write it to a file."""
        self.app.export(self._path)

    def action_back(self) -> None:
        """From the transcript to the ledger, from there to where we came from."""
        if self.has_class("-transcript") and not self.has_class("-wide"):
            self.remove_class("-transcript")
            if self._came_from is not None:
                self.call_after_refresh(self._came_from.focus)
        else:
            self.dismiss()


def _page(card: Scorecard, found: t.Transcript, loaded: Loaded | None) -> list[Entry]:
    """Return the page; of the whiteboard only the last state, and those that are quoted."""
    quoted = {quote.record for criterion in card.criteria for quote in criterion.quotes}
    quoted |= {result.record for result in card.arithmetic} | {
        quote.record for quote in card.quarantined
    }
    page = list(entries(found.records, loaded))
    boards = [entry.seq for entry in page if entry.kind == "whiteboard"]
    keep = quoted | set(boards[-1:])
    return [entry for entry in page if entry.kind != "whiteboard" or entry.seq in keep]
