"""The page of an interview: entries one under the other, following the conversation as it grows."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from interviewer.tui.entries import Entry
from interviewer.tui.keys import key
from interviewer.tui.widgets.entry_view import SPEAKERS, EntryView, MarkView


class TranscriptView(VerticalScroll):
    """Scrolls; stays at the end unless the reader has scrolled away."""

    BINDINGS = [
        key("up,k", "scroll_up", "Up", "page.up", "Scroll the page up", show=False),
        key("down,j", "scroll_down", "Down", "page.down", "Scroll the page down", show=False),
        key("home,g", "scroll_home", "Start", "page.start", "To the start of the page", show=False),
        key("end,G", "scroll_end", "End", "page.end", "To the end of the page", show=False),
    ]

    def __init__(self, page: Iterable[Entry] = (), *, follow: bool = True) -> None:
        super().__init__()
        self._column = Vertical(*(_view(entry) for entry in page), id="column")
        self._follow = follow
        self._live: EntryView | None = None
        self._waiting: list[Entry] = []
        self._marked: EntryView | None = None

    def compose(self) -> ComposeResult:
        """One column, at least as high as the view, so that a short page begins at its top."""
        yield self._column

    def on_mount(self) -> None:
        """Follow the conversation."""
        if self._follow:
            self.anchor()

    def add(self, entry: Entry) -> None:
        """Set an entry at the end; the mark of a fact waits for the reply that tells it."""
        if entry.kind == "fact":
            self._waiting.append(entry)
            return
        self._set(entry)
        if entry.kind == "candidate":
            self.anchor()

    def wait(self, stage: str, seconds: int) -> None:
        """Show what the interviewer does before the first word."""
        self._lively().wait(stage, seconds)

    def feed(self, text: str) -> None:
        """Show the next piece of what the interviewer says."""
        self._lively().feed(text)

    def _lively(self) -> EntryView:
        if self._live is None:
            self._live = EntryView(Entry("interviewer", ""), live=True)
            self._column.mount(self._live)
        return self._live

    def settle(self, entry: Entry) -> None:
        """Show a reply as it was recorded, then the marks of the facts it told."""
        if self._live is None:
            self._set(entry)
        else:
            self._live.settle(entry)
        self._live = None
        self.flush()

    def flush(self) -> None:
        """Set the marks that still wait, and end a reply that broke off."""
        live, self._live = self._live, None
        if live is not None and live.text:
            live.settle(Entry("interviewer", live.text, complete=False))
        elif live is not None:
            live.remove()
        for mark in self._waiting:
            self._set(mark)
        self._waiting.clear()

    def jump(self, seq: int, quote: str) -> bool:
        """Scroll to a record and mark a quote in it; False if the page does not have it."""
        if self._marked is not None:
            self._marked.unmark()
            self._marked = None
        for view in self.query(EntryView):
            if view.entry.seq == seq:
                view.mark(quote)
                self._marked = view
                self._aim(view)
                return True
        return False

    def _aim(self, view: EntryView, tries: int = 50) -> None:
        """Scroll to an entry, once it has been laid out: the page may just have been shown."""
        if view.virtual_region.height and self.max_scroll_y:
            self.scroll_to(y=view.virtual_region.y - 1, animate=False)
        elif tries:
            self.set_timer(0.02, lambda: self._aim(view, tries - 1))

    def _set(self, entry: Entry) -> None:
        self._column.mount(_view(entry), before=self._live)


def _view(entry: Entry) -> Widget:
    return EntryView(entry) if entry.kind in SPEAKERS else MarkView(entry)
