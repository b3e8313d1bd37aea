"""Two sittings of one scenario: levels side by side, and what their difference does not say."""

from __future__ import annotations

import pytest

from interviewer.errors import UsageError
from interviewer.judge.scorecard import Scorecard
from interviewer.report.practice import NO_MEASURE, SAME_JUDGE, practice, practice_text
from tests.report.fixture import scorecard as card


def _again(**changes: object) -> Scorecard:
    prints = card().fingerprints.model_copy(update={"transcript": "another"})
    return card().model_copy(update={"session": "again", "fingerprints": prints, **changes})


def test_a_level_that_differs_is_signed() -> None:
    """Up, down, the same, and unknown where one side is unscored; nobody's probe is said too."""
    levels: list[tuple[int | None, int | None]] = [(1, 3), (3, 1), (2, 2), (None, 2)]
    base = card().criteria[0]
    sides = [
        [
            base.model_copy(update={"id": f"c{n}", "level": pair[side], "probed": side == 1})
            for n, pair in enumerate(levels)
        ]
        for side in (0, 1)
    ]
    then = card().model_copy(update={"criteria": sides[0]})
    found = practice(then, _again(criteria=sides[1]))
    assert [row.turn for row in found.criteria] == ["up", "down", "same", "unknown"]
    text = practice_text(found)
    assert "▲  1 mentioned, not probed" in text
    assert "?  unscored, not probed" in text
    assert text.count("not probed") == len(levels)


def test_it_never_claims_progress() -> None:
    """That it is another conversation stands under every table; alike judges are said to be so."""
    found = practice(card(), _again())
    assert found.caveats == [NO_MEASURE, SAME_JUDGE]
    assert " ".join(practice_text(found).split()).endswith(f"{NO_MEASURE} {SAME_JUDGE}")


def test_what_was_not_judged_alike_is_named() -> None:
    """Rubric, judge and level asked for."""
    prints = card().fingerprints.model_copy(update={"transcript": "another", "rubric": "0" * 16})
    other = "staff" if card().level == "senior" else "senior"
    found = practice(card(), _again(fingerprints=prints, judge="another", level=other))
    assert found.unlike[:2] == ["another version of the rubric", "another judge"]
    assert other in found.unlike[2]
    assert "Nor were they judged alike: another version of the rubric" in found.caveats[1]


def test_a_criterion_of_one_side_only_stands_too() -> None:
    """A rubric that changed meanwhile loses no row."""
    short = card().criteria[1:]
    found = practice(card(), _again(criteria=short))
    (alone,) = (row for row in found.criteria if row.id == card().criteria[0].id)
    assert (alone.then, alone.now) == (card().criteria[0].level, None)


def test_two_scenarios_are_not_compared() -> None:
    """They have no criteria in common."""
    with pytest.raises(UsageError, match="two scenarios"):
        practice(card(), _again(scenario="another"))
