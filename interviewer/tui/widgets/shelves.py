"""The two shelves of the home screen: scenarios with their preview, and past interviews."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import TabbedContent, TabPane

from interviewer.tui.widgets.history import History
from interviewer.tui.widgets.preview import Preview
from interviewer.tui.widgets.scenario_list import ScenarioList

PRACTISE, PAST = "practise", "past"


class Shelves(Vertical):
    """Shows one of the two; holds no content of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.scenarios, self.preview, self.history = ScenarioList(), Preview(), History()

    def compose(self) -> ComposeResult:
        """Two tabs."""
        with TabbedContent(initial=PRACTISE):
            with TabPane(Content("Practise"), id=PRACTISE), Horizontal(id="shelf"):
                yield self.scenarios
                yield self.preview
            with TabPane(Content("Past interviews"), id=PAST):
                yield self.history

    @property
    def active(self) -> str:
        """Which of the two is shown."""
        return self.query_one(TabbedContent).active

    def show(self, tab: str) -> None:
        """Show one of the two and put the cursor into it."""
        self.query_one(TabbedContent).active = tab
        (self.scenarios if tab == PRACTISE else self.history.table).focus()

    def count(self, past: int) -> None:
        """Write the number of past interviews on their tab."""
        label = f"Past interviews ({past})" if past else "Past interviews"
        self.query_one(TabbedContent).get_tab(PAST).label = Content(label)
