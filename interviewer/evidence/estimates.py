"""Authored estimates: what a formula gives with the scenario's values, and if an answer agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.evidence.arithmetic import derived, sign_of
from interviewer.evidence.checks import Finding
from interviewer.evidence.quantities import Quantity, find, within
from interviewer.formula import evaluate
from interviewer.rubric import Estimate, Range
from interviewer.scenario import Scenario
from interviewer.transcript import Outcome


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
    """Return whether a text holds the estimate's result, worked out, not repeated from `given`."""
    result = expected(estimate, scenario)
    found = [quantity for quantity in find(text) if derived(quantity, given)]
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
