"""What a simulated candidate of the study does in a turn, and what it is known to have done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["answer", "question", "evasion", "unknown", "off_topic", "opinion", "aside", "jump"]


@dataclass(frozen=True)
class Turn:
    """One message. The study measures against these labels, not against what the engine read.

    Attributes:
        text: what is said.
        kind: what it is, as its author meant it.
        asks: whether the message asks the interviewer for anything.
        plants: the earlier and the later sentence of a contradiction that this message completes.
        board: what the whiteboard holds from now on; None if it stays.
    """

    text: str
    kind: Kind = "answer"
    asks: bool = False
    plants: tuple[str, str] | None = None
    board: str | None = None


class Behaviour(Protocol):
    """A candidate with a manner."""

    name: str

    async def turn(self, heard: str) -> Turn:
        """Return what is said to what was heard. It never leaves by itself."""
        ...
