"""The preview of a scenario: who asks, what they need, what is given, and how it will be held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
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
        self._quote = Content()

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
        await self._replace(_problem(card) if card.problem else self._card(card, level, minutes))
        self.scroll_home(animate=False)

    def show_quote(self, line: str, warns: bool = False) -> None:
        """Show what the interview would cost; nothing if there is nothing to say."""
        self._quote = join((f"{'! ' if warns else ''}{line}", "$warn" if warns else "$muted"))
        for each in self.query("#quote").results(Static):
            each.update(self._quote)
            each.display = bool(line)

    def _card(self, card: Card, level: str, minutes: int) -> Iterator[Widget]:
        yield Static(plain(card.title, "bold"))
        yield Static(plain(card.about, "italic $muted"), classes="prose")
        quote = Static(self._quote, id="quote")
        quote.display = bool(self._quote.plain)
        yield Vertical(Static(_how(level, minutes), id="how"), quote, classes="prose")
        yield from prose("You talk to", card.role)
        yield from prose("The need", card.prompt)
        yield from given(card.primitives)

    async def _replace(self, widgets: Iterable[Widget]) -> None:
        async with self.batch():
            await self.remove_children()
            await self.mount(*widgets)


def _problem(card: Card) -> Iterator[Widget]:
    yield Static(plain(card.title, "bold"), classes="prose")
    yield Static(plain("! This scenario cannot be used as it is.", "$warn"), classes="prose")
    yield Static(plain(card.problem))


def _how(level: str, minutes: int) -> Content:
    return join(
        (f"{level}, {minutes} minutes", "bold"),
        *(("   L", "bold $accent"), (" level  ", "$muted")),
        *(("− +", "bold $accent"), (" time", "$muted")),
    )
