"""Finds the quantities in what people type in interviews.

"about 37k calls a month", "£2-4k", "one in twenty", "eighteen wrong calls for each right one". List
numbers, versions, dates, times of day and "the right one" are left alone. It knows nothing of
arithmetic.
"""

from __future__ import annotations

from typing import NamedTuple

from interviewer.evidence.lexer import Token, at, joined, tokens
from interviewer.evidence.number_words import Numeral, numeral_at
from interviewer.evidence.quantity import Quantity, same, within
from interviewer.evidence.skips import skip_at
from interviewer.evidence.units import CURRENCY_SIGNS, STOP, TIMES, Unit, unit_at

__all__ = ["Quantity", "find", "same", "within"]

_CODES = {"gbp": "GBP", "usd": "USD", "eur": "EUR", "us$": "USD"}
_ABOUT = {
    "about",
    "roughly",
    "around",
    "approximately",
    "approx",
    "~",
    "circa",
    "ca",
    "nearly",
    "almost",
    "maybe",
    "say",
}
_ABOUT |= {
    "perhaps",
    "over",
    "under",
    "some",
    "ballpark",
    "probably",
    "towards",
    "above",
    "below",
    "approaching",
}
_PAIRS = {
    "close to",
    "more than",
    "less than",
    "at least",
    "at most",
    "up to",
    "fewer than",
    "order of",
    "shy of",
    "near enough",
}
_AFTER = {"ish", "thereabouts"}
_QUIET = {"a", "the", "only", "just", "another", "of", "an"}


class _Read(NamedTuple):
    """Two written ends with their unit, and the index of the token that follows."""

    low: float
    high: float
    unit: Unit
    vague: bool = False


def find(text: str) -> list[Quantity]:
    """Return the quantities in a text, in order and without overlaps; never raises."""
    stream, found, index = tokens(text), list[Quantity](), 0
    while index < len(stream):
        skipped = skip_at(stream, index)
        read = _read_at(stream, index) if skipped == index else None
        if read is None or read.unit.end <= index:
            index = max(skipped, index + 1)
            continue
        found.append(_quantity(text, stream, index, read))
        index = read.unit.end
    return found


def _quantity(text: str, stream: list[Token], index: int, read: _Read) -> Quantity:
    end = read.unit.end
    vague = read.vague or _approximate(stream, index, end)
    start, stop, factor = stream[index].start, stream[end - 1].end, read.unit.factor
    middle = (read.low + read.high) / 2
    return Quantity(
        middle * factor,
        read.unit.name,
        read.low * factor,
        read.high * factor,
        vague,
        start,
        stop,
        text[start:stop],
        middle,
    )


def _approximate(stream: list[Token], start: int, end: int) -> bool:
    back = start - 1
    while at(stream, back).low in _QUIET and back > start - 3:
        back -= 1
    before, pair = at(stream, back).low, f"{at(stream, start - 2).low} {at(stream, start - 1).low}"
    if before in _ABOUT or at(stream, start - 1).low in _ABOUT or pair in _PAIRS:
        return True
    inner = any(token.low in _AFTER for token in stream[start:end])
    after = [at(stream, end + step).low for step in range(4)]
    tail = (
        after[:2] == ["or", "so"]
        or after[:3] == ["give", "or", "take"]
        or after[:2] == ["or", "thereabouts"]
    )
    return inner or tail or after[0] in _AFTER or (after[0] == "-" and after[1] in _AFTER)


def _read_at(stream: list[Token], index: int) -> _Read | None:
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
        unit = unit_at(stream, first.end)
        return _Read(-first.value, -first.value, unit, first.vague)
    for rule in (_ratio, _in_many, _range, _for_each):
        read = rule(stream, start, first)
        if read is not None:
            return read
    return _simple(stream, first)


def _leads(stream: list[Token], index: int) -> bool:
    """Tell whether a minus sign belongs to the number after it, and to nothing before it."""
    before = at(stream, index - 1)
    if (
        not joined(stream, index + 1)
        or (joined(stream, index)
        and before.text not in ("(", "^", "="))
    ):
        return False
    return before.kind not in ("number", "power", "fraction") and before.text not in (")", "%")


