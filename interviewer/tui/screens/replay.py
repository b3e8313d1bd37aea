"""Which turn to say again: the candidate's messages, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.text import clip
from interviewer.tui.keys import key
from interviewer.tui.show import clock, join, plain

if TYPE_CHECKING:
    from interviewer.authoring.replay import TurnChoice

WIDTH = 64


class Replay(ModalScreen["TurnChoice | None"]):
    """Enter takes a message back, so that it can be said again; Escape takes none."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [key("escape", "dismiss(None)", "Cancel", "replay.cancel", "Take no turn back")]

    def __init__(self, turns: Sequence[TurnChoice]) -> None:
        super().__init__()
        self._turns = turns

    def compose(self) -> ComposeResult:
        """The messages and the keys."""
        with Vertical(classes="dialog"):
            yield Static(plain("Replay a turn", "bold"), classes="dialog-title")
            yield Static(
                plain(
                    "The interview goes on from before it, in a transcript of its own and with the "
                    "files as they are saved now.",
                    "$muted",
                )
            )
            yield OptionList(*map(_option, self._turns), id="turns")
            yield Static(
                join(("Enter", "bold $accent"), "  Replay     ", ("Esc", "bold $accent"), "  No"),
                classes="dialog-keys",
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the turn."""
        self.dismiss(self._turns[event.option_index])


def _option(turn: TurnChoice) -> Option:
    head = f"#{turn.record} · {clock(turn.clock)} · {turn.phase}"
    return Option(
        join((head, "$muted"), "\n", plain(clip(turn.text, WIDTH))), id=f"turn-{turn.record}"
    )
