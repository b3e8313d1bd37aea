"""The verdict is a conjunction: each gate alone can fail it, and nothing else can save it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.content import Library
from interviewer.judge.scorecard import CriterionResult
from interviewer.judge.verdict import Grounds, Ruling, rule, weighted_credit

RUBRIC = Library.shipped().load("bank-scams").rubric
GROUNDS = Grounds(
    checked_numbers=2, checked_gates=frozenset({"framing", "data"}), probed=9, stayed=True
)


def _criteria(level: int | None, **others: int | None) -> list[CriterionResult]:
    return [
        CriterionResult(
            id=c.id,
            name=c.name,
            weight=c.weight,
            gate=c.gate,
            core=c.core,
            phase=c.phase,
            level=others.get(c.id, level),
            probed=True,
            quotes=[],
            why_not_higher="",
            why_not_lower="",
        )
        for c in RUBRIC.criteria
    ]


def _rule(criteria: list[CriterionResult], grounds: Grounds = GROUNDS) -> Ruling:
    return rule(RUBRIC, "senior", criteria, grounds)


def test_all_held_up_is_a_strong_pass() -> None:
    """The top of the ladder everywhere."""
    assert _rule(_criteria(4)).verdict == "strong_pass"


def test_nothing_is_a_fail() -> None:
    """The bottom of it."""
    assert _rule(_criteria(0)).verdict == "fail"


def test_mentions_earn_no_credit() -> None:
    """Naming everything is worth nothing."""
    assert weighted_credit(_criteria(1)) == 0
    assert _rule(_criteria(1)).verdict == "fail"


@pytest.mark.parametrize("gate", ["framing", "data"])
def test_a_gate_below_applied_fails(gate: str) -> None:
    """Whatever else is held up, and the summary names it."""
    ruling = _rule(_criteria(4, **{gate: 1}))
    assert ruling.verdict == "fail"
    failed = next(g for g in ruling.gates if not g.passed)
    assert failed.id == f"gate-{gate}"
    assert RUBRIC.criterion(gate).name[1:] in ruling.summary


def test_a_gate_that_is_applied_only_needs_a_check() -> None:
    """Applied, unchecked and unjustified is not enough; checked is."""
    grounds = replace(GROUNDS, checked_gates=frozenset({"data"}))
    assert _rule(_criteria(4, framing=2), grounds).verdict == "fail"
    assert _rule(_criteria(4, framing=2)).verdict == "strong_pass"


def test_without_a_checked_number_nobody_passes() -> None:
    """A talker who never works anything out fails however well the rest went."""
    assert _rule(_criteria(4), replace(GROUNDS, checked_numbers=0)).verdict == "fail"


def test_too_few_held_up_fails() -> None:
    """Justified everywhere and defended nowhere is not a pass."""
    assert _rule(_criteria(3)).verdict == "fail"


def test_on_the_edge_is_borderline() -> None:
    """One level on one ungated criterion decides: borderline, either way."""
    just_held = _criteria(2, framing=4, data=4, evaluation=4, sizing=4, feedback=4)
    assert _rule(just_held).verdict == "borderline"
    one_short = _criteria(2, framing=4, data=4, evaluation=4, sizing=4, feedback=3)
    assert _rule(one_short).verdict == "borderline"


def test_unscored_is_incomplete_and_never_zero() -> None:
    """A missing judgement blocks a pass, is no fail and is not averaged in."""
    criteria = _criteria(4, people=None)
    assert _rule(criteria).verdict == "incomplete"
    assert weighted_credit(criteria) == 1.0


def test_an_interviewer_who_asked_too_little_is_incomplete() -> None:
    """Fewer than three criteria probed is the interviewer's failure if the candidate stayed."""
    assert _rule(_criteria(4), replace(GROUNDS, probed=2)).verdict == "incomplete"
    assert _rule(_criteria(0), replace(GROUNDS, probed=2, stayed=False)).verdict == "fail"


def test_staff_needs_more() -> None:
    """The bar of staff is above that of senior."""
    criteria = _criteria(2)
    staff, senior = rule(RUBRIC, "staff", criteria, GROUNDS), _rule(criteria)
    assert staff.bar > senior.bar
