"""A line to write in, framed and named like the answer box; Enter hands it over."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Input

from interviewer.text import safe_text


class Field(Input):
    """Keeps what it held before until Enter: leaving it undoes what was typed."""

    def __init__(self, title: str, says: str, placeholder: str, *, name: str) -> None:
        super().__init__(placeholder=placeholder, id=name, max_length=200, select_on_focus=False)
        self.border_title = Content(title)
        self.border_subtitle = Content(says)
        self._held = ""

    def hold(self, text: str) -> None:
        """Show what is in force."""
        self._held = safe_text(text)
        self.value = self._held

    def on_blur(self) -> None:
        """Undo what was not handed over."""
        self.value = self._held
