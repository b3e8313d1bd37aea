"""Finds the workings that a candidate states and recomputes them.

A working is reported as wrong only if every number before the equals sign was understood: calling
right arithmetic wrong is worse than missing an error. It knows nothing of scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.evidence.conversions import converted_right
from interviewer.evidence.expressions import Expression, expression
from interviewer.evidence.quantities import find
from interviewer.evidence.quantity import Quantity, kind, period
from interviewer.evidence.recompute import Outcome, Slip, recomputed
from interviewer.evidence.units import PERIODS
from interviewer.evidence.workings import Item, items

_LONGEST = 60
_LEADS = {
    "about",
    "roughly",
    "only",
    "just",
    "then",
    "therefore",
    "a",
    "an",
    "the",
    "total",
    "of",
    "to",
    "at",
    "out",
    "as",
}
_LEADS |= {
    "approx",
    "approximately",
    "nearly",
    "around",
    "almost",
    "that",
    "which",
    "so",
    "our",
    "is",
    "still",
    "exactly",
}
_LEADS |= {
    "some",
    "you",
    "we",
    "i",
    "get",
    "precisely",
    "maybe",
    "say",
    "into",
    "up",
    "precision",
    "already",
    "us",
    "me",
    "them",
    "back",
    "everyone",
}
_BOUNDS = {
    "over",
    "under",
    "more",
    "less",
    "fewer",
    "least",
    "most",
    "above",
    "below",
    "up",
    "within",
    "between",
}
_COMPARES = {
    "more",
    "less",
    "longer",
    "later",
    "after",
    "before",
    "faster",
    "slower",
    "away",
    "older",
    "ago",
    "larger",
}
_COMPARES |= {
    "smaller",
    "bigger",
    "higher",
    "lower",
    "too",
    "as",
    "than",
    "better",
    "worse",
    "off",
    "fewer",
}
_FRESH = {
    "so",
    "then",
    "that",
    "if",
    "because",
    "since",
    "hence",
    "therefore",
    "say",
    "which",
    "means",
    ":",
    "and",
    "or",
}
_NOT_BEFORE = {
    "in",
    "after",
    "within",
    "every",
    "per",
    "than",
    "over",
    "by",
    "of",
    "from",
    "before",
    "until",
    "last",
    "for",
}
_IS = {
    "=",
    "is",
    "are",
    "i.e.",
    "that's",
    "it's",
    "comes",
    "works",
    "equals",
    "or",
    "equal",
    "be",
    "translates",
    "means",
    "makes",
}


@dataclass(frozen=True)
class Stated:
    """A stated working. `expected` is in the unit of `found`; `detail` is a sentence for the report."""

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
    """Return the workings stated in a text, each recomputed; those that are unclear are left out."""
    found: list[Stated] = []
    for sentence in _sentences(items(text, find(text))):
        for left, signs, right in _pairs(sentence):
            stated = _stated(text, left, signs, right)
            if stated is not None and not (
                found and found[-1].end > stated.start and found[-1].end >= stated.end
            ):
                found.append(stated)
    return found


def _sentences(row: Sequence[Item]) -> Iterator[list[Item]]:
    sentence: list[Item] = []
    for item in row:
        if item.role == "stop":
            yield sentence
            sentence = []
        else:
            sentence.append(item)
    yield sentence


def _pairs(sentence: list[Item]) -> Iterator[tuple[list[Item], list[Item], list[Item]]]:
    """Each stretch between equals signs with the next one; "a (b)" counts as a weak equals sign."""
    places = [index for index, item in enumerate(sentence) if item.role in ("eq", "soft")]
    before = 0
    for order, place in enumerate(places):
        after = places[order + 1 :]
        last = place
        while (
            after
            and after[0] - last <= 3
            and all(item.role != "q" for item in sentence[last + 1 : after[0]])
        ):
            last = after.pop(0)
        if order and last == place and place <= before:
            continue
        end = after[0] if after else len(sentence)
        if place >= before:
            yield (
                sentence[before:place][-_LONGEST:],
                sentence[place : last + 1],
                sentence[last + 1 : end][:_LONGEST],
            )
            before = last + 1


def _stated(text: str, left: list[Item], signs: list[Item], right: list[Item]) -> Stated | None:
    if any(item.role == "not" for item in right[:2]) or any(item.role == "not" for item in signs):
        return None
    result = _result(right)
    if result is None:
        return None
    value, after, bound = result
    working = _suffix(left)
    if working is None:
        return None
    row, clean = working
    about = any(item.sign == "~" for item in signs)
    strong = any(item.role == "eq" or item.sign == "~" for item in signs)
    if row.plain:
        return _turned(text, row, value, after, signs, right) or _reversed(
            text, row, signs, right, clean
        )
    outcome = recomputed(row, value, about)
    if (
        outcome is not None
        and outcome.right is not True
        and not value.approximate
        and _whole(row, right)
    ):
        return None
    several = any(part.sign == "/of" for part in row.parts) and value.unit != "share"
    sure = clean and row.sure and strong and not bound and not several and not after & _COMPARES
    return _report(text, row, value, outcome, sure)


def _whole(row: Expression, right: list[Item]) -> bool:
    """Tell whether the right side is itself a working: "3 x 4 = 2 x 6", whose first number says little."""
    whole = _prefix(right)
    if whole is None or whole.plain:
        return False
    return True


def _report(
    text: str, row: Expression, found: Quantity, outcome: Outcome | None, sure: bool
) -> Stated | None:
    if outcome is None or outcome.right is None or not (outcome.right or sure):
        return None
    start, end = min(row.start, found.start), max(row.end, found.end)
    working = text[row.start : row.end]
    detail = _detail(working, found, outcome)
    return Stated(
        text[start:end],
        start,
        end,
        working,
        outcome.expected,
        found,
        outcome.right,
        outcome.slip,
        detail,
    )


def _detail(working: str, found: Quantity, outcome: Outcome) -> str:
    shown = _shown(outcome.expected, found)
    if outcome.right:
        return f"{working} is {shown}: {found.text} is right."
    why = {
        "scale": "off by a power of ten",
        "unit": "a unit slip",
        "factor": "a factor is missing, doubled or turned over",
    }
    return f"{working} is {shown}, not {found.text}: {why.get(outcome.slip, 'the result is off')}."


def _shown(expected: float, found: Quantity) -> str:
    """The expected number, in the unit in which the result was written."""
    factor = found.value / found.written if found.written and found.value else 1.0
    if found.unit == "share":
        return f"{100 * expected:.4g} %"
    number = expected / factor
    shown = f"{number:,.4g}" if abs(number) < 1e4 else f"{number:,.0f}"
    return (
        f"{shown} {_NAMES[factor]}"
        if kind(found.unit) in ("second", "byte") and factor in _NAMES
        else shown
    )


_NAMES = {
    1e-3: "ms",
    60.0: "minutes",
    3600.0: "hours",
    86400.0: "days",
    604800.0: "weeks",
    1e6: "MB",
    1e9: "GB",
    1e12: "TB",
}


def _result(right: list[Item]) -> tuple[Quantity, set[str], bool] | None:
    """The quantity that follows an equals sign, the words after it, and whether a bound stands before it."""
    bound, steps = False, 0
    for index, item in enumerate(right):
        if item.role == "q" and item.quantity is not None:
            after = {other.sign for other in right[index + 1 : index + 3]}
            return item.quantity, after, bound
        bound = bound or item.sign in _BOUNDS
        known = (
            item.sign in _LEADS | _BOUNDS
            or item.role in ("comma", "at", "of")
            or item.sign in ("~", "than", "(")
        )
        steps += 1
        if not known or steps > 5:
            return None
    return None


def _suffix(left: list[Item]) -> tuple[Expression, bool] | None:
    """The longest expression at the end of a stretch, and whether nothing before it was left out."""
    for index, item in enumerate(left):
        if item.role not in ("q", "open", "fn") and not (
            item.role == "op" and item.sign in ("2*", "3*")
        ):
            continue
        row = expression(left[index:])
        if row is not None:
            return row, _clean(left, index)
    return None


def _clean(left: list[Item], index: int) -> bool:
    before = left[:index]
    if (
        (index
        and before[-1].role in ("op", "not", "of"))
        or any(item.role == "not" for item in before)
    ):
        return False
    if not any(item.role == "q" for item in before):
        return True
    last = max(place for place, item in enumerate(before) if item.role == "q")
    return any(item.sign in _FRESH for item in before[last + 1 :]) and any(
        item.role == "comma" for item in before[last + 1 :]
    )


def _prefix(right: list[Item]) -> Expression | None:
    """The longest expression at the start of a stretch."""
    first = next(
        (index for index, item in enumerate(right) if item.role in ("q", "open", "fn")), None
    )
    if first is None:
        return None
    for end in range(len(right), first, -1):
        if right[end - 1].role in ("q", "close"):
            row = expression(right[first:end])
            if row is not None:
                return row
    return None


def _turned(
    text: str,
    row: Expression,
    value: Quantity,
    after: set[str],
    signs: list[Item],
    right: list[Item],
) -> Stated | None:
    """A conversion: one quantity on either side."""
    whole = _prefix(right)
    if whole is None or not whole.plain or after & (_COMPARES | {"of", "out of"}):
        return None
    outcome = converted_right(row.quantities[0], value, any(item.sign == "~" for item in signs))
    gap = text[row.end : value.start].split()
    lead = text[: row.start].split()[-1:]
    sure = (
        len(gap) <= 4
        and not {word.lower() for word in lead} & _NOT_BEFORE
        and any(item.role == "eq" for item in signs)
    )
    sure = (
        sure
        and any(item.sign in _IS for item in signs)
        and not set(gap) & {"of", "which", "who", "and"}
    )
    return _report(text, row, value, outcome, sure)


def _reversed(
    text: str, row: Expression, signs: list[Item], right: list[Item], clean: bool
) -> Stated | None:
    """ "36,960 is 140 x 110 x 60 / 25", "170 is 20% of 850"."""
    whole = _prefix(right)
    if whole is None or whole.plain:
        return None
    found = row.quantities[0]
    outcome = recomputed(whole, found, any(item.sign == "~" for item in signs))
    symbols = any(part.sign in ("*", "/", "+", "^") for part in whole.parts)
    sure = (
        clean
        and whole.sure
        and symbols
        and any(item.sign in ("=", "is", "equals") for item in signs)
    )
    rest = {item.sign for item in right if item.start >= whole.end}
    return _report(
        text,
        whole,
        found,
        outcome,
        sure and not rest & _COMPARES and not _period_differs(found, whole),
    )


def _period_differs(found: Quantity, whole: Expression) -> bool:
    return (
        bool(period(found.unit))
        and found.unit.split("/")[-1] in PERIODS
        and not any(period(q.unit) for q in whole.quantities)
    )
