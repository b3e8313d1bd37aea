"""Tells a number that the candidate worked out from one that was given.

It knows nothing of text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from interviewer.evidence.quantity import EXACT, Quantity, close, converted, kind


def derived(quantity: Quantity, given: Sequence[Quantity]) -> bool:
    """Tell whether a quantity is none of the given ones, nor one of them rewritten or rounded.

    Equal to 1 %, in any unit of the same kind; or what a given number becomes at two or three
    significant figures (one, if the quantity is approximate). Zero, one, two and "half" are never
    derived: people say them of anything.
    """
    if quantity.value in (0.0, 1.0, 2.0) or (
        quantity.unit == "share" and quantity.value in (0.5, 1.0)
    ):
        return False
    return not any(_repeats(quantity, other) for other in given)


def _repeats(quantity: Quantity, other: Quantity) -> bool:
    if _comparable(quantity, other):
        forms = {other.value, other.low, other.high}  # one, mostly
        moved = converted(other, quantity.unit)
        forms |= {moved} if moved is not None else set()
        if any(_alike(quantity.value, form, quantity.approximate) for form in forms):
            return True
    back = converted(quantity, other.unit)
    if back is not None and close(back, other.value, EXACT):
        return True
    bare = "" in (quantity.unit, other.unit)
    return bare and _alike(quantity.written, other.written, quantity.approximate)


def _comparable(quantity: Quantity, other: Quantity) -> bool:
    return "" in (quantity.unit, other.unit) or kind(quantity.unit) == kind(other.unit)


def _alike(value: float, given: float, approximate: bool) -> bool:
    if close(value, given, EXACT):
        return True
    return any(
        close(value, rounded(given, figures), 1e-9)
        for figures in ((1, 2, 3) if approximate else (2, 3))
    )


def rounded(value: float, figures: int) -> float:
    """Return a value rounded to a number of significant figures."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, figures - 1 - math.floor(math.log10(abs(value))))
