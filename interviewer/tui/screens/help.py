"""Help: every key that works here, read from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from interviewer.tui.keys import key
from interviewer.tui.show import join, key_name, plain

ABOUT = (
    "The interviewer tells facts only when you ask for them, and follows up on what you say. "
    "Everything is saved the moment it is acknowledged: you can quit at any time and resume."
)


class Help(ModalScreen[None]):
    """Closed by Escape."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [
        key("escape,enter,q,f1,question_mark", "dismiss", "Close", "help.close", "Close the help"),
    ]

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        super().__init__()
        self._keys_here = list(bindings)

    def compose(self) -> ComposeResult:
        """The keys, then how it works."""
        with Vertical(classes="dialog"):
            yield Static(plain("Keys", "bold"), classes="dialog-title")
            with VerticalScroll(classes="dialog-body"):
                for keys, says in self._keys():
                    yield Horizontal(
                        Static(plain(keys, "bold $accent"), classes="key"), Static(plain(says))
                    )
                yield Static(plain(ABOUT, "$muted"), classes="dialog-hint")
            yield Static(join(("Esc", "bold $accent"), "  Close"), classes="dialog-keys")

    def _keys(self) -> Iterable[tuple[str, str]]:
        keys: dict[str, tuple[list[str], str]] = {}
        for active in self._keys_here:
            binding = active.binding
            if binding.id and binding.description:
                says = binding.tooltip or binding.description
                keys.setdefault(binding.action, ([], says))[0].append(key_name(binding.key))
        return [(" / ".join(dict.fromkeys(names)), says) for names, says in keys.values()]
