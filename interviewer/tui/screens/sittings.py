"""Two sittings of one scenario side by side: then and now, and what the table does not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from interviewer.errors import InterviewerError
from interviewer.report.practice import SIGNS, Practice, Side, cell, practice
from interviewer.text import safe_text
from interviewer.tui.desk import Desk
from interviewer.tui.keys import key
from interviewer.tui.screens.page import Page
from interviewer.tui.show import VERDICTS, date, join, plain

if TYPE_CHECKING:
    from interviewer.wiring import Session

LEVEL = 17
"""Columns of a level: `1 mentioned`, and `not asked` beneath it."""
EDGES = 4 + 2 * 4
"""Columns that the margins of the page and of the table's cells take."""


class Sittings(Page):
    """Judges both as their scorecards are, and shows the criteria of both."""

    CSS_PATH = "sittings.tcss"
    BINDINGS = [key("escape", "dismiss", "Back", "sittings.back", "Back to the list")]

    def __init__(self, desk: Desk, then: Session, now: Session) -> None:
        super().__init__()
        self._desk, self._then, self._now = desk, then, now
        self._found: Practice | None = None

    def body(self) -> Iterable[Widget]:
        """A wait, until both are judged."""
        with Vertical(id="sittings"):
            yield Static(plain("Judging both …", "$muted"), id="head")
            yield DataTable(cursor_type="none")
            yield Static(id="caveats")

    def on_mount(self) -> None:
        """Judge."""
        self.query_one(DataTable).focus()
        self._judge()

    @work(group="judge")
    async def _judge(self) -> None:
        try:
            cards = [await self._desk.score(each.path) for each in (self._then, self._now)]
            self._found = practice(*cards)
        except InterviewerError as error:
            said = join(("They could not be compared.\n\n", "bold $bad"), error.message)
            self.query_one("#head", Static).update(join(said, (f"\n\n{error.hint}", "$muted")))
            return
        self._show()

    def on_resize(self) -> None:
        """Give the names what room there is."""
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        found, table = self._found, self.query_one(DataTable)
        self.query_one("#head", Static).update(plain(found.title, "bold"))
        table.clear(columns=True)
        for name, width in self._columns():
            table.add_column(name, width=width)
        for row in _rows(found):
            table.add_row(*row, height=None)
        self.query_one("#caveats", Static).update(
            join(*(_paragraph(text) for text in found.caveats))
        )

    def _columns(self) -> Iterator[tuple[str, int]]:
        names = max(20, min(96, self.size.width - EDGES - 2 - 2 * LEVEL))
        then, now = (each.started for each in (self._then, self._now))
        yield from (("", 1), ("Criterion", names))
        yield from ((date(then), LEVEL), (date(now), LEVEL))


def _rows(found: Practice) -> Iterator[tuple[Text, ...]]:
    """Yield verdict and credit, then the criteria; a sign tells which way a level differs."""
    sides = (found.then, found.now)
    yield (
        Text(),
        Text("Verdict", "bold"),
        *(Text(VERDICTS[side.verdict], "bold") for side in sides),
    )
    yield (Text(), Text("Credit", "bold"), *map(_credit, sides))
    for row in found.criteria:
        name = Text(safe_text(row.name) + (" (gate)" if row.gate else ""))
        both = zip((row.then, row.now), row.probed, strict=True)
        levels = [cell(level, probed).replace(", ", "\n") for level, probed in both]
        bold = "bold" if row.turn in ("up", "down") else ""
        yield (Text(SIGNS[row.turn]), name, Text(levels[0]), Text(levels[1], bold))


def _credit(side: Side) -> Text:
    return Text(f"{side.credit:.2f}, bar {side.bar:.2f}")


def _paragraph(text: str) -> Content:
    return plain(f"{text}\n\n", "$muted")
