"""The outcomes of an audit on disk: `results.jsonl`, one line an interview, as they come.

The first line holds the design; each ends in a checksum (`lines`). On reading, the longest valid
prefix stands; a torn last line is cut off, damage before it is an error. Of two lines about the
same interview the later one holds (an error that was tried again).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, Self

from filelock import FileLock, Timeout
from pydantic import ValidationError

from interviewer.audit.differing import differs
from interviewer.audit.lines import (
    Line,
    Lines,
    bad,
    damaged,
    encoded,
    lines_of,
    sound,
    unwritable,
    write,
)
from interviewer.errors import ContentError, Locked, NewerFormat, Problem
from interviewer.outcome import FORMAT, Design, Ended, Outcome, RunKey
from interviewer.transcript.sealing import sync_path

NAME = "results.jsonl"
_HEAD = b'{"type":"design"'


class Results:
    """The one writer of an audit's results.

    Raises:
        Locked: another process holds this audit.
        ContentError: what is there is no audit, or is damaged.
        JournalError: it cannot be written.
    """

    def __init__(self, folder: Path, design: Design) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.done: dict[RunKey, Ended] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
        self._lock = FileLock(f"{self.path}.lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Locked(
                f"{folder} is being audited by another process.", hint="Wait for it, or end it."
            ) from None
        except OSError as error:
            raise unwritable(folder, error) from error
        try:
            self._open(design)
        except BaseException:
            self._lock.release()
            raise

    def _open(self, design: Design) -> None:
        if not begun(self.folder):
            self._begin(design)
        lines = lines_of(self.path)
        found, good = _design(self.path, lines)
        if found != design:
            raise ContentError(
                [Problem(self.path, 1, 1, "", f"was begun differently: {differs(found, design)}")],
                hint="Resume with the same options and files, or choose another --out.",
            )
        for line, data in lines:
            outcome = _outcome(self.path, line, data)
            self.done[outcome.key] = Ended.of(outcome)
            good = line.end
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_APPEND)
            os.ftruncate(self._file, good)
        except OSError as error:
            raise unwritable(self.path, error) from error
        self._size = good

    def _begin(self, design: Design) -> None:
        """Put the design in its place in one step: a folder holds a whole one, or no audit."""
        made = self.path.with_name(f"{NAME}.new")
        line = encoded("design", design.model_dump(mode="json"))
        try:
            file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                write(file, line)
            finally:
                os.close(file)
            os.replace(made, self.path)
            sync_path(self.folder)
        except OSError as error:
            raise unwritable(self.path, error) from error

    def append(self, outcome: Outcome) -> None:
        """Write an outcome; it is on disk when this returns.

        Raises:
            JournalError: it is not, and the file is as before.
        """
        self._write(encoded("outcome", outcome.model_dump(mode="json")))

    def _write(self, line: bytes) -> None:
        try:
            write(self._file, line)
        except OSError as error:
            os.ftruncate(self._file, self._size)
            raise unwritable(self.path, error) from error
        self._size += len(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let others write."""
        os.close(self._file)
        self._lock.release()


def begun(folder: Path) -> bool:
    """Return whether an audit was begun in a folder: before its design is whole it was not."""
    try:
        with (folder / NAME).open("rb") as file:
            first = file.readline()
    except FileNotFoundError:
        return False
    except OSError:
        return True  # whoever reads it says why it cannot be read
    return first.endswith(b"\n") or not _HEAD.startswith(first.rstrip(b"\0")[: len(_HEAD)])


def read_design(folder: Path) -> Design:
    """Return what an audit set out to do.

    Raises:
        ContentError: there is no audit in this folder, or its design is damaged.
    """
    with closing(lines_of(folder / NAME)) as lines:
        return _design(folder / NAME, lines)[0]


def read_outcomes(folder: Path) -> list[Outcome]:
    """Return the outcomes of an audit, each interview once, in the order of their keys.

    Raises:
        ContentError: there is no audit in this folder, or it is damaged.
    """
    latest = {outcome.key: outcome for outcome in read_all(folder / NAME)[1]}
    return [latest[key] for key in _sorted(latest)]


def read_ended(folder: Path) -> list[Ended]:
    """Return what going on with an audit needs of its outcomes.

    Raises:
        ContentError: there is no audit in this folder, or it is damaged.
    """
    path = folder / NAME
    lines = lines_of(path)
    _design(path, lines)
    found = (Ended.of(_outcome(path, line, data)) for line, data in lines)
    return [*{one.key: one for one in found}.values()]


def outcomes_of(folder: Path) -> Callable[[str], list[Outcome]]:
    """Return what reads the outcomes of one scenario, in the order of their keys.

    Raises:
        ContentError: there is no audit in this folder, or it is damaged.
    """
    path = folder / NAME
    lines = lines_of(path)
    _design(path, lines)
    places: dict[str, dict[RunKey, Line]] = defaultdict(dict)
    for line, data in lines:
        key = _outcome(path, line, data).key
        places[key.scenario][key] = line

    def read(scenario: str) -> list[Outcome]:
        with path.open("rb") as file:
            return [_again(path, file, places[scenario][key]) for key in _sorted(places[scenario])]

    return read


def read_all(path: Path) -> tuple[Design, list[Outcome], int]:
    """Return the design, all outcomes as written, and how many bytes are sound.

    Raises:
        ContentError: it is not a file of results, or damaged before its last line.
        NewerFormat: it was written by a newer version.
    """
    lines = lines_of(path)
    design, end = _design(path, lines)
    outcomes = []
    for line, data in lines:
        outcomes.append(_outcome(path, line, data))
        end = line.end
    return design, outcomes, end


def _sorted(keys: Iterable[RunKey]) -> list[RunKey]:
    return sorted(keys, key=lambda key: (key.scenario, key.persona, key.arm, key.seed))


def _again(path: Path, file: BinaryIO, line: Line) -> Outcome:
    """Return an outcome that was read before."""
    file.seek(line.begin)
    data = sound(file.read(line.end - line.begin))
    if data is None:
        raise damaged(path, line)
    return _outcome(path, line, data)


def _design(path: Path, lines: Lines) -> tuple[Design, int]:
    """Return the design, the first of these lines, and where it ends."""
    line, first = next(lines, (Line(1, 0, 0), {}))
    if first.get("type") != "design":
        raise bad(path, 1, "is not the results of an audit", "its first line is the design")
    if _format(first["design"]) > FORMAT:
        newer = bad(path, 1, "was written by a newer version of this program", "")
        raise NewerFormat(newer.problems, hint="Upgrade interviewer to go on with it.")
    try:
        return Design.model_validate(first["design"]), line.end
    except ValidationError as error:
        raise _invalid(path, line, error) from error


def _outcome(path: Path, line: Line, data: dict[str, Any]) -> Outcome:
    try:
        return Outcome.model_validate(data.get("outcome"))
    except ValidationError as error:
        raise _invalid(path, line, error) from error


def _format(design: object) -> int:
    found = design.get("format") if isinstance(design, dict) else 0
    return found if isinstance(found, int) else 0


def _invalid(path: Path, line: Line, error: ValidationError) -> ContentError:
    detail = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, detail["loc"]))
    return bad(path, line.number, f"{where}: {detail['msg']}", "restore it from a copy")
