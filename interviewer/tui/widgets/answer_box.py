"""The box in which answers are written: Enter sends, long pastes are set aside whole."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from interviewer.text import safe_text
from interviewer.tui.keys import key

MAX_BOX = 64 * 1024
MAX_LINE = 16 * 1024
"""Characters: a line is wrapped anew at each key, which takes 10 ms for so many, 90 for 64 kB."""


def fits(text: str, beside: str = "") -> bool:
    """Whether a text can be written on in a box, on a line that has something `beside` it."""
    longest = max(map(len, text.split("\n")))
    return len(text.encode()) <= MAX_BOX and longest + len(beside) <= MAX_LINE


class AnswerBox(TextArea):
    """A TextArea for what `fits`; a paste that does not is handed over as `TooLong`."""

    BINDINGS = [
        key("enter", "send", "Send", "answer.send", "Send the answer", show=False),
        key(
            "ctrl+j,shift+enter,alt+enter",
            "newline",
            "New line",
            "answer.newline",
            "Begin a new line in the answer",
            show=False,
        ),
        key(
            "pageup",
            "page(-1)",
            "Page up",
            "answer.page_up",
            "Scroll the transcript up while writing",
            show=False,
            priority=True,
        ),
        key(
            "pagedown",
            "page(1)",
            "Page down",
            "answer.page_down",
            "Scroll the transcript down while writing",
            show=False,
            priority=True,
        ),
    ]

    class Send(Message):
        """Enter was pressed; the text has left the box, so that what is typed next stays in it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Page(Message):
        """The transcript is to be scrolled by a page."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class Refused(Message):
        """A paste came while nothing can be written."""

    class TooLong(Message):
        """A paste that the box would not hold; it carries the whole text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    async def _on_key(self, event: events.Key) -> None:
        """Take Enter in its turn: a priority binding would overtake letters typed before it."""
        actions = {"enter": self.action_send, "ctrl+j": self.action_newline}
        actions |= {"shift+enter": self.action_newline, "alt+enter": self.action_newline}
        if action := actions.get(event.key):
            event.stop()
            event.prevent_default()
            action()
            return
        await super()._on_key(event)

    def action_send(self) -> None:
        """Hand the text over."""
        self.post_message(self.Send("" if self.read_only else self.text))
        if not self.read_only:
            self.clear()

    def action_newline(self) -> None:
        """Begin a new line."""
        if not self.read_only:
            self.insert("\n")

    def action_page(self, direction: int) -> None:
        """Scroll the transcript, not this small box."""
        self.post_message(self.Page(direction))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = safe_text(event.text)
        if self.read_only:
            self.post_message(self.Refused())
            return
        line = self.document.get_line(self.cursor_location[0])
        if not fits(text, line) or len(self.text.encode()) + len(text.encode()) > MAX_BOX:
            self.post_message(self.TooLong(text))
            return
        self.insert(text)
