"""Evaluates a row of items as a sum, and says how sure one can be that it was meant as one.

Recursive descent with + - * / ^ ( ), functions, "of", "out of" and "at". It knows nothing of equals
signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.evidence.calculator import Part, Reading, evaluate
from interviewer.evidence.quantity import Quantity, kind, period, points
from interviewer.evidence.tables import words
from interviewer.evidence.units import CURRENCIES, PERIODS
from interviewer.evidence.workings import Item

_ARTICLES = words("the our these those all every its their those about roughly some")
_LINKS = words("and or if but than then while because when where whereas not from until")


@dataclass(frozen=True)
class Expression:
    """A row that parses. `sure` is False where an operator was only guessed."""

    parts: tuple[Part, ...]
    start: int
    end: int
    sure: bool

    @property
    def plain(self) -> bool:
        """Whether it is a single quantity."""
        return len(self.parts) == 1

    @property
    def quantities(self) -> list[Quantity]:
        """Return the quantities in order."""
        return [part.quantity for part in self.parts if part.quantity is not None]

    def value(self, reading: Reading) -> float | None:
        """Return the value with each quantity read in one way, None if it has none."""
        return evaluate(self.parts, reading)


def base(quantity: Quantity) -> float:
    """Read a quantity in its base unit."""
    return quantity.value


def written(quantity: Quantity) -> float:
    """Read times and bytes as they were written, the rest in its base unit."""
    return quantity.written if kind(quantity.unit) in ("second", "byte") else quantity.value


def as_share(quantity: Quantity) -> float:
    """Read points as hundredths, the rest in its base unit."""
    return quantity.value / 100 if points(quantity.unit) else quantity.value


def per_second(quantity: Quantity) -> float:
    """Read rates per second and times in seconds."""
    name = period(quantity.unit)
    return quantity.value / PERIODS[name] if name else quantity.value


def expression(row: Sequence[Item]) -> Expression | None:
    """Return a row of items as an expression, or None if it is none."""
    row = _trimmed(row)
    if not row or sum(item.role == "q" for item in row) == 0:
        return None
    compiled = _compiled(row)
    if compiled is None:
        return None
    parts, sure = compiled
    if evaluate(parts, lambda quantity: quantity.value or 1.0) is None and len(parts) > 1:
        return None
    return Expression(tuple(parts), row[0].start, row[-1].end, sure)


def _trimmed(row: Sequence[Item]) -> list[Item]:
    """Drop words at both ends, and brackets without a partner."""
    depth, unmatched = list[int](), set[int]()
    for index, item in enumerate(row):
        if item.role == "open":
            depth.append(index)
        elif item.role == "close":
            if depth:
                depth.pop()
            else:
                unmatched.add(index)
    unmatched |= set(depth)
    kept = [item for index, item in enumerate(row) if index not in unmatched]
    while kept and kept[0].role in ("word", "comma", "soft", "close"):
        kept.pop(0)
    while kept and kept[-1].role in ("word", "comma", "soft", "of", "at"):
        kept.pop()
    return kept


def _compiled(row: list[Item]) -> tuple[list[Part], bool] | None:
    parts, sure, noise = list[Part](), True, list[str]()
    for index, item in enumerate(row):
        if item.role in ("word", "comma", "soft") or _idle(row, index):
            noise.append(item.sign)
            continue
        after_value = bool(parts) and (parts[-1].quantity is not None or parts[-1].sign == ")")
        if item.role in ("eq", "stop", "not"):
            return None
        if noise and (
            len(noise) > (4 if after_value else 2) or _LINKS & set(noise) or "," in noise[1:]
        ):
            return None
        if "," in noise and item.role not in ("op", "of"):
            return None
        step = _step(item, parts, after_value, _next(row, index), noise)
        if step is None:
            return None
        parts += step[0]
        sure, noise = sure and step[1], []
    return (parts, sure) if parts else None


def _idle(row: list[Item], index: int) -> bool:
    """Tell whether a link belongs to words only: "9 months of data", "40 ms for it plus ..."."""
    if row[index].sign == "for":
        after = [item.role for item in row[index + 1 :]]
        return "op" in after and "q" not in after[: after.index("op")]
    if row[index].sign != "of" or index + 1 >= len(row) or row[index + 1].role != "word":
        return False
    return row[index + 1].sign not in _ARTICLES


def _next(row: list[Item], index: int) -> Quantity | None:
    return next((item.quantity for item in row[index + 1 : index + 4] if item.role == "q"), None)


def _step(
    item: Item, parts: list[Part], after: bool, follows: Quantity | None, noise: list[str]
) -> tuple[list[Part], bool] | None:
    last = parts[-1].quantity if parts else None
    match item.role:
        case "q" if item.quantity is not None:
            if not after:
                return [Part("q", item.quantity)], True
            multiple = last is not None and (
                last.unit == "ratio"
                or (last.text.lower() == "half" and set(noise) <= {"the", "our"})
            )
            return (
                ([Part("*"), Part("q", item.quantity)], True)
                if multiple and "x" not in noise
                else None
            )
        case "open" | "fn":
            return ([Part("*")] if after else []) + [Part(item.sign)], not after
        case "close":
            return ([Part(")")], True) if after else None
        case "op":
            return _operator(item.sign, after)
        case "of" if (
            after and last is not None and len(noise) <= (2 if item.sign == "out of" else 1)
        ):
            return [Part(_of(item.sign, last, follows))], True
        case "at" if after and follows is not None and last is not None:
            return _at(item.sign, last, follows)
        case _:
            return None


def _of(sign: str, last: Quantity, follows: Quantity | None) -> str:
    """Return what "of" does: "60% of 3,300", "768 floats of 4 bytes", "1,980 (out) of 36,960"."""
    if last.unit in ("share", "ratio"):
        return "*of"
    if sign == "of" and follows is not None and _counted(last) and _size(follows, "byte", "token"):
        return "*"
    return "/of" if sign == "of" else "/"


def _counted(quantity: Quantity) -> bool:
    """Tell whether things are counted: "768 floats"."""
    return bool(quantity.unit) and not kind(quantity.unit) and not period(quantity.unit)


def _size(quantity: Quantity, *kinds: str) -> bool:
    """Tell whether a quantity may be the size of one thing: "4 bytes", not "4 bytes a second"."""
    return kind(quantity.unit) in kinds and "/" not in quantity.unit


def _operator(sign: str, after: bool) -> tuple[list[Part], bool] | None:
    if sign in ("2*", "3*"):
        number = float(sign[0])
        return (
            (
                [
                    Part(
                        "q", Quantity(number, "ratio", number, number, False, 0, 0, sign[0], number)
                    ),
                    Part("*"),
                ],
                True,
            )
            if not after
            else None
        )
    if sign in ("^2", "^3"):
        number = float(sign[1])
        return (
            (
                [
                    Part("^"),
                    Part("q", Quantity(number, "", number, number, False, 0, 0, sign[1], number)),
                ],
                True,
            )
            if after
            else None
        )
    return ([Part(sign)], True) if after else None


def _at(sign: str, left: Quantity, right: Quantity) -> tuple[list[Part], bool] | None:
    """Read "2 GB at 50 MB/s", "15,400 hours at 25 minutes each", "600 calls at £14"."""
    if sign == "over":
        return [Part("/")], not kind(left.unit) and not kind(right.unit)
    if left.unit == "second" and period(right.unit):
        return [Part("*")], True
    same_kind = kind(left.unit) == kind(right.unit.split("/")[0])
    if sign == "at" and kind(left.unit) in ("byte", "token") and period(right.unit) and same_kind:
        return [Part("/")], True
    if sign == "at" and left.unit == right.unit == "second":
        return [Part("/")], True
    if sign == "at" and period(right.unit) and kind(left.unit) == "" and not period(left.unit):
        return [Part("/at")], kind(right.unit) == ""
    if sign == "at" and _counted(left) and _size(right, "byte", "second"):
        return [Part("*")], True
    money = right.unit.split("/")[0] in CURRENCIES or right.unit == "share"
    if sign == "for":
        return [Part("*")], bool(period(left.unit)) and right.unit == "second"
    return [Part("*")], money and left.unit.split("/")[0] not in CURRENCIES | {"share"}
