"""Judges a stated result against what its working gives: right, or wrong and in which way.

1 % for an exact result (or its rounding as written), 15 % or one significant figure for "about"
(rubrics/JUDGING.md, section 3). It knows nothing of sentences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from interviewer.evidence.calculator import Part, Reading
from interviewer.evidence.derivation import rounded
from interviewer.evidence.expressions import Expression, as_share, base, per_second, written
from interviewer.evidence.quantity import ABOUT, EXACT, Quantity, close, kind, period, points
from interviewer.evidence.units import CURRENCIES

Slip = Literal["none", "scale", "unit", "factor", "off"]
_CONVERSIONS = {
    60.0,
    3600.0,
    24.0,
    7.0,
    1000.0,
    1024.0,
    12.0,
    52.0,
    365.0,
    30.0,
    100.0,
    86400.0,
    1440.0,
    1e6,
    1e9,
    8.0,
}
_UNIT_SLIPS = (
    60.0,
    3600.0,
    24.0,
    7.0,
    30.4,
    365.0,
    12.0,
    52.0,
    8.0,
    1440.0,
    86400.0,
    1024.0,
    4.345,
    144.0,
    168.0,
    730.0,
)
_LOOSE = 0.05
_MAGNITUDE = re.compile(r"thousand|million|billion|trillion|\d\s*(?:k|m|bn)\b", re.IGNORECASE)
_PREFIX = re.compile(r"\d\s*(?:kilo|mega|giga|tera|peta|exa)[a-z]", re.IGNORECASE)
_MAGNITUDES = (1e3, 1e6, 1e9, 1e12, 1e15, 1e18)
_PER_MILLION = (1e-6, 1e-4)
"""A price "at $0.10" is one of a million tokens; the result is in dollars, or in cents."""
_FAR = 20.0
_LIKELIEST: tuple[Slip, ...] = ("scale", "unit", "factor", "off", "none")


class Outcome(NamedTuple):
    """What the working gives, and whether the result is that; None if unclear."""

    expected: float
    right: bool | None
    slip: Slip


def recomputed(working: Expression, found: Quantity, approximate: bool) -> Outcome | None:
    """Compare a working with the quantity stated as its result; None if it has no value."""
    if period(found.unit):
        working = _rates_added_up(working)
    pairs = _pairs(working, found)
    if not pairs:
        return None
    about = approximate or found.approximate
    slack = _slack(working.quantities)
    for expected, stated in pairs:
        if matches(expected, stated, found, about, slack):
            return Outcome(_rescaled(expected, stated, found), True, "none")
    if any(
        _too_close(expected, stated, found) or _percent_meant(expected, stated, found)
        for expected, stated in pairs
    ):
        return Outcome(_rescaled(*pairs[0], found), None, "none")
    slips = [
        (slip(expected, stated, found, working.quantities), expected, stated)
        for expected, stated in pairs
    ]
    error, expected, stated = min(slips, key=lambda entry: _LIKELIEST.index(entry[0]))
    unclear = _elsewhere(error, expected, stated, found, working.quantities)
    unclear = unclear or _elided(expected, stated, found, working.quantities)
    right = None if unclear else False
    return Outcome(_rescaled(expected, stated, found), right, error if right is False else "none")


def _rates_added_up(working: Expression) -> Expression:
    """Read "1,900 users at 4 a week" as a product: its result is a rate and no length of time."""
    parts = tuple(Part("*") if part.sign == "/at" else part for part in working.parts)
    return replace(working, parts=parts)


def _elsewhere(
    error: Slip, expected: float, stated: float, found: Quantity, inputs: Sequence[Quantity]
) -> bool:
    """Tell whether a result is so far out that the working must be written in part only."""
    ratio = abs(stated / expected) if expected else math.inf
    if error == "off":
        return not 1 / _FAR <= ratio <= _FAR
    own = kind(found.unit)
    known = own in {kind(q.unit) for q in inputs} or (
        own == "second" and any(period(q.unit) for q in inputs)
    )
    return own not in ("", "share", "ratio") and not known and not 1e-3 <= ratio <= 1e3


def _elided(expected: float, stated: float, found: Quantity, inputs: Sequence[Quantity]) -> bool:
    """Tell whether only a magnitude is left out on one side, which is no slip but a way to speak.

    "3.47 million a week, times 4.333 is 15.04"; "4.2 and 7 are 11.2 trillion"; "6 times 32 billion
    times 1,900 is 365 teraflops"; "47,520 times 72,000 at $0.10 is $342", a price of a million.
    """
    ratio = abs(stated / expected) if expected else math.inf
    given = any(_MAGNITUDE.search(q.text) for q in inputs)
    named = bool(_MAGNITUDE.search(found.text))
    if _PREFIX.search(found.text) or (given and not named):
        return any(close(ratio, 1 / size, 0.06) for size in _MAGNITUDES)
    if named:
        return not given and any(close(ratio, size, 0.06) for size in _MAGNITUDES)
    priced = any(kind(q.unit) in CURRENCIES for q in inputs)
    return priced and any(close(ratio, size, 0.06) for size in _PER_MILLION)


def _rescaled(expected: float, stated: float, found: Quantity) -> float:
    """Give an expected number in the base unit of the result."""
    return expected * found.value / stated if stated else expected


def _pairs(working: Expression, found: Quantity) -> list[tuple[float, float]]:
    """Every sensible reading as (expected, stated), the likeliest first."""
    inputs = working.quantities
    readings: list[tuple[Reading, float]] = []
    rates = any(period(q.unit) for q in inputs)
    times = any(q.unit == "second" for q in inputs)
    if _length_by_length(working):
        value = working.value(written)
        return [] if value is None else [(value, found.written)]
    if rates and (times or period(found.unit) or found.unit == "second"):
        readings.append((per_second, per_second(found)))
    readings.append((base, found.value))
    if _plain_numbers_do(inputs, found):
        alike = kind(found.unit) in {kind(q.unit) for q in inputs} & {"second", "byte"}
        if not alike or _has_conversion(inputs):
            readings.append((written, found.written if alike else found.value))
    if not times and not rates and kind(found.unit) in ("second", "byte"):
        readings.append((base, found.written))
    if found.unit == "share" and any(q.value == 100 and not q.unit for q in inputs):
        readings.append((base, found.written))
    plain = all(q.unit in ("", "ratio") or points(q.unit) for q in inputs)
    if found.unit and plain:  # "24.9 less 5 is 19.9 cents"
        readings.append((base, found.written))
        readings += [(base, found.value * 100)] if found.unit == "share" else []  # "3.6 in 100"
    divided = any(part.sign.startswith("/") for part in working.parts)
    if not found.unit and divided and len(inputs) == 2:
        readings.append((base, found.value / 100))
    if _in_points(working, found):  # "0.16 less 0.12 is 4 points", "14% plus 4 points is 18%"
        readings.insert(0, (as_share, as_share(found)))
    pairs = [(working.value(reading), stated) for reading, stated in readings]
    return [(value, stated) for value, stated in pairs if value is not None]


def _in_points(working: Expression, found: Quantity) -> bool:
    """Tell whether points, in a working or as its result, may be hundredths of its whole.

    They are only beside shares or fractions, and where what comes out is a share: "3 x 4 is 12
    points" counts things.
    """
    inputs = working.quantities
    if not any(points(q.unit) for q in (*inputs, found)):
        return False
    value = working.value(as_share)
    parts = any(q.unit == "share" or (not points(q.unit) and abs(q.value) < 1) for q in inputs)
    divided = any(part.sign.startswith("/") for part in working.parts)
    return value is not None and abs(value) <= 1 and (parts or divided or found.unit == "share")


def _percent_meant(expected: float, stated: float, found: Quantity) -> bool:
    """Tell whether a bare result may be in hundredths: "the root is 0.02, times 1.96 is 3.9"."""
    return not found.unit and abs(expected) < 1 and matches(expected, stated / 100, found, False)


def _has_conversion(inputs: Sequence[Quantity]) -> bool:
    return any(not q.unit and q.value in _CONVERSIONS for q in inputs)


def _length_by_length(working: Expression) -> bool:
    """Tell whether lengths of time are multiplied: "30 days times 1,440 minutes", as counts."""
    signs = {part.sign for part in working.parts if part.quantity is None}
    return signs == {"*"} and sum(q.unit == "second" for q in working.quantities) > 1


def _plain_numbers_do(inputs: Sequence[Quantity], found: Quantity) -> bool:
    """Times may be read as written if all are in one unit, or with a conversion factor."""
    units = {
        f"{q.value / q.written:.6g}"
        for q in inputs
        if kind(q.unit) in ("second", "byte") and q.written
    }
    names = {period(q.unit) for q in inputs if period(q.unit)}
    if len(units) + len(names) <= 1 or (period(found.unit) and len(units) + len(names) <= 2):
        return True
    return _has_conversion(inputs)


def matches(
    expected: float, stated: float, found: Quantity, about: bool, slack: float = 0.0
) -> bool:
    """Tell whether a stated number is the expected one: to 1 %, as rounded, 15 % for "about"."""
    if found.low != found.high and found.value:
        ends = sorted((found.low * stated / found.value, found.high * stated / found.value))
        room = ABOUT if about else EXACT
        return ends[0] * (1 - room) <= expected <= ends[1] * (1 + room)
    if close(expected, stated, max(EXACT, slack)):
        return True
    digits = figures(found)
    if about:
        return close(expected, stated, ABOUT) or close(stated, rounded(expected, 1), 1e-6)
    if not close(expected, stated, _LOOSE):
        return False
    if not stated or not found.written:
        return False
    unit = 10.0 ** (math.floor(math.log10(abs(found.written))) - digits + 1)
    unit *= abs(stated / found.written)
    return abs(expected - stated) <= unit * (1.001 if digits > 1 else 0.501)


def figures(quantity: Quantity) -> int:
    """Return the number of significant figures in which a quantity is written."""
    digits = "".join(
        sign for sign in f"{abs(quantity.written):.12g}".split("e")[0] if sign.isdigit()
    )
    return max(1, len(digits.strip("0")))


def _slack(inputs: Sequence[Quantity]) -> float:
    """What rounded inputs may shift: 15 % if one is approximate, else up to 5 %."""
    if any(q.approximate or q.low != q.high for q in inputs):
        return ABOUT
    shift = sum(_half_a_unit(q) for q in inputs if _is_rounded(q))
    return min(shift, _LOOSE)


def _is_rounded(q: Quantity) -> bool:
    suffixed = q.text[-1:].lower() in ("k", "m")
    return figures(q) > 1 and bool(q.unit == "share" or q.written % 1 or suffixed)


def _half_a_unit(q: Quantity) -> float:
    """Return half a unit of the last figure, as a share of the number."""
    last = 10.0 ** (math.floor(math.log10(abs(q.written))) - figures(q) + 1)
    return 0.5 * last / abs(q.written)


def _too_close(expected: float, stated: float, found: Quantity) -> bool:
    """A round number within 15 % may be meant as rounded: not judged."""
    return figures(found) == 1 and close(expected, stated, ABOUT)


def slip(expected: float, stated: float, found: Quantity, inputs: Sequence[Quantity]) -> Slip:
    """Say in which way a wrong result is wrong."""
    if not expected or not stated or expected * stated < 0:
        return "off"
    ratio = abs(stated / expected)
    if found.unit == "share" and close(found.written, expected, 0.03):
        return "unit"
    if _is_power_of_ten(ratio):
        return "scale"
    units = [*inputs, found]
    timed = any(kind(q.unit) in ("second", "byte") or period(q.unit) for q in units)
    slips = [factor**power for factor in _UNIT_SLIPS for power in (1, -1)]
    if timed and any(close(ratio, factor, 0.05) for factor in slips):
        return "unit"
    operands = {abs(q.value) for q in inputs} | {abs(q.written) for q in inputs} | {2.0}
    powers = [
        operand**power
        for operand in operands
        if 0 < operand < 1e30 and operand != 1
        for power in (1, -1, 2, -2)
    ]
    return "factor" if any(close(ratio, power, 0.03) for power in powers) else "off"


def _is_power_of_ten(ratio: float) -> bool:
    exponent = round(math.log10(ratio))
    return exponent != 0 and close(ratio, 10.0**exponent, 0.06)
