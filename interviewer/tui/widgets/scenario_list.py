"""The list of scenarios: title, level, minutes and what each is about."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from interviewer.tui.desk import Card
from interviewer.tui.keys import key
from interviewer.tui.show import join


class ScenarioList(OptionList):
    """Fills as the files are read."""

    BINDINGS = [
        key("enter", "select", "Start", "scenario.start", "Start this interview"),
        key("j", "cursor_down", "Down", "scenario.down", "Next scenario", show=False),
        key("k", "cursor_up", "Up", "scenario.up", "Previous scenario", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, Card] = {}

    def add(self, card: Card) -> None:
        """Add a scenario; one of the same id is replaced in place."""
        known = card.id in self.cards
        self.cards[card.id] = card
        if known:
            self.replace_option_prompt(card.id, _prompt(card))
            return
        self.add_option(Option(_prompt(card), id=card.id))
        if self.highlighted is None:
            self.highlighted = 0

    def on_resize(self) -> None:
        """Keep the chosen one in view: other widths break its words into other lines."""
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def chosen(self) -> Card | None:
        """The highlighted scenario."""
        option = self.highlighted_option
        return self.cards.get(option.id or "") if option else None


def _prompt(card: Card) -> Content:
    if card.problem:
        return join((card.title, "bold"), ("\n! cannot be used as it is", "$warn"), "\n")
    return join(
        (card.title, "bold"), f"\n{card.level} · {card.minutes} min", "\n", (card.about, ""), "\n"
    )
