"""Past interviews: when, what, how far, how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable, Static

from interviewer.text import clip, safe_text
from interviewer.tui.keys import key
from interviewer.tui.messages import Asked
from interviewer.tui.show import VERDICTS, count, date, plain

if TYPE_CHECKING:
    from interviewer.wiring import Session

EMPTY = (
    "No interviews yet.\n\n"
    "Choose a scenario under Practise and press Enter. Everything you say is saved as you say it, "
    "so you can stop at any time and go on from here; when an interview is over, "
    "its scorecard opens from here too."
)
# What the columns but the scenario's take, and the padding of all five.
_OTHERS = 16 + 10 + 8 + 11 + 2 * 5


class Table(DataTable[Text]):
    """A table whose Enter is named."""

    BINDINGS = [
        key(
            "enter", "select_cursor", "Open", "history.open", "Go on with it, or open its scorecard"
        ),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing of an empty list."""
        if action == "select_cursor":
            return self.row_count > 0
        return super().check_action(action, parameters)


class History(Vertical):
    """A table; what is done with a row is the screen's business."""

    BINDINGS = [
        key("r", "ask('resume')", "Resume", "history.resume", "Go on with this interview"),
        key("s", "ask('score')", "Scorecard", "history.score", "Open its scorecard"),
        key("c", "ask('compare')", "Compare", "history.compare", "Beside the sitting before it"),
        key("x", "ask('export')", "Export", "history.export", "Write it to a file"),
        key("d,delete", "ask('delete')", "Delete", "history.delete", "Delete it, after asking"),
        key("j", "move(1)", "Down", "history.down", "Next interview", show=False),
        key("k", "move(-1)", "Up", "history.up", "Previous interview", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sessions: Sequence[Session] = ()

    def compose(self) -> ComposeResult:
        """The table, and a line on the chosen row."""
        yield Static(plain("Reading the transcripts …", "$muted"), id="history-empty")
        yield Table(cursor_type="row")
        yield Static(id="history-detail")

    @property
    def table(self) -> Table:
        """The table."""
        return self.query_one(Table)

    def fill(self, sessions: Sequence[Session]) -> None:
        """Show these."""
        self._sessions = sessions
        row = self.table.cursor_row
        self.table.clear(columns=True)
        wide = max(12, self.app.size.width - 5 - _OTHERS)
        for name, width in (
            ("Date", 16),
            ("Scenario", wide),
            ("State", 10),
            ("Minutes", 8),
            ("Verdict", 11),
        ):
            self.table.add_column(name, width=width)
        for session in sessions:
            self.table.add_row(*_cells(session, wide))
        self.table.display = bool(sessions)
        empty = self.query_one("#history-empty", Static)
        empty.display = not sessions
        empty.update(plain(EMPTY, "$muted"))
        if sessions:
            self.table.move_cursor(row=min(max(row, 0), len(sessions) - 1))
        self._detail()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the chosen interview; of an unreadable one it is said why."""
        if action != "ask":
            return super().check_action(action, parameters)
        session = self.chosen
        if session is None:
            return False
        if parameters == ("resume",):
            return not session.finished
        return parameters != ("compare",) or self.before is not None

    @property
    def chosen(self) -> Session | None:
        """The interview under the cursor."""
        row = self.table.cursor_row if self.is_mounted else -1
        return self._sessions[row] if 0 <= row < len(self._sessions) else None

    @property
    def before(self) -> Session | None:
        """The finished sitting of the same scenario before the chosen one, if that is finished."""
        chosen = self.chosen
        if chosen is None or not _comparable(chosen):
            return None
        older = self._sessions[self.table.cursor_row + 1 :]
        return next(
            (one for one in older if _comparable(one) and one.scenario == chosen.scenario), None
        )

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.table.move_cursor(row=self.table.cursor_row + by)

    def action_ask(self, what: str) -> None:
        """Ask the screen."""
        if self.chosen is not None:
            self.post_message(Asked(what, self.chosen, self.before))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the row."""
        event.stop()
        self.action_ask("open")

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say more about the row."""
        event.stop()
        self._detail()

    def _detail(self) -> None:
        self.screen.refresh_bindings()
        line = self.query_one("#history-detail", Static)
        session = self.chosen
        if session is None:
            line.update("")
        elif session.problem:
            line.update(plain(f"! {session.problem}", "$warn"))
        else:
            line.update(plain(f"{count(session.turns, 'answer')} · {session.path}", "$muted"))


def _comparable(session: Session) -> bool:
    return session.finished and not session.problem


def _cells(session: Session, wide: int) -> tuple[Text, ...]:
    title = Text(clip(safe_text(session.title or session.path.name), wide))
    if session.problem:
        return Text(date(session.started)), title, Text("unreadable"), Text("–"), Text("–")
    spent = f"{int(session.elapsed // 60)} of {session.minutes}"
    verdict = VERDICTS.get(session.verdict or "", "not scored" if session.finished else "–")
    return (
        Text(date(session.started)),
        title,
        Text("finished" if session.finished else "▸ open"),
        Text(spent),
        Text(verdict, "bold" if session.verdict else ""),
    )
