"""Warrants: could someone who knows just the term say this of any system?

A quote that stands is not yet a reason for credit. A second call sees the words and the line of the
interviewer before them, and neither criterion nor transcript, so one warrant serves all criteria.
"""

from __future__ import annotations

import hashlib
import json

from interviewer.evidence.quotes import find_quote
from interviewer.evidence.sentences import content_stems
from interviewer.judge.observations import Warrant
from interviewer.judge.screening import Sighting

LONGEST = 1_500
"""Characters of the interviewer's line that are shown: its end, where the question is."""


def question_before(sighting: Sighting) -> str:
    """Return the line that the words answer."""
    return sighting.turn.question[-LONGEST:]


def key_of(sighting: Sighting) -> str:
    """Return what a warrant depends on, as a hash."""
    data = json.dumps([sighting.text, question_before(sighting)], ensure_ascii=False)
    return hashlib.sha256(data.encode()).hexdigest()[:24]


def unwarranted(warrant: Warrant, sighting: Sighting) -> str:
    """Return why a warrant does not hold: its words must stand in the quote and be its own.

    A model that says *specific* must be able to show it.
    """
    if warrant.reach != "specific":
        return "it fits any system"
    if find_quote(warrant.what, sighting.text) is None:
        return "it was called specific, but not shown to be"
    own = set(content_stems(warrant.what)) - set(content_stems(question_before(sighting)))
    return "" if own else "what is specific in it is the question's"
