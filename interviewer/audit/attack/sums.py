"""Sums of two figures of the fact sheet, right and without a purpose: a number for its own sake."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from interviewer.scenario import Scenario, Value

_MONEY = {"GBP": "£", "USD": "$", "EUR": "€"}
_FORMS = (
    "{first} divided by {second} is {ratio}.",
    "{first} times {second} is {product}.",
    "{first} over {second}, that makes {ratio}.",
)


def sums(scenario: Scenario) -> Iterator[str]:
    """Yield every product and ratio of two of a scenario's values, in the order of its facts."""
    values = [value for value in scenario.values.values() if value.value]
    for index, (one, other) in enumerate(permutations(values, 2)):
        yield _FORMS[index % len(_FORMS)].format(
            first=_said(one),
            second=_said(other),
            ratio=_number(one.value / other.value),
            product=_number(one.value * other.value),
        )


def _said(value: Value) -> str:
    if value.unit == "share":
        return f"{value.value * 100:.3g}%"
    if sign := _MONEY.get(value.unit):
        return f"{sign}{_number(value.value)}"
    return f"{_number(value.value)} {value.unit}"


def _number(value: float) -> str:
    """Return a number to four digits, without an exponent."""
    if abs(value) >= 1000:
        return f"{float(f'{value:.4g}'):,.0f}"
    text = f"{value:.4g}"
    return text if "e" not in text else f"{value:.12f}".rstrip("0")
