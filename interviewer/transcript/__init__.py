"""The transcript: an append-only list of typed records in a JSON Lines file.

State, resume, replay and scoring are folds over these records; nothing else is the truth. This
package knows the records and how they are made durable, not what they mean to an interview.

Each line is one JSON object that ends in `"crc"`: CRC-32, eight hex digits, of the UTF-8 bytes
before `,"crc"`. Records that belong together are written by one `write` and one `fsync`; `more`
counts how many of the same commit follow and `commit` names its first record, so that a commit torn
by a power cut is recognised and set aside whole, while damage to anything older is an error.
"""

from __future__ import annotations

from interviewer.transcript.journal import Journal
from interviewer.transcript.lines import MAX_BYTES, Line, Transcript, decode, encode, read
from interviewer.transcript.records import (
    FORMAT,
    RECORD,
    Against,
    AnyRecord,
    CandidateSaid,
    Claim,
    Closed,
    FactsReleased,
    Fault,
    Header,
    InterviewerSaid,
    ModelChanged,
    MoveChosen,
    MoveKind,
    Outcome,
    Paused,
    PhaseEntered,
    Pick,
    ProbeKind,
    ProbeOpened,
    ProbeSettled,
    QuestionDeclined,
    Record,
    Released,
    Resumed,
    TurnRead,
    TwistPlayed,
    Usage,
    WhiteboardSaved,
    said_by_candidate,
)

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "RECORD",
    "Against",
    "AnyRecord",
    "CandidateSaid",
    "Claim",
    "Closed",
    "FactsReleased",
    "Fault",
    "Header",
    "InterviewerSaid",
    "Journal",
    "Line",
    "ModelChanged",
    "MoveChosen",
    "MoveKind",
    "Outcome",
    "Paused",
    "PhaseEntered",
    "Pick",
    "ProbeKind",
    "ProbeOpened",
    "ProbeSettled",
    "QuestionDeclined",
    "Record",
    "Released",
    "Resumed",
    "Transcript",
    "TurnRead",
    "TwistPlayed",
    "Usage",
    "WhiteboardSaved",
    "decode",
    "encode",
    "read",
    "said_by_candidate",
]
