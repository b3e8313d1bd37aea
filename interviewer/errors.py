"""Every error this program raises on purpose, each with its exit code.

    InterviewerError
    ├── UsageError            a wrong argument: what, and the nearest right one     2
    ├── ContentError          a scenario, rubric or transcript that cannot be read  2
    │   └── NewerFormat       a file written by a newer version of this program     2
    ├── JournalError          a record could not be made durable                    2
    │   └── Locked            another process is writing this transcript            2
    ├── EmbedderMissing       the sentence embedder's weights are not installed     6
    └── Interrupted           the user stopped it                                   130

Anything else that escapes is a fault of ours: 70, with the place and no traceback.

It knows nothing of files, screens or models: others raise these, one place (`cli`) catches them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """Exit codes: an interface that scripts and CI depend on."""

    GOOD = 0
    FINDINGS = 1
    USAGE = 2
    PROVIDER = 3
    KEY = 4
    BUDGET = 5
    INCOMPLETE = 6
    BUG = 70
    """An error nobody foresaw (BSD's EX_SOFTWARE); INTERVIEWER_DEBUG=1 shows the traceback."""
    INTERRUPTED = 130


class InterviewerError(Exception):
    """The root: says what is wrong, where, and what to do; carries an exit code."""

    exit_code: Exit = Exit.USAGE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message, followed by the hint on a line of its own."""
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class UsageError(InterviewerError):
    """A wrong argument or name."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file: where it is, what it is and what to do about it."""

    path: Path
    line: int
    column: int
    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return `file:line:col: key: message (hint)`, which editors can jump to."""
        where = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {where}{self.message}{hint}"


class ContentError(InterviewerError):
    """A content file that cannot be used; `problems` says where, all of them at once."""

    def __init__(self, problems: list[Problem], *, hint: str = "") -> None:
        super().__init__("\n".join(str(problem) for problem in problems), hint=hint)
        self.problems = problems


class NewerFormat(ContentError):
    """A file whose format version is newer than this program understands."""


class JournalError(InterviewerError):
    """A record could not be made durable, so it was not acknowledged."""


class Locked(JournalError):
    """Another process holds this transcript."""


class EmbedderMissing(InterviewerError):
    """The embedder's weights are not installed or do not match their checksum."""

    exit_code = Exit.INCOMPLETE


class Interrupted(InterviewerError):
    """The user stopped the command."""

    exit_code = Exit.INTERRUPTED
