"""When a question is clear enough for its fact to be told: a threshold and a margin.

Both are found at load. The scenario's own asks, each left out in turn, show how often the
leading fact would be the wrong one; questions about nothing in the scenario show how often a fact
would be told to somebody who had not asked. Authors make the asks of a fact as different as they
can, so an ask without its fellows is harder than what candidates say: the rates here are
cautious. `floor` is where a question stops being about the scenario at all.

It knows scores only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_WRONG = 0.02
MOST_OFF_TOPIC = 0.02
MOST_FOREIGN = 0.10
STEPS = 40

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Leads:
    """How far the leading fact is in front, a question each; `right` says whether it is the one."""

    top: Scores
    margin: Scores
    right: NDArray[np.bool_]

    @classmethod
    def of(cls, scores: Scores, owners: NDArray[np.int64]) -> Leads:
        """Read them off scores (questions, facts); an owner of -1 is never right."""
        order = np.argsort(-scores, axis=1, kind="stable")
        rows = np.arange(len(scores))
        top = scores[rows, order[:, 0]]
        second = scores[rows, order[:, 1]] if scores.shape[1] > 1 else np.full(len(scores), -np.inf)
        return cls(top, top - second, order[:, 0] == owners)

    def told(self, threshold: float, margin: float) -> NDArray[np.bool_]:
        """Return which questions would be answered."""
        return (self.top >= threshold) & (self.margin >= margin)


@dataclass(frozen=True)
class Point:
    """A rule and what it does, as shares 0-1.

    Attributes:
        threshold: lowest score at which a fact is told.
        margin: least lead over the second.
        right: share of the asks that are answered with their fact.
        wrong: share of the asks that are answered with another.
        off_topic: share of generic questions to which a fact is told.
        foreign: the same for other scenarios' asks, some of which fit here too.
    """

    threshold: float
    margin: float
    right: float
    wrong: float
    off_topic: float
    foreign: float


@dataclass(frozen=True)
class Calibration:
    """The rule in force, for reports: shares as in `Point`, `n` asks behind them."""

    rule: Point
    floor: float
    n: int
    n_off_topic: int
    n_foreign: int

    @property
    def threshold(self) -> float:
        """Lowest score at which a fact is told."""
        return self.rule.threshold

    @property
    def margin(self) -> float:
        """Least lead over the second."""
        return self.rule.margin


def calibrate(asks: Leads, off_topic: Leads, foreign: Leads) -> Calibration:
    """Choose the rule that answers most asks while it keeps within the three shares."""
    fitting = [point for point in _rules(asks, off_topic, foreign) if _within_limits(point)]
    best = max(fitting, key=lambda point: (point.right, -point.wrong, point.threshold))
    floor = min(_floor(asks, off_topic), best.threshold)
    return Calibration(best, floor, len(asks.top), len(off_topic.top), len(foreign.top))


def frontier(asks: Leads, off_topic: Leads, foreign: Leads) -> list[Point]:
    """Return the whole trade-off: the rules for which no other tells more right and less wrong."""
    rules = sorted(_rules(asks, off_topic, foreign), key=lambda p: (p.wrong, -p.right, p.off_topic))
    best: list[Point] = []
    for point in rules:
        if not best or point.right > best[-1].right:
            best.append(point)
    return best


def _rules(asks: Leads, off_topic: Leads, foreign: Leads) -> list[Point]:
    """Return every rule on a grid of quantiles, and the one that never tells anything."""
    thresholds = [*np.quantile(asks.top, np.linspace(0, 1, STEPS)), np.nextafter(_most(asks), 9)]
    margins = np.quantile(asks.margin, np.linspace(0, 1, STEPS))
    rules = [(float(t), max(0.0, float(m))) for t in thresholds for m in margins]
    return [_point(t, m, asks, off_topic, foreign) for t, m in rules]


def _most(asks: Leads) -> float:
    return float(asks.top.max())


def _point(threshold: float, margin: float, asks: Leads, off_topic: Leads, foreign: Leads) -> Point:
    told = asks.told(threshold, margin)
    return Point(
        threshold,
        margin,
        right=float((told & asks.right).mean()),
        wrong=float((told & ~asks.right).mean()),
        off_topic=_share(off_topic.told(threshold, margin)),
        foreign=_share(foreign.told(threshold, margin)),
    )


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _within_limits(point: Point) -> bool:
    return (
        point.wrong <= MOST_WRONG
        and point.off_topic <= MOST_OFF_TOPIC
        and point.foreign <= MOST_FOREIGN
    )


def _floor(asks: Leads, off_topic: Leads) -> float:
    """Return the score that parts asks from generic questions best (balanced accuracy)."""
    if not len(off_topic.top):
        return float(asks.top.min())
    candidates = np.unique(np.concatenate([asks.top, off_topic.top]))
    kept = (asks.top[:, None] >= candidates).mean(axis=0)
    refused = (off_topic.top[:, None] < candidates).mean(axis=0)
    return float(candidates[np.argmax(kept + refused)])
