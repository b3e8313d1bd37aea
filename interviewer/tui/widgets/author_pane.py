"""The author's pane: what a save changed, then what the interviewer sees, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from interviewer.tui.keys import key
from interviewer.tui.show import join, plain
from interviewer.tui.widgets.line import Line

if TYPE_CHECKING:
    from interviewer.authoring.telling import Row, Section

WAITING = "Looking …"


class AuthorPane(VerticalScroll):
    """Sets sections as it is handed them; it decides nothing."""

    BINDINGS = [
        key("up,k", "scroll_up", "Up", "author.up", "Scroll up", show=False),
        key("down,j", "scroll_down", "Down", "author.down", "Scroll down", show=False),
        key("home,g", "scroll_home", "Top", "author.top", "To the top", show=False),
        key("end,G", "scroll_end", "Bottom", "author.bottom", "To the bottom", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(Static(plain(WAITING, "$muted")))

    async def paint(self, sections: Sequence[Section]) -> None:
        """Show these sections in place of what is shown, from the top."""
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(widget for section in sections for widget in _section(section))
        self.scroll_home(animate=False)


def _section(section: Section) -> Iterator[Widget]:
    yield Static(plain(section.title), classes="heading")
    if section.remark:
        yield Static(plain(section.remark, "$muted"), classes="remark")
    for row in section.rows:
        yield _row(row)


def _row(row: Row) -> Line:
    tone = f"${row.tone}" if row.tone else ""
    parts = [plain(row.words, tone), *(plain(f"\n{line}", "$muted") for line in row.more)]
    return Line(join(*parts), plain(row.sign, tone or "$muted"), classes="bullet")
