"""Small dialogs: a notice, a question, a wait, the pause. All are answered from the keyboard."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from interviewer.tui.keys import key
from interviewer.tui.show import join, plain


class Ask(ModalScreen[bool]):
    """A question with two answers; Escape is no."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [
        key("y,enter", "answer(True)", "Yes", "ask.yes", "Yes"),
        key("n,escape", "answer(False)", "No", "ask.no", "No"),
    ]

    def __init__(self, title: str, text: str, yes: str, no: str = "No") -> None:
        super().__init__()
        self._title, self._text, self._yes, self._no = title, text, yes, no

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), classes="dialog-title")
            yield Static(plain(self._text))
            yield Static(self._keys(), classes="dialog-keys")

    def _keys(self) -> Content:
        return _offer(("Enter", self._yes), ("Esc", self._no))

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)


class AskGravely(Ask):
    """A question whose yes cannot be undone: Enter, pressed from habit, is no."""

    BINDINGS = [
        key("y", "answer(True)", "Yes", "ask.yes", "Yes"),
        key("n,escape,enter", "answer(False)", "No", "ask.no", "No"),
    ]

    def _keys(self) -> Content:
        return _offer(("Enter", self._no), ("Y", self._yes))


def _offer(*offers: tuple[str, str]) -> Content:
    """Return keys with what they do."""
    parts = [join((name, "bold $accent"), f"  {does}     ") for name, does in offers]
    return join(*parts).rstrip()


class Notice(ModalScreen[None]):
    """Something that went wrong, and what to do."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [key("enter,escape,space", "dismiss", "Close", "notice.close", "Close the notice")]

    def __init__(self, title: str, text: str, hint: str = "") -> None:
        super().__init__()
        self._title, self._text, self._hint = title, text, hint

    def compose(self) -> ComposeResult:
        """The text, the hint, the key."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), classes="dialog-title")
            with VerticalScroll(classes="dialog-body"):
                yield Static(plain(self._text))
                if self._hint:
                    yield Static(plain(self._hint, "$muted"), classes="dialog-hint")
            yield Static(join(("Enter", "bold $accent"), "  Close"), classes="dialog-keys")


class Waiting(ModalScreen[None]):
    """Something takes a moment."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [key("escape", "app.cancel_opening", "Cancel", "waiting.cancel", "Do not wait")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """What is being done, and that it is being done."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), classes="dialog-title")
            yield Static(plain(self._text, "$muted"))
            yield ProgressBar(total=None, show_eta=False, show_percentage=False)
            yield Static(join(("Esc", "bold $accent"), "  Cancel"), classes="dialog-keys")


class Pause(ModalScreen[None]):
    """Covers the interview while its clock stands still."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS = [
        key("f5,enter,escape", "dismiss", "Go on", "pause.go_on", "Go on: the clock runs again"),
    ]

    def __init__(self, at: str) -> None:
        super().__init__(id="pause")
        self._at = at

    def compose(self) -> ComposeResult:
        """The word, the time, the key."""
        with Vertical(classes="dialog"):
            yield Static(plain("‖  Paused", "bold"), classes="dialog-title")
            yield Static(
                plain(f"The clock stands at {self._at}. The page is covered until you go on.")
            )
            yield Static(join(("Enter", "bold $accent"), "  Go on"), classes="dialog-keys")
