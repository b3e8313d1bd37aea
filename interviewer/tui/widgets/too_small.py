"""The notice that the terminal is too small. It lies over the screen, which lives on beneath it."""

from __future__ import annotations

from textual import events
from textual.widgets import Static

from interviewer.tui.show import plain

WIDTH, HEIGHT = 80, 24


class TooSmall(Static):
    """Covers the screen below 80x24; whatever was being written stays as it is."""

    def on_mount(self) -> None:
        """Say how large it is."""
        self._measure()

    def on_resize(self, event: events.Resize) -> None:
        """Say so again when it changes."""
        self._measure()

    def _measure(self) -> None:
        have = self.app.size
        self.update(
            plain(
                f"Terminal too small\n\nhave {have.width}x{have.height}, need {WIDTH}x{HEIGHT}\n\n"
                "Nothing is lost: enlarge it to go on."
            )
        )
