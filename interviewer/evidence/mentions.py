"""Finds the phrases of an order check in a clause, by light stems.

It knows nothing of which is larger.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.evidence.lexer import tokens
from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.stems import stem
from interviewer.evidence.tables import words

_SMALL_WORDS = words("the a an of our its their every each all those these one ones")


class Word(NamedTuple):
    """A word with its stem and place."""

    low: str
    stem: str
    start: int
    end: int


class Mention(NamedTuple):
    """A phrase found in a clause, by word indices; `more` tells which list it is from."""

    more: bool
    first: int
    last: int


class Clause(NamedTuple):
    """A sentence, cut into words, with its quantities and the phrases found."""

    text: str
    words: list[Word]
    mentions: list[Mention]
    quantities: list[Quantity]


def clause_of(text: str, more: Sequence[str], less: Sequence[str]) -> Clause:
    """Return a sentence with the phrases of both lists that stand in it."""
    stream = [token for token in tokens(text) if token.kind in ("word", "number")]
    words = [Word(token.low, stem(token.low), token.start, token.end) for token in stream]
    mentions = _mentions(words, more, less)
    return Clause(text, words, mentions, find(text) if mentions else [])


def _mentions(words: list[Word], more: Sequence[str], less: Sequence[str]) -> list[Mention]:
    found: list[Mention] = []
    for is_more, phrases, others in ((True, more, less), (False, less, more)):
        foreign = {part for phrase in others for part in _parts(phrase)}
        for phrase in phrases:
            found += _places(words, _parts(phrase), foreign, is_more)
    found.sort(key=lambda mention: (mention.first, -mention.last))
    kept: list[Mention] = []
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


def _places(words: list[Word], parts: list[str], foreign: set[str], is_more: bool) -> list[Mention]:
    """Where a phrase stands: whole, with "one(s)" for its noun, or its telling adjective alone."""
    found = []
    for index, word in enumerate(words):
        if not parts or word.stem != parts[0]:
            continue
        last, step = index, 1
        while step < len(parts) and last + 1 < len(words) and words[last + 1].stem == parts[step]:
            last, step = last + 1, step + 1
        if step == len(parts):
            found.append(Mention(is_more, index, last))
            continue
        after = words[index + 1].low if index + 1 < len(words) else ""
        if len(parts) > 1 and parts[0] not in foreign:
            if after in ("one", "ones"):
                found.append(Mention(is_more, index, index + 1))
            elif after in _LOOSE or stem(after) in foreign:
                found.append(Mention(is_more, index, index))
    return found


_LOOSE = words("- per for to than and against versus vs by is are in or but we")
