"""The preview of a scenario: who asks, what they need, what is given, and how it will be held."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewer.tui.desk import Card
from interviewer.tui.show import join, plain


class Preview(VerticalScroll):
    """Shows one scenario, with the level and minutes chosen for it."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(plain("Reading the scenarios …", "$muted"))

    def show_text(self, text: str) -> None:
        """Show words instead of a scenario."""
        self.query_one(Static).update(plain(text, "$muted"))

    def show_card(self, card: Card, level: str, minutes: int) -> None:
        """Show a scenario."""
        self.query_one(Static).update(
            _problem(card) if card.problem else _card(card, level, minutes)
        )
        self.scroll_home(animate=False)


def _problem(card: Card) -> Content:
    return join(
        (card.title, "bold"),
        ("\n\n! This scenario cannot be used as it is.\n\n", "$warn"),
        plain(card.problem),
    )


def _card(card: Card, level: str, minutes: int) -> Content:
    parts = [
        join((card.title, "bold"), "\n", (card.about, "italic $muted")),
        join(("\n\nYou talk to\n", "bold $accent"), plain(card.role)),
        join(("\n\nThe need\n", "bold $accent"), plain(card.prompt)),
    ]
    if card.primitives:
        parts.append(join(("\n\nGiven, no need to derive", "bold $accent")))
        parts += [join("\n", ("· ", "$muted"), plain(given)) for given in card.primitives]
    parts.append(
        join(
            ("\n\nHow\n", "bold $accent"),
            *(
                f"{level} level, {minutes} minutes",
                ("     L", "bold $accent"),
                ("  level   ", "$muted"),
            ),
            *(
                ("− +", "bold $accent"),
                ("  minutes   ", "$muted"),
                ("Enter", "bold $accent"),
                ("  start", "$muted"),
            ),
        )
    )
    return join(*parts)
