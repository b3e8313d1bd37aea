"""Separation: every pair counts, ties half, and the naive scorers stand beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audit.separation import Measured, separation
from interviewer.audit.statistics import auc

NUMBERS = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=8)


def _one(persona: str, legitimate: bool, credit: float, words: int = 100) -> Measured:
    verdict = "pass" if legitimate else "fail"
    return Measured("here", persona, legitimate, verdict, credit, words, 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("high", "low", "expected"),
    [([1.0], [0.0], 1.0), ([0.0], [1.0], 0.0), ([1.0], [1.0], 0.5), ([2.0, 0.0], [1.0], 0.5)],
)
def test_auc_by_hand(high: list[float], low: list[float], expected: float) -> None:
    """Wins, losses and ties."""
    assert auc(high, low) == expected


@given(high=NUMBERS, low=NUMBERS)
def test_auc_turned_round_is_what_is_left(high: list[float], low: list[float]) -> None:
    """It is symmetric about a half."""
    assert auc(high, low) + auc(low, high) == pytest.approx(1.0)


def test_one_bad_pair_breaks_the_promise() -> None:
    """An average of many good pairs does not hide the talker who beats an expert."""
    measured = [_one(f"expert-{n}", True, 0.9) for n in range(9)]
    measured += [_one(f"talker-{n}", False, 0.1) for n in range(9)]
    assert separation(measured).kept
    found = separation([*measured, _one("bluffer", False, 0.95)])
    assert not found.kept
    assert found.smallest is not None
    assert found.smallest.smooth == "bluffer"
    assert found.smallest.words == 0.5
    assert found.confusion == {"legitimate": {"pass": 9}, "smooth": {"fail": 10}}


def test_all_pairs_weigh_by_their_comparisons() -> None:
    """One expert against nine who talk weighs nine times one against one."""
    measured = [_one("expert", True, 0.5), _one("bluffer", False, 0.9)]
    measured += [_one("talker", False, 0.1) for _ in range(9)]
    found = separation(measured)

    assert [pair.n for pair in found.pairs] == [1, 9]
    assert found.overall(lambda pair: pair.credit) == pytest.approx(0.9)


def test_scenarios_are_not_mixed() -> None:
    """An expert is compared with the talkers of her own scenario."""
    there = Measured("there", "talker", False, "fail", 1.0, 1, 1)
    assert not separation([_one("expert", True, 0.5), there]).pairs
    assert not separation([]).kept
