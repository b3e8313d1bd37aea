"""The preview of a scenario: who asks, what they need, what is given, and how it will be held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interviewer.tui.desk import Card
from interviewer.tui.show import join, plain
from interviewer.tui.widgets.brief import given, prose


class Preview(VerticalScroll):
    """Shows one scenario, with the level and minutes chosen for it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Card | None = None

    def compose(self) -> ComposeResult:
        """A word until something is there to be shown."""
        yield Static(plain("Reading the scenarios …", "$muted"))

    async def show_text(self, text: str) -> None:
        """Show words instead of a scenario."""
        await self._replace([Static(plain(text, "$muted"))])

    async def show_card(self, card: Card, level: str, minutes: int) -> None:
        """Show a scenario; only its last line if it is shown already."""
        if card is self._shown and not card.problem:
            self.query_one("#how", Static).update(_how(level, minutes))
            return
        self._shown = card
        await self._replace(_problem(card) if card.problem else _card(card, level, minutes))
        self.scroll_home(animate=False)

    async def _replace(self, widgets: Iterable[Widget]) -> None:
        async with self.batch():
            await self.remove_children()
            await self.mount(*widgets)


def _problem(card: Card) -> Iterator[Widget]:
    yield Static(plain(card.title, "bold"), classes="prose")
    yield Static(plain("! This scenario cannot be used as it is.", "$warn"), classes="prose")
    yield Static(plain(card.problem))


def _card(card: Card, level: str, minutes: int) -> Iterator[Widget]:
    yield Static(plain(card.title, "bold"))
    yield Static(plain(card.about, "italic $muted"), classes="prose")
    yield Static(_how(level, minutes), id="how", classes="prose")
    yield from prose("You talk to", card.role)
    yield from prose("The need", card.prompt)
    yield from given(card.primitives)


def _how(level: str, minutes: int) -> Content:
    return join(
        (f"{level}, {minutes} minutes", "bold"),
        *(("   L", "bold $accent"), (" level  ", "$muted")),
        *(("− +", "bold $accent"), (" time", "$muted")),
    )
