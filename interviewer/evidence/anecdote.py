"""Stories: what somebody did elsewhere once, told instead of what would be done here.

A story can be lively, specific and full of figures, so nothing that measures specificity sees it.
Its tense gives it away: one's own past, and no sentence in it that says what is, must or would be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAST = (
    r"was|were|had|did|went|said|came|took|got|made|told|sat|stood|felt|knew|thought|found|gave|"
    r"left|kept|held|brought|bought|ran|rang|fell|lost|met|saw|wrote|spoke|began|became|built|"
    r"spent|sent|learnt|paid|heard|chose|won|grew|\w{2,}ed|(?:was|were|had|did|could)n't"
)
_OWN = re.compile(
    r"^\W*(?:(?:and|so|but|then|at|in|on|back|once|when|for|during)\b[^,;:]*?[,\s]\s*)?"
    rf"(?:(?:i|we)\s+(?:\w+ly\s+|all\s+|both\s+|never\s+|once\s+)?"
    rf"|(?:my|our)\s+(?:\w+\s+){{1,3}})(?:{_PAST})\b"
    r"|^\W*(?:i|we) once \w+",
    re.I,
)
"""Somebody's own past as the main clause, after no more than where and when."""
_ANY = re.compile(rf"\b(?:{_PAST})\b", re.I)
_NOW = re.compile(
    r"\b(?:would|will|shall|should|must|may|might|can|cannot|is|are|am|do|does|has|have|gets?|"
    r"goes|go|needs?|wants?|if|unless|until|suppose|say)\b|'(?:d|ll|re|ve|m|s)\b"
    r"|\b(?:do|does|wo|ca|is|are|would|should|has|have)n't",
    re.I,
)


def anecdotes(sentences: Sequence[str]) -> list[bool]:
    """Tell for each sentence of a message whether it belongs to a story of one's own past.

    A story begins with something that the speaker did or had, and goes on while nothing but the
    past is told.
    """
    told, inside = [], False
    for text in sentences:
        past = bool(_ANY.search(text)) and not _NOW.search(text)
        inside = past and (inside or bool(_OWN.search(text)))
        told.append(inside)
    return told
