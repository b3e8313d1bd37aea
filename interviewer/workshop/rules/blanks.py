"""What a scaffold left open. One finding for each entry, not one for each blank in it."""

from __future__ import annotations

from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Found, Shelf, Side
from interviewer.workshop.texts import PLACEHOLDER, count_of

RULES = Shelf()
_SIDES: tuple[Side, ...] = ("scenario", "rubric")


@RULES.rule(
    "placeholder",
    "error",
    why="A scaffold's blanks are questions to the author; candidates would be asked them.",
    bad='prompt: "<who is hurt, by what, how often>"',
    good='prompt: "About sixty times a month one of our customers sends a stranger ..."',
    alone=True,
)
def placeholder(pair: Pair) -> Finds:
    """Find the entries in which something in angle brackets still waits for the author."""
    for side in _SIDES:
        blanks: dict[tuple[int | str, ...], list[tuple[tuple[int | str, ...], str]]] = {}
        for where, text in pair.texts(side):
            for match in PLACEHOLDER.finditer(text):
                blanks.setdefault(_entry(where), []).append((where, match.group()))
        for found in blanks.values():
            where, blank = found[0]
            more = count_of(len(found) - 1, "more blank") if len(found) > 1 else ""
            message = f"is to be filled in: {blank}{f', and {more} in this entry' if more else ''}"
            yield Found(side, where, message, "write it, and drop the brackets")


def _entry(where: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return the entry of a list that a place lies in, or the key at the top."""
    return where[:2] if len(where) > 1 and isinstance(where[1], int) else where[:1]
