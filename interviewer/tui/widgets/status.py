"""A line that says how the last thing went: a sign and words, never colour alone."""

from __future__ import annotations

from textual.widgets import Static

from interviewer.tui.show import join

_SIGNS = {
    "": ("", "$muted"),
    "good": ("✓ ", "$good"),
    "warn": ("! ", "$warn"),
    "bad": ("✗ ", "bold $bad"),
}


class Status(Static):
    """Empty until something is said."""

    def __init__(self) -> None:
        super().__init__(id="status")

    def say(self, text: str, kind: str = "") -> None:
        """Say something; `kind` is good, warn, bad or nothing."""
        mark, style = _SIGNS[kind]
        self.update(join((mark + " ".join(text.split()), style)))
