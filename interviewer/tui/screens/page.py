"""What every full screen shares: the notice below 80x24, and leaving without losing anything."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from interviewer.tui.widgets.key_bar import KeyBar
from interviewer.tui.widgets.too_small import TooSmall


class Page(Screen[None]):
    """A screen with a footer of its keys."""

    HELP_TITLE = "Keys"

    def body(self) -> Iterable[Widget]:
        """Yield what the screen is made of."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The body, the keys, and the notice that hides both."""
        yield from self.body()
        yield KeyBar()
        yield TooSmall()

    async def leave(self) -> None:
        """Make everything durable; called before the screen or the program goes."""

    def rescue(self) -> None:
        """Save what can be saved at once; called after a crash."""

    def resume_command(self) -> str:
        """Return the command that comes back here, if there is one."""
        return ""
