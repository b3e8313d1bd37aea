"""The outcomes of an audit on disk: `results.jsonl`, one line an interview, as they come.

The first line holds the design. Each line ends in `"crc"`, like a transcript's: CRC-32 in eight hex
digits of the UTF-8 bytes before `,"crc"`. A line counts once it is written and synced. On reading,
the longest valid prefix stands; a torn last line is cut off, damage before it is an error. Of two
lines about the same interview the later one holds (an error that was tried again).
"""

from __future__ import annotations

import json
import os
import zlib
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

from filelock import FileLock, Timeout
from pydantic import ValidationError

from interviewer.errors import ContentError, JournalError, Locked, NewerFormat, Problem
from interviewer.outcome import FORMAT, Design, Ended, Outcome, Part, RunKey

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
        lines = _lines(self.path)
        found, good = _design(self.path, lines)
        if found != design:
            raise ContentError(
                [Problem(self.path, 1, 1, "", f"was begun differently: {_differs(found, design)}")],
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
        line = _line("design", design.model_dump(mode="json"))
        try:
            file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                _written(file, line)
            finally:
                os.close(file)
            os.replace(made, self.path)
            _sync_folder(self.folder)
        except OSError as error:
            raise unwritable(self.path, error) from error

    def append(self, outcome: Outcome) -> None:
        """Write an outcome; it is on disk when this returns.

        Raises:
            JournalError: it is not, and the file is as before.
        """
        self._write(_line("outcome", outcome.model_dump(mode="json")))

    def _write(self, line: bytes) -> None:
        try:
            _written(self._file, line)
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
    with closing(_lines(folder / NAME)) as lines:
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
    lines = _lines(path)
    _design(path, lines)
    found = (Ended.of(_outcome(path, line, data)) for line, data in lines)
    return [*{one.key: one for one in found}.values()]


def outcomes_of(folder: Path) -> Callable[[str], list[Outcome]]:
    """Return what reads the outcomes of one scenario, in the order of their keys.

    Raises:
        ContentError: there is no audit in this folder, or it is damaged.
    """
    path = folder / NAME
    lines = _lines(path)
    _design(path, lines)
    places: dict[str, dict[RunKey, _Line]] = defaultdict(dict)
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
    lines = _lines(path)
    design, end = _design(path, lines)
    outcomes = []
    for line, data in lines:
        outcomes.append(_outcome(path, line, data))
        end = line.end
    return design, outcomes, end


def _sorted(keys: Iterable[RunKey]) -> list[RunKey]:
    return sorted(keys, key=lambda key: (key.scenario, key.persona, key.arm, key.seed))


class _Line(NamedTuple):
    """A line of a file: its number, where it begins and where it ends."""

    number: int
    begin: int
    end: int


_Lines = Generator[tuple[_Line, dict[str, Any]]]


def _lines(path: Path) -> _Lines:
    """Yield each line's place and what it holds, one at a time, up to a torn last one."""
    begin = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                line = _Line(number, begin, begin + len(raw))
                data = _sound(raw)
                if data is None:
                    if file.readline().endswith(b"\n"):
                        raise _damaged(path, line)
                    return
                yield line, data
                begin = line.end
    except OSError as error:
        raise _bad(path, 1, f"cannot be read: {error.strerror}", "check the path") from error


def _sound(raw: bytes) -> dict[str, Any] | None:
    """Return what a line holds; None if it is damaged or torn."""
    body, mark, tail = raw.rpartition(b',"crc":"')
    if not mark or tail != b'%08x"}\n' % zlib.crc32(body):
        return None
    data: dict[str, Any] = json.loads(body + b"}")
    return data


def _again(path: Path, file: BinaryIO, line: _Line) -> Outcome:
    """Return an outcome that was read before."""
    file.seek(line.begin)
    data = _sound(file.read(line.end - line.begin))
    if data is None:
        raise _damaged(path, line)
    return _outcome(path, line, data)


def _design(path: Path, lines: _Lines) -> tuple[Design, int]:
    """Return the design, the first of these lines, and where it ends."""
    line, first = next(lines, (_Line(1, 0, 0), {}))
    if first.get("type") != "design":
        raise _bad(path, 1, "is not the results of an audit", "its first line is the design")
    if _format(first["design"]) > FORMAT:
        newer = _bad(path, 1, "was written by a newer version of this program", "")
        raise NewerFormat(newer.problems, hint="Upgrade interviewer to go on with it.")
    try:
        return Design.model_validate(first["design"]), line.end
    except ValidationError as error:
        raise _invalid(path, line, error) from error


def _outcome(path: Path, line: _Line, data: dict[str, Any]) -> Outcome:
    try:
        return Outcome.model_validate(data.get("outcome"))
    except ValidationError as error:
        raise _invalid(path, line, error) from error


def _format(design: object) -> int:
    found = design.get("format") if isinstance(design, dict) else 0
    return found if isinstance(found, int) else 0


def _line(kind: str, data: object) -> bytes:
    body = json.dumps({"type": kind, kind: data}, ensure_ascii=False, separators=(",", ":"))
    sound = body.encode("utf-8", "replace")[:-1]
    return sound + b',"crc":"%08x"}\n' % zlib.crc32(sound)


def _differs(found: Design, wanted: Design) -> str:
    """Return the first things in which two designs differ."""
    before, now = found.model_dump(exclude={"parts"}), wanted.model_dump(exclude={"parts"})
    changed = [f"{n} was {before[n]}, now {now[n]}" for n in before if before[n] != now[n]]
    return "; ".join([*changed, *_parts_differ(found.parts, wanted.parts)][:3])


def _parts_differ(found: Sequence[Part], wanted: Sequence[Part]) -> list[str]:
    scenarios = [", ".join(part.scenario for part in parts) for parts in (found, wanted)]
    if scenarios[0] != scenarios[1]:
        return [f"the scenarios were {scenarios[0]}, now {scenarios[1]}"]
    return [_part_differs(*two) for two in zip(found, wanted, strict=True) if two[0] != two[1]]


def _part_differs(found: Part, wanted: Part) -> str:
    before, now = ([member.label for member in part.members] for part in (found, wanted))
    new = ", ".join(label for label in now if label not in before)
    gone = ", ".join(label for label in before if label not in now)
    if new or gone:
        return f"{found.scenario} now{f' with {new}' * bool(new)}{f' without {gone}' * bool(gone)}"
    return f"the files of {found.scenario} or of its personas were edited"


def _written(file: int, line: bytes) -> None:
    """Return once a line is on the disk."""
    if os.write(file, line) != len(line):
        raise OSError("the disk is full")
    os.fsync(file)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> JournalError:
    """Return the error about a file of an audit that cannot be written."""
    return JournalError(
        f"{path} cannot be written: {error.strerror or error}.",
        hint="Free some space or choose another --out.",
    )


def _damaged(path: Path, line: _Line) -> ContentError:
    return _bad(path, line.number, f"damaged at byte {line.begin}", "restore it from a copy")


def _invalid(path: Path, line: _Line, error: ValidationError) -> ContentError:
    detail = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, detail["loc"]))
    return _bad(path, line.number, f"{where}: {detail['msg']}", "restore it from a copy")


def _bad(path: Path, line: int, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path, line, 1, "", message, hint)])
