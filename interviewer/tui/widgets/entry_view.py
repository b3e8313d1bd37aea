"""One entry of the page: the speaker in the margin, the words beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from interviewer.text import safe_text
from interviewer.tui.entries import Entry
from interviewer.tui.show import clock, join, plain, shortened

SPEAKERS = {"interviewer": "Interviewer", "candidate": "You", "whiteboard": "Whiteboard"}


class EntryView(Horizontal):
    """A speech. The candidate's carries a bar and a tick once it is saved."""

    def __init__(self, entry: Entry, *, live: bool = False) -> None:
        super().__init__(classes=f"-{entry.kind}")
        self.entry = entry
        self._live = live
        self._pieces = [entry.text]

    def compose(self) -> ComposeResult:
        """Margin and body."""
        yield Static(self._margin(), classes="margin")
        yield Static(self._words(), classes="words")

    @property
    def text(self) -> str:
        """What it says so far."""
        return "".join(self._pieces)

    def feed(self, text: str) -> None:
        """Add a piece of a reply that is being spoken."""
        self._pieces.append(text)
        self._repaint()

    def settle(self, entry: Entry) -> None:
        """Replace what was streamed by what was recorded."""
        self.entry, self._live, self._pieces = entry, False, [entry.text]
        self._repaint()

    def mark(self, quote: str) -> None:
        """Mark a quote in it, or the whole of it if the words are not found as they stand."""
        body = safe_text(shortened(self.text))
        at = body.find(quote)
        start, end = (at, at + len(quote)) if quote and at >= 0 else (0, len(body))
        content = Content(body).stylize("bold underline $accent on $mark", start, end)
        self.add_class("-marked")
        self.query_one(".words", Static).update(content)
        self.query_one(".margin", Static).update(
            join(("▶ quoted\n", "bold $accent"), self._margin())
        )

    def unmark(self) -> None:
        """Take the mark off."""
        self.remove_class("-marked")
        self._repaint()

    def _repaint(self) -> None:
        if self.is_mounted and self.children:
            self.query_one(".words", Static).update(self._words())
            self.query_one(".margin", Static).update(self._margin())

    def _margin(self) -> Content:
        kind = self.entry.kind
        name = join((SPEAKERS[kind], "bold $accent" if kind == "interviewer" else "bold"))
        if self._live:
            return join(name, ("\nspeaking…", "$muted"))
        saved = " ✓ saved" if kind == "candidate" else ""
        return join(name, (f"\n{clock(self.entry.clock)}{saved}", "$muted"))

    def _words(self) -> Content:
        body = plain(shortened(self.text))
        if self._live:
            return join(body, ("▍", "$accent"))
        if not self.entry.complete:
            return join(body, ("\n[this reply was cut off]", "italic $warn"))
        return body


class MarkView(Static):
    """A mark between speeches: a phase, a twist, a fact noted, something that failed."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(_mark(entry), classes=f"-{entry.kind}")
        self.entry = entry


def _mark(entry: Entry) -> Content:
    match entry.kind:
        case "phase":
            return join((f"\u00a0\u00a0{entry.text}\u00a0\u00a0", "bold $muted"))
        case "twist":
            return join((f"⚑ Twist: {entry.text}", "bold $warn"))
        case "fact":
            return join(("◆ ", "$accent"), (entry.text, "$muted"))
        case _:
            return join(("Note  ", "bold $muted"), (entry.text, "italic $muted"))
