"""Finds the workings that a candidate states and recomputes them.

A working is reported as wrong only if every number before the equals sign was understood: calling
right arithmetic wrong is worse than missing an error. It knows nothing of scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.evidence.conversions import converted_right
from interviewer.evidence.expressions import Expression
from interviewer.evidence.quantities import find
from interviewer.evidence.quantity import Quantity, kind, period
from interviewer.evidence.recompute import Outcome, Slip, recomputed
from interviewer.evidence.stretches import (
    Result,
    Stretch,
    result_of,
    sentences,
    stretches,
    working_after,
    working_before,
)
from interviewer.evidence.tables import words
from interviewer.evidence.workings import Item, items

_COMPARES = words(
    """more less longer later after before faster slower away older ago larger smaller bigger higher
    lower too as than better worse off fewer"""
)
_NOT_BEFORE = words("in after within every per than over by of from before until last for")
_IS = words("= is are i.e. that's it's comes works equals or equal be translates means makes")
_NAMES = {1e-3: "ms", 60.0: "minutes", 3600.0: "hours", 86400.0: "days", 604800.0: "weeks"}
_NAMES |= {1e6: "MB", 1e9: "GB", 1e12: "TB"}
_WHY = {
    "scale": "off by a power of ten",
    "unit": "a unit slip",
    "factor": "a factor is missing, doubled or turned over",
    "off": "the result is off",
}


@dataclass(frozen=True)
class Stated:
    """A stated working.

    `expected` is in the base unit of `found`, so it compares with `found.value`; `detail` is a
    sentence for the report.
    """

    text: str
    start: int
    end: int
    expression: str
    expected: float
    found: Quantity
    right: bool
    error: Slip
    detail: str


def check_stated(text: str) -> list[Stated]:
    """Return the workings stated in a text, recomputed; unclear ones are left out."""
    found: list[Stated] = []
    for sentence in sentences(items(text, find(text))):
        for stretch in stretches(sentence):
            stated = _stated(text, stretch)
            if stated is not None and not (found and found[-1].end >= stated.end):
                found.append(stated)
    return found


def _stated(text: str, stretch: Stretch) -> Stated | None:
    if any(item.role == "not" for item in [*stretch.right[:2], *stretch.signs]):
        return None
    result, before = result_of(stretch.right), working_before(stretch.left)
    if result is None or before is None:
        return None
    row, clean = before
    clean = clean and not _loose_end([item for item in stretch.left if item.start >= row.end])
    if row.plain:
        return _turned(text, stretch, row, result, clean) or _reversed(text, stretch, row, clean)
    outcome = recomputed(row, result.quantity, stretch.about)
    after = working_after(stretch.right)
    several = any(part.sign == "/of" for part in row.parts) and result.quantity.unit != "share"
    chained = after is not None and not after.plain
    sure = clean and row.sure and (stretch.strong or stretch.about)
    sure = sure and not (result.bound or several or chained or result.after & _COMPARES)
    return _report(text, row, result.quantity, outcome, sure)


def _loose_end(tail: list[Item]) -> bool:
    """Tell whether more than a few plain words stand between a working and the equals sign."""
    while tail and (tail[-1].role == "comma" or tail[-1].sign in ("that", "which", "this", "it")):
        tail = tail[:-1]
    single = any(item.role == "word" and len(item.sign) == 1 and item.sign != "a" for item in tail)
    return single or len(tail) > 5 or any(item.role == "comma" for item in tail)


def _turned(
    text: str, stretch: Stretch, row: Expression, result: Result, clean: bool
) -> Stated | None:
    """Check a conversion: one quantity on either side."""
    whole = working_after(stretch.right)
    if whole is None or not whole.plain or result.after & (_COMPARES | {"of", "out of"}):
        return None
    found = result.quantity
    outcome = converted_right(row.quantities[0], found, stretch.about)
    gap = text[row.end : found.start][:200].lower().split()
    lead = text[max(0, row.start - 40) : row.start].lower().split()[-1:]
    plain = len(gap) <= 4 and not set(gap) & {"of", "which", "who", "and"}
    sure = clean and plain and stretch.strong and not set(lead) & _NOT_BEFORE
    return _report(text, row, found, outcome, sure and any(sign in _IS for sign in stretch.words))


def _reversed(text: str, stretch: Stretch, row: Expression, clean: bool) -> Stated | None:
    """Check "36,960 is 140 x 110 x 60 / 25" and "170 is 20% of 850"."""
    whole = working_after(stretch.right)
    if whole is None or whole.plain:
        return None
    found = row.quantities[0]
    symbols = any(part.sign in ("*", "/", "+", "^") for part in whole.parts)
    rest = {item.sign for item in stretch.right if item.start >= whole.end}
    timed = period(found.unit) and not any(period(q.unit) for q in whole.quantities)
    sure = clean and whole.sure and symbols and bool(stretch.words & {"=", "is", "equals"})
    outcome = recomputed(whole, found, stretch.about)
    return _report(text, whole, found, outcome, sure and not rest & _COMPARES and not timed)


def _report(
    text: str, row: Expression, found: Quantity, outcome: Outcome | None, sure: bool
) -> Stated | None:
    if outcome is None or outcome.right is None or not (outcome.right or sure):
        return None
    start, end = min(row.start, found.start), max(row.end, found.end)
    return Stated(
        text=text[start:end],
        start=start,
        end=end,
        expression=text[row.start : row.end],
        expected=outcome.expected,
        found=found,
        right=outcome.right,
        error=outcome.slip,
        detail=_detail(text[row.start : row.end], found, outcome),
    )


def _detail(working: str, found: Quantity, outcome: Outcome) -> str:
    shown = _shown(outcome.expected, found)
    if outcome.right:
        return f"{working} is {shown}: {found.text} is right."
    return f"{working} is {shown}, not {found.text}: {_WHY[outcome.slip]}."


def _shown(expected: float, found: Quantity) -> str:
    """Return the expected number in the unit in which the result was written."""
    if found.unit == "share":
        return f"{100 * expected:.4g} %"
    factor = found.value / found.written if found.written and found.value else 1.0
    number = expected / factor
    shown = f"{number:,.4g}" if abs(number) < 1e4 else f"{number:,.0f}"
    named = kind(found.unit) in ("second", "byte") and factor in _NAMES
    return f"{shown} {_NAMES[factor]}" if named else shown