def _simple(stream: list[Token], first: Numeral) -> _Read:
    if first.times:
        unit = unit_at(stream, first.end)
        name = f"time{unit.name}" if unit.name.startswith("/") else "ratio"
        return _Read(
            first.value,
            first.value,
            Unit(name, 1.0, unit.end if name != "ratio" else first.end),
            first.vague,
        )
    if first.share:
        timed = (
            at(stream, first.end).low in ("an", "a", "the")
            and at(stream, first.end + 1).low in TIMES
        )
        return (
            _Read(first.value, first.value, Unit("share", 1.0, first.end))
            if not timed
            else _time(stream, first)
        )
    ish = at(stream, first.end).low == "ish" or (
        at(stream, first.end).low == "-" and at(stream, first.end + 1).low == "ish"
    )
    skip = (1 + (at(stream, first.end).low == "-")) if ish else 0
    if at(stream, first.end).low == "grand" or at(stream, first.end - 1).low == "grand":
        return _Read(first.value, first.value, Unit("GBP", 1.0, first.end), first.vague)
    return _Read(first.value, first.value, unit_at(stream, first.end + skip), first.vague or ish)


def _time(stream: list[Token], first: Numeral) -> _Read:
    return _Read(first.value, first.value, unit_at(stream, first.end + 1))


def _money(stream: list[Token], first: Numeral, money: str, sign: float) -> _Read:
    second = _second(stream, first)
    if second is not None:
        low, scale_free = _shared_scale(stream, first, second)
        if low < second.value:
            return _Read(
                sign * low, sign * second.value, unit_at(stream, second.end, money), scale_free
            )
    return _Read(
        sign * first.value, sign * first.value, unit_at(stream, first.end, money), first.vague
    )


def _second(stream: list[Token], first: Numeral) -> Numeral | None:
    """The upper end of a range: "-7", "to 7", "and 20" after "between"."""
    link = at(stream, first.end).low
    hyphen = link == "-"
    if not hyphen and link not in ("to", "and", "or"):
        return None
    start = first.end + 1
    start += at(stream, start).text in CURRENCY_SIGNS
    second = numeral_at(stream, start)
    return None if second is None or second.times or second.vague else second


def _shared_scale(stream: list[Token], first: Numeral, second: Numeral) -> tuple[float, bool]:
    """Give "2" in "2-4k" the multiplier of the upper end."""
    last = at(stream, second.end - 1)
    plain = at(stream, first.end - 1)
    scaled = (
        last.kind == "word"
        and plain.kind == "number"
        and second.value >= 1000
        and first.value < 1000
    )
    upper = next((t.value for t in reversed(stream[: second.end]) if t.kind == "number"), 0.0)
    if scaled and upper and first.value < upper:
        return first.value * second.value / upper, False
    return first.value, False


def _range(stream: list[Token], start: int, first: Numeral) -> _Read | None:
    between = any(at(stream, start - step).low == "between" for step in (1, 2))
    first_unit = unit_at(stream, first.end)
    own = (
        first_unit.end
        if first_unit.name in ("share", "second", "byte") and "/" not in first_unit.name
        else first.end
    )
    second = _second(stream, first._replace(end=own))
    if second is None or (
        at(stream, own).low in ("and", "or") and not (between and at(stream, own).low == "and")
    ):
        return None
    if (
        at(stream, own).low == "to"
        and at(stream, start - 1).low in ("from", "ratio")
        and own > first.end
    ):
        return None
    if (
        at(stream, own).low == "-"
        and not joined(stream, own)
        and at(stream, second.end).low in ("=", "is", "x", "/")
    ):
        return None
    low, _ = _shared_scale(stream, first._replace(end=own), second)
    unit = (
        Unit("share", 1.0, second.end)
        if second.share and first.share
        else unit_at(stream, second.end)
    )
    factor = first_unit.factor if own > first.end else unit.factor
    if unit.name.split("/")[0] not in ("", first_unit.name) and own > first.end:
        return None
    if low * factor >= second.value * unit.factor or second.share != first.share:
        return None
    return _Read(low * factor / unit.factor, second.value, unit, first.vague)


