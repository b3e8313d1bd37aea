"""When a question is clear enough for its fact to be told: a threshold and a margin.

Both are found at load. The scenario's own asks, each left out in turn, show how often the
leading fact would be the wrong one; questions about nothing in the scenario show how often a fact
would be told to somebody who had not asked. Authors make the asks of a fact as different as they
can, so an ask without its fellows is harder than what candidates say: the rates here are
cautious. Below `floor` a question is taken to be about something else: one in ten of the asks
whose own fact leads is lost there, since saying "we do not know" of a known thing misleads.

It knows scores only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_WRONG = 0.05
"""Share of left-out asks answered with another's fact. They are harder than real questions: at 0.05
three in 170 held-out questions were answered wrongly, at 0.02 two, but eight fewer rightly."""
MOST_OFF_TOPIC = 0.02
MOST_FOREIGN = 0.10
LOST_AT_FLOOR = 0.10
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
        second = scores[rows, order[:, 1]] if scores.shape[1] > 1 else np.zeros(len(scores))
        return cls(top, top - second, order[:, 0] == owners)


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
    floor = min(_floor(asks), best.threshold)
    return Calibration(best, floor, len(asks.top))


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
    never = max(float(leads.top.max(initial=0)) for leads in (asks, off_topic, foreign)) + 1
    thresholds = np.append(np.quantile(asks.top, np.linspace(0, 1, STEPS)), never)
    margins = np.maximum(0, np.quantile(asks.margin, np.linspace(0, 1, STEPS)))
    grid = np.meshgrid(thresholds, margins, indexing="ij")
    shares = (
        _share(asks, thresholds, margins, asks.right),
        _share(asks, thresholds, margins, ~asks.right),
        _share(off_topic, thresholds, margins),
        _share(foreign, thresholds, margins),
    )
    columns = [values.ravel().tolist() for values in (*grid, *shares)]
    return [Point(*values) for values in zip(*columns, strict=True)]


def _share(
    leads: Leads, thresholds: Scores, margins: Scores, among: NDArray[np.bool_] | None = None
) -> Scores:
    """Return which share of all is among some and told, shape (thresholds, margins)."""
    high = leads.top[:, None] >= thresholds
    ahead = leads.margin[:, None] >= margins
    if among is not None:
        high &= among[:, None]
    counts: Scores = high.T.astype(np.float64) @ ahead.astype(np.float64)
    return counts / max(1, len(leads.top))


def _within_limits(point: Point) -> bool:
    return (
        point.wrong <= MOST_WRONG
        and point.off_topic <= MOST_OFF_TOPIC
        and point.foreign <= MOST_FOREIGN
    )


def _floor(asks: Leads) -> float:
    led = asks.top[asks.right]
    return float(np.quantile(led, LOST_AT_FLOOR)) if len(led) else float(asks.top.min())
