"""The transcript: an append-only list of typed records in a JSON Lines file.

State, resume, replay and scoring are folds over these records; nothing else is the truth. This module
knows the records and how they are made durable, not what they mean to an interview.

Each line is one JSON object that ends in `"crc"`: CRC-32, eight hex digits, of the UTF-8 bytes before
`,"crc"`. Records that belong together are written by one `write` and one `fsync`; `more` counts how many
of the same commit follow, so that a commit torn by a power cut is recognised and set aside whole.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from filelock import FileLock, Timeout
from pydantic import Field, TypeAdapter, ValidationError

from interviewer.errors import ContentError, JournalError, Locked, NewerFormat, Problem
from interviewer.scenario import Identifier, Level, Strict

FORMAT = 1

MoveKind = Literal[
    "open",
    "answer",
    "probe",
    "press",
    "ask_estimate",
    "check_estimate",
    "redirect",
    "twist",
    "advance",
    "repeat",
    "clarify",
    "close",
]
Outcome = Literal["held", "partly", "evaded", "wrong"]
ProbeKind = Literal["hook", "estimate"]


class Record(Strict):
    """What all records share: `seq` counts from 0 (the header), `clock` is seconds of interview."""

    seq: int = -1
    at: str = ""
    clock: float = 0.0


class Header(Record):
    """The first line: everything that a reader needs to know what the rest is about."""

    type: Literal["header"] = "header"
    format: int = FORMAT
    package: str
    session: str
    scenario: Identifier
    scenario_hash: str
    rubric: Identifier
    rubric_hash: str
    models: dict[str, str] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
    embedder: str
    seed: int
    level: Level
    minutes: int


class CandidateSaid(Record):
    """A message of the candidate: acknowledged once this record is on disk."""

    type: Literal["candidate_said"] = "candidate_said"
    text: str


class Claim(Strict):
    """One sentence of the candidate as the listener read it."""

    text: str
    kind: Literal["decision", "assumption", "number", "statement", "hedge", "help", "unknown"]
    criterion: str | None = None
    hook: str | None = None
    similarity: float = 0.0


class TurnRead(Record):
    """What the listener understood of a candidate's message."""

    type: Literal["turn_read"] = "turn_read"
    of: int
    questions: list[str] = Field(default_factory=list)
    claims: list[Claim] = Field(default_factory=list)
    triggered: list[str] = Field(default_factory=list, description="Hooks set off, strongest first.")
    covered: list[str] = Field(default_factory=list, description="`hook/point` pairs that were said.")
    outcome: Outcome | None = Field(default=None, description="How the open probe was answered.")
    contradicts: list[str] = Field(default_factory=list)
    wants: Literal["repeat", "narrow", "advance", "back", "end", "off_topic"] | None = None
    modelled: bool = Field(default=False, description="Spoke of a model or solution.")
    listener: str = "embedded"


class MoveChosen(Record):
    """What the policy decided to do next, and why."""

    type: Literal["move_chosen"] = "move_chosen"
    move: MoveKind
    reason: str
    hook: str | None = None
    estimate: str | None = None
    phase: str | None = None
    twist: str | None = None
    facts: list[str] = Field(default_factory=list)
    declined: list[str] = Field(default_factory=list)
    ambiguous: list[list[str]] = Field(default_factory=list)
    quote: str = Field(default="", description="The candidate's words that the move takes up.")


class InterviewerSaid(Record):
    """What the interviewer said. `complete` is false for a reply that was cut off."""

    type: Literal["interviewer_said"] = "interviewer_said"
    text: str
    move: MoveKind
    hook: str | None = None
    facts: list[str] = Field(default_factory=list)
    complete: bool = True
    voice: str = "embedded"


class Released(Strict):
    """A fact told, the question that earned it and how near the two were."""

    fact: str
    question: str
    similarity: float


class FactsReleased(Record):
    """Facts that the candidate has been told."""

    type: Literal["facts_released"] = "facts_released"
    facts: list[Released]


class QuestionDeclined(Record):
    """A question that no fact answers; the candidate is asked to assume."""

    type: Literal["question_declined"] = "question_declined"
    question: str
    nearest: str | None = None
    similarity: float = 0.0
    why: Literal["unknown", "ambiguous", "already_told", "opinion"] = "unknown"


