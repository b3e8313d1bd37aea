"""Cuts a text at its equals signs, and finds the working on either side.

It knows nothing of values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interviewer.evidence.expressions import Expression, expression
from interviewer.evidence.quantity import Quantity
from interviewer.evidence.tables import words
from interviewer.evidence.workings import Item

_LONGEST = 60
_LEADS = words(
    """about roughly only just then therefore a an the total of to at out as approx approximately
    nearly around almost that which so our is still exactly some you we i get precisely maybe say
    into up precision already us me them back everyone ~ than ("""
)
_BOUNDS = words("over under more less fewer least most above below up within between")
_FRESH = words("so then that if because since hence therefore say which means : and or")


class Stretch(NamedTuple):
    """What stands before an equals sign, the words of the sign, and what stands after it."""

    left: list[Item]
    signs: list[Item]
    right: list[Item]

    @property
    def words(self) -> set[str]:
        """Return the words that stand for the equals sign."""
        return {item.sign for item in self.signs}

    @property
    def strong(self) -> bool:
        """Whether it is a real equals sign or "is", not only "so" or "or"."""
        return any(item.role == "eq" for item in self.signs)

    @property
    def about(self) -> bool:
        """Whether it is the sign for "about equal"."""
        return "~" in self.words


class Result(NamedTuple):
    """The quantity after an equals sign, the words that follow, and whether it is only a bound."""

    quantity: Quantity
    after: set[str]
    bound: bool


def sentences(row: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items of each sentence."""
    sentence: list[Item] = []
    for item in row:
        if item.role == "stop":
            yield sentence
            sentence = []
        else:
            sentence.append(item)
    yield sentence


def stretches(sentence: list[Item]) -> Iterator[Stretch]:
    """Yield what is joined by each equals sign; signs without a number between count as one."""
    places = [index for index, item in enumerate(sentence) if item.role in ("eq", "soft")]
    before, order = 0, 0
    while order < len(places):
        first = last = places[order]
        order += 1
        while order < len(places) and _touching(sentence, last, places[order]):
            last, order = places[order], order + 1
        end = places[order] if order < len(places) else len(sentence)
        left, right = sentence[max(before, first - _LONGEST) : first], sentence[last + 1 : end]
        yield Stretch(left, sentence[first : last + 1], right[:_LONGEST])
        before = last + 1


def _touching(sentence: list[Item], last: int, place: int) -> bool:
    return place - last <= 3 and all(item.role != "q" for item in sentence[last + 1 : place])


def result_of(right: list[Item]) -> Result | None:
    """Return the quantity that follows an equals sign after a few light words."""
    bound = False
    for index, item in enumerate(right[:6]):
        if item.quantity is not None:
            after = {other.sign for other in right[index + 1 : index + 3]}
            return Result(item.quantity, after, bound)
        bound = bound or item.sign in _BOUNDS
        if item.sign not in _LEADS | _BOUNDS and item.role != "comma":
            return None
    return None


def working_before(left: list[Item]) -> tuple[Expression, bool] | None:
    """Return the longest expression at the end, and whether no number before it was left out."""
    for index, item in enumerate(left):
        prefix = item.role == "op" and item.sign in ("2*", "3*")
        row = expression(left[index:]) if prefix or item.role in ("q", "open", "fn") else None
        if row is not None:
            return row, _clean(left[:index])
    return None


def _clean(before: list[Item]) -> bool:
    if before and before[-1].role in ("op", "of"):
        return False
    if any(item.role == "not" for item in before):
        return False
    last = max((place for place, item in enumerate(before) if item.role == "q"), default=-1)
    if last < 0:
        return True
    between = before[last + 1 :]
    fresh = any(item.sign in _FRESH for item in between)
    return fresh and any(item.role == "comma" for item in between)


def working_after(right: list[Item]) -> Expression | None:
    """Return the longest expression at the start."""
    roles = [item.role for item in right]
    first = next((index for index, role in enumerate(roles) if role in ("q", "open", "fn")), None)
    if first is None:
        return None
    for end in range(len(right), first, -1):
        row = expression(right[first:end]) if roles[end - 1] in ("q", "close") else None
        if row is not None:
            return row
    return None
