"""The side pane: brief, facts and whiteboard behind tabs; on a narrow terminal over the page.

An author's view is a fourth.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TabbedContent, TabPane

from interviewer.scenario import Scenario
from interviewer.tui.widgets.author_pane import AuthorPane
from interviewer.tui.widgets.brief import Brief
from interviewer.tui.widgets.facts import Facts
from interviewer.tui.widgets.whiteboard import Whiteboard


class SidePane(Vertical):
    """Holds the three and shows one of them."""

    def __init__(
        self,
        scenario: Scenario,
        told: tuple[str, ...],
        twists: tuple[str, ...],
        board: Whiteboard,
    ) -> None:
        super().__init__()
        played = tuple(twist.says for twist in scenario.twists if twist.id in twists)
        facts = [scenario.fact(fact) for fact in told]
        self.brief = Brief(scenario.role, scenario.prompt, tuple(scenario.primitives), played)
        self.facts = Facts(tuple((fact.id, fact.topic, fact.says) for fact in facts))
        self.whiteboard = board

    def compose(self) -> ComposeResult:
        """Three tabs."""
        with TabbedContent(initial="brief"):
            yield TabPane(Content("Brief F2"), self.brief, id="brief")
            yield TabPane(Content("Facts F3"), self.facts, id="facts")
            yield TabPane(Content("Board F4"), self.whiteboard, id="board")

    def on_mount(self) -> None:
        """Count the facts."""
        self.recount()

    @property
    def active(self) -> str:
        """Which of the three is shown."""
        return self.query_one(TabbedContent).active

    def show(self, tab: str) -> None:
        """Show one of the three."""
        self.query_one(TabbedContent).active = tab

    async def add_author(self, pane: AuthorPane) -> None:
        """Add the author's tab, and show it."""
        await self.query_one(TabbedContent).add_pane(
            TabPane(Content("Author F7"), pane, id="author")
        )
        self.call_after_refresh(self.show, "author")  # the new tab must have its place first

    def recount(self) -> None:
        """Write the number of facts on their tab."""
        number = self.facts.number
        self.query_one(TabbedContent).get_tab("facts").label = Content(
            f"Facts F3 ({number})" if number else "Facts F3"
        )
