"""How many more interviews would settle what is open, and what that number counts on.

A forecast, and said to be one: a rate goes on as it was, or nobody passes any more. Where neither
decides, no number is given.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from interviewer.audit.statistics import (
    Sequential,
    runs_until_above,
    runs_until_below,
    runs_until_under,
)
from interviewer.outcome import BAR, MoreIf, PersonaResult

_COUNTS_ON: dict[MoreIf, str] = {
    "clean": "without a further pass",
    "rate": "at the rates so far",
    "missing": "that have no result yet",
}


@dataclass(frozen=True)
class Need:
    """Runs still needed; None where no number of them decides at the rate so far."""

    runs: int | None
    counts_on: MoreIf = "missing"


def at_this_rate(k: int, n: int, bar: float) -> int | None:
    """Return how many more runs at this rate put the interval on one side of `bar`, or None."""
    above = runs_until_above(k, n, bar)
    return runs_until_under(k, n, bar) if above is None else above


def talker_need(k: int, n: int) -> Need:
    """Return what would settle whether a talker passes too often: `k` of `n` does not.

    Above the bar its rate would prove a leak. At or below it every further pass takes longer to
    outweigh, so the number is that of runs without one.
    """
    leaking = runs_until_above(k, n, BAR)
    if leaking is not None:
        return Need(leaking, "rate")
    return Need(runs_until_below(k, n, BAR), "clean")


def sequential_need(test: Sequential) -> Need:
    """Return what would settle an open sequential test: its ratio grows as it has grown."""
    if not test.n:
        return Need(math.ceil(test.limit / -Sequential.step(passed=False)), "clean")
    if not test.ratio:
        return Need(None, "rate")
    return Need(math.ceil(test.n * test.limit / abs(test.ratio)) - test.n, "rate")


def needs_of(personas: Iterable[PersonaResult]) -> list[Need]:
    """Return what each of these still needs."""
    return [Need(p.more, p.more_if) for p in personas]


def together(needs: Iterable[Need]) -> tuple[int | None, str]:
    """Return how many interviews that is, and a sentence; None and why where it is no number."""
    counts: dict[MoreIf, int] = dict.fromkeys(_COUNTS_ON, 0)
    for need in needs:
        if need.runs is None:
            return None, "No number of runs at this rate would settle it."
        counts[need.counts_on] += need.runs
    total = sum(counts.values())
    if not total:
        return 0, ""
    said = [(number, _COUNTS_ON[why]) for why, number in counts.items() if number]
    noun = "more interview" if total == 1 else "more interviews"
    if len(said) == 1:
        return total, f"{total:,} {noun} {said[0][1]} would settle it."
    parts = ", ".join(f"{number:,} {why}" for number, why in said)
    return total, f"{total:,} {noun} would settle it: {parts}."
