"""The side pane of an interview: always beside the page where there is room, else when called."""

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
        self.refresh_bindings()

    def action_toggle_pane(self) -> None:
        """Show or hide the side pane."""
        if self._narrow:
            self.toggle_class("-pane")
            if self._pane_shown():
                self.remove_class("-no-pane")  # who calls it here wants it where there is room too
        elif not self.pane.whiteboard.board.has_focus:
            self.toggle_class("-no-pane")
        self.composer.box.focus()
        self.refresh_bindings()

    def action_close_pane(self) -> None:
        """Close the pane that was called."""
        self.action_toggle_pane()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Escape close the pane, and mean that alone, while one takes room from the page."""
        called = self._narrow and self.has_class("-pane")
        if action == "close_pane":
            return called
        if action in ("back", "interrupt") and called:
            return False
        return super().check_action(action, parameters)

    @property
    def _narrow(self) -> bool:
        return not self.has_class("-wide")

    def _pane_shown(self) -> bool:
        return self.has_class("-pane") if self._narrow else not self.has_class("-no-pane")
