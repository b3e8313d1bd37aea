"""Authored estimates: what a formula gives with the scenario's values, and if an answer agrees."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.evidence.arithmetic import sign_of
from interviewer.evidence.checks import Finding
from interviewer.evidence.offered import offered
from interviewer.evidence.quantities import Quantity, find, within
from interviewer.evidence.quantity import canonical, close, kind
from interviewer.evidence.sentences import sentences
from interviewer.formula import evaluate, names_in
from interviewer.rubric import Estimate, Range
from interviewer.scenario import Scenario
from interviewer.transcript import Outcome

ROUNDED = 0.01
"""How far a number may be from an input and still be that input."""


@dataclass(frozen=True)
class EstimateFinding:
    """How an answer compares with the formula; `quantity` is the number that decided it."""

    finding: Finding
    quantity: Quantity | None
    expected: float

    @property
    def outcome(self) -> Outcome:
        """How a probe ended that asked for it: no number is an evasion."""
        if self.finding == "right":
            return "held"
        return "wrong" if self.finding == "wrong" else "evaded"


def expected(estimate: Estimate, scenario: Scenario) -> float:
    """Return the formula's result over the scenario's values and the estimate's assumptions.

    Raises:
        ValueError: it does not evaluate.
    """
    values = {name: value.value for name, value in scenario.values.items()}
    return evaluate(estimate.formula, {**values, **estimate.assumes})


def ranges(estimate: Estimate, scenario: Scenario) -> list[Range]:
    """Return the ranges in which an answer is accepted; none for an estimate of a sign."""
    accept = estimate.accept
    if accept.low is not None and accept.high is not None:
        return [Range(low=accept.low, high=accept.high, unit=estimate.unit), *estimate.also]
    if accept.decade:
        result = expected(estimate, scenario)
        low, high = sorted((result / 10**0.5, result * 10**0.5))
        return [Range(low=low, high=high, unit=estimate.unit), *estimate.also]
    return list(estimate.also)


def verify_estimate(
    estimate: Estimate, scenario: Scenario, text: str, given: Sequence[Quantity]
) -> EstimateFinding:
    """Return whether a text holds the estimate's result, worked out, not repeated from `given`.

    Worked out of something: a number that goes into it must stand in its sentence or beside that,
    or it is out of the air, where many a number fits a range by chance.
    """
    result = expected(estimate, scenario)
    offers = _in_kind(offered(text, given), estimate.unit)
    found = _worked(offers, _inputs(estimate, scenario), text)
    for accepted in ranges(estimate, scenario):
        for quantity in reversed(found):
            if within(quantity, accepted):
                return EstimateFinding("right", quantity, result)
    if estimate.accept.sign:
        sign = sign_of(text)
        if sign:
            return EstimateFinding(
                "right" if sign == estimate.accept.sign else "wrong", None, result
            )
        return EstimateFinding("absent", None, result)
    if found:
        return EstimateFinding("wrong", found[-1], result)
    return EstimateFinding("absent", None, result)


def _inputs(estimate: Estimate, scenario: Scenario) -> set[float]:
    """Return what an estimate is worked out of: the numbers of its question and its formula."""
    names = names_in(estimate.formula)
    values = [value.value for name, value in scenario.values.items() if name in names]
    values += [quantity.value for wording in estimate.asks for quantity in find(wording)]
    return {*values, *estimate.assumes.values()} - {0.0, 1.0}


def _worked(found: list[Quantity], inputs: set[float], text: str) -> list[Quantity]:
    """Return the numbers beside an input: in the same sentence, or in the one before or after."""
    if not inputs:
        return found
    spans = sentences(text)
    used = [any(close(i, q.value, ROUNDED) for i in inputs for q in find(s.text)) for s in spans]
    ends = [span.end for span in spans]
    places = [bisect_right(ends, quantity.start) for quantity in found]
    return [q for q, at in zip(found, places, strict=True) if any(used[max(0, at - 1) : at + 2])]


def _in_kind(found: list[Quantity], unit: str) -> list[Quantity]:
    """Return the numbers that may be the result: with money in it, no bare number is."""
    wanted = kind(canonical(unit)[0])
    if wanted in ("share", "ratio"):  # 0.75 and 75 % are the same
        return found
    own = [quantity for quantity in found if wanted and kind(quantity.unit) == wanted]
    return own or found