class ProbeOpened(Record):
    """A pointed question is open until `ProbeSettled`."""

    type: Literal["probe_opened"] = "probe_opened"
    kind: ProbeKind
    probe: str
    criterion: str
    press: int = 0


class ProbeSettled(Record):
    """How a probe ended. It steers the interview; the judge works it out again."""

    type: Literal["probe_settled"] = "probe_settled"
    kind: ProbeKind
    probe: str
    outcome: Outcome


class PhaseEntered(Record):
    """A phase of the interview began."""

    type: Literal["phase_entered"] = "phase_entered"
    phase: str


class TwistPlayed(Record):
    """A constraint changed."""

    type: Literal["twist_played"] = "twist_played"
    twist: str


class WhiteboardSaved(Record):
    """The candidate's notes, whole; they count as the candidate's words."""

    type: Literal["whiteboard_saved"] = "whiteboard_saved"
    text: str


class Paused(Record):
    """The clock stopped."""

    type: Literal["paused"] = "paused"


class Resumed(Record):
    """The clock went on."""

    type: Literal["resumed"] = "resumed"


class ModelChanged(Record):
    """Another model took over a role."""

    type: Literal["model_changed"] = "model_changed"
    role: str
    model: str


class Usage(Record):
    """Tokens and price of one model call; `price` in US dollars, null where unknown."""

    type: Literal["usage"] = "usage"
    role: str
    model: str
    input_tokens: int
    cached_tokens: int = 0
    output_tokens: int
    price: float | None = None


class Fault(Record):
    """Something failed, and what was done instead."""

    type: Literal["fault"] = "fault"
    what: str
    instead: str


class Closed(Record):
    """The interview ended."""

    type: Literal["closed"] = "closed"
    why: Literal["finished", "time", "candidate", "end_of_input"]


AnyRecord = Annotated[
    Header
    | CandidateSaid
    | TurnRead
    | MoveChosen
    | InterviewerSaid
    | FactsReleased
    | QuestionDeclined
    | ProbeOpened
    | ProbeSettled
    | PhaseEntered
    | TwistPlayed
    | WhiteboardSaved
    | Paused
    | Resumed
    | ModelChanged
    | Usage
    | Fault
    | Closed,
    Field(discriminator="type"),
]
RECORD: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)


@dataclass(frozen=True)
class Transcript:
    """A transcript as read from a file: its records, and the tail that could not be used."""

    path: Path
    records: tuple[AnyRecord, ...]
    good_bytes: int
    bad_tail: bytes = b""

    @property
    def header(self) -> Header:
        """The first record."""
        header = self.records[0]
        assert isinstance(header, Header)
        return header


def encode(record: AnyRecord, more: int = 0) -> bytes:
    """Return the line of a record, with its checksum and newline."""
    data = record.model_dump(mode="json")
    data = {"seq": data.pop("seq"), "type": data.pop("type"), **data}
    if more:
        data["more"] = more
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
    return body + b',"crc":"%08x"}\n' % zlib.crc32(body)


def decode(line: bytes) -> tuple[AnyRecord, int]:
    """Return the record of a line and how many of its commit follow.

    Raises:
        ValueError: the checksum, the JSON or the record is wrong.
    """
    body, mark, tail = line.rpartition(b',"crc":"')
    if not mark or tail != b'%08x"}' % zlib.crc32(body):
        raise ValueError("the checksum does not match")
    data = json.loads(body + b"}")
    more = data.pop("more", 0)
    if data.get("type") == "header" and data.get("format", 0) > FORMAT:
        raise NewerFormat([], hint="")
    return RECORD.validate_python(data), more


