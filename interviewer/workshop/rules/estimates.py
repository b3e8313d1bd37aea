"""Estimates: a formula that evaluates, and a range that its own result lies in."""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.evidence.estimates import expected, ranges
from interviewer.rubric import Estimate
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_rubric
from interviewer.workshop.texts import count_of

RULES = Shelf()
WIDEST = 100.0
"""High over low: two decades accept nearly any number."""
FEWEST = 3


def _results(pair: Pair) -> Iterator[tuple[int, Estimate, float]]:
    """Yield each estimate whose formula evaluates, with its result."""
    for n, estimate in enumerate(pair.rubric.estimates):
        try:
            yield n, estimate, expected(estimate, pair.scenario)
        except ValueError:
            continue


@RULES.rule(
    "formula-fails",
    "error",
    why="Code recomputes what candidates say by this formula.",
    bad="formula: agents * hours / (minutes - minutes)",
    good="formula: agents * hours * 60 / minutes",
)
def formula_fails(pair: Pair) -> Finds:
    """Find formulas that do not parse, name what nobody knows, or have no finite result."""
    for n, estimate in enumerate(pair.rubric.estimates):
        try:
            expected(estimate, pair.scenario)
        except ValueError as error:
            yield in_rubric(("estimates", n, "formula"), str(error), "mend the formula")


@RULES.rule(
    "range-excludes-result",
    "error",
    why="A candidate who reckons as the formula does would be told that it is wrong.",
    bad="formula gives 37,000, accept: {low: 3000, high: 5000}",
    good="accept: {low: 30000, high: 45000}",
)
def range_excludes_result(pair: Pair) -> Finds:
    """Find accepted ranges and signs that leave out the formula's own result."""
    for n, estimate, result in _results(pair):
        where = ("estimates", n, "accept")
        sign = estimate.accept.sign
        if sign and (result > 0) != (sign == "positive"):
            message = f"is `{sign}`, and the formula gives {result:.4g}"
            yield in_rubric(where, message, "mend one of the two")
        if estimate.accept.low is None:
            continue
        accepted = ranges(estimate, pair.scenario)[0]
        if not accepted.low <= result <= accepted.high:
            message = f"the accepted range excludes the formula's own result, {result:.4g}"
            yield in_rubric(where, message, "mend one of the two")


@RULES.rule(
    "range-too-wide",
    "warning",
    why="A range over more than two decades accepts a guess.",
    bad="accept: {low: 10, high: 100000}",
    good="accept: {low: 30000, high: 45000}, or decade: true",
)
def range_too_wide(pair: Pair) -> Finds:
    """Find ranges whose upper end is more than a hundred times the lower."""
    for n, estimate, _ in _results(pair):
        low, high = estimate.accept.low, estimate.accept.high
        if low is not None and high is not None and 0 < low < high and high / low > WIDEST:
            message = f"accepts everything from {low:g} to {high:g}"
            yield in_rubric(("estimates", n, "accept"), message, "narrow it around the result")


@RULES.rule(
    "few-estimates",
    "warning",
    why="A pass needs a number that checks; one chance to give it is too few.",
    bad="one estimate",
    good="three to six: a capacity, a cost, a rate that turns out to be tiny",
    alone=True,
)
def few_estimates(pair: Pair) -> Finds:
    """Find rubrics with fewer than three estimates."""
    count = len(pair.rubric.estimates)
    if count < FEWEST:
        message = f"has {count_of(count, 'estimate')}; {FEWEST} are the least"
        yield in_rubric(("estimates",), message, "add one whose result decides something")
