"""Which of two things a candidate says is larger: "eighteen wrong calls for each right one".

Embeddings cannot see the direction, so code reads it from ratios, comparatives and shares. It knows
nothing of hooks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.evidence.lexer import tokens
from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.stems import stem

_BREAK = re.compile(r"(?<=[.!?;\n])\s+|\n+|;|\s[-–—]\s")
_TURN = {"than", "to", "versus", "vs", "against", "over"}
_SMALL_WORDS = {
    "the",
    "a",
    "an",
    "of",
    "our",
    "its",
    "their",
    "every",
    "each",
    "all",
    "those",
    "these",
    "one",
    "ones",
}
_BEATS = {
    "outnumb",
    "exceed",
    "dwarf",
    "swamp",
    "outweigh",
    "drown",
    "overwhelm",
    "surpass",
    "outstrip",
    "domin",
    "bury",
}
_MORE = {
    "more",
    "larger",
    "bigger",
    "greater",
    "higher",
    "commoner",
    "many",
    "common",
    "frequent",
    "numerous",
    "often",
}
_FEWER = {"fewer", "less", "smaller", "lower", "rarer", "scarcer"}
_MOST = {
    "most",
    "mostly",
    "majority",
    "mainly",
    "bulk",
    "nearly all",
    "almost all",
    "vast",
    "overwhelmingly",
    "usually",
}
_FEW = {
    "few",
    "hardly",
    "minority",
    "rarely",
    "seldom",
    "rare",
    "handful",
    "fraction",
    "sliver",
    "scarce",
    "scarcely",
}
_NOT = {
    "not",
    "never",
    "no",
    "isn't",
    "aren't",
    "don't",
    "doesn't",
    "won't",
    "wouldn't",
    "cannot",
    "can't",
    "nor",
    "wasn't",
}
_NOT |= {"without", "didn't", "weren't", "isnt", "arent", "dont", "doesnt", "neither", "hardly"}
_NUMBERLESS = {
    "each": 1.0,
    "every": 1.0,
    "single": 1.0,
    "one": 1.0,
    "per": 1.0,
    "a": 1.0,
    "an": 1.0,
}


class _Word(NamedTuple):
    """A word with its stem and place."""

    low: str
    stem: str
    start: int
    end: int


class _Mention(NamedTuple):
    """A phrase found in a clause, by word indices; `more` tells which list it is from."""

    more: bool
    first: int
    last: int


class _Clause(NamedTuple):
    """A sentence, cut into words, with its quantities and the phrases found."""

    text: str
    words: list[_Word]
    mentions: list[_Mention]
    quantities: list[Quantity]


def order_holds(text: str, more: Sequence[str], less: Sequence[str]) -> bool | None:
    """Tell whether a text puts what `more` names above what `less` names.

    True or False where a ratio, a comparison or a share says so, None where nothing does or where the
    text says both. A phrase matches by light stems; "ones" stands for its noun.
    """
    verdicts = {verdict for part in _BREAK.split(text) for verdict in _verdicts(part, more, less)}
    return verdicts.pop() if len(verdicts) == 1 else None


def _verdicts(text: str, more: Sequence[str], less: Sequence[str]) -> list[bool]:
    clause = _clause(text, more, less)
    if not clause.mentions:
        return []
    both = {mention.more for mention in clause.mentions} == {True, False}
    verdict = _ratio(clause) if both else None
    if verdict is None and both:
        verdict = _compared(clause)
    if verdict is not None:
        return [verdict]
    return _shares(clause)


def _clause(text: str, more: Sequence[str], less: Sequence[str]) -> _Clause:
    stream = [token for token in tokens(text) if token.kind in ("word", "number")]
    words = [_Word(token.low, stem(token.low), token.start, token.end) for token in stream]
    return _Clause(text, words, _mentions(words, more, less), find(text))


def _mentions(words: list[_Word], more: Sequence[str], less: Sequence[str]) -> list[_Mention]:
    found: list[_Mention] = []
    for is_more, phrases, others in ((True, more, less), (False, less, more)):
        foreign = {part for phrase in others for part in _parts(phrase)}
        for phrase in phrases:
            found += _places(words, _parts(phrase), foreign, is_more)
    found.sort(key=lambda mention: (mention.first, -mention.last))
    kept: list[_Mention] = []
    for mention in sorted(found, key=lambda m: (m.first - m.last, m.first)):
        if all(mention.last < other.first or mention.first > other.last for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.first)


def _parts(phrase: str) -> list[str]:
    return [
        stem(token.low)
        for token in tokens(phrase)
        if token.kind in ("word", "number") and token.low not in _SMALL_WORDS
    ]


def _places(
    words: list[_Word], parts: list[str], foreign: set[str], is_more: bool
) -> list[_Mention]:
    """Where a phrase stands: whole, with "one(s)" for its noun, or its telling adjective alone."""
    found = []
    for index, word in enumerate(words):
        if not parts or word.stem != parts[0]:
            continue
        last, step = index, 1
        while step < len(parts) and last + 1 < len(words) and words[last + 1].stem == parts[step]:
            last, step = last + 1, step + 1
        if step == len(parts):
            found.append(_Mention(is_more, index, last))
            continue
        after = words[index + 1].low if index + 1 < len(words) else ""
        if len(parts) > 1 and parts[0] not in foreign:
            if after in ("one", "ones"):
                found.append(_Mention(is_more, index, index + 1))
            elif after in _LOOSE or stem(after) in foreign:
                found.append(_Mention(is_more, index, index))
    return found


_LOOSE = {
    "",
    "per",
    "for",
    "to",
    "than",
    "and",
    "against",
    "versus",
    "vs",
    "by",
    "is",
    "are",
    "in",
    "or",
    "but",
    "we",
}


def _number(clause: _Clause, position: int) -> float | None:
    """The count that belongs to a mention: in front of it, with nothing but adjectives between."""
    mention = clause.mentions[position]
    floor = clause.mentions[position - 1].last + 1 if position else 0
    for back in range(mention.first - 1, max(floor, mention.first - 4) - 1, -1):
        word = clause.words[back]
        quantity = next(
            (
                q
                for q in clause.quantities
                if q.start <= word.start < q.end and word.start < q.start + len(_lead(q))
            ),
            None,
        )
        if quantity is not None and quantity.unit != "share":
            return quantity.value
        if word.low in _NUMBERLESS:
            return _NUMBERLESS[word.low]
        if word.low in ("of", "than", "are", "is", "to", "as"):
            return None
    return None


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


def _ratio(clause: _Clause) -> bool | None:
    """ "eighteen wrong calls for each right one": two mentions with a count each."""
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


def _compared(clause: _Clause) -> bool | None:
    """ "false alarms outnumber hits", "fewer hits than false alarms", "ten times as many X as Y"."""
    first = clause.mentions[0]
    second = next(mention for mention in clause.mentions if mention.more != first.more)
    before = [word.low for word in clause.words[max(0, first.first - 8) : first.first]]
    between = [word for word in clause.words[first.last + 1 : second.first]]
    lows, stems = [word.low for word in between], {word.stem for word in between}
    negated = bool(_NOT & set(lows)) or bool(_NOT & set(before))
    if any(stem_.startswith(tuple(_BEATS)) for stem_ in stems):
        passive = "by" in lows
        return (first.more != passive) != negated
    if "than" in lows or "as" in lows:
        return _graded(clause, first, [*before, *lows], negated)
    return None


def _graded(clause: _Clause, first: _Mention, words: list[str], negated: bool) -> bool | None:
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


def _shares(clause: _Clause) -> list[bool]:
    """ "most calls go to genuine customers", "only 5% of calls reach a true victim"."""
    found = []
    for start, end, large in _portions(clause):
        mention = _subject(clause, start, end)
        if mention is None:
            continue
        low, high = sorted((clause.words[mention.first].start, start))
        inside = {word.low for word in clause.words if low <= word.start < high}
        found.append((mention.more == large) != bool(_NOT & inside))
    return found


def _portions(clause: _Clause) -> list[tuple[int, int, bool]]:
    found = [
        (q.start, q.end, q.value > 0.5)
        for q in clause.quantities
        if q.unit == "share" and q.value != 0.5
    ]
    for index, word in enumerate(clause.words):
        if word.low in _MOST or (
            word.low == "all"
            and index
            and clause.words[index - 1].low in ("nearly", "almost", "virtually", "practically")
        ):
            found.append((word.start, word.end, True))
        elif word.low in _FEW:
            found.append((word.start, word.end, False))
    return found


def _subject(clause: _Clause, start: int, end: int) -> _Mention | None:
    """The mention that a portion speaks of; none if it is a portion *of* the mention."""
    after = [mention for mention in clause.mentions if clause.words[mention.first].start >= end]
    if after:
        gap = clause.text[end : clause.words[after[0].first].start].split()
        if not [
            word
            for word in gap
            if word.lower() not in ("of", "the", "our", "all", "these", "those", "%")
        ]:
            return None
        return after[0] if len(gap) <= 9 and not ("," in "".join(gap) and len(gap) > 5) else None
    before = [mention for mention in clause.mentions if clause.words[mention.last].end <= start]
    if not before:
        return None
    gap = clause.text[clause.words[before[-1].last].end : start].split()
    linked = {word.lower() for word in gap} & {
        "are",
        "is",
        "were",
        "make",
        "makes",
        "form",
        "at",
        "be",
        "account",
        "get",
        "take",
    }
    return before[-1] if linked and len(gap) <= 5 else None