def read(path: Path) -> Transcript:
    """Read the longest valid prefix of a transcript.

    Raises:
        ContentError: it is not a transcript, or a record in the middle is damaged (with its offset).
        NewerFormat: it was written by a newer version.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _bad(path, 1, f"cannot be read: {error.strerror}", "check the path and its permissions") from error
    records, good = _prefix(path, raw)
    if not records:
        raise _bad(path, 1, "is not a transcript of this program", "expected a header on the first line")
    return Transcript(path, tuple(records), good, raw[good:])


def _prefix(path: Path, raw: bytes) -> tuple[list[AnyRecord], int]:
    records: list[AnyRecord] = []
    commit: list[AnyRecord] = []
    good = offset = 0
    for number, line in enumerate(raw.splitlines(keepends=True), 1):
        try:
            if not line.endswith(b"\n"):
                raise ValueError("the last line is cut short")
            record, more = decode(line[:-1])
            expected = len(records) + len(commit)
            if record.seq != expected:
                raise ValueError(f"expected record {expected}, found {record.seq}")
            if (expected == 0) != isinstance(record, Header):
                raise ValueError("a header must stand first, and only there")
        except NewerFormat:
            raise NewerFormat(
                _bad(path, number, "was written by a newer version of this program", "").problems,
                hint="Upgrade interviewer to open it; nothing was changed.",
            ) from None
        except (ValueError, ValidationError) as error:
            if records and _any_valid(raw[offset + len(line) :]):
                reason = str(error).splitlines()[0]
                raise _bad(path, number, f"damaged at byte {offset}: {reason}", "restore the file from a copy") from None
            return records, good
        offset += len(line)
        commit.append(record)
        if more == 0:
            records += commit
            commit = []
            good = offset
    return records, good


def _any_valid(rest: bytes) -> bool:
    for line in rest.splitlines():
        try:
            decode(line)
        except (ValueError, ValidationError, NewerFormat):
            continue
        return True
    return False


def _bad(path: Path, line: int, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path, line, 1, "", message, hint)])


class Journal:
    """The one writer of a transcript file; `append` returns once the records are on disk.

    Raises:
        Locked: another process writes this file.
        JournalError: the records could not be made durable; the file was cut back to what was.
    """

    def __init__(self, path: Path, next_seq: int) -> None:
        self.path = path
        self._next = next_seq
        self._lock = FileLock(str(path) + ".lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Locked(f"{path.name} is open in another window.", hint="Close it there first.") from None
        except OSError as error:
            raise JournalError(f"{path.parent} cannot be written: {error.strerror}.", hint=_ELSEWHERE) from error
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            self._lock.release()
            raise JournalError(f"{path} cannot be written: {error.strerror}.", hint=_ELSEWHERE) from error

    @classmethod
    def create(cls, path: Path, header: Header) -> tuple[Journal, Header]:
        """Start a transcript; its folder is made, and synced, if need be."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise JournalError(f"{path.parent} cannot be made: {error.strerror}.", hint=_ELSEWHERE) from error
        journal = cls(path, 0)
        (written,) = journal.append([header])
        _sync_folder(path.parent)
        assert isinstance(written, Header)
        return journal, written

    @classmethod
    def resume(cls, path: Path) -> tuple[Journal, Transcript]:
        """Open a transcript to go on; a torn tail is moved to a file beside it."""
        journal = cls(path, 0)
        try:
            transcript = read(path)
            if transcript.bad_tail:
                stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
                path.with_name(f"{path.name}.bad-{stamp}").write_bytes(transcript.bad_tail)
                os.ftruncate(journal._file, transcript.good_bytes)
                os.fsync(journal._file)
        except BaseException:
            journal.close()
            raise
        journal._next = len(transcript.records)
        return journal, transcript

    def append(self, records: Sequence[AnyRecord], *, clock: float = 0.0) -> tuple[AnyRecord, ...]:
        """Write records as one commit and return them as they were written, numbered and timed."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        written = tuple(
            record.model_copy(update={"seq": self._next + index, "at": at, "clock": round(clock, 3)})
            for index, record in enumerate(records)
        )
        data = b"".join(encode(record, len(written) - 1 - index) for index, record in enumerate(written))
        size = os.fstat(self._file).st_size
        try:
            if os.write(self._file, data) != len(data):
                raise OSError(28, "the disk is full")
            os.fsync(self._file)
        except OSError as error:
            self._cut_back(size)
            reason = error.strerror or str(error)
            raise JournalError(f"Not saved: {reason} ({self.path}).", hint=_ELSEWHERE) from error
        self._next += len(written)
        return written

    def _cut_back(self, size: int) -> None:
        try:
            os.ftruncate(self._file, size)
        except OSError:  # the reader sets a torn tail aside anyway
            return

    def close(self) -> None:
        """Close the file and let others write it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._lock.release()


_ELSEWHERE = "Free some space, or choose another folder with --transcripts DIR."


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def said_by_candidate(records: Iterable[AnyRecord]) -> list[CandidateSaid | WhiteboardSaved]:
    """Return the records that hold the candidate's own words, in order."""
    return [record for record in records if isinstance(record, CandidateSaid | WhiteboardSaved)]
