"""What a worker tells its screen. Workers post, handlers paint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from interviewer.authoring.changes import News
    from interviewer.authoring.view import AuthorView
    from interviewer.errors import InterviewerError
    from interviewer.events import Event
    from interviewer.tui.desk import Card
    from interviewer.wiring import Session
    from interviewer.wiring.models import Offer, Quote


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


class Found(Message):
    """A scenario was read; None when all were."""

    def __init__(self, card: Card | None) -> None:
        super().__init__()
        self.card = card


class Listed(Message):
    """The past interviews were read, or could not be."""

    def __init__(self, sessions: Sequence[Session], error: InterviewerError | None) -> None:
        super().__init__()
        self.sessions = sessions
        self.error = error


class Asked(Message):
    """Something is to be done with a past interview; `before` is what it is compared with."""

    def __init__(self, what: str, session: Session, before: Session | None = None) -> None:
        super().__init__()
        self.what = what
        self.session = session
        self.before = before


class Offered(Message):
    """The models in reach."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.offers = offers


class Quoted(Message):
    """What an interview is likely to cost."""

    def __init__(self, quote: Quote) -> None:
        super().__init__()
        self.quote = quote


class Looked(Message):
    """What the interviewer sees now."""

    def __init__(self, view: AuthorView) -> None:
        super().__init__()
        self.view = view


class Saved(Message):
    """The author saved a file."""

    def __init__(self, news: News) -> None:
        super().__init__()
        self.news = news
