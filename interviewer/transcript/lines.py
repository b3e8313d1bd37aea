"""Lines of a transcript and the reading of a file: the longest valid prefix, or what is wrong.

It opens files for reading only.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from interviewer.errors import ContentError, NewerFormat, Problem
from interviewer.transcript.records import FORMAT, RECORD, AnyRecord, Header
from interviewer.transcript.sealing import sealed, unsealed

MAX_BYTES = 256 * 1024 * 1024
"""A larger file is not one of ours: 500 turns of the longest messages fill half of it."""


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


class Line(NamedTuple):
    """A line as read: its record, how many of its commit follow, and the commit's first number."""

    record: AnyRecord
    more: int
    commit: int


def encode(record: AnyRecord, more: int = 0, commit: int | None = None) -> bytes:
    """Return the line of a record, with its checksum and newline.

    What JSON or UTF-8 cannot hold (a lone surrogate, a number that is not finite) is replaced:
    whatever was acknowledged must be readable again.
    """
    data = record.model_dump(mode="json")
    data = {"seq": data.pop("seq"), "type": data.pop("type"), **data}
    if more:
        data["more"] = more
    if commit is not None and (more or commit != record.seq):
        data["commit"] = commit
    body = _json(data)[:-1]
    return sealed(body)


def _json(data: dict[str, Any]) -> bytes:
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError:
        text = json.dumps(_finite(data), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", text).encode()


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    return 0.0 if isinstance(value, float) and not math.isfinite(value) else value


def decode(line: bytes) -> Line:
    """Return what a line holds.

    Raises:
        ValueError: the checksum, the JSON or the record is wrong.
        NewerFormat: it is the header of a format that this version does not know.
    """
    body = unsealed(line)
    if body is None:
        raise ValueError("the checksum does not match")
    try:
        data = json.loads(body)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(data, dict):
        raise ValueError("it is not an object")
    more = _whole(data.pop("more", 0))
    commit = _whole(data.pop("commit", data.get("seq", 0)))
    if data.get("type") == "header" and _whole(data.get("format", 0)) > FORMAT:
        raise NewerFormat([], hint="")
    return Line(RECORD.validate_python(data), more, commit)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a count is not a whole number")
    return value


def read(path: Path) -> Transcript:
    """Read the longest valid prefix of a transcript: whole commits only.

    A tail that a crash or a power cut can have left (part of the last commit) is returned apart.

    Raises:
        ContentError: it is not a transcript, or older records are damaged (with the offset).
        NewerFormat: it was written by a newer version.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _bad(path, 1, "is too large to be a transcript", "check the path")
        raw = path.read_bytes()
    except OSError as error:
        hint = "check the path and its permissions"
        raise _bad(path, 1, f"cannot be read: {error.strerror}", hint) from error
    records, good = _prefix(path, raw)
    if not records:
        raise _no_header(path, raw)
    return Transcript(path, tuple(records), good, raw[good:])


def _no_header(path: Path, raw: bytes) -> ContentError:
    if not raw:
        return _bad(path, 1, "is empty: the interview never began", "delete it")
    if raw.startswith(b'{"seq":0,"type":"header"'):
        return _bad(path, 1, "damaged at byte 0: the header cannot be read", _RESTORE)
    if b'"type":"header"' in raw[:4096] and b'"crc":"' in raw[:4096]:
        message = "was changed by another program: the first line is not as it was written"
        return _bad(path, 1, message, _RESTORE)
    return _bad(
        path, 1, "is not a transcript of this program", "a transcript's name ends in .jsonl"
    )


def _prefix(path: Path, raw: bytes) -> tuple[list[AnyRecord], int]:
    """Return the records of all whole commits at the start, and how many bytes they fill."""
    records: list[AnyRecord] = []
    commit: list[AnyRecord] = []
    good = offset = due = 0
    lines = raw.split(b"\n")
    for number, line in enumerate(lines[:-1], 1):
        try:
            read_line = decode(line)
        except NewerFormat:
            message = "was written by a newer version of this program"
            hint = "Upgrade interviewer to open it; nothing was changed."
            raise NewerFormat(_bad(path, number, message, "").problems, hint=hint) from None
        except ValueError as error:  # pydantic's ValidationError is one
            if _goes_on(lines[number:], len(records)):
                raise _damaged(path, number, offset, good, _first_line(error)) from None
            return records, good
        first = len(records)
        if wrong := _misplaced(read_line, first, first + len(commit), due):
            raise _damaged(path, number, offset, good, wrong)
        offset += len(line) + 1
        due = read_line.more
        commit.append(read_line.record)
        if due == 0:
            records += commit
            commit = []
            good = offset
    return records, good


def _misplaced(line: Line, first: int, expected: int, due: int) -> str:
    """Return why a sound line cannot stand here; no crash moves whole lines about."""
    if line.record.seq != expected:
        return f"expected record {expected}, found {line.record.seq}"
    if (expected == 0) != isinstance(line.record, Header):
        return "a header must stand first, and only there"
    if expected != first and line.more != due - 1:
        return f"expected {due - 1} more records of this commit, found {line.more}"
    return ""


def _goes_on(rest: list[bytes], first: int) -> bool:
    """Whether records follow that belong to a later commit than the one that begins at `first`."""
    if first == 0:
        return False
    for line in rest:
        try:
            if decode(line).commit != first:
                return True
        except NewerFormat:
            return True
        except ValueError:
            continue
    return False


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        detail = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, detail['loc'])) or 'record'}: {detail['msg']}"
    return str(error).split("\n")[0]


def _damaged(path: Path, line: int, offset: int, good: int, reason: str) -> ContentError:
    hint = f"{_RESTORE}; its first {good} bytes are sound"
    return _bad(path, line, f"damaged at byte {offset}: {reason}", hint)


def _bad(path: Path, line: int, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path, line, 1, "", message, hint)])


_RESTORE = "restore the file from a copy"
