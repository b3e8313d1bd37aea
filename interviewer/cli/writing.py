"""Files that a command was asked to write."""

from __future__ import annotations

from pathlib import Path

from interviewer.cli.say import talk
from interviewer.report.writing import write


def write_and_say(path: Path, text: str) -> None:
    """Write a file and say where.

    Raises:
        JournalError: it cannot be written.
    """
    write(path, text)
    talk(f"Written: {path}")
