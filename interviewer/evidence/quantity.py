"""What a quantity is, when two are the same and when one lies in a range.

It knows nothing of text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from interviewer.evidence.lexer import tokens
from interviewer.evidence.units import CURRENCIES, CURRENCY_SIGNS, PERIODS, unit_at
from interviewer.rubric import Range

EXACT = 0.01
ABOUT = 0.15
_KINDS = {"share", "ratio", "second", "byte", "token"} | CURRENCIES


@dataclass(frozen=True)
class Quantity:
    """A number in a text.

    `value` is in the base of `unit` (seconds, bytes, a share of 0-1); `low` and `high` are the ends
    of a stated range, else the value. `written` is the number as it was written (5.4 in "5.4%").
    `approximate` is set by "about", "roughly", "over", "nearly", "a couple of" and the like.
    """

    value: float
    unit: str
    low: float
    high: float
    approximate: bool
    start: int
    end: int
    text: str
    written: float = 0.0


def same(a: Quantity, b: Quantity) -> bool:
    """Tell whether two quantities agree to 1 %, or to 15 % if either is approximate."""
    other = converted(a, b.unit)
    if other is None:
        return False
    return close(other, b.value, ABOUT if a.approximate or b.approximate else EXACT)


def close(a: float, b: float, tolerance: float) -> bool:
    """Tell whether two numbers differ by at most a share of the larger."""
    return math.isclose(a, b, rel_tol=tolerance, abs_tol=1e-12)


def within(quantity: Quantity, accepted: Range) -> bool:
    """Tell whether a quantity lies in a range, in the range's unit.

    15 % slack for an approximate quantity, else 1 %. A bare number fits any unit as it stands;
    nouns are compared loosely; money, shares, times, bytes and ratios only fit their own kind, and
    a share never fits a ratio. Rates are converted where both name a period. Of a stated range the
    middle must lie inside, and its ends no further out than a factor of two.
    """
    unit, factor = canonical(accepted.unit)
    value = converted(quantity, unit)
    if value is None:
        return False
    if quantity.unit == "" and factor != 1:
        value *= factor
    low, high = accepted.low * factor, accepted.high * factor
    if kind(unit) == "ratio" and 0 < value < 1 < low:
        value = 1 / value
    slack = ABOUT if quantity.approximate else EXACT
    inside = low - abs(low) * slack <= value <= high + abs(high) * slack
    return inside and _narrow(quantity, value, low, high)


def canonical(unit: str) -> tuple[str, float]:
    """Return the base name and the factor of a unit as an author writes it ("ms", "%")."""
    text = unit.strip()
    known = {"": "", "share": "share", "ratio": "ratio", "count": "", "number": ""}
    if text.lower() in known:
        return known[text.lower()], 1.0
    money = CURRENCY_SIGNS.get(text[0], "")
    found = unit_at(tokens(text[1:] if money else text), 0, money)
    return found.name, found.factor


def _narrow(quantity: Quantity, value: float, low: float, high: float) -> bool:
    if quantity.low == quantity.high or quantity.value == 0 or low <= 0:
        return True
    scale = value / quantity.value
    return quantity.low * scale >= low / 2 and quantity.high * scale <= high * 2


def kind(unit: str) -> str:
    """Return `share`, `ratio`, `second`, `byte`, `token` or a currency; "" for all else."""
    head = unit.split("/")[0]
    return head if head in _KINDS else ""


def period(unit: str) -> str:
    """Return the period of a rate ("month" of "call/month"), "" if there is none."""
    return next((part for part in unit.split("/")[1:] if part in PERIODS), "")


def points(unit: str) -> bool:
    """Tell whether a unit is points, which of a share are hundredths."""
    return unit.split("/")[0] == "point"


def converted(quantity: Quantity, unit: str) -> float | None:
    """Return the quantity's value in another unit, or None where they cannot be compared."""
    have, want = kind(quantity.unit), kind(unit)
    value = quantity.value
    if have != want and not _fits(quantity.unit, have, want):
        if quantity.unit == "point" and want == "share":
            return value / 100
        return None
    if have == "share" and unit == "point":
        return value * 100
    own, wanted = period(quantity.unit), period(unit)
    return value / PERIODS[own] * PERIODS[wanted] if own and wanted else value


def _fits(unit: str, have: str, want: str) -> bool:
    if unit == "":
        return True
    if want == "ratio":
        return ("/" in unit and have == "" and not period(unit)) or unit in (
            "time",
            "fold",
            "epoch",
        )
    if have == "":
        return (want == "token" and unit.startswith("/")) or (unit.startswith("/") and not want)
    return have == "token" and want == ""