def _ratio(stream: list[Token], start: int, first: Numeral) -> _Read | None:
    """ "18:1", "18 to 1", "a ratio of 1 to 18"."""
    link = at(stream, first.end).low
    if (
        link not in (":", "to", "-")
        or (link == ":"
        and not (joined(stream, first.end) and joined(stream, first.end + 1)))
    ):
        return None
    start_second = first.end + 1
    if link == "-":
        if at(stream, start_second).low != "to":
            return None
        start_second += 2 if at(stream, start_second + 1).low == "-" else 1
    second = numeral_at(stream, start_second)
    if second is None or second.value <= 0 or second.share:
        return None
    named = any(at(stream, start - step).low in ("ratio", "odds") for step in (1, 2, 3))
    if link != ":" and second.value != 1 and not named:
        return None
    if (
        link == "to"
        and not named
        and (first.value <= 1 or unit_at(stream, second.end).name in ("share", "second"))
    ):
        return None
    return _Read(
        first.value / second.value, first.value / second.value, Unit("ratio", 1.0, second.end)
    )


def _in_many(stream: list[Token], start: int, first: Numeral) -> _Read | None:
    """ "1 in 850", "nine out of ten", "one call in eighteen", "1-in-N"."""
    end, words = first.end, 0
    while (
        first.value == 1
        and at(stream, end).kind == "word"
        and at(stream, end).low not in STOP
        and words < 3
    ):
        end, words = end + 1, words + 1
    hyphen = at(stream, end).low == "-"
    end += hyphen
    link, after = at(stream, end).low, at(stream, end + 1).low
    if (link == "out" and after == "of") or (link == "of" and after in ("every", "each")):
        end += 1
    elif link != "in":
        return None
    end += 1 + (at(stream, end + 1).low in ("every", "each", "a", "-"))
    end += at(stream, end).low in ("about", "roughly", "around", "-")
    many = numeral_at(stream, end) if skip_at(stream, end) == end else None
    if (
        many is None
        or many.share
        or many.times
        or not 0 < first.value <= many.value
        or many.value < 2
    ):
        return None
    if first.value % 1 or unit_at(stream, many.end).name.split("/")[0] in ("second", "share"):
        return None
    if link == "out" and many.value > 1000 and first.value > 20:
        return None
    share = first.value / many.value
    return _Read(share, share, Unit("share", 1.0, many.end), first.vague)


def _for_each(stream: list[Token], start: int, first: Numeral) -> _Read | None:
    """ "eighteen wrong calls for each right one", "for every real victim we bother 18 innocent people"."""
    unit = unit_at(stream, first.end)
    if (
        unit.name.split("/")[0]
        in ("share", "second", "GBP", "USD", "EUR", "byte", "token", "ratio")
        or first.share
        or first.times
    ):
        return None
    lead = [token.low for token in stream[max(0, start - 8) : start]]
    for step, word in enumerate(lead[:-1]):
        if (
            word in ("for", "to", "against")
            and lead[step + 1] in ("every", "each")
            and len(lead) - step >= 3
        ):
            told = any(numeral_at(stream, start - len(lead) + back) for back in range(step))
            return (
                None
                if told or unit.end == first.end
                else _Read(first.value, first.value, Unit("ratio", 1.0, unit.end))
            )
    end = first.end
    while (
        end < first.end + 6
        and at(stream, end).kind == "word"
        and at(stream, end).low not in ("for", "to", "against")
    ):
        end += 1
    each = at(stream, end + 1).low in ("each", "every") or (
        at(stream, end + 1).low == "one" and at(stream, end).low != "for"
    )
    if (
        at(stream, end).low not in ("for", "to", "against")
        or not each
        or end == first.end
        or at(stream, end + 2).low in TIMES
    ):
        return None
    return _Read(first.value, first.value, Unit("ratio", 1.0, min(end + 2, len(stream))))
