"""Which of two things a candidate says is larger: "eighteen wrong calls for each right one".

Embeddings cannot see the direction, so code reads it from ratios, comparatives and shares. It
knows nothing of hooks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.evidence.mentions import Clause, Mention, clause_of
from interviewer.evidence.portions import NOT, said_of_shares
from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.quantity import kind
from interviewer.evidence.tables import values, words

_BREAK = re.compile(r"(?<=[.!?;\n])\s+|\n+|;|\s[-–—]\s")
_BEATS = words("outnumb exceed dwarf swamp outweigh drown overwhelm surpass outstrip domin bury")
_MORE = words("more larger bigger greater higher commoner many common frequent numerous often")
_FEWER = {"fewer", "less", "smaller", "lower", "rarer", "scarcer"}
_NUMBERLESS = values("each 1 every 1 single 1 one 1 per 1 a 1 an 1")


def order_holds(text: str, more: Sequence[str], less: Sequence[str]) -> bool | None:
    """Tell whether a text puts what `more` names above what `less` names.

    True or False where a ratio, a comparison or a share says so, None where nothing does or
    where the text says both. A phrase matches by light stems; "ones" stands for its noun.
    """
    verdicts = {verdict for part in _BREAK.split(text) for verdict in _verdicts(part, more, less)}
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdicts(text: str, more: Sequence[str], less: Sequence[str]) -> list[bool]:
    clause = clause_of(text, more, less)
    if not clause.mentions:
        return []
    both = {mention.more for mention in clause.mentions} == {True, False}
    verdict = _ratio(clause) if both else None
    if verdict is None and both:
        verdict = _compared(clause)
    if verdict is not None:
        return [verdict]
    return said_of_shares(clause)


def _number(clause: Clause, position: int) -> float | None:
    """The count that belongs to a mention: in front of it or, after a colon, behind it."""
    mention = clause.mentions[position]
    end = clause.words[mention.last].end
    behind = next((q for q in clause.quantities if end < q.start <= end + 3), None)
    if behind is not None and clause.text[end : end + 3].strip()[:1] in (":", "=", "("):
        return behind.value
    floor = clause.mentions[position - 1].last + 1 if position else 0
    for back in range(mention.first - 1, max(floor, mention.first - 4) - 1, -1):
        word = clause.words[back]
        quantity = next((q for q in clause.quantities if _holds(q, word.start)), None)
        if quantity is not None and kind(quantity.unit) in ("", "ratio"):
            return quantity.value
        if word.low in _NUMBERLESS:
            return _NUMBERLESS[word.low]
        if word.low in ("of", "than", "are", "is", "to", "as"):
            break
    return None


def _holds(quantity: Quantity, place: int) -> bool:
    return quantity.start <= place < quantity.start + len(_lead(quantity))


def _lead(quantity: Quantity) -> str:
    words = quantity.text.split()
    kept = len(words)
    while (
        kept > 1
        and not any(sign.isdigit() for sign in words[kept - 1])
        and not find(" ".join(words[kept - 1 :]))
    ):
        kept -= 1
    return " ".join(words[:kept]) if not words[0][:1].isdigit() else words[0]


def _ratio(clause: Clause) -> bool | None:
    """Read "eighteen wrong calls for each right one": two mentions with a count each."""
    counts: dict[bool, float] = {}
    for position, mention in enumerate(clause.mentions):
        count = _number(clause, position)
        if count is not None and mention.more not in counts:
            counts[mention.more] = count
    if len(counts) == 2 and counts[True] != counts[False]:
        return counts[True] > counts[False]
    first, second = (
        clause.mentions[0],
        next(m for m in clause.mentions if m.more != clause.mentions[0].more),
    )
    ratio = next((q.value for q in clause.quantities if q.unit == "ratio" and q.value != 1), None)
    between = {word.low for word in clause.words[first.last + 1 : second.first]}
    if (
        ratio is None
        or not between & {"to", "per", "for", "against", "versus", "vs"}
        or between & {"than", "as"}
    ):
        return None
    return first.more == (ratio > 1)


def _compared(clause: Clause) -> bool | None:
    """Read "false alarms outnumber hits", "fewer hits than false alarms"."""
    first = clause.mentions[0]
    second = next(mention for mention in clause.mentions if mention.more != first.more)
    before = [word.low for word in clause.words[max(0, first.first - 8) : first.first]]
    between = clause.words[first.last + 1 : second.first]
    lows, stems = [word.low for word in between], {word.stem for word in between}
    negated = bool(NOT & set(lows)) or bool(NOT & set(before))
    if any(form.startswith(tuple(_BEATS)) for form in (*stems, *lows)):
        passive = "by" in lows
        return (first.more != passive) != negated
    if "than" in lows or "as" in lows:
        return _graded(clause, first, [*before, *lows], negated)
    return None


def _graded(clause: Clause, first: Mention, words: list[str], negated: bool) -> bool | None:
    if "than" in words:
        fewer = bool(_FEWER & set(words)) or "less" in words
        larger = bool(_MORE & set(words))
        if fewer == larger and not ("less" in words and larger):
            return None
        return (first.more != fewer) != negated
    factor = next(
        (q.value for q in clause.quantities if q.unit in ("ratio", "share") and q.value != 1), None
    )
    if "as" not in words or not {"many", "often", "common", "likely", "frequent", "much"} & set(
        words
    ):
        return None
    if factor is None:
        return not first.more if negated else None
    return first.more == (factor > 1)
