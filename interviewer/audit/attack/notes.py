"""The attempts of a search on disk, a line each as they end: what a killed search goes on from.

They are a convenience, not a record: what cannot be read is held again. The result of a search
stands in the audit's results.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self, TextIO

from pydantic import ValidationError

from interviewer.audit.attack.attempt import Attempt, Tried
from interviewer.audit.lines import unwritable
from interviewer.scenario import Strict


class _Note(Strict):
    attempt: str
    tried: Tried


class Notes:
    """The one writer of a search's attempts; `files` are the hashes that they were judged with.

    Raises:
        JournalError: they cannot be read or written.
    """

    def __init__(self, path: Path, files: tuple[str, str]) -> None:
        self._path = path
        self._known: dict[str, Tried] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8", "replace") if path.is_file() else ""
            for line in text.splitlines():
                self._recall(line, files)
            self._file: TextIO = path.open("a", encoding="utf-8")
            if text and not text.endswith("\n"):
                self._file.write("\n")  # the last line was torn
        except OSError as error:
            raise unwritable(self._path, error) from error

    def _recall(self, line: str, files: tuple[str, str]) -> None:
        try:
            note = _Note.model_validate_json(line)
        except ValidationError:  # torn, empty, or of another version
            return
        if (note.tried.scenario_hash, note.tried.rubric_hash) == files:
            self._known[note.attempt] = note.tried

    def get(self, attempt: Attempt) -> Tried | None:
        """Return what came of an attempt, if it was noted."""
        return self._known.pop(attempt.fingerprint, None)

    def add(self, attempt: Attempt, tried: Tried) -> None:
        """Note what came of an attempt.

        Raises:
            JournalError: it cannot be written.
        """
        try:
            note = _Note(attempt=attempt.fingerprint, tried=tried)
            self._file.write(f"{note.model_dump_json()}\n")
            self._file.flush()
        except OSError as error:
            raise unwritable(self._path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self._file.close()
