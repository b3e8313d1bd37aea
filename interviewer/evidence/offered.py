"""The numbers that an answer commits itself to: worked out, and not one guess of many.

Who names every number names the right one, too. It knows nothing of which is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interviewer.evidence.derivation import derived
from interviewer.evidence.quantities import find
from interviewer.evidence.quantity import Quantity

ROW = 5
"""Numbers in a row, with nothing but commas and "or" between, that are guesses; authored answers to
questions for a number have rows of three at the most."""
MOST = 40
"""Numbers in an answer from which none is its result; the same answers have 24 at the most."""
_BETWEEN = re.compile(
    r"[\s,;/|.(-]*(?:(?:or|and|maybe|perhaps|about|to)\b[\s,]*){0,2}", re.IGNORECASE
)


def offered(text: str, given: Sequence[Quantity]) -> list[Quantity]:
    """Return the numbers of a text that were worked out and are not guessed in a row."""
    own = [quantity for row in _rows(text) if len(row) < ROW for quantity in row]
    found = [quantity for quantity in own if derived(quantity, given)]
    return found if len(found) <= MOST else []


def _rows(text: str) -> Iterator[list[Quantity]]:
    """Yield runs of numbers with nothing said between them; most are of one."""
    row: list[Quantity] = []
    for quantity in find(text):
        if row and not _BETWEEN.fullmatch(text[row[-1].end : quantity.start]):
            yield row
            row = []
        row.append(quantity)
    if row:
        yield row
