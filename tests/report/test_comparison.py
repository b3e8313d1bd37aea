"""Two scorecards of one transcript: every difference is named, and what it may come from."""

from __future__ import annotations

import pytest

from interviewer.errors import UsageError
from interviewer.judge.scorecard import Scorecard
from interviewer.report.comparison import compare, comparison_text
from tests.report.fixture import scorecard as card


def _other(**changes: object) -> Scorecard:
    return card().model_copy(update=changes)


def test_the_same_twice_differs_in_nothing() -> None:
    """No row, no gate, no reason."""
    found = compare(card(), card())
    assert not found.moved
    assert not found.gates
    assert not found.depends
    assert "No level differs" in comparison_text(found)


def test_a_lower_level_says_why_and_which_words_it_lost() -> None:
    """The lower side's own reason, and the quotes that only the other credits."""
    before = card()
    high = next(found for found in before.criteria if (found.level or 0) >= 2)
    low = high.model_copy(update={"level": 1, "quotes": [], "why_not_higher": "It is generic."})
    after = _other(criteria=[low if found.id == high.id else found for found in before.criteria])
    found = compare(before, after)
    (row,) = found.moved
    assert (row.before, row.after, row.why) == (high.level, 1, "It is generic.")
    assert row.lost == sorted({quote.text for quote in high.quotes if quote.level > 1})
    assert compare(after, before).moved[0].won == row.lost


def test_what_the_results_rest_on_is_named() -> None:
    """Another rubric and another judge stand among the reasons."""
    prints = card().fingerprints.model_copy(update={"rubric": "0" * 16})
    found = compare(card(), _other(fingerprints=prints, judge="another judge"))
    assert [text.split(":")[0] for text in found.depends] == ["rubric", "judge"]


def test_a_gate_that_turned_is_named() -> None:
    """Which one, and how."""
    gates = [gate.model_copy(update={"passed": not gate.passed}) for gate in card().gates]
    found = compare(card(), _other(gates=gates))
    assert len(found.gates) == len(gates)


def test_two_interviews_are_not_compared() -> None:
    """The difference of two candidates says nothing about a judge."""
    prints = card().fingerprints.model_copy(update={"transcript": "another"})
    with pytest.raises(UsageError, match="two different interviews"):
        compare(card(), _other(fingerprints=prints))
