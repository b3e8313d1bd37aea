"""What part of a whole a phrase is said to be: "most calls reach customers", "18 of 19 are wrong".

It knows nothing of comparisons between two phrases.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from interviewer.evidence.mentions import Clause, Mention
from interviewer.evidence.quantity import Quantity, kind
from interviewer.evidence.tables import words

_MOST = words("most mostly majority mainly bulk vast overwhelmingly usually")
_FEW = words("few hardly minority rarely seldom rare handful fraction sliver scarce scarcely")
_NEARLY = words("nearly almost virtually practically")
_PART_OF = words("of the our all these those %")
_LINKS = words("are is were make makes form at be account get take")
NOT = words(
    """not never no isn't aren't don't doesn't won't wouldn't cannot can't nor wasn't without didn't
    weren't isnt arent dont doesnt neither hardly"""
)


class Portion(NamedTuple):
    """A part of a whole: its place, whether it is over a half, whether it is a number."""

    start: int
    end: int
    large: bool
    counted: bool


def said_of_shares(clause: Clause) -> list[bool]:
    """Return, for each portion that is said of a phrase, whether the `more` side is the larger."""
    found = []
    for portion in _portions(clause):
        mention = _subject(clause, portion)
        if mention is not None:
            first, last = clause.words[mention.first].start, clause.words[mention.last].end
            low, high = (portion.end, first) if first >= portion.end else (last, portion.start)
            negated = _negated(clause, low, high) != _denied(clause, portion.start)
            found.append((mention.more == portion.large) != negated)
    return found


def _negated(clause: Clause, low: int, high: int) -> bool:
    return bool(NOT & {word.low for word in clause.words if low <= word.start < high})


def _denied(clause: Clause, start: int) -> bool:
    """Tell whether "it isn't true that" stands shortly before a portion."""
    before = [word.low for word in clause.words if word.end <= start][-5:]
    return bool((NOT - {"no", "without", "hardly"}) & set(before))


def _portions(clause: Clause) -> list[Portion]:
    found = [
        Portion(q.start, q.end, q.value > 0.5, counted=True)
        for q in clause.quantities
        if q.unit == "share" and q.value != 0.5
    ]
    found += _counted(clause)
    for index, word in enumerate(clause.words):
        before = clause.words[index - 1].low if index else ""
        if word.low in _MOST or (word.low == "all" and before in _NEARLY):
            found.append(Portion(word.start, word.end, large=True, counted=False))
        elif word.low in _FEW:
            found.append(Portion(word.start, word.end, large=False, counted=False))
        elif word.low in ("many", "much") and before == "not":
            start = clause.words[index - 1].start
            found.append(Portion(start, word.end, large=False, counted=False))
    return found


def _counted(clause: Clause) -> list[Portion]:
    """Read "34,980 of the 36,960 calls" and "nineteen people, and eighteen of them"."""
    found = []
    counts = [q for q in clause.quantities if kind(q.unit) in ("", "ratio") and q.value > 0]
    for first, second in pairwise(counts):
        gap = clause.text[first.end : second.start].lower().split()
        after = clause.text[second.end : second.end + 8].lower().split()
        if gap[:1] == ["of"] and len(gap) <= 2 and first.value < second.value:
            found.append(_portion(first.start, second.end, first, second))
        elif after[:2] == ["of", "them"] and second.value < first.value:
            found.append(_portion(second.start, second.end + 8, second, first))
    return found


def _portion(start: int, end: int, part: Quantity, whole: Quantity) -> Portion:
    return Portion(start, end, part.value / whole.value > 0.5, counted=True)


def _subject(clause: Clause, portion: Portion) -> Mention | None:
    """The mention that a portion speaks of; none if it is a portion *of* the mention."""
    after = [m for m in clause.mentions if clause.words[m.first].start >= portion.end]
    if after:
        gap = clause.text[portion.end : clause.words[after[0].first].start].split()
        told = [word for word in gap if word.lower() not in _PART_OF]
        far = len(gap) > 9 or ("," in "".join(gap) and len(gap) > 5)
        return after[0] if not far and (told or (portion.counted and not gap)) else None
    before = [m for m in clause.mentions if clause.words[m.last].end <= portion.start]
    if not before:
        return None
    gap = clause.text[clause.words[before[-1].last].end : portion.start].lower().split()
    return before[-1] if _LINKS & set(gap) and len(gap) <= 5 else None
