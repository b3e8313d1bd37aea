"""One entry of the page: the speaker in the margin, the words beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from interviewer.text import safe_text
from interviewer.tui.entries import Entry
from interviewer.tui.show import clock, join, plain, shortened

FRAME = 0.08
"""Seconds between two paintings of a reply that comes in pieces: a new line lays out the page."""
PATIENT = 3
"""Seconds of silence that go without a count."""
SPEAKING = "speaking…"
SPEAKERS = {"interviewer": "Interviewer", "candidate": "You", "whiteboard": "Whiteboard"}


class EntryView(Horizontal):
    """A speech. The candidate's carries a bar and a tick once it is saved."""

    def __init__(self, entry: Entry, *, live: bool = False) -> None:
        super().__init__(classes=f"-{entry.kind}")
        self.entry = entry
        self._stage = SPEAKING if live else ""
        self._silence = 0
        self._pieces = [entry.text]
        self._frame: Timer | None = None
        self._stale = False

    def compose(self) -> ComposeResult:
        """Margin and body."""
        yield Static(self._margin(), classes="margin")
        yield Static(self._words(), classes="words")

    def on_mount(self) -> None:
        """Catch up with what was said between composing and mounting."""
        self._repaint()

    @property
    def text(self) -> str:
        """What it says so far."""
        return "".join(self._pieces)

    def wait(self, stage: str, seconds: int) -> None:
        """Say what goes on before the first word."""
        if (stage, seconds) != (self._stage, self._silence):
            self._stage, self._silence = stage, seconds
            self._repaint()

    def feed(self, text: str) -> None:
        """Add a piece of a reply that is being spoken; it is seen with the next frame."""
        self._pieces.append(text)
        self._stale = True
        if self._stage != SPEAKING:
            self._stage = SPEAKING
            self._repaint()
        if self._frame is None:
            self._paint_frame()

    def _paint_frame(self) -> None:
        self._frame = None
        if self._stale and self._stage and self.children:
            self._stale = False
            words, box = self._words(), self.query_one(".words", Static)
            width, height = box.content_size
            box.update(words, layout=not width or words.get_height({}, width) != height)
            self._frame = self.set_timer(FRAME, self._paint_frame)

    def settle(self, entry: Entry) -> None:
        """Replace what was streamed by what was recorded."""
        self.entry, self._stage, self._pieces = entry, "", [entry.text]
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
        if self.children:
            self.query_one(".words", Static).update(self._words())
            self.query_one(".margin", Static).update(self._margin())

    def _margin(self) -> Content:
        kind = self.entry.kind
        name = join((SPEAKERS[kind], "bold $accent" if kind == "interviewer" else "bold"))
        if self._stage:
            return join(name, (f"\n{self._stage}", "$muted"))
        saved = " ✓ saved" if kind == "candidate" else ""
        return join(name, (f"\n{clock(self.entry.clock)}{saved}", "$muted"))

    def _words(self) -> Content:
        body = plain(shortened(self.text))
        if self._stage:
            silence = f" {self._silence} s" if self._silence >= PATIENT and not self.text else ""
            return join(body, ("▍", "$accent"), (silence, "$muted"))
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
