"""A finding: a rule's name, how bad it is, the place, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import Problem
from interviewer.workshop.rule import Severity

FORMAT = "format"
"""The rule's name for what keeps a file from being read at all."""


@dataclass(frozen=True)
class Finding:
    """One thing to mend, in a line of a file."""

    rule: str
    severity: Severity
    path: Path
    line: int
    column: int
    where: str
    message: str
    hint: str = ""

    @classmethod
    def of(cls, problem: Problem, rule: str = FORMAT, severity: Severity = "error") -> Finding:
        """Return a problem of a file as a finding of a rule."""
        return cls(
            rule,
            severity,
            problem.path,
            problem.line,
            problem.column,
            problem.where,
            problem.message,
            problem.hint,
        )

    @property
    def counts(self) -> bool:
        """Whether it must be mended; a note need not."""
        return self.severity != "note"

    def __str__(self) -> str:
        """Return `file:line:column: severity: where: message [rule]`, which editors jump to."""
        where = f"{self.where}: " if self.where else ""
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {where}{self.message} [{self.rule}]"
