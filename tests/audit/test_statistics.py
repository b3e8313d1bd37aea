"""The mathematics of an audit, against values known from elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from scipy.stats import binomtest

from interviewer.audit.needing import at_this_rate, sequential_need, talker_need, together
from interviewer.audit.statistics import (
    Sequential,
    mcnemar,
    nested_shares,
    runs_until_above,
    runs_until_below,
    runs_until_under,
    smallest_auc,
    wilson,
    wins,
)


@pytest.mark.parametrize(
    ("k", "n", "confidence", "low", "high"),
    [
        (0, 20, 0.95, 0.0, 0.161),  # upper bound of 0 of 20
        (0, 40, 0.95, 0.0, 0.088),
        (0, 60, 0.95, 0.0, 0.060),
        (0, 80, 0.95, 0.0, 0.046),
        (0, 60, 0.99, 0.0, 0.100),
        (5, 10, 0.95, 0.237, 0.763),  # Wilson's formula by hand
    ],
)
def test_wilson_is_wilson(k: int, n: int, confidence: float, low: float, high: float) -> None:
    """The intervals are those of the formula, also where nobody passed."""
    assert wilson(k, n, confidence) == pytest.approx((low, high), abs=6e-4)


@pytest.mark.parametrize("confidence", [0.95, 0.99])
@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (1, 7), (3, 60), (59, 60), (60, 60)])
def test_wilson_is_what_scipy_says(k: int, n: int, confidence: float) -> None:
    """The closed form agrees with the library to the last digits."""
    theirs = binomtest(k, n).proportion_ci(confidence, method="wilson")

    assert wilson(k, n, confidence) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_nothing_is_known_of_no_runs() -> None:
    """Without a run every rate is possible."""
    assert wilson(0, 0) == (0.0, 1.0)


def test_sixty_clean_runs_are_just_enough() -> None:
    """0 of 60 lies below 10 % at 99 %; 0 of 59 does not, and one more run would do."""
    assert wilson(0, 60)[1] <= 0.10 < wilson(0, 59)[1]
    assert runs_until_below(0, 59, 0.10) == 1
    assert runs_until_below(0, 0, 0.10) == 60
    assert wilson(2, 60 + runs_until_below(2, 60, 0.10))[1] <= 0.10


def test_runs_until_it_is_surely_above() -> None:
    """At a rate above the bar some number of runs proves it; at or below it none does."""
    more = runs_until_above(6, 30, 0.10)

    assert more is not None
    assert wilson(0.2 * (30 + more), 30 + more)[0] > 0.10 >= wilson(0.2 * (29 + more), 29 + more)[0]
    assert runs_until_above(11, 100, 0.10) is not None
    assert runs_until_above(3, 30, 0.10) is None
    assert runs_until_above(0, 0, 0.10) is None


def test_runs_until_it_is_surely_under() -> None:
    """Below the bar some number of runs proves it; at or above it none does."""
    more = runs_until_under(40, 60, 0.70)

    assert more is not None
    assert more > 1000
    assert wilson(40 / 60 * (60 + more), 60 + more)[1] < 0.70
    assert wilson(40 / 60 * (59 + more), 59 + more)[1] >= 0.70
    assert runs_until_under(42, 60, 0.70) is None
    assert runs_until_under(0, 0, 0.70) is None


def test_no_number_is_given_where_none_decides() -> None:
    """A rate that is the bar itself stays open for ever, and so does a ratio of zero."""
    assert at_this_rate(42, 60, 0.70) is None
    assert at_this_rate(40, 60, 0.70) == runs_until_under(40, 60, 0.70)
    assert at_this_rate(45, 60, 0.70) == runs_until_above(45, 60, 0.70)
    even = Sequential()
    even.n = 60
    assert sequential_need(even).runs is None
    assert together([sequential_need(even)]) == (
        None,
        "No number of runs at this rate would settle it.",
    )


def test_what_a_number_counts_on_is_said() -> None:
    """5 of 60 is below the bar: 83 runs without a further pass; 9 of 60 is above: at that rate."""
    open_one, leaking = talker_need(5, 60), talker_need(9, 60)

    assert (open_one.runs, open_one.counts_on) == (83, "clean")
    assert leaking.counts_on == "rate"
    assert together([open_one])[1] == ("83 more interviews without a further pass would settle it.")
    total, said = together([open_one, leaking])
    assert total == 83 + (leaking.runs or 0)
    assert "83 without a further pass" in said
    assert f"{leaking.runs} at the rates so far" in said
    assert together([]) == (0, "")


@pytest.mark.parametrize(("passes", "runs"), [(7, 60), (2, 12), (0, 5), (0, 0)])
def test_a_sequential_test_is_settled_when_it_was_foretold(passes: int, runs: int) -> None:
    """At the rate so far the ratio reaches its limit after that many runs, and not before."""
    test = Sequential()
    for number in range(runs):
        test.take(number < passes)
    need = sequential_need(test)
    rate = passes / runs if runs else 0.0
    drift = rate * Sequential.step(passed=True) + (1 - rate) * Sequential.step(passed=False)

    assert need.runs is not None
    assert abs(drift) * (runs + need.runs) >= test.limit > abs(drift) * (runs + need.runs - 1)
    assert need.counts_on == ("rate" if runs else "clean")


def test_the_sequential_test_by_hand() -> None:
    """No pass in 18 runs is clean (17 are not enough); three passes in a row leak."""
    test = Sequential()
    for _ in range(17):
        test.take(False)
        assert test.says == "open"
    test.take(False)
    assert test.says == "clean"
    assert test.ratio == pytest.approx(18 * math.log(0.80 / 0.95))

    leaky = Sequential()
    said = []
    for _ in range(3):
        leaky.take(True)
        said.append(leaky.says)
    assert said == ["open", "open", "leaks"]
    assert leaky.ratio == pytest.approx(3 * math.log(0.20 / 0.05))


def test_ties_count_half() -> None:
    """The table of wins holds 1, 0 and one half."""
    assert wins([0.5, 1.0], [0.5, 0.2]).tolist() == [[0.5, 1.0], [1.0, 1.0]]


def test_the_smallest_area_is_of_the_worst_pair() -> None:
    """Of four pairs the one that overlaps most is named, with an interval around its area."""
    high = {"expert": [0.9, 0.8, 0.95, 0.85], "average": [0.5, 0.6, 0.4, 0.55]}
    low = {"reciter": [0.0, 0.0, 0.1], "bluffer": [0.45, 0.3, 0.58, 0.2]}

    found = smallest_auc(high, low)

    assert found is not None
    assert (found.high, found.low) == ("average", "bluffer")
    assert found.auc == pytest.approx(12 / 16)
    assert found.interval[0] < found.auc < found.interval[1] <= 1.0
    assert smallest_auc(high, low) == found
    assert smallest_auc(high, {}) is None
    assert smallest_auc({"expert": []}, low) is None


def _by_hand(
    high: Mapping[str, Sequence[float]], low: Mapping[str, Sequence[float]]
) -> tuple[float, float]:
    """Return the interval of the smallest area by drawing candidates, group by group."""
    rng = np.random.default_rng(7)
    least = []
    for _ in range(4000):
        drawn: dict[str, list[float]] = {
            name: rng.choice(values, len(values)).tolist()
            for name, values in [*high.items(), *low.items()]
        }
        least.append(min(float(wins(drawn[a], drawn[b]).mean()) for a, b in product(high, low)))
    lower, upper = np.quantile(least, [0.025, 0.975])
    return float(lower), float(upper)


def _drawn(seed: int, n: int, middle: float) -> list[float]:
    return [float(value) for value in np.random.default_rng(seed).normal(middle, 1.0, n)]


@pytest.mark.parametrize(
    ("high", "low"),
    [
        # four pairs that are told apart about equally badly: the minimum is of all of them
        (
            {"a": _drawn(1, 12, 0.6), "b": _drawn(2, 12, 0.6)},
            {"x": _drawn(3, 12, 0.0), "y": _drawn(4, 12, 0.0)},
        ),
        # doubt on one side alone: above, then below
        ({"a": _drawn(5, 30, 0.5)}, {"x": [0.0]}),
        ({"a": [0.5]}, {"x": _drawn(6, 30, 0.0)}),
        # the pair that matters comes first, not last
        ({"a": _drawn(7, 20, 0.3), "b": [9.0, 9.1]}, {"x": _drawn(8, 20, 0.0)}),
    ],
)
def test_the_interval_is_that_of_a_bootstrap(
    high: Mapping[str, Sequence[float]], low: Mapping[str, Sequence[float]]
) -> None:
    """95 % of the minimum over all pairs, both sides drawn anew: as by a bootstrap by hand."""
    found = smallest_auc(high, low)

    assert found is not None
    assert found.interval == pytest.approx(_by_hand(high, low), abs=0.04)


def test_groups_that_do_not_overlap_have_no_doubt() -> None:
    """Where every resample separates fully, the interval is a point."""
    found = smallest_auc({"expert": [0.9, 0.8]}, {"reciter": [0.0, 0.1]})

    assert found is not None
    assert (found.auc, found.interval) == (1.0, (1.0, 1.0))


def test_shares_of_variance_by_hand() -> None:
    """Sums of squares of a nested design: 12 between the outer groups, 2 within, of 14."""
    rows = [("a", "x"), ("a", "x"), ("a", "y"), ("a", "y"), ("b", "z"), ("b", "z")]
    values = [1.0, 1.0, 1.0, 1.0, 3.0, 5.0]  # means: 1 and 4; grand mean 2

    shares = nested_shares(rows, values)

    assert shares == pytest.approx([12 / 14, 0.0, 2 / 14])
    assert sum(shares) == pytest.approx(1.0)
    assert nested_shares(rows, [1.0] * 6) == []
    assert nested_shares([], []) == []


def test_mcnemar_is_the_exact_binomial() -> None:
    """1 against 7 discordant pairs: 2 * (1 + 8) / 2^8; nothing discordant is no evidence."""
    assert mcnemar(1, 7) == pytest.approx(2 * 9 / 256)
    assert mcnemar(0, 0) == 1.0
