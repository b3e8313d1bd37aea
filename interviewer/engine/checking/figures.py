"""Numbers: none may be said that was not told, in a unit that was not told.

It reads with `evidence.quantities` and looks, beside that, at every digit that is no quantity: a
date, a label, a time of day. It knows no meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from interviewer.engine.checking.refusal import Refusal, shown
from interviewer.evidence.lexer import tokens
from interviewer.evidence.quantities import find
from interviewer.evidence.quantity import Quantity, close, converted, kind, period

EXACT = 0.01
ROUNDED = 0.05
"""How far a rounded number may lie from what was told, as a share; `ROUNDED` after "about"."""
FREE = 10
"""Bare numbers below are free: "two of them"."""
COUNTED = 4
"""Below this a number with a noun is free as well: "two customers", "three things"."""
_ANYTHING = frozenset("person time thing one number other way case question point step".split())
_SO_OFTEN = frozenset({"once", "twice", "thrice"})
_TWICE = re.compile(r"\b(?:twice|thrice) (?:as|the)\b", re.IGNORECASE)
_VAGUE = re.compile(r"\b(dozens|hundreds|thousands|millions|billions)\b", re.IGNORECASE)
_SPANS = {
    "dozens": (12, 300),
    "hundreds": (100, 10_000),
    "thousands": (1_000, 1_000_000),
    "millions": (1e6, 1e9),
    "billions": (1e9, 1e12),
}
_MULTIPLES = re.compile(
    r"\b(?:doubl(?:e[sd]?|ing)(?!-?\s?(?:check|count))|tripl(?:e[sd]?|ing)|quadrupl\w+|"
    r"halv(?:e[sd]?|ing)|"
    r"(?:two|three|four|five|six|ten|twenty|hundred)-?fold|orders? of magnitude)\b",
    re.IGNORECASE,
)


_HALF = tuple(find("half of them"))
"""What a median implies."""


@dataclass(frozen=True)
class Figures:
    """The numbers of a text: quantities, what they imply, digits that are none; `low`: the text."""

    quantities: tuple[Quantity, ...]
    implied: tuple[Quantity, ...]
    digits: tuple[float, ...]
    low: str


def western(text: str) -> str:
    """Return text whose digits, of whatever script or font, are 0-9."""
    if text.isascii():
        return text
    digits = {char: str(unicodedata.digit(char, "")) for char in set(text) if not char.isascii()}
    for char, digit in digits.items():
        if digit and char not in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            text = text.replace(char, digit)
    return text


@lru_cache(maxsize=512)
def figures(text: str) -> Figures:
    """Return the numbers of a text."""
    text = western(text)
    quantities = tuple(end for quantity in find(text) for end in _ends(_aged(quantity, text)))
    implied = _HALF if re.search(r"\bmedian\b", text, re.IGNORECASE) else ()
    covered = [(quantity.start, quantity.end) for quantity in find(text)]
    loose = (
        token
        for token in tokens(text)
        if token.kind in ("number", "fraction")
        and not any(start <= token.start < end for start, end in covered)
    )
    return Figures(quantities, implied, tuple(token.value for token in loose), text.lower())


def _aged(quantity: Quantity, text: str) -> Quantity:
    """Return an age, "a 76-year-old", as the bare number that it is."""
    if quantity.unit == "second" and re.match(r"[- ]old\b", text[quantity.end :]):
        return replace(
            quantity, unit="", value=quantity.written, low=quantity.written, high=quantity.written
        )
    return quantity


def _ends(quantity: Quantity) -> Iterable[Quantity]:
    """Yield a range as its two ends, anything else as it is."""
    if quantity.low == quantity.high:
        yield quantity
        return
    factor = quantity.written / quantity.value if quantity.value else 1.0
    for end in (quantity.low, quantity.high):
        yield replace(quantity, value=end, low=end, high=end, written=end * factor)


class Told:
    """The numbers that may be used."""

    def __init__(self, texts: Sequence[str]) -> None:
        sources = [figures(text) for text in texts]
        self._told = [
            (quantity, source)
            for source in sources
            for quantity in (*source.quantities, *source.implied)
        ]
        self._digits = {value for source in sources for value in source.digits}
        self._digits |= {quantity.written for quantity, _ in self._told}
        self._nouns = {_noun(quantity.unit) for quantity, _ in self._told} - {""} - _ANYTHING
        self._low = "\n".join(source.low for source in sources)

    def refuses(self, sentence: str) -> Refusal | None:
        """Return why a sentence is refused for a number, or None."""
        said = figures(sentence)
        for quantity in said.quantities:
            if not self._knows(quantity):
                return _never(shown(quantity.text))
        for value in said.digits:
            if value >= FREE and not any(close(value, known, 1e-9) for known in self._digits):
                return _never(f"{value:g}")
        return self._vague(sentence)

    def tells(self, wanted: Quantity) -> bool:
        """Tell whether a quantity is among these numbers, if only as a bare number."""
        return any(
            _same(wanted, known) or (known.unit == "" and close(known.value, wanted.written, EXACT))
            for known, _ in self._told
        )

    def _knows(self, said: Quantity) -> bool:
        nearest = [(known, source) for known, source in self._told if _same(said, known)]
        if any(self._fits(said, known, source) for known, source in nearest):
            return True
        return self._is_free(said)

    def _fits(self, said: Quantity, known: Quantity, source: Figures) -> bool:
        """Tell whether two equal numbers are of the same thing, a month or a week apart."""
        rate = period(said.unit)
        if rate and not period(known.unit) and rate not in source.low:
            return False
        noun, other = _noun(said.unit), _noun(known.unit)
        return not noun or not other or noun == other or noun not in self._nouns

    def _is_free(self, said: Quantity) -> bool:
        if kind(said.unit) == "ratio" and (said.value == 1 or said.text.lower() in _SO_OFTEN):
            return True
        if kind(said.unit) or said.value >= FREE or said.value != int(said.value):
            return False
        noun = _noun(said.unit)
        if not noun:
            return said.value >= 0
        small = {known.value for known, _ in self._told if _noun(known.unit) == noun} - {1.0}
        if said.value != 1 and any(1 < value < FREE for value in small):
            return False
        return 0 <= said.value < COUNTED or noun in _ANYTHING

    def _vague(self, sentence: str) -> Refusal | None:
        """Refuse "thousands" and "doubled" where nothing of that order was told."""
        for match in _VAGUE.finditer(sentence):
            low, high = _SPANS[match.group().lower()]
            known = any(low <= quantity.value < high for quantity, _ in self._told)
            if not known and match.group().lower() not in self._low:
                return _never(match.group())
        if (often := _TWICE.search(sentence)) and often.group().lower() not in self._low:
            return _never(often.group())
        for match in _MULTIPLES.finditer(sentence):
            if match.group().lower()[:5] not in self._low:
                return _never(match.group())
        return None


def _never(number: str) -> Refusal:
    return Refusal("number", f"the number {number} was never told")


def _noun(unit: str) -> str:
    """Return the noun that is counted; empty for a measure."""
    return "" if kind(unit) else unit.split("/")[0]


def _same(said: Quantity, known: Quantity) -> bool:
    """Tell whether a number that is said is one that was told, or rounded from it."""
    if said.unit == "":
        plain = () if kind(known.unit) else (known.value,)
        return any(_rounds(said, value, said.value) for value in (known.written, *plain))
    if kind(said.unit) != kind(known.unit):
        return False
    value = converted(known, said.unit)
    return value is not None and _rounds(said, value, said.value)


def _rounds(said: Quantity, known: float, value: float) -> bool:
    """Tell whether a value is the known one, or that one rounded as far as it is written."""
    if close(value, known, 1e-6):
        return True
    if not close(value, known, ROUNDED if said.approximate else EXACT) or not said.value:
        return False
    scale = said.written / said.value
    return close(float(f"{known * scale:.{_digits(said.written)}g}"), said.written, 1e-6)


def _digits(written: float) -> int:
    """Return the significant digits of a number as it is written: 2 of 9900, 3 of 99.4."""
    return max(1, len(f"{written:.12g}".replace(".", "").replace("-", "").strip("0")))
