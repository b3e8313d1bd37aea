"""Where the candidate writes: a status line, what was pasted, the box."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from interviewer.text import safe_text
from interviewer.tui.draft import BETWEEN
from interviewer.tui.show import join, plain
from interviewer.tui.widgets.answer_box import AnswerBox, fits
from interviewer.tui.widgets.status import Status


class Composer(Vertical):
    """Holds the unsent answer; what is on its way counts as unsent until it is confirmed."""

    class Sent(Message):
        """The candidate sends this text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Over(Message):
        """Enter was pressed after the end."""

    def __init__(self) -> None:
        super().__init__()
        self._attached: list[str] = []
        self._on_its_way: tuple[str, list[str]] | None = None
        self._over = False

    def compose(self) -> ComposeResult:
        """Lay out the three."""
        yield Status()
        yield Static(id="attached")
        yield AnswerBox(placeholder="Ask, decide, estimate, argue …", highlight_cursor_line=False)

    def on_mount(self) -> None:
        """Label the box."""
        self.box.border_title = "Your answer"
        self.box.border_subtitle = "Enter sends · Ctrl+J new line · Ctrl+E editor"
        self._paint_attached()

    @property
    def box(self) -> AnswerBox:
        """The text area."""
        return self.query_one(AnswerBox)

    @property
    def attached(self) -> bool:
        """Whether something pasted waits to be sent."""
        return bool(self._attached)

    @property
    def text(self) -> str:
        """The whole unsent answer: what is on its way, the box, what was pasted."""
        typed, pasted = self._on_its_way or ("", [])
        return _joined(typed, *pasted, self.box.text, *self._attached)

    def restore(self, text: str) -> None:
        """Put an unsent answer back."""
        text = safe_text(text)
        self._attached, self._on_its_way = [], None
        if not fits(text):
            self.box.text = ""
            self._attached.append(text)
        else:
            self.box.text = text
            self.box.move_cursor(self.box.document.end)
        self._paint_attached()

    def confirm(self) -> None:
        """Forget what was on its way: it is on disk."""
        self._on_its_way = None

    def give_back(self) -> None:
        """Put what was on its way back, before what was typed since."""
        if self._on_its_way is None:
            return
        typed, pasted = self._on_its_way
        self._on_its_way = None
        self._put_back(typed)
        self._attached = [*pasted, *self._attached]
        self._paint_attached()

    def _put_back(self, typed: str) -> None:
        since = self.box.text
        self.box.text = f"{typed}\n{since}" if typed and since else typed or since
        self.box.move_cursor(self.box.document.end)

    def drop_attached(self) -> None:
        """Remove what was pasted."""
        self._attached = []
        self._paint_attached()
        self.status("The pasted text was removed.")

    def finish(self) -> None:
        """Take no more words: the interview is over."""
        self._over = True
        self.box.read_only = True
        self.box.show_cursor = False
        self.box.border_title = "The interview is over"
        self.box.border_subtitle = "Enter opens the scorecard · Esc home"

    def status(self, text: str, kind: str = "") -> None:
        """Say something in the status line; `kind` is good, warn, bad or nothing."""
        self.query_one(Status).say(text, kind)

    def on_answer_box_send(self, event: AnswerBox.Send) -> None:
        """Send what there is, if it is anything and nothing is on its way."""
        event.stop()
        if self._over:
            self.post_message(self.Over())
            return
        whole = _joined(event.text, *self._attached)
        if self._on_its_way is not None or not whole.strip():
            self._put_back(event.text)
            waits = self._on_its_way is not None
            self.status("Still saving …" if waits else "There is nothing to send yet.", "warn")
            return
        self._on_its_way = (event.text, self._attached)
        self._attached = []
        self._paint_attached()
        self.post_message(self.Sent(whole))

    def on_answer_box_refused(self, event: AnswerBox.Refused) -> None:
        """Say that a paste was not taken."""
        event.stop()
        self.status("Nothing can be written here now: the paste was not inserted.", "warn")

    def on_answer_box_too_long(self, event: AnswerBox.TooLong) -> None:
        """Keep a long paste whole, beside the box."""
        event.stop()
        self._attached.append(event.text)
        self._paint_attached()
        self.status("Too long for the box: it is attached whole, and sent with the answer.", "warn")

    def _paint_attached(self) -> None:
        line = self.query_one("#attached", Static)
        line.display = self.attached
        chips = "  ".join(f"[pasted text, {len(text):,} characters]" for text in self._attached)
        line.update(join((f"▤ {chips}", "bold"), plain("   Ctrl+R removes it", "$muted")))


def _joined(*parts: str) -> str:
    return BETWEEN.join(part for part in parts if part)
