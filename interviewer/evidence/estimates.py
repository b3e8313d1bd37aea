"""Authored estimates: what a formula gives with the scenario's values, and if an answer agrees."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from interviewer.evidence.arithmetic import Stated, derived, sign_of
from interviewer.evidence.checks import Finding, wanted
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
SMALL = 10
"""Whole numbers up to here stand in any message, and tell nothing of what it is about."""
LEAST_INPUTS = 2
"""Inputs of an estimate that must stand in a message which works it out unasked."""


@dataclass(frozen=True)
class EstimateFinding:
    """How an answer compares with the formula; `quantity` is the number that decided it."""

    finding: Finding
    quantity: Quantity | None
    expected: float
    accepted: Range | None = None
    """The range that the number fits, or should have fitted; None where a sign is asked for."""

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
    fits = ranges(estimate, scenario)
    for accepted in fits:
        for quantity in reversed(found):
            if within(quantity, accepted):
                return EstimateFinding("right", quantity, result, accepted)
    if estimate.accept.sign:
        sign = sign_of(text)
        if sign:
            return EstimateFinding(
                "right" if sign == estimate.accept.sign else "wrong", None, result
            )
        return EstimateFinding("absent", None, result)
    if found:
        return EstimateFinding("wrong", found[-1], result, wanted(found[-1], fits))
    return EstimateFinding("absent", None, result, wanted(None, fits))


def worked_out(
    estimate: Estimate,
    scenario: Scenario,
    text: str,
    stated: Sequence[Stated],
    given: Sequence[Quantity],
) -> EstimateFinding | None:
    """Return an estimate's result where a text that nobody asked for it works it out, else None."""
    found = sum_within(
        ranges(estimate, scenario), _inputs(estimate, scenario), text, stated, given, estimate.unit
    )
    return (
        EstimateFinding("right", found[0], expected(estimate, scenario), found[1])
        if found
        else None
    )


def sum_within(
    accepted: Sequence[Range],
    inputs: set[float],
    text: str,
    stated: Sequence[Stated],
    given: Sequence[Quantity],
    unit: str = "",
) -> tuple[Quantity, Range] | None:
    """Return the result of a sum in a text that fits a range, and the range; None if there is none.

    A sum that is `stated` in the text and right, and whose result nobody told. An input must go
    into it, and another stand in the text: any right sum fits some range by chance.
    """
    inputs = {i for i in inputs if i > SMALL or i % 1}
    if not inputs or len(_used(inputs, text)) < min(LEAST_INPUTS, len(inputs)):
        return None
    made = [s for s in stated if s.right and _used(inputs, s.expression)]
    own = _in_kind([s.found for s in made if derived(s.found, given)], unit)
    fits = ((q, r) for r, q in product(accepted, reversed(own)) if within(q, r))
    return next(fits, None)


def numbers_of(wordings: Sequence[str]) -> set[float]:
    """Return the numbers of a question, in all its wordings, but for nought and one."""
    return {quantity.value for wording in wordings for quantity in find(wording)} - {0.0, 1.0}


def _inputs(estimate: Estimate, scenario: Scenario) -> set[float]:
    """Return what an estimate is worked out of: the numbers of its question and its formula."""
    names = names_in(estimate.formula)
    values = [value.value for name, value in scenario.values.items() if name in names]
    return ({*values, *estimate.assumes.values()} - {0.0, 1.0}) | numbers_of(estimate.asks)


def _used(inputs: set[float], text: str) -> set[float]:
    """Return the inputs that stand in a text."""
    return {i for i in inputs for q in find(text) if close(i, q.value, ROUNDED)}


def _worked(found: list[Quantity], inputs: set[float], text: str) -> list[Quantity]:
    """Return the numbers beside an input: in the same sentence, or in the one before or after."""
    if not inputs:
        return found
    spans = sentences(text)
    used = [bool(_used(inputs, span.text)) for span in spans]
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
