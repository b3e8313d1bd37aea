"""Home: the scenarios to practise. Interviews held before: `home_past`; models: `home_models`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.widget import Widget
from textual.widgets import OptionList, Static

from interviewer.errors import InterviewerError
from interviewer.tui.desk import Choice, Desk
from interviewer.tui.keys import key
from interviewer.tui.messages import Found
from interviewer.tui.screens.home_models import ModelKeys
from interviewer.tui.show import join, plain

if TYPE_CHECKING:
    from interviewer.scenario import Level

MINUTES = (10, 120)
NO_SCENARIOS = (
    "There are no scenarios.\n\nThe shipped ones lie in scenarios/; `interviewer new scenario ID` "
    "writes a commented one to start from, and --content DIR adds a folder of yours."
)


class Home(ModelKeys):
    """Two tabs; the files are read in a thread once the first paint is done."""

    BINDINGS = [
        key("l", "level", "Level", "home.level", "Senior or staff"),
        key(
            "plus,equals_sign",
            "minutes(5)",
            "Longer",
            "home.longer",
            "Five more minutes",
            show=False,
        ),
        key("minus", "minutes(-5)", "Shorter", "home.shorter", "Five fewer minutes", show=False),
        key(
            "1,f2", "tab('practise')", "Practise", "home.practise", "Choose a scenario", show=False
        ),
        key("m,f6", "models", "Models", "home.models", "Choose who plays the interviewer"),
        key("2,f3", "tab('past')", "Past", "home.past", "Interviews held before"),
        key("q", "app.quit", "Quit", "home.quit", "Quit", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._level: Level | None = None
        self._minutes: int | None = None

    def body(self) -> Iterable[Widget]:
        """The name; the rest is furnished once that is painted."""
        name = ("Interviewer", "bold $accent")
        yield Static(join(name, ("   mock interviews in ML system design", "$muted")), id="name")
        yield Static(id="first-time")
        yield Static(plain("Reading the scenarios …", "$muted"), id="furnishing")

    def on_mount(self) -> None:
        """Paint first, read then."""
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        from interviewer.tui.widgets.shelves import Shelves

        shelves = Shelves()
        await self.query_one("#furnishing").remove()
        await self.mount(shelves, after="#first-time")
        self._shelves = shelves
        shelves.scenarios.focus()
        self._read_cards()
        self._read_sessions()

    @work(thread=True, exclusive=True, group="cards")
    def _read_cards(self) -> None:
        for card in self._desk.cards():
            self.post_message(Found(card))
        self.post_message(Found(None))

    async def on_found(self, message: Found) -> None:
        """Put a scenario on the list."""
        if message.card is not None:
            self.shelves.scenarios.add(message.card)
            return
        if not self.shelves.scenarios.cards:
            await self.shelves.preview.show_text(NO_SCENARIOS)
        self._look_for_models()

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Preview the scenario, with its own level and minutes."""
        self._level = self._minutes = None
        await self._preview()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Start the interview."""
        card = self.shelves.scenarios.chosen
        if card is None:
            return
        if card.problem:
            self.app.show_error("This scenario cannot be used", InterviewerError(card.problem))
            return
        self.app.open_interview(Choice(card.id, level=self._level, minutes=self._minutes))

    async def action_level(self) -> None:
        """Turn the level."""
        if card := self.shelves.scenarios.chosen:
            self._level = "staff" if (self._level or card.level) == "senior" else "senior"
            await self._preview()

    async def action_minutes(self, by: int) -> None:
        """Change the minutes."""
        if card := self.shelves.scenarios.chosen:
            self._minutes = min(MINUTES[1], max(MINUTES[0], (self._minutes or card.minutes) + by))
            await self._preview()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer level, minutes and the other tab only where they mean something."""
        if action not in ("level", "minutes", "tab"):
            return super().check_action(action, parameters)
        if self._shelves is None:
            return False
        if action == "tab":
            return parameters != (self.shelves.active,)
        return self.shelves.active == "practise"

    def action_tab(self, tab: str) -> None:
        """Show a tab."""
        self.shelves.show(tab)
        self.refresh_bindings()

    def _length(self) -> int:
        card = self.shelves.scenarios.chosen if self._shelves else None
        return self._minutes or (card.minutes if card else 45)

    async def _preview(self) -> None:
        if card := self.shelves.scenarios.chosen:
            level = self._level or card.level
            await self.shelves.preview.show_card(card, level, self._length())
            self._show_quote()
