"""Home: the scenarios to practise, and the interviews held before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static, TabbedContent, TabPane

from interviewer.errors import InterviewerError
from interviewer.tui.desk import Choice, Desk
from interviewer.tui.keys import key
from interviewer.tui.messages import Found, Listed
from interviewer.tui.screens.dialogs import Ask
from interviewer.tui.screens.page import Page
from interviewer.tui.show import join
from interviewer.tui.widgets.history import History
from interviewer.tui.widgets.preview import Preview
from interviewer.tui.widgets.scenario_list import ScenarioList

if TYPE_CHECKING:
    from interviewer.scenario import Level
    from interviewer.tui.app import InterviewerApp
    from interviewer.wiring import Session

MINUTES = (10, 120)
NO_SCENARIOS = (
    "There are no scenarios.\n\nThe shipped ones lie in scenarios/; `interviewer new scenario ID` "
    "writes a commented one to start from, and --content DIR adds a folder of yours."
)


class Home(Page):
    """Two tabs; the files are read in a thread once the first paint is done."""

    app: InterviewerApp
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
        key("2,f3", "tab('past')", "Past", "home.past", "Interviews held before"),
        key("q", "app.quit", "Quit", "home.quit", "Quit", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._level: Level | None = None
        self._minutes: int | None = None

    def body(self) -> Iterable[Widget]:
        """The name, and two tabs."""
        yield Static(
            join(
                ("Interviewer", "bold $accent"),
                ("   mock interviews in ML system design", "$muted"),
            ),
            id="name",
        )
        with TabbedContent(initial="practise"):
            yield TabPane(
                Content("Practise"),
                Horizontal(ScenarioList(), Preview(), id="shelf"),
                id="practise",
            )
            yield TabPane(Content("Past interviews"), History(), id="past")

    def on_mount(self) -> None:
        """Paint first, read then."""
        self.query_one(ScenarioList).focus()
        self.call_after_refresh(self._read_cards)

    def on_screen_resume(self) -> None:
        """Read the past interviews again whenever we come back."""
        self.call_after_refresh(self._read_sessions)

    @work(thread=True, exclusive=True, group="cards")
    def _read_cards(self) -> None:
        for card in self._desk.cards():
            self.post_message(Found(card))
        self.post_message(Found(None))

    @work(thread=True, exclusive=True, group="sessions")
    def _read_sessions(self) -> None:
        try:
            self.post_message(Listed(self._desk.sessions(), None))
        except InterviewerError as error:
            self.post_message(Listed((), error))

    def on_found(self, message: Found) -> None:
        """Put a scenario on the list."""
        shelf = self.query_one(ScenarioList)
        if message.card is not None:
            shelf.add(message.card)
        elif not shelf.cards:
            self.query_one(Preview).show_text(NO_SCENARIOS)

    def on_listed(self, message: Listed) -> None:
        """Fill the table."""
        self.query_one(History).fill(message.sessions)
        label = (
            f"Past interviews ({len(message.sessions)})" if message.sessions else "Past interviews"
        )
        self.query_one(TabbedContent).get_tab("past").label = Content(label)
        if message.error is not None:
            self.app.show_error("The past interviews could not be read", message.error)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Preview the scenario, with its own level and minutes."""
        self._level = self._minutes = None
        self._preview()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Start the interview."""
        card = self.query_one(ScenarioList).chosen
        if card is None:
            return
        if card.problem:
            self.app.show_error("This scenario cannot be used", InterviewerError(card.problem))
            return
        self.app.open_interview(Choice(card.id, level=self._level, minutes=self._minutes))

    def action_level(self) -> None:
        """Turn the level."""
        if card := self.query_one(ScenarioList).chosen:
            self._level = "staff" if (self._level or card.level) == "senior" else "senior"
            self._preview()

    def action_minutes(self, by: int) -> None:
        """Change the minutes."""
        if card := self.query_one(ScenarioList).chosen:
            self._minutes = min(MINUTES[1], max(MINUTES[0], (self._minutes or card.minutes) + by))
            self._preview()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer level and minutes only where they mean something."""
        if action in ("level", "minutes", "tab") and self.is_mounted:
            practise = self.query_one(TabbedContent).active == "practise"
            return parameters != ("past",) or practise if action == "tab" else practise
        return True

    def action_tab(self, tab: str) -> None:
        """Show a tab and put the cursor into it."""
        self.query_one(TabbedContent).active = tab
        (
            self.query_one(ScenarioList) if tab == "practise" else self.query_one(History).table
        ).focus()
        self.refresh_bindings()

    def on_history_asked(self, message: History.Asked) -> None:
        """Do what was asked with an interview."""
        session = message.session
        what = message.what
        if what == "open":
            what = "score" if session.finished else "resume"
        if session.problem and what != "delete":
            self.app.show_error("This transcript cannot be read", InterviewerError(session.problem))
        elif what == "resume" and session.finished:
            self.app.say("That interview is over: S opens its scorecard.")
        elif what == "resume":
            self.app.open_interview(Choice(path=session.path))
        elif what == "score":
            self.app.open_scorecard(session.path)
        elif what == "export":
            self.app.export(session.path)
        else:
            self._delete(session)

    def _delete(self, session: Session) -> None:
        def answered(yes: bool | None) -> None:
            if not yes:
                return
            try:
                self._desk.delete(session.path)
            except InterviewerError as error:
                self.app.show_error("It could not be deleted", error)
            self._read_sessions()

        which = f"{session.title}\n{session.path.name}"
        text = f"{which}\n\nThe transcript and its scorecard are removed for good."
        self.app.push_screen(Ask("Delete this interview?", text, "Delete it", "Keep it"), answered)

    def _preview(self) -> None:
        if card := self.query_one(ScenarioList).chosen:
            self.query_one(Preview).show_card(
                card, self._level or card.level, self._minutes or card.minutes
            )
