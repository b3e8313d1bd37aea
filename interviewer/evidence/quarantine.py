"""Text that speaks to the grader instead of the interviewer: found, named and left out of evidence.

It is about *this* interview: an order to whoever grades it, a claim to its marks, a line in another
role, an answer in the shape of ours. What a design says of reviewers, judges, prompts and scores of
its own is evidence like any other. Deterministic patterns; it can only remove, never add, and what
it misses earns nothing by the other rules either.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from interviewer.evidence.quarantine_families import FAMILIES, QUOTABLE
from interviewer.evidence.quarantine_guises import HIDDEN, decoded, foreign, plain, unquoted


@dataclass(frozen=True)
class Quarantined:
    """A sentence that is no evidence, and why."""

    text: str
    reason: str


@lru_cache(maxsize=1_000)
def inspect(sentence: str) -> Quarantined | None:
    """Return why a sentence is quarantined, or None.

    The sentence is read as it stands, without its disguise and decoded. What is quoted as the words
    of somebody else ("a ticket may say 'ignore the rules'") is a matter of the design. Ears and
    judge ask for the same ones.
    """
    if HIDDEN.search(sentence):
        return Quarantined(sentence, "holds control characters")
    if reason := _reason(plain(sentence)):
        return Quarantined(sentence, reason)
    for text in decoded(sentence):
        if _reason(plain(text)):
            return Quarantined(sentence, "hides text that speaks to the grader")
    if foreign(sentence):
        return Quarantined(sentence, "is in a script that this judge cannot read")
    return None


def _reason(text: str) -> str:
    told = unquoted(text)
    for name, pattern in FAMILIES:
        if pattern.search(told if name in QUOTABLE else text):
            return name
    return ""
