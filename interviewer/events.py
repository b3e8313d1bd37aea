"""What an interview tells whoever watches it: the whole protocol between engine and screen.

The screen, the command line and the audit consume the same events. None of them knows Textual.
"""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.transcript import Closed, InterviewerSaid, MoveKind


@dataclass(frozen=True)
class Acknowledged:
    """The candidate's message is on disk as record `seq`."""

    seq: int
    text: str


@dataclass(frozen=True)
class FactTold:
    """A fact was released to the candidate."""

    fact: str
    topic: str
    says: str


@dataclass(frozen=True)
class PhaseChanged:
    """The interview entered a phase."""

    phase: str
    name: str


@dataclass(frozen=True)
class TwistAnnounced:
    """A constraint changed."""

    twist: str
    says: str


@dataclass(frozen=True)
class Speaking:
    """The interviewer says the next piece of a reply; pieces join without separators."""

    text: str
    move: MoveKind


@dataclass(frozen=True)
class Spoke:
    """The reply is finished and on disk."""

    record: InterviewerSaid


@dataclass(frozen=True)
class Faulted:
    """Something failed; the interview goes on."""

    what: str
    instead: str


@dataclass(frozen=True)
class Ended:
    """The interview is over."""

    why: Closed


Event = Acknowledged | FactTold | PhaseChanged | TwistAnnounced | Speaking | Spoke | Faulted | Ended
