"""A file of sealed lines (`transcript.sealing`), read and written one at a time.

A line counts once it is written and synced. It knows nothing of what the lines say.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, NamedTuple

from interviewer.errors import ContentError, JournalError, Problem
from interviewer.transcript.sealing import sealed, unsealed


class Line(NamedTuple):
    """A line of a file: its number, where it begins and where it ends."""

    number: int
    begin: int
    end: int


Lines = Generator[tuple[Line, dict[str, Any]]]
"""Places of lines, and what the lines hold."""


def lines_of(path: Path) -> Lines:
    """Yield the lines of a file, one at a time, up to a torn last one.

    Raises:
        ContentError: it cannot be read, or is damaged before its last line.
    """
    begin = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                line = Line(number, begin, begin + len(raw))
                data = sound(raw)
                if data is None:
                    if file.readline().endswith(b"\n"):
                        raise damaged(path, line)
                    return
                yield line, data
                begin = line.end
    except OSError as error:
        raise bad(path, 1, f"cannot be read: {error.strerror}", "check the path") from error


def sound(raw: bytes) -> dict[str, Any] | None:
    """Return what a line holds; None if it is damaged or torn."""
    body = unsealed(raw[:-1]) if raw.endswith(b"\n") else None
    if body is None:
        return None
    data: dict[str, Any] = json.loads(body)
    return data


def encoded(kind: str, data: object) -> bytes:
    """Return a line of one kind."""
    body = json.dumps({"type": kind, kind: data}, ensure_ascii=False, separators=(",", ":"))
    return sealed(body.encode("utf-8", "replace")[:-1])


def write(file: int, line: bytes) -> None:
    """Return once a line is on the disk."""
    if os.write(file, line) != len(line):
        raise OSError("the disk is full")
    os.fsync(file)


def unwritable(path: Path, error: OSError) -> JournalError:
    """Return the error about a file of an audit that cannot be written."""
    return JournalError(
        f"{path} cannot be written: {error.strerror or error}.",
        hint="Free some space or choose another --out.",
    )


def damaged(path: Path, line: Line) -> ContentError:
    """Return the error about a line whose checksum is wrong."""
    return bad(path, line.number, f"damaged at byte {line.begin}", "restore it from a copy")


def bad(path: Path, line: int, message: str, hint: str) -> ContentError:
    """Return the error about a line."""
    return ContentError([Problem(path, line, 1, "", message, hint)])
