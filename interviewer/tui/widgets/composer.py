"""Where the candidate writes: a status line, what was pasted, the box."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from interviewer.text import safe_text
from interviewer.tui.show import join, plain
from interviewer.tui.widgets.answer_box import MAX_BOX, AnswerBox

_SIGNS = {
    "": ("", "$muted"),
    "good": ("✓ ", "$good"),
    "warn": ("! ", "$warn"),
    "bad": ("✗ ", "bold $bad"),
}


class Composer(Vertical):
    """Holds the unsent answer, which leaves it by `Sent` and is emptied only by `clear`."""

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
        self._over = False

    def compose(self) -> ComposeResult:
        """Lay out the three."""
        yield Static(id="status")
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
        """The whole unsent answer: the box, then what was pasted."""
        return "\n\n".join(part for part in (self.box.text, *self._attached) if part)

    def restore(self, text: str) -> None:
        """Put an unsent answer back."""
        text = safe_text(text)
        self._attached = []
        if len(text.encode()) > MAX_BOX:
            self.box.text = ""
            self._attached.append(text)
        else:
            self.box.text = text
            self.box.move_cursor(self.box.document.end)
        self._paint_attached()

    def clear(self) -> None:
        """Empty it: its words are on disk."""
        self._attached = []
        self.box.text = ""
        self._paint_attached()

    def drop_attached(self) -> None:
        """Remove what was pasted."""
        self._attached = []
        self._paint_attached()
        self.status("The pasted text was removed.")

    def hold(self, held: bool) -> None:
        """Hold the text still while it is being saved, or for good once the interview is over."""
        self.box.read_only = held

    def finish(self) -> None:
        """Take no more words: the interview is over."""
        self._over = True
        self.hold(True)
        self.box.show_cursor = False
        self.box.border_title = "The interview is over"
        self.box.border_subtitle = "Enter opens the scorecard · Esc home"

    def status(self, text: str, kind: str = "") -> None:
        """Say something in the status line; `kind` is good, warn, bad or nothing."""
        sign, style = _SIGNS[kind]
        self.query_one("#status", Static).update(join((sign + " ".join(text.split()), style)))

    def on_answer_box_send(self, event: AnswerBox.Send) -> None:
        """Send what there is."""
        event.stop()
        if self._over:
            self.post_message(self.Over())
        if self.box.read_only:
            return
        if not self.text.strip():
            self.status("There is nothing to send yet.", "warn")
            return
        self.post_message(self.Sent(self.text))

    def on_answer_box_refused(self, event: AnswerBox.Refused) -> None:
        """Say that a paste was not taken."""
        event.stop()
        self.status("Nothing can be written here now: the paste was not inserted.", "warn")

    def on_answer_box_too_long(self, event: AnswerBox.TooLong) -> None:
        """Keep a long paste whole, beside the box."""
        event.stop()
        self._attached.append(event.text)
        self._paint_attached()
        self.status(
            "Too long for the box (64 kB): it is attached whole, and sent with the answer.",
            "warn",
        )

    def _paint_attached(self) -> None:
        line = self.query_one("#attached", Static)
        line.display = self.attached
        chips = "  ".join(f"[pasted text, {len(text):,} characters]" for text in self._attached)
        line.update(join((f"▤ {chips}", "bold"), plain("   Ctrl+R removes it", "$muted")))
