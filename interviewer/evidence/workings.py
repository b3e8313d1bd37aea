"""Cuts a sentence into the items of a working: quantities, operators, equals signs, other words.

"120 people times 3 tags gives 360" becomes q * q = q. It knows nothing of what is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from interviewer.evidence.lexer import Token, at, joined, tokens
from interviewer.evidence.quantity import Quantity
from interviewer.evidence.tables import words

Role = Literal[
    "q", "op", "open", "close", "fn", "of", "at", "eq", "soft", "word", "comma", "stop", "not"
]


@dataclass(frozen=True)
class Item:
    """One item; `sign` is the operator, the function or the word."""

    role: Role
    start: int
    end: int
    sign: str = ""
    quantity: Quantity | None = None


_SIGNS: dict[str, tuple[Role, str]] = {
    "+": ("op", "+"),
    "*": ("op", "*"),
    "/": ("op", "/"),
    "x": ("op", "*"),
}
_SIGNS |= {
    "^": ("op", "^"),
    "**": ("op", "^"),
    "-": ("op", "-"),
    "(": ("open", "("),
    ")": ("close", ")"),
}
_SIGNS |= {
    "[": ("open", "("),
    "]": ("close", ")"),
    "=": ("eq", "="),
    ",": ("comma", ","),
    ":": ("soft", ":"),
}
_SIGNS |= {
    "√": ("fn", "sqrt"),
    ";": ("stop", ";"),
    "?": ("stop", "?"),
    "!": ("stop", "!"),
    "~": ("soft", "~"),
}
_WORDS: dict[str, tuple[Role, str]] = {
    "times": ("op", "*"),
    "plus": ("op", "+"),
    "minus": ("op", "-"),
    "less": ("op", "-"),
}
_WORDS |= {word: ("fn", word) for word in ("sqrt", "ln", "log", "log2", "log10", "exp")}
_WORDS |= {
    word: ("eq", word)
    for word in "is are equals equal gives give makes make yields leaves leave means".split()
}
_WORDS |= {
    word: ("eq", word)
    for word in "takes take costs cost was were totals needs requires produces".split()
}
_WORDS |= {
    word: ("eq", word)
    for word in "that's it's be giving making leaving meaning becomes requiring".split()
}
_WORDS |= {word: ("soft", word) for word in ("so", "or", "hence", "therefore", "thus")}
_WORDS |= {
    word: ("not", word)
    for word in "not isn't aren't wasn't never doesn't don't cannot no were".split()
}
_WORDS |= {
    "double": ("op", "2*"),
    "triple": ("op", "3*"),
    "squared": ("op", "^2"),
    "cubed": ("op", "^3"),
}
_WORDS |= {
    "of": ("of", "of"),
    "among": ("of", "out of"),
    "at": ("at", "at"),
    "for": ("at", "for"),
    "over": ("at", "over"),
}
_PHRASES: list[tuple[tuple[str, ...], Role, str]] = [
    (("multiplied", "by"), "op", "*"),
    (("divided", "by"), "op", "/"),
    (("divided", "among"), "op", "/"),
    (("divided", "between"), "op", "/"),
    (("divided", "over"), "op", "/"),
    (("split", "across"), "op", "/"),
    (("split", "between"), "op", "/"),
    (("split", "among"), "op", "/"),
    (("split", "over"), "op", "/"),
    (("shared", "among"), "op", "/"),
    (("shared", "between"), "op", "/"),
    (("shared", "by"), "op", "/"),
    (("spread", "over"), "op", "/"),
    (("spread", "across"), "op", "/"),
    (("take", "away"), "op", "-"),
    (("to", "the", "power", "of"), "op", "^"),
    (("to", "the", "power"), "op", "^"),
    (("square", "root", "of"), "fn", "sqrt"),
    (("root", "of"), "fn", "sqrt"),
    (("out", "of"), "of", "out of"),
    (("i", ".", "e", "."), "eq", "i.e."),
    (("ie",), "eq", "i.e."),
    *[
        ((verb, link), "eq", verb)
        for verb in ("comes", "come", "works", "work", "amounts", "amount")
        for link in ("to", "out")
    ],
    *[
        ((verb, link), "eq", verb)
        for verb in ("coming", "working", "turns", "boils", "translates")
        for link in ("to", "out", "into")
    ],
    (("ends", "up"), "eq", "ends up"),
    (("add", "up", "to"), "eq", "add up to"),
    (("adds", "up", "to"), "eq", "adds up to"),
    (("results", "in"), "eq", "results in"),
    *[
        ((who, verb), "eq", "get")
        for who in ("you", "we", "i", "they")
        for verb in ("get", "have", "need", "end", "reach")
    ],
    (("gets", "us"), "eq", "get"),
    (("gets", "you"), "eq", "get"),
]
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], Role, str]]] = {}
for _phrase in sorted(_PHRASES, key=lambda entry: -len(entry[0])):
    _BY_FIRST.setdefault(_phrase[0][0], []).append(_phrase)
_VERBS = {"multiply": "*", "multiplying": "*", "divide": "/", "dividing": "/"}
_TAKES = words("subtract subtracting take taking deduct deducting remove removing")
_ADDS = {"add", "adding", "sum", "total"}


def items(text: str, quantities: list[Quantity]) -> list[Item]:
    """Return the items of a text, with prefix wordings ("subtract a from b") put in line."""
    stream = tokens(text)
    starts = {quantity.start: quantity for quantity in quantities}
    found: list[Item] = []
    index = 0
    while index < len(stream):
        token = stream[index]
        quantity = starts.get(token.start)
        if quantity is not None:
            found.append(Item("q", quantity.start, quantity.end, quantity.text, quantity))
            while index < len(stream) and stream[index].start < quantity.end:
                index += 1
            continue
        item, used = _item(stream, index)
        found.append(item)
        index += used
    return _in_line(found)


def _item(stream: list[Token], index: int) -> tuple[Item, int]:
    token = stream[index]
    for phrase, role, sign in _BY_FIRST.get(token.low, []):
        if all(at(stream, index + step).low == word for step, word in enumerate(phrase)):
            used = len(phrase)
            return Item(role, token.start, stream[index + used - 1].end, sign), used
    if token.kind == "line":
        return Item("stop", token.start, token.end, token.text), 1
    if token.text == ".":
        after = at(stream, index + 1)
        ends = after.start < 0 or after.start > token.end
        return Item("stop" if ends else "word", token.start, token.end, "."), 1
    if (
        token.low == "-"
        and at(stream, index - 1).kind == at(stream, index + 1).kind == "word"
        and joined(stream, index)
    ):
        return Item("word", token.start, token.end, "-"), 1
    if token.low in ("**", "^") and not joined(stream, index + 1):
        return Item("word", token.start, token.end, token.low), 1
    if token.low == "**" and at(stream, index - 1).kind not in ("number", "sign"):
        return Item("word", token.start, token.end, token.low), 1
    if token.low in _SIGNS and token.kind != "number":
        role, sign = _SIGNS[token.low]
        return Item(role, token.start, token.end, sign), 1
    role, sign = _WORDS.get(token.low, ("word", token.low))
    return Item(role, token.start, token.end, sign), 1


def _in_line(found: list[Item]) -> list[Item]:
    result = list(found)
    for index, item in enumerate(found):
        if (item.role == "eq" and item.sign == "take") or item.role == "word":
            if item.sign in _VERBS:
                _link(result, index, {"by"}, _VERBS[item.sign])
            elif item.sign in _TAKES:
                _swap(result, index)
            elif item.sign in _ADDS:
                _sum(result, index)
            elif item.sign == "product":
                _link(result, index, {"and"}, "*")
            elif item.sign == "ratio":
                _link(result, index, {"to"}, "/")
            elif item.sign == "difference":
                _link(result, index, {"and"}, "-")
    return result


def _link(result: list[Item], index: int, links: set[str], sign: str) -> None:
    """Turn the "by" of "multiply a by b" into an operator."""
    for place in range(index + 1, min(index + 9, len(result))):
        item = result[place]
        if item.role in ("stop", "eq"):
            return
        if item.sign in links and any(other.role == "q" for other in result[index:place]):
            result[place] = Item("op", item.start, item.end, sign)
            for between in range(index, place):
                if result[between].role == "of":
                    result[between] = Item("word", result[between].start, result[between].end, "of")
            return


def _swap(result: list[Item], index: int) -> None:
    """Turn "subtract a from b" into "b - a"."""
    window = result[index + 1 : index + 6]
    place = next((step for step, item in enumerate(window) if item.sign == "from"), None)
    if (
        place is None
        or place + 1 >= len(window)
        or sum(item.role == "q" for item in window[:place]) != 1
    ):
        return
    after = next((step for step in range(place + 1, len(window)) if window[step].role == "q"), None)
    first = next(step for step, item in enumerate(window) if item.role == "q")
    if after is None:
        return
    base = index + 1
    result[index] = Item("word", result[index].start, result[index].end, "take")
    result[base + first], result[base + after] = window[after], window[first]
    result[base + place] = Item("op", window[place].start, window[place].end, "-")


def _sum(result: list[Item], index: int) -> None:
    """Turn "the sum of a, b and c" and "add a to b" into "a + b + c"."""
    if result[index].sign in ("sum", "total") and (
        index + 1 >= len(result) or result[index + 1].role != "of"
    ):
        return
    seen = False
    if result[index].sign in ("sum", "total"):
        result[index + 1] = Item("word", result[index + 1].start, result[index + 1].end, "of")
    for place in range(index + 1, len(result)):
        item = result[place]
        if item.role in ("stop", "eq"):
            return
        if item.role == "q":
            seen = True
        elif seen and (item.sign in ("and", "to") or item.role == "comma"):
            follows = place + 1 < len(result) and result[place + 1].role == "q"
            if follows:
                result[place] = Item("op", item.start, item.end, "+")
