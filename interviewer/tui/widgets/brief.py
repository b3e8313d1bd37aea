"""The brief: who asks, what they need, what is given, and the twists so far."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewer.tui.show import join, plain


class Brief(VerticalScroll):
    """Built from the scenario; twists are added as they are played."""

    def __init__(
        self, role: str, prompt: str, primitives: tuple[str, ...], twists: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._role, self._prompt, self._primitives = role, prompt, primitives
        self._twists = list(twists)

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(self._text())

    def add_twist(self, says: str) -> None:
        """Add a constraint that has changed."""
        self._twists.append(says)
        self.query_one(Static).update(self._text())

    def _text(self) -> Content:
        parts: list[Content] = [
            join(("You talk to\n", "bold $accent"), plain(self._role), "\n\n"),
            join(("The need\n", "bold $accent"), plain(self._prompt)),
        ]
        if self._primitives:
            parts.append(join(("\n\nGiven, no need to derive", "bold $accent")))
            parts += [join("\n", ("· ", "$muted"), plain(given)) for given in self._primitives]
        for twist in self._twists:
            parts.append(join(("\n\n⚑ Twist\n", "bold $warn"), plain(twist)))
        return join(*parts)
