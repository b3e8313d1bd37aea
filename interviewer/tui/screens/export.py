"""The export dialog: which format, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from interviewer.tui.desk import Kind
from interviewer.tui.keys import key
from interviewer.tui.show import join, plain

ENDINGS: dict[Kind, str] = {"markdown": ".md", "html": ".html", "json": ".json"}


class Export(ModalScreen[tuple[Kind, Path] | None]):
    """Asks for a file; nothing is written until Enter."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [
        key("escape", "dismiss(None)", "Cancel", "export.cancel", "Write nothing"),
        key(
            "up,down,tab",
            "turn",
            "Format",
            "export.format",
            "Markdown, HTML or JSON",
            priority=True,
        ),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._kind: Kind = "markdown"
        self._base = Path.cwd() / name

    def compose(self) -> ComposeResult:
        """Format, file, keys."""
        with Vertical(classes="dialog"):
            yield Static(plain("Export the interview", "bold"), classes="dialog-title")
            yield Static(id="formats")
            yield Input(str(self._base) + ENDINGS[self._kind], compact=True)
            yield Static(
                join(
                    *(
                        ("↑ ↓", "bold $accent"),
                        "  Format     ",
                        ("Enter", "bold $accent"),
                        "  Write     ",
                    ),
                    *(("Esc", "bold $accent"), "  Cancel"),
                ),
                classes="dialog-keys",
            )

    def on_mount(self) -> None:
        """Show the format."""
        self._paint()

    def action_turn(self) -> None:
        """Take the next format, and its file ending."""
        kinds: tuple[Kind, ...] = get_args(Kind)
        old = ENDINGS[self._kind]
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)]
        field = self.query_one(Input)
        field.value = field.value.removesuffix(old) + ENDINGS[self._kind]
        self._paint()

    def on_input_submitted(self) -> None:
        """Close with the choice."""
        self.dismiss((self._kind, Path(self.query_one(Input).value).expanduser()))

    def _paint(self) -> None:
        names = {"markdown": "Markdown", "html": "HTML", "json": "JSON"}
        parts = [
            (f"◉ {name}   ", "bold $accent") if kind == self._kind else (f"○ {name}   ", "$muted")
            for kind, name in names.items()
        ]
        self.query_one("#formats", Static).update(join(*parts, "\n"))
