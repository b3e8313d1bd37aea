"""The brief: who asks, what they need, what is given, and the twists so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from interviewer.tui.show import join, plain
from interviewer.tui.widgets.line import Line


class Brief(VerticalScroll):
    """Built from the scenario; twists are added as they are played."""

    def __init__(
        self, role: str, prompt: str, primitives: tuple[str, ...], twists: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._role, self._prompt, self._primitives = role, prompt, primitives
        self._twists = list(twists)

    def compose(self) -> ComposeResult:
        """Headings and what stands under them."""
        yield from prose("You talk to", self._role)
        yield from prose("The need", self._prompt)
        yield from given(self._primitives)
        for says in self._twists:
            yield from _twist(says)

    def add_twist(self, says: str) -> None:
        """Add a constraint that has changed."""
        self.mount(*_twist(says))


def prose(heading: str, text: str) -> Iterator[Widget]:
    """Yield a heading and a paragraph."""
    yield Static(plain(heading), classes="heading")
    yield Static(plain(text), classes="prose")


def given(primitives: Sequence[str]) -> Iterator[Widget]:
    """Yield what is handed to the candidate."""
    if primitives:
        yield Static(plain("Given, no need to derive"), classes="heading")
        yield Vertical(
            *(Line(plain(each), join(("·", "$muted")), classes="bullet") for each in primitives),
            classes="prose",
        )


def _twist(says: str) -> Iterator[Widget]:
    yield Static(plain("⚑ Twist", "bold $warn"), classes="heading")
    yield Static(plain(says), classes="prose")
