"""A line with a margin (a number, a bullet, a sign) and words that wrap beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class Line(Horizontal):
    """A margin, and words beside it."""

    def __init__(self, words: Content, margin: Content | None = None, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._words = words
        self._margin = margin

    def compose(self) -> ComposeResult:
        """The margin, if there is one, and the words."""
        if self._margin is not None:
            yield Static(self._margin, classes="row-margin")
        yield Static(self._words, classes="row-words")

    def set_margin(self, margin: Content) -> None:
        """Change the margin."""
        self.query_one(".row-margin", Static).update(margin)
