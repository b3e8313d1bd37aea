"""A finding: a rule's name, how bad it is, the place, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Sequence
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


REPEATS = 3
"""So many findings that say the same are shown each on its own."""


def folded(found: Sequence[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """Return findings, each with those like it that need not be shown on their own.

    Alike are findings of one file in the same words. Up to `REPEATS` of them stay apart; of more,
    the first stands for all. The order is that of the first ones.
    """
    alike: dict[tuple[Path, str, str], list[Finding]] = {}
    for finding in found:
        alike.setdefault((finding.path, finding.rule, finding.message), []).append(finding)
    shown: list[tuple[Finding, list[Finding]]] = []
    for finding in dict.fromkeys(found):
        group = alike[finding.path, finding.rule, finding.message]
        if len(group) <= REPEATS:
            shown.append((finding, []))
        elif finding == group[0]:
            shown.append((finding, group[1:]))
    return shown
