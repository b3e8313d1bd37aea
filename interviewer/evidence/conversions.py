"""Checks conversions: "12 million a month is 4.6 per second", "one in twenty is 5%".

It knows nothing of operators.
"""

from __future__ import annotations

from interviewer.evidence.quantity import Quantity, close, kind, period
from interviewer.evidence.recompute import Outcome, matches, slip
from interviewer.evidence.units import CURRENCIES, PERIODS

_OTHER_LENGTHS = {
    "day": (8 * 3600.0, 7.5 * 3600.0, 10 * 3600.0, 12 * 3600.0),
    "week": (
        40 * 3600.0,
        37.5 * 3600.0,
        35 * 3600.0,
        5 * 86400.0,
        5 * 28800.0,
        6 * 86400.0,
        50 * 3600.0,
    ),
    "month": (
        28 * 86400.0,
        30 * 86400.0,
        31 * 86400.0,
        2419200.0,
        20 * 86400.0,
        21 * 86400.0,
        22 * 86400.0,
        110 * 3600.0,
    ),
    "year": (
        365 * 86400.0,
        360 * 86400.0,
        250 * 86400.0,
        260 * 86400.0,
        48 * 604800.0,
        50 * 604800.0,
        52 * 604800.0,
    ),
    "quarter": (90 * 86400.0, 91 * 86400.0, 13 * 604800.0, 12 * 604800.0),
}


def converted_right(given: Quantity, found: Quantity, approximate: bool) -> Outcome | None:
    """Return the outcome of "given is found" as a conversion, or None if it is none."""
    if period(given.unit) and period(found.unit):
        return _rates(given, found, approximate)
    if (given.unit == "share" and found.unit in ("share", "")) or (
        found.unit == "share" and not given.unit
    ):
        return _shares(given, found, approximate)
    alike = kind(given.unit) == kind(found.unit) and kind(given.unit) in ("second", "byte")
    rate = "/" in given.unit + found.unit
    if not alike or rate or close(_factor(given), _factor(found), 1e-6):
        return None
    values = [given.value, *_other_times(given)]
    return _outcome(values, found.value, given, found, approximate)


def _factor(quantity: Quantity) -> float:
    return quantity.value / quantity.written if quantity.written else 1.0


def _other_times(given: Quantity) -> list[float]:
    name = next(
        (
            name
            for name in ("month", "year", "quarter")
            if close(_factor(given), PERIODS[name], 1e-6)
        ),
        "",
    )
    return [given.written * length for length in _OTHER_LENGTHS.get(name, ())]


def _rates(given: Quantity, found: Quantity, approximate: bool) -> Outcome | None:
    ours, theirs = given.unit.split("/"), found.unit.split("/")
    own, other = period(given.unit), period(found.unit)
    if own == other or (ours[0] != theirs[0] and ours[0] and theirs[0]):
        return None
    if {ours[0], theirs[0]} & (CURRENCIES | {"share", "second", "byte", "time"}) and ours[
        0
    ] != theirs[0]:
        return None
    values = [
        given.value / one * two
        for one in (PERIODS[own], *_OTHER_LENGTHS.get(own, ()))
        for two in (PERIODS[other], *_OTHER_LENGTHS.get(other, ()))
    ]
    return _outcome(values, found.value, given, found, approximate)


def _shares(given: Quantity, found: Quantity, approximate: bool) -> Outcome | None:
    if _form(given) == _form(found) or (
        "" in (given.unit, found.unit) and not (given.value <= 1 and found.value <= 1)
    ):
        return None
    if (not given.unit and not given.written % 1) or (not found.unit and not found.written % 1):
        return None
    return _outcome([given.value], found.value, given, found, approximate)


def _form(quantity: Quantity) -> str:
    if quantity.unit == "":
        return "bare"
    return f"{_factor(quantity):.3g}" + (
        " in " if " in " in quantity.text or "out of" in quantity.text else ""
    )


def _outcome(
    values: list[float], stated: float, given: Quantity, found: Quantity, approximate: bool
) -> Outcome:
    about = approximate or found.approximate or given.approximate
    for value in values:
        if matches(value, stated, found, about, 0.02):
            return Outcome(value, True, "none")
    if close(values[0], stated, 0.3):
        return Outcome(values[0], None, "none")
    return Outcome(values[0], False, slip(values[0], stated, found, [given, found]))
