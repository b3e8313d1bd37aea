"""Rows to walk through with the arrow keys; some unfold, some lead into the transcript."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from interviewer.tui.keys import key
from interviewer.tui.widgets.line import Line


class Row(Line, can_focus=True):
    """A line that can be chosen. With a record it leads there."""

    BINDINGS = [
        key(
            "enter,space",
            "choose",
            "Open",
            "row.choose",
            "Unfold it, or go to its place in the transcript",
        ),
    ]

    class Chosen(Message):
        """The row leads to a record and was chosen."""

        def __init__(self, record: int, quote: str) -> None:
            super().__init__()
            self.record = record
            self.quote = quote

    def __init__(
        self,
        words: Content,
        margin: Content | None = None,
        *,
        record: int | None = None,
        quote: str = "",
        classes: str = "",
    ) -> None:
        super().__init__(words, margin, classes=classes)
        self.record = record
        self.quote = quote

    def action_choose(self) -> None:
        """Go to the record, or unfold."""
        if self.record is not None:
            self.post_message(self.Chosen(self.record, self.quote))
        elif isinstance(self.parent, Fold):
            self.parent.toggle()


class Fold(Vertical):
    """A row with more beneath it."""

    def __init__(self, margin: Content, head: Content, *inside: Widget) -> None:
        super().__init__()
        self._margin = margin
        self._head = head
        self._inside = inside

    def compose(self) -> ComposeResult:
        """The row, and what is folded away."""
        yield Row(self._head, self._sign(), classes="fold-head")
        yield Vertical(*self._inside, classes="fold-body")

    def toggle(self, shown: bool | None = None) -> None:
        """Unfold, or fold."""
        self.set_class(not self.has_class("-open") if shown is None else shown, "-open")
        self.query_one(Row).set_margin(self._sign())

    def _sign(self) -> Content:
        sign = "▾ " if self.has_class("-open") else "▸ "
        return Content.assemble((sign, "$accent"), self._margin)


class Ledger(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The rows; up and down go from one to the next, page keys scroll."""

    BINDINGS = [
        key("down,j", "step(1)", "Next", "ledger.next", "Next row", show=False),
        key("up,k", "step(-1)", "Previous", "ledger.previous", "Previous row", show=False),
        key("pagedown", "page_down", "Page down", "ledger.page_down", "Scroll down", show=False),
        key("pageup", "page_up", "Page up", "ledger.page_up", "Scroll up", show=False),
        key("home,g", "scroll_home", "Top", "ledger.top", "To the top", show=False),
        key("end,G", "scroll_end", "Bottom", "ledger.bottom", "To the bottom", show=False),
    ]

    def __init__(self, rows: Iterable[Widget]) -> None:
        super().__init__(*rows)

    def action_step(self, by: int) -> None:
        """Go to the next row that can be seen; at the ends, show what lies beyond."""
        rows = [row for row in self.query(Row) if row.region.height or _unfolded(row)]
        at = next((index for index, row in enumerate(rows) if row.has_focus), -1)
        if not 0 <= at + by < len(rows):
            (self.scroll_end if by > 0 else self.scroll_home)(animate=False)
            return
        rows[at + by].focus()


def _unfolded(row: Row) -> bool:
    folds = [node for node in row.ancestors if isinstance(node, Fold)]
    inside = folds if not row.has_class("fold-head") else folds[1:]
    return all(fold.has_class("-open") for fold in inside)
