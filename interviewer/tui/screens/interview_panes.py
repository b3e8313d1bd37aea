"""The side pane of an interview: beside the page where there is room, otherwise over it."""

from __future__ import annotations

from interviewer.tui.keys import key
from interviewer.tui.screens.page import Page
from interviewer.tui.widgets.composer import Composer
from interviewer.tui.widgets.side_pane import SidePane


class PaneKeys(Page):
    """Shows and hides the pane; the focus returns to the answer."""

    composer: Composer
    pane: SidePane

    BINDINGS = [
        key("f2", "pane('brief')", "Brief", "interview.brief", "The role, the need, what is given"),
        key("f3", "pane('facts')", "Facts", "interview.facts", "The facts told so far"),
        key(
            "f4",
            "pane('board')",
            "Board",
            "interview.board",
            "Your whiteboard, or back to the answer",
        ),
        key(
            "ctrl+b",
            "toggle_pane",
            "Pane",
            "interview.pane",
            "Show or hide the side pane",
            show=False,
        ),
    ]

    def action_pane(self, tab: str) -> None:
        """Show a tab; the same key again goes back to the answer."""
        if (
            self.pane.active == tab
            and self._pane_shown()
            and (tab == "board") == self.pane.whiteboard.board.has_focus
        ):
            if tab == "board" or self._narrow:
                self.action_toggle_pane()
            return
        self.pane.show(tab)
        self.remove_class("-no-pane")
        self.add_class("-pane")
        if tab == "board":
            self.pane.whiteboard.board.focus()

    def action_toggle_pane(self) -> None:
        """Show or hide the side pane."""
        if self._narrow:
            self.toggle_class("-pane")
        elif not self.pane.whiteboard.board.has_focus:
            self.toggle_class("-no-pane")
        self.composer.box.focus()

    @property
    def _narrow(self) -> bool:
        return not self.has_class("-wide")

    def _pane_shown(self) -> bool:
        return self.has_class("-pane") if self._narrow else not self.has_class("-no-pane")
