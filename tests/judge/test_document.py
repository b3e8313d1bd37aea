"""rubrics/JUDGING.md says what the code does."""

from __future__ import annotations

from pathlib import Path

from interviewer.evidence.rules import RULES
from interviewer.judge.scorecard import CREDIT

DOCUMENT = Path(__file__).parents[2] / "rubrics" / "JUDGING.md"


def test_every_rule_stands_in_the_document() -> None:
    """As the code has it, in its order; a missing row is shown as it should be."""
    rows = [f"| {r.name} | {r.section} | {r.does} | {r.says} | {r.about} |" for r in RULES]
    found = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line in set(rows)]
    assert found == rows


def test_the_ladder_stands_in_the_document() -> None:
    """Each level with its credit."""
    lines = DOCUMENT.read_text("utf-8").splitlines()
    ladder = [
        line.split("|") for line in lines if line.startswith(("| 0", "| 1", "| 2", "| 3", "| 4"))
    ]
    assert {int(row[1]): float(row[4]) for row in ladder} == dict(enumerate(CREDIT))
