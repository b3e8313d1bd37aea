"""The facts the candidate has been told, numbered in the order of telling."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from interviewer.tui.show import join, plain
from interviewer.tui.widgets.line import Line

EMPTY = (
    "Nothing has been told yet.\n\n"
    "The interviewer answers from a fact sheet, and tells only what you ask for. "
    "What you are told is kept here."
)


class Facts(VerticalScroll):
    """Starts empty, and says how it fills."""

    def __init__(self, told: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__()
        self._told = {fact: (topic, says) for fact, topic, says in told}

    def compose(self) -> ComposeResult:
        """The words for none, and a line for each."""
        empty = Static(plain(EMPTY, "$muted"), id="no-facts")
        empty.display = not self._told
        yield empty
        for number, (topic, says) in enumerate(self._told.values(), 1):
            yield _line(number, topic, says)

    @property
    def number(self) -> int:
        """How many have been told."""
        return len(self._told)

    def add(self, fact: str, topic: str, says: str) -> bool:
        """Add a fact; False if it was there."""
        if fact in self._told:
            return False
        self._told[fact] = (topic, says)
        self.query_one("#no-facts").display = False
        self.mount(_line(self.number, topic, says))
        self.scroll_end(animate=False)
        return True


def _line(number: int, topic: str, says: str) -> Line:
    words = join((topic, "bold"), "\n", plain(says))
    return Line(words, join((f"{number:>2}", "bold $accent")), classes="prose")
