"""Quantities of more than one number: ranges, ratios, "one in twenty", "eighteen for each".

Each reader is given the first numeral and returns None if its form does not stand there. It knows
nothing of single numbers.
"""

from __future__ import annotations

from typing import NamedTuple

from interviewer.evidence.lexer import Token, at, joined
from interviewer.evidence.number_words import Numeral, numeral_at
from interviewer.evidence.skips import skip_at
from interviewer.evidence.units import CURRENCIES, CURRENCY_SIGNS, STOP, TIMES, Unit, unit_at

_EACH = ("every", "each")
_TOWARDS = ("for", "to", "against")
_NO_COUNT = CURRENCIES | {"share", "second", "byte", "token", "ratio"}


class Read(NamedTuple):
    """Two written ends with their unit, and the index of the token that follows."""

    low: float
    high: float
    unit: Unit
    vague: bool = False


def form_at(stream: list[Token], start: int, first: Numeral) -> Read | None:
    """Return the compound form that begins with a numeral, or None."""
    return (
        _ratio(stream, start, first)
        or _in_many(stream, first)
        or _range(stream, start, first)
        or _for_each(stream, start, first)
    )


def upper_end(stream: list[Token], first: Numeral) -> Numeral | None:
    """Return the upper end of a range: "-7", "to 7", "and 20"."""
    if at(stream, first.end).low not in ("-", "to", "and"):
        return None
    start = first.end + 1
    start += at(stream, start).text in CURRENCY_SIGNS
    second = numeral_at(stream, start)
    return None if second is None or second.times or second.vague else second


def lower_value(stream: list[Token], first: Numeral, second: Numeral) -> float:
    """Return the lower end, with the multiplier of the upper one: 2,000 in "2-4k"."""
    last, plain = at(stream, second.end - 1), at(stream, first.end - 1)
    bare = plain.kind == "number" and first.value < 1000 <= second.value
    if last.kind != "word" or not bare:
        return first.value
    tail = stream[max(first.end, second.end - 6) : second.end]
    upper = next((token.value for token in reversed(tail) if token.kind == "number"), 0.0)
    return first.value * second.value / upper if first.value < upper else first.value


def _range(stream: list[Token], start: int, first: Numeral) -> Read | None:
    lower = unit_at(stream, first.end)
    own = lower.end if lower.name in ("share", "second", "byte") else first.end
    has_unit = own > first.end
    second = upper_end(stream, first._replace(end=own))
    if second is None or not _is_range_link(stream, start, own, second, has_unit):
        return None
    upper = unit_at(stream, second.end)
    if second.share and first.share:
        upper = Unit("share", 1.0, second.end)
    if has_unit and upper.name.split("/")[0] not in ("", lower.name):
        return None
    low = lower_value(stream, first._replace(end=own), second)
    low *= lower.factor / upper.factor if has_unit else 1.0
    if low >= second.value or second.share != first.share:
        return None
    return Read(low, second.value, upper, first.vague)


def _is_range_link(
    stream: list[Token], start: int, own: int, second: Numeral, has_unit: bool
) -> bool:
    """Tell a range from "from 14% to 8%", "3 and 4" and "10 - 20 = -10"."""
    before = [at(stream, start - step).low for step in (1, 2)]
    match at(stream, own).low:
        case "and":
            return "between" in before
        case "to":
            return not (has_unit and before[0] == "from")
        case _:
            after = at(stream, second.end).low
            if after == ")" and at(stream, second.end + 1).low in ("/", "x", "*", "^"):
                return False
            return joined(stream, own) or after not in ("=", "is", "x", "/", "*")


def _ratio(stream: list[Token], start: int, first: Numeral) -> Read | None:
    """Read "18:1", "18 to 1", "a ratio of 1 to 18"."""
    link, index = at(stream, first.end).low, first.end + 1
    if link == ":" and not (joined(stream, first.end) and joined(stream, index)):
        return None
    if link == "-" and at(stream, index).low == "to":
        link, index = "to", index + 1 + (at(stream, index + 1).low == "-")
    if link not in (":", "to"):
        return None
    second = numeral_at(stream, index)
    if second is None or second.value <= 0 or second.share:
        return None
    named = any(at(stream, start - step).low in ("ratio", "odds") for step in range(1, 10))
    if link == "to" and not named:
        timed = unit_at(stream, second.end).name in ("share", "second")
        if second.value != 1 or first.value <= 1 or timed:
            return None
    ratio = first.value / second.value
    return Read(ratio, ratio, Unit("ratio", 1.0, second.end))


def _in_many(stream: list[Token], first: Numeral) -> Read | None:
    """Read "1 in 850", "nine out of ten", "one call in eighteen"."""
    end, last = first.end, first.end + 3 * (first.value == 1)
    while end < last and at(stream, end).kind == "word" and at(stream, end).low not in STOP:
        end += 1
    end += at(stream, end).low == "-"
    link, after = at(stream, end).low, at(stream, end + 1).low
    if (link, after) == ("out", "of") or (link == "of" and after in _EACH):
        end += 1
    elif link != "in":
        return None
    end += 1 + (at(stream, end + 1).low in (*_EACH, "a", "-"))
    end += at(stream, end).low in ("about", "roughly", "around", "-")
    many = numeral_at(stream, end) if skip_at(stream, end) == end else None
    if many is None or not _is_share(stream, link, first, many):
        return None
    share = first.value / many.value
    return Read(share, share, Unit("share", 1.0, many.end), first.vague)


def _is_share(stream: list[Token], link: str, first: Numeral, many: Numeral) -> bool:
    if many.share or many.times or not 0 < first.value <= many.value:
        return False
    if unit_at(stream, many.end).name.split("/")[0] in ("second", "share"):
        return False
    if first.value % 1 and many.value not in (100, 1e3, 1e4, 1e5, 1e6, 1e9):
        return False
    return many.value >= 2 and not (link == "out" and many.value > 1000 and first.value > 20)


def _for_each(stream: list[Token], start: int, first: Numeral) -> Read | None:
    """Read "eighteen wrong calls for each right one", "for every victim we bother 18 others"."""
    window = [token.low for token in stream[max(0, start - 8) : first.end + 9]]
    if not any(word in (*_EACH, "one") for word in window) or first.share or first.times:
        return None
    unit = unit_at(stream, first.end)
    if unit.name.split("/")[0] in _NO_COUNT:
        return None
    if _led(stream, start) and unit.end > first.end:
        return Read(first.value, first.value, unit._replace(name="ratio"))
    end = _followed(stream, first.end)
    return Read(first.value, first.value, Unit("ratio", 1.0, end)) if end else None


def _led(stream: list[Token], start: int) -> bool:
    """Tell whether "for every real victim we bother" leads up to a number."""
    for lead in range(max(0, start - 8), start - 2):
        if stream[lead].low in _TOWARDS and stream[lead + 1].low in _EACH:
            return not any(numeral_at(stream, index) for index in range(max(0, start - 8), lead))
    return False


def _followed(stream: list[Token], end: int) -> int:
    """Return the index after "wrong calls for each", 0 if that does not follow."""
    first = end
    while (
        end < first + 6 and at(stream, end).kind == "word" and at(stream, end).low not in _TOWARDS
    ):
        end += 1
    link, each = at(stream, end).low, at(stream, end + 1).low
    counted = each in _EACH or (each == "one" and link != "for")
    if link not in _TOWARDS or not counted or end == first or at(stream, end + 2).low in TIMES:
        return 0
    return min(end + 2, len(stream))
