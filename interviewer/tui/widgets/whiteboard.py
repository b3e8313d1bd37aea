"""The whiteboard: notes that count as the candidate's words once they are saved."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea

from interviewer.text import safe_text
from interviewer.tui.keys import key
from interviewer.tui.show import join
from interviewer.tui.widgets.answer_box import MAX_BOX

IDLE = 2.0
DRAWS = 0.3
"""Seconds of quiet after which the sketch is drawn anew."""


class Board(TextArea):
    """The text itself."""

    class Left(Message):
        """The focus went elsewhere."""

    class Refused(Message):
        """A paste that is too long."""

        def __init__(self, length: int) -> None:
            super().__init__()
            self.length = length

    def on_blur(self) -> None:
        """Say so."""
        self.post_message(self.Left())

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = safe_text(event.text)
        if self.read_only:
            return
        if len(self.text.encode()) + len(text.encode()) > MAX_BOX:
            self.post_message(self.Refused(len(text)))
            return
        self.insert(text)


class Whiteboard(Vertical):
    """Asks to be saved when it is left, when it has been idle for 2 s and on ctrl+s."""

    BINDINGS = [
        key(
            "ctrl+s",
            "save",
            "Save the whiteboard",
            "board.save",
            "Save the whiteboard now",
            show=False,
        ),
    ]

    class Save(Message):
        """The text wants to be saved."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: str, saved: str) -> None:
        super().__init__()
        self._text, self._saved = safe_text(text), safe_text(saved)
        self._timer: Timer | None = None
        self._drawing: Timer | None = None

    def compose(self) -> ComposeResult:
        """The board, and what became of it."""
        yield Board(
            self._text, placeholder="Boxes, numbers, open points …", highlight_cursor_line=False
        )
        with VerticalScroll(id="sketch", can_focus=False):
            yield Static(id="drawn")
        yield Static(id="board-state")

    def on_mount(self) -> None:
        """Say what it is; save what a crash left unsaved."""
        self._say("Counts as your words. Saved as you go. `app -> ranker` is drawn.", "$muted")
        self._draw()
        if self.dirty:
            self._wait()

    @property
    def board(self) -> Board:
        """The text area."""
        return self.query_one(Board)

    @property
    def dirty(self) -> bool:
        """Whether it differs from what was saved."""
        return self.board.text != self._saved

    def action_save(self) -> None:
        """Ask to be saved, if anything changed."""
        if self._timer is not None:
            self._timer.stop()
        if self.dirty and not self.board.read_only:
            self.post_message(self.Save(self.board.text))

    def saved(self, text: str, problem: str = "") -> None:
        """Learn that a text is on disk, or why it is not."""
        if problem:
            self._say(f"✗ {problem}", "bold $bad")
            return
        self._saved = text
        if not self.dirty:
            self._say("✓ Saved. Counts as your words.", "$good")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Wait until the candidate pauses."""
        event.stop()
        if self._drawing is not None:
            self._drawing.stop()
        self._drawing = self.set_timer(DRAWS, self._draw)
        if self._timer is not None:
            self._timer.stop()
        if self.dirty:
            self._wait()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._draw()

    def _draw(self) -> None:
        """Show the lines with arrows as boxes, where there are any."""
        from interviewer.report.sketch import sketch

        pane = self.query_one("#sketch")
        drawn = sketch(self.board.text, max(20, self.size.width - 2))
        pane.display = bool(drawn)
        pane.query_one("#drawn", Static).update(Content(drawn))

    def _wait(self) -> None:
        self._say("Not saved yet …", "$muted")
        self._timer = self.set_timer(IDLE, self.action_save)

    def on_board_left(self) -> None:
        """Save on leaving."""
        self.action_save()

    def on_board_refused(self, event: Board.Refused) -> None:
        """Say what was not taken."""
        self._say(
            f"! Not inserted: it holds 64 kB, and that paste has {event.length:,} characters.",
            "$warn",
        )

    def _say(self, text: str, style: str) -> None:
        self.query_one("#board-state", Static).update(join((text, style)))
