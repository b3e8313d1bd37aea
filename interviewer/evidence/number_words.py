"""Reads a numeral, in digits or in English words, from a list of tokens.

An own small parser instead of `text2num` 3.1: that one loses where a number stood, leaves
fractions, "a dozen", "a couple of" and "nine in ten" alone, and turns "two point five million" into
"2.5 1000000". It knows nothing of units.
"""

from __future__ import annotations

from typing import NamedTuple

from interviewer.evidence.lexer import Token, at, joined
from interviewer.evidence.tables import values, words

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen""".split()
SMALL = {word: float(value) for value, word in enumerate(_ONES)} | {"nought": 0.0}
TENS = values(
    """twenty 20 thirty 30 forty 40 fourty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90"""
)
SCALES = values(
    """thousand 1e3 million 1e6 billion 1e9 trillion 1e12 lakh 1e5 crore 1e7 grand 1e3"""
)
_PLURAL_SCALES = {"millions": 1e6, "billions": 1e9}
_LETTERS = values("k 1000 m 1e6 mn 1e6 mm 1e6 mio 1e6 mil 1e6 bn 1e9 b 1e9 tn 1e12")
_CAPITALS = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_PARTS = values(
    """half 2 third 3 quarter 4 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 twelfth
    12 twentieth 20 hundredth 100 thousandth 1000 millionth 1e6"""
)
_PLURAL_PARTS = {part + "s": value for part, value in _PARTS.items()} | {"halves": 2.0}
_AFTER_PART = words(
    """- of are is was were as less more fewer off and or to go goes in at for that which so the our
    their stop will would"""
)
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_DETERMINERS = words(
    """the this that which each every no any some another right wrong such only good bad new first
    last next real true false big either neither second other same old better worse genuine
    correct day"""
)
_AFTER_PRONOUN = words(
    """- of is was that who which and or can could would will has should to on by at with from as
    but another day thing way does did might may must needs gets the a i we you it when option idea
    reason problem more if be are gives for side hand"""
)


class Numeral(NamedTuple):
    """A number that was read; `share`: "two thirds", `times`: "twice", `end`: a token index."""

    value: float
    end: int
    vague: bool = False
    share: bool = False
    times: bool = False


def numeral_at(stream: list[Token], index: int) -> Numeral | None:
    """Return the numeral that starts at a token, or None; dates and labels are not told apart."""
    token = at(stream, index)
    if token.kind == "number":
        return _digits(stream, index)
    if token.kind == "fraction":
        return _scaled(stream, token.value, index + 1)._replace(share=True)
    return _words(stream, index) if token.kind == "word" else None


def _digits(stream: list[Token], index: int) -> Numeral | None:
    value, end = stream[index].value, index + 1
    if at(stream, end).low == "x" and at(stream, end + 1).text == "10":
        power = _power(stream, end + 2)
        if power is not None:
            return _finite(value, 10.0, power[0], power[1])
    power = _power(stream, end)
    if power is not None:
        return _finite(1.0, value, power[0], power[1])
    if at(stream, end).kind == "fraction" and joined(stream, end):
        return _scaled(stream, value + at(stream, end).value, end + 1)
    if (
        at(stream, end).text == "/"
        and joined(stream, end)
        and _little(at(stream, end + 1))
        and _little(stream[index])
    ):
        part = stream[end + 1].value
        if 0 < value < part <= 20 and at(stream, end + 2).low == "of":
            return Numeral(value / part, end + 2, share=True)
    return _scaled(stream, value, end)


def _little(token: Token) -> bool:
    return token.kind == "number" and token.text.isdigit() and len(token.text) <= 2


def _power(stream: list[Token], index: int) -> tuple[float, int] | None:
    token = at(stream, index)
    if token.kind == "power" and joined(stream, index):
        return token.value, index + 1
    if token.text not in ("^", "**"):
        return None
    negative = at(stream, index + 1).low == "-"
    exponent = at(stream, index + 1 + negative)
    if exponent.kind != "number" or exponent.value > 300:
        return None
    return (-exponent.value if negative else exponent.value), index + 2 + negative


def _finite(mantissa: float, base: float, exponent: float, end: int) -> Numeral | None:
    try:
        return Numeral(mantissa * base**exponent, end)
    except (OverflowError, ZeroDivisionError):
        return None


def _scale(stream: list[Token], index: int) -> tuple[float, int] | None:
    """The multiplier that follows a number: "k", " M", " million", "-million", " hundred"."""
    token = at(stream, index)
    if token.kind == "word" and joined(stream, index) and token.low in _LETTERS:
        return _LETTERS[token.low], index + 1
    if token.text in _CAPITALS and (joined(stream, index) or token.text in "MK"):
        return _CAPITALS[token.text], index + 1
    if token.low == "-" and joined(stream, index) and at(stream, index + 1).low in SCALES:
        index, token = index + 1, stream[index + 1]
    known = SCALES | _PLURAL_SCALES | {"hundred": 100.0, "dozen": 12.0}
    return (known[token.low], index + 1) if token.low in known else None


def _scaled(stream: list[Token], value: float, end: int, vague: bool = False) -> Numeral:
    """Apply "and a half" and any number of multipliers ("two hundred thousand")."""
    added = _and_part(stream, end)
    if added is not None:
        value, end = value + added[0], added[1]
    for _ in range(2):
        scale = _scale(stream, end)
        if scale is None:
            break
        value, end = value * scale[0], scale[1]
        added = _and_part(stream, end)
        if added is not None and scale[0] >= 1e3:
            value, end = value + added[0] * scale[0], added[1]
    return Numeral(value, end, vague)


def _and_part(stream: list[Token], index: int) -> tuple[float, int] | None:
    if at(stream, index).low == "and" and at(stream, index + 1).low in ("a", "one", "three"):
        part = _PARTS.get(at(stream, index + 2).low) or _PLURAL_PARTS.get(at(stream, index + 2).low)
        if part in (2.0, 3.0, 4.0) and at(stream, index + 3).low != "of":
            return (3.0 if at(stream, index + 1).low == "three" else 1.0) / part, index + 3
    return None


def _words(stream: list[Token], index: int) -> Numeral | None:
    word = stream[index].low
    if word in _TIMES:
        return (
            None
            if word == "once" and at(stream, index + 1).low not in _A
            else Numeral(_TIMES[word], index + 1, times=True)
        )
    if word == "half":
        return _half(stream, index)
    if word in ("a", "an", "couple"):
        return _article(stream, index)
    if word in ("hundred", "thousand") and at(stream, index - 1).low in ("per", "every", "each"):
        return None
    if word == "one" and _is_pronoun(stream, index):
        return None
    plain = _cardinal(stream, index)
    if plain is None:
        return None
    part = _part(stream, plain.end, plain.value)
    return part or _scaled(stream, plain.value, plain.end)


_A = {"a", "an", "per", "each", "every"}


def _half(stream: list[Token], index: int) -> Numeral | None:
    before, after = at(stream, index - 1).low, at(stream, index + 1).low
    if before in ("first", "second", "other", "latter") or (
        after == "-" and joined(stream, index + 1)
    ):
        return None
    if after in ("a", "an"):
        rest = _scaled(stream, 0.5, index + 2)
        return rest
    if after in SCALES:
        return _scaled(stream, 0.5, index + 1)
    return Numeral(0.5, index + 1, share=True)


def _article(stream: list[Token], index: int) -> Numeral | None:
    """Read "a hundred", "a dozen", "a couple of thousand", "a third of"."""
    start = index + (stream[index].low != "couple")
    word = at(stream, start).low
    if word == "couple":
        end = start + 1 + (at(stream, start + 1).low == "of")
        return _scaled(stream, 2.0, end, vague=True) if start > index else None
    if word == "half" and at(stream, start + 1).low in SCALES:
        return _scaled(stream, 0.5, start + 1)
    if word == "dozen":
        return _scaled(stream, 1.0, start)
    if word == "hundred" or word in SCALES:
        found = _cardinal(stream, start, 1.0)
        return _scaled(stream, found.value, found.end) if found else None
    if (word in _PARTS and at(stream, start + 1).low in _AFTER_PART) or (
        word in _PARTS and _closed(stream, start + 1)
    ):
        return (
            Numeral(1 / _PARTS[word], start + 1, share=True)
            if word != "quarter" or _of(stream, start + 1)
            else None
        )
    return None


def _closed(stream: list[Token], index: int) -> bool:
    return at(stream, index).kind in ("sign", "line")


def _of(stream: list[Token], index: int) -> bool:
    return at(stream, index).low == "of"


def _is_pronoun(stream: list[Token], index: int) -> bool:
    """Tell "the right one" and "one of them" from "one in ten", "one minute", "one right call"."""
    before, after, later = (at(stream, index + step).low for step in (-1, 1, 2))
    if after in ("in", "out", "per", "hundred", "point", "to") or after in SCALES:
        return before in ("no", "any", "some") or (after == "in" and before in _DETERMINERS)
    if after == "of" and later in ("every", "each"):
        return False
    if after in _PARTS or (at(stream, index + 2).low in _PARTS and after == "-"):
        return False
    if at(stream, index + 1).kind != "word" and after not in ("-", "%"):
        return before not in ("to", "x", "*", "+", "/", "=", ":", "times", "per", "than")
    return before in _DETERMINERS or after in _AFTER_PRONOUN


def _part(stream: list[Token], index: int, count: float) -> Numeral | None:
    """Read "two thirds", "three-quarters", "one tenth"."""
    if at(stream, index).low == "-" and joined(stream, index):
        index += 1
    word = at(stream, index).low
    part = _PLURAL_PARTS.get(word) or (_PARTS.get(word) if count == 1 else None)
    if part is None or (word in ("second", "seconds")) or count > 100:
        return None
    return Numeral(count / part, index + 1, share=True)


def _cardinal(stream: list[Token], index: int, start: float | None = None) -> Numeral | None:
    """A whole number in words, with "point"; `start` is the 1 of "a hundred"."""
    total, current, last, end = 0.0, start or 0.0, "one" if start is not None else "", index
    while end < len(stream):
        step = end + (last != "" and stream[end].low == "-" and joined(stream, end))
        word = at(stream, step).low
        if word in SMALL and SMALL[word] < 10 and last in ("", "tens", "hundred", "scale"):
            current, last = current + SMALL[word], "one"
        elif word in SMALL and last in ("", "hundred", "scale"):
            current, last = current + SMALL[word], "teen"
        elif word in TENS and last in ("", "hundred", "scale"):
            current, last = current + TENS[word], "tens"
        elif word == "hundred" and last in ("one", "teen", "tens"):
            current, last = current * 100, "hundred"
        elif word in SCALES and last not in ("", "scale"):
            total, current, last = total + current * SCALES[word], 0.0, "scale"
        elif word == "and" and last in ("hundred", "scale"):
            rest = _cardinal(stream, step + 1)
            if (
                rest is None
                or rest.value >= 100
                or (at(stream, step + 1).low == "one" and _is_pronoun(stream, step + 1))
            ):
                break
            current, last, end = current + rest.value, "tens and ones", rest.end
            continue
        elif word == "point" and last in ("one", "teen", "tens"):
            return _decimals(stream, step + 1, total + current) or Numeral(total + current, end)
        else:
            break
        end = step + 1
    return Numeral(total + current, end) if last and end > index else None


def _decimals(stream: list[Token], index: int, whole: float) -> Numeral | None:
    digits, end = "", index
    while at(stream, end).low in SMALL and SMALL[stream[end].low] < 10:
        digits, end = digits + str(int(SMALL[stream[end].low])), end + 1
    return Numeral(whole + float(f"0.{digits}"), end) if digits and len(digits) < 12 else None
