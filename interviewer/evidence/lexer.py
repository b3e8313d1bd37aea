"""Cuts text into numbers, words and signs, with their places.

One linear regular expression and nothing nested, so no text can make it slow. It knows nothing of
what a number means.
"""

from __future__ import annotations

import math
import re
from typing import Literal, NamedTuple

Kind = Literal["number", "word", "power", "fraction", "line", "sign"]

FRACTIONS = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅛": 1 / 8,
    "⅒": 1 / 10,
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_LONGEST = 40
_TOKEN = re.compile(
    r"""
    (?P<number>
        (?:
            [0-9]{1,3}(?P<sep>[,_'\ \u00a0\u2009\u202f])[0-9]{3}(?:(?P=sep)[0-9]{3})*(?![0-9])
            |[0-9]+
        )
        (?:\.[0-9]+)?
        (?:[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z]))?
        |\.[0-9]+
    )
    |(?P<word>[A-Za-zµμÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]{1,3}(?![A-Za-z]))?)
    |(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})
    |(?P<fraction>[½⅓⅔¼¾⅕⅛⅒])
    |(?P<line>\n)
    |(?P<sign>\*\*|[^\s])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of text; `low` is its lower case, `value` what a number, power or fraction is."""

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    value: float = 0.0


END = Token("sign", "", "", -1, -1)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text in order; white space other than line ends is dropped."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def at(stream: list[Token], index: int) -> Token:
    """Return the token at an index, or `END` outside the list."""
    return stream[index] if 0 <= index < len(stream) else END


def joined(stream: list[Token], index: int) -> bool:
    """Tell whether a token touches the one before it."""
    return 0 < index < len(stream) and stream[index].start == stream[index - 1].end


def _token(match: re.Match[str]) -> Token:
    text, start, end = match.group(), match.start(), match.end()
    match match.lastgroup:
        case "number" | "sep":
            return _number(text, start, end)
        case "word":
            return Token("word", text, text.lower().replace("’", "'"), start, end)
        case "power":
            return Token("power", text, text, start, end, float(text.translate(_SUPERSCRIPTS)))
        case "fraction":
            return Token("fraction", text, text, start, end, FRACTIONS[text])
        case "line":
            return Token("line", text, text, start, end)
        case _:
            return Token("sign", text, _PLAIN_SIGNS.get(text, text), start, end)


_PLAIN_SIGNS = {
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "×": "x",
    "·": "x",
    "÷": "/",
    "≈": "~",
    "→": "=",
}


def _number(text: str, start: int, end: int) -> Token:
    if len(text) > _LONGEST:
        return Token("sign", text, "", start, end)
    value = float(re.sub(r"[,_'\s]", "", text))
    if not math.isfinite(value):
        return Token("sign", text, "", start, end)
    return Token("number", text, text, start, end, value)
