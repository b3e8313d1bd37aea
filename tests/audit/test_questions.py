"""The made questions: a bad one and a harsh one are valid content, and are found out.

`python -m tests.bench verdicts` audits them with several seeds; here each has a run or two.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from interviewer.audit.analysis import analyse
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.executor import InProcess
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.runner import run
from interviewer.audit.venue import Venue
from interviewer.content import Library
from interviewer.outcome import ScenarioAudit
from interviewer.settings import Settings
from tests.bench.verdicts import EXPECTED, QUESTIONS


def _audited(question: str, wanted: str, seeds: int, folder: Path) -> ScenarioAudit:
    cast = Cast(Settings.load(content=(QUESTIONS,)))
    design = design_audit(cast, [question], mode="fixed", seeds=seeds, wanted=[wanted])
    with Results(folder, design) as results:
        asyncio.run(run(design, InProcess(Venue(cast, folder)), results))
    return analyse(design, read_outcomes(folder)).scenarios[0]


@pytest.mark.parametrize("question", EXPECTED)
def test_they_are_valid(question: str) -> None:
    """Each loads with its rubric."""
    loaded = Library.shipped((QUESTIONS,)).load(question)

    assert loaded.rubric.id == question
    assert loaded.scenario.minutes == 15


def test_a_bad_question_is_passed_by_talk(tmp_path: Path) -> None:
    """Confident mistakes get through two times of two, which is surely more than one in ten."""
    found = _audited("fraud-by-the-book", "confident-wrong", 2, tmp_path)

    assert found.decision == "passable"
    assert any(criterion.leaks for criterion in found.criteria)


def test_a_harsh_question_fails_experts(tmp_path: Path) -> None:
    """A terse expert, whose answers are sound, does not get through."""
    found = _audited("fraud-to-perfection", "terse-expert", 1, tmp_path)

    assert found.decision == "too_strict"
    assert found.personas[0].credits[0] > 0.5
