"""A report in a file."""

from __future__ import annotations

from pathlib import Path

from interviewer.errors import JournalError


def write(path: Path, text: str, *, folders: bool = False) -> None:
    """Write a file; with `folders`, those that lead to it too.

    Raises:
        JournalError: it cannot be written.
    """
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise JournalError(
            f"{path} was not written: {error.strerror}.", hint="Choose another place."
        ) from error
