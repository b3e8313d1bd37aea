"""Finds the quantities in what people type in interviews.

"about 37k calls a month", "£2-4k", "one in twenty", "eighteen wrong calls for each right one". List
numbers, versions, dates, times of day and "the right one" are left alone. It knows nothing of
arithmetic.
"""

from __future__ import annotations

from functools import lru_cache

from interviewer.evidence.forms import Read, form_at, lower_value, upper_end
from interviewer.evidence.lexer import Token, at, joined, tokens
from interviewer.evidence.number_words import Numeral, numeral_at
from interviewer.evidence.quantity import Quantity, same, within
from interviewer.evidence.skips import skip_at
from interviewer.evidence.tables import words
from interviewer.evidence.units import CURRENCY_SIGNS, TIMES, Unit, unit_at

__all__ = ["Quantity", "find", "same", "within"]

_CODES = {"gbp": "GBP", "usd": "USD", "eur": "EUR"}
_ABOUT = words(
    """about roughly around approximately approx ~ circa ca nearly almost maybe say perhaps over
    under some ballpark probably towards above below approaching"""
)
_PAIRS = {"close to", "more than", "less than", "at least", "at most", "up to", "fewer than"}
_PAIRS |= {"order of", "shy of", "near enough"}
_AFTER = {"ish", "thereabouts"}
_QUIET = words("a the only just another of an")


def find(text: str) -> list[Quantity]:
    """Return the quantities in a text, in order and without overlaps; never raises."""
    return list(_find(text))


@lru_cache(maxsize=5_000)
def _find(text: str) -> tuple[Quantity, ...]:
    stream, found, index = tokens(text), list[Quantity](), 0
    while index < len(stream):
        skipped = skip_at(stream, index)
        read = _read_at(stream, index) if skipped == index else None
        if read is None or read.unit.end <= index:
            index = max(skipped, index + 1)
            continue
        found.append(_quantity(text, stream, index, read))
        index = read.unit.end
    return tuple(found)


def _quantity(text: str, stream: list[Token], index: int, read: Read) -> Quantity:
    name, factor, end = read.unit
    middle = (read.low + read.high) / 2
    start, stop = stream[index].start, stream[end - 1].end
    return Quantity(
        value=middle * factor,
        unit=name,
        low=read.low * factor,
        high=read.high * factor,
        approximate=read.vague or _approximate(stream, index, end),
        start=start,
        end=stop,
        text=text[start:stop],
        written=middle,
    )


def _approximate(stream: list[Token], start: int, end: int) -> bool:
    """Tell whether "about" stands before a quantity, or "or so" after it."""
    back = start - 1
    while at(stream, back).low in _QUIET and back > start - 3:
        back -= 1
    pair = f"{at(stream, start - 2).low} {at(stream, start - 1).low}"
    if at(stream, back).low in _ABOUT or at(stream, start - 1).low in _ABOUT or pair in _PAIRS:
        return True
    if any(token.low in _AFTER for token in stream[start:end]):
        return True
    after = " ".join(at(stream, end + step).low for step in range(3))
    return after.startswith(("or so", "give or take", "or thereabouts", "ish", "- ish"))


def _read_at(stream: list[Token], index: int) -> Read | None:
    start, sign, money = index, 1.0, ""
    if stream[start].low == "-" and _leads(stream, start):
        sign, start = -1.0, start + 1
    if at(stream, start).text in CURRENCY_SIGNS:
        money, start = CURRENCY_SIGNS[stream[start].text], start + 1
    elif at(stream, start).low in _CODES and at(stream, start + 1).kind == "number":
        money, start = _CODES[stream[start].low], start + 1
    first = numeral_at(stream, start)
    if first is None or (start > index and at(stream, start).kind == "word"):
        return None
    if money:
        return _money(stream, first, money, sign)
    if sign < 0:
        return Read(-first.value, -first.value, unit_at(stream, first.end), first.vague)
    return form_at(stream, start, first) or _simple(stream, first)


def _leads(stream: list[Token], index: int) -> bool:
    """Tell whether a minus sign belongs to the number after it, and to nothing before it."""
    before = at(stream, index - 1)
    if not joined(stream, index + 1):
        return False
    if joined(stream, index) and before.text not in ("(", "^", "="):
        return False
    return before.kind not in ("number", "power", "fraction") and before.text not in (")", "%")


def _money(stream: list[Token], first: Numeral, money: str, sign: float) -> Read:
    second = upper_end(stream, first) if at(stream, first.end).low != "and" else None
    low = lower_value(stream, first, second) if second is not None else 0.0
    if second is not None and low < second.value and sign > 0:
        return Read(low, second.value, unit_at(stream, second.end, money))
    value = sign * first.value
    return Read(value, value, unit_at(stream, first.end, money), first.vague)


def _simple(stream: list[Token], first: Numeral) -> Read:
    value, end = first.value, first.end
    if first.times:
        unit = unit_at(stream, end)
        often = unit.name.startswith("/")
        return Read(
            value,
            value,
            Unit(f"time{unit.name}", 1.0, unit.end) if often else Unit("ratio", 1.0, end),
        )
    if first.share:
        timed = at(stream, end).low in ("an", "a", "the") and at(stream, end + 1).low in TIMES
        return Read(value, value, unit_at(stream, end + 1) if timed else Unit("share", 1.0, end))
    if at(stream, end - 1).low == "grand":
        return Read(value, value, Unit("GBP", 1.0, end), first.vague)
    hyphen = at(stream, end).low == "-"
    ish = at(stream, end + hyphen).low == "ish"
    return Read(value, value, unit_at(stream, end + (1 + hyphen if ish else 0)), first.vague or ish)
