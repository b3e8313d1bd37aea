"""What a worker tells its screen. Workers post, handlers paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from interviewer.errors import InterviewerError
    from interviewer.events import Event


class Heard(Message):
    """The engine said something."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class Quiet(Message):
    """The engine has nothing more to say for now; `error` is why, if it broke off."""

    def __init__(self, error: InterviewerError | None = None) -> None:
        super().__init__()
        self.error = error
