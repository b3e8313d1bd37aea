"""The mathematics of an audit: intervals, a sequential test, areas, shares of variance.

Each function names its method. It knows no candidate and no scenario.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.99
"""Of the intervals that a verdict rests on."""
SHOWN = 0.95
"""Of the intervals shown beside them."""
CLEAN, LEAKY = 0.05, 0.20
"""Pass rates that the sequential test tells apart."""
ERROR = 0.05
"""How often the sequential test may be wrong, either way."""
RESAMPLES = 2000

Floats = NDArray[np.float64]
Says = Literal["leaks", "clean", "open"]


def wilson(k: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the score interval of a rate (Wilson 1927); (0, 1) where there is nothing.

    In closed form and not by `scipy.stats`, which takes seconds to import; the tests hold it
    against that. `k` need not be whole, so that a forecast can go on at the rate so far.
    """
    if n == 0:
        return 0.0, 1.0
    z = _z(confidence)
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)


@cache
def _z(confidence: float) -> float:
    """Return how many standard deviations a two-sided interval reaches."""
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))


def runs_until_below(k: int, n: int, bar: float, confidence: float = CONFIDENCE) -> int:
    """Return how many more runs without a pass bring the upper bound down to `bar`."""
    return _first(lambda more: wilson(k, n + more, confidence)[1] <= bar)


def runs_until_under(k: int, n: int, bar: float, confidence: float = CONFIDENCE) -> int | None:
    """Return how many more runs at this rate bring the upper bound under `bar`; None if never."""
    if not n or k / n >= bar:
        return None
    return _first(lambda more: wilson(k * (n + more) / n, n + more, confidence)[1] < bar)


def runs_until_above(k: int, n: int, bar: float, confidence: float = CONFIDENCE) -> int | None:
    """Return how many more runs at this rate lift the lower bound above `bar`; None if never."""
    if not n or k / n <= bar:
        return None
    return _first(lambda more: wilson(k * (n + more) / n, n + more, confidence)[0] > bar)


def _first(holds: Callable[[int], bool]) -> int:
    """Return the smallest number for which something holds that goes on to hold."""
    high = 1
    while not holds(high):
        high *= 2
    return bisect_left(range(high + 1), True, key=holds)


class Sequential:
    """Wald's sequential probability ratio test (1945): is the pass rate 5 % or 20 %?

    With errors of 5 % it says *clean* after 18 runs without a pass and *leaks* after three passes
    in a row.
    """

    def __init__(self) -> None:
        self.ratio = 0.0
        """Log likelihood of *leaky* over *clean*."""
        self.n = 0

    def take(self, passed: bool) -> None:
        """Take one more run."""
        self.n += 1
        self.ratio += self.step(passed=passed)

    @staticmethod
    def step(*, passed: bool) -> float:
        """Return what one run adds to the ratio."""
        return math.log(LEAKY / CLEAN) if passed else math.log((1 - LEAKY) / (1 - CLEAN))

    @property
    def limit(self) -> float:
        """The ratio at which it is settled, on either side of zero."""
        return math.log((1 - ERROR) / ERROR)

    @property
    def says(self) -> Says:
        """Return what is settled so far."""
        if self.ratio >= self.limit:
            return "leaks"
        return "clean" if self.ratio <= -self.limit else "open"


# --- separation ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Smallest:
    """The smallest AUC over pairs of groups, with the bootstrap interval of that minimum."""

    high: str
    low: str
    auc: float
    interval: tuple[float, float]


def wins(high: Sequence[float], low: Sequence[float]) -> Floats:
    """Return who beats whom, shape (len(high), len(low)): 1, or a half for a tie."""
    a, b = np.asarray(high, float)[:, None], np.asarray(low, float)[None, :]
    return np.asarray((a > b) + 0.5 * (a == b), np.float64)


def smallest_auc(
    high: Mapping[str, Sequence[float]], low: Mapping[str, Sequence[float]], seed: int = 0
) -> Smallest | None:
    """Return the pair of groups that is told apart worst; None where one side is empty.

    Of pairs that are told apart equally well it is the one with the smallest gap.

    The interval (95 %, percentile) is of the minimum itself: in each of 2,000 resamples, drawn
    within every group (stratified), the smallest area is taken anew. A group of one stays what it
    is, so the interval says nothing about other candidates of its kind.
    """
    high = {name: values for name, values in high.items() if values}
    low = {name: values for name, values in low.items() if values}
    if not high or not low:
        return None
    rng = np.random.default_rng(seed)
    weights = {name: _weights(len(values), rng) for name, values in [*high.items(), *low.items()]}
    least = np.full(RESAMPLES, np.inf)
    found: list[tuple[float, float, str, str]] = []
    for above, theirs in high.items():
        for below, others in low.items():
            beats = wins(theirs, others)
            found.append((float(beats.mean()), min(theirs) - max(others), above, below))
            drawn = ((weights[above] @ beats) * weights[below]).sum(axis=1)
            least = np.minimum(least, drawn)
    auc, _, above, below = min(found)
    edge = (1 - SHOWN) / 2
    lower, upper = np.quantile(least, [edge, 1 - edge])
    return Smallest(above, below, auc, (float(lower), float(upper)))


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """Return the chance that one of `high` exceeds one of `low`, ties counting half; 0 of none."""
    return float(wins(high, low).mean()) if len(high) and len(low) else 0.0


def _weights(n: int, rng: np.random.Generator) -> Floats:
    """Return how often each of `n` is drawn, as shares: shape (RESAMPLES, n)."""
    return rng.multinomial(n, np.full(n, 1 / n), size=RESAMPLES) / n


# --- variance ------------------------------------------------------------------------------------


def nested_shares(groups: Iterable[Sequence[str]], values: Sequence[float]) -> list[float]:
    """Return the share of variance that each level of nesting explains, and last what is left.

    A plain analysis of variance: sequential (type I) sums of squares of a nested design. `groups`
    holds one row an observation, its labels from the outermost factor to the innermost. Empty if
    nothing varies.
    """
    rows, y = [tuple(row) for row in groups], np.asarray(values, float)
    if not rows or float(np.ptp(y)) == 0.0:
        return []
    fitted = np.full_like(y, y.mean())
    total = float(((y - fitted) ** 2).sum())
    shares = []
    for depth in range(1, len(rows[0]) + 1):
        means = _means([row[:depth] for row in rows], y)
        shares.append(float(((means - fitted) ** 2).sum()) / total)
        fitted = means
    return [*shares, float(((y - fitted) ** 2).sum()) / total]


def _means(labels: Sequence[tuple[str, ...]], y: Floats) -> Floats:
    """Return, for each observation, the mean of those that bear its label."""
    number = {label: index for index, label in enumerate(dict.fromkeys(labels))}
    which = np.array([number[label] for label in labels])
    sums = np.bincount(which, weights=y)
    return np.asarray((sums / np.bincount(which))[which], np.float64)


def mcnemar(lost: int, gained: int) -> float:
    """Return the two-sided p of McNemar's exact test (1947): discordant pairs are a fair coin."""
    if lost + gained == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(lost, lost + gained, 0.5).pvalue)
