"""The manner of a sentence: no praise, no verdict, no advice, no machinery, no other role.

Patterns of what interviewers say about an answer, as against what they say about the case. It knows
no scenario and no rubric.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.engine.checking.advice import ADVICE, REMINDER, ROLE
from interviewer.engine.checking.allowed import Allowed, stock_stems
from interviewer.engine.checking.appraisal import PRAISE, VERDICT
from interviewer.engine.checking.machinery import MACHINERY
from interviewer.engine.checking.refusal import Refusal, shown
from interviewer.evidence.quarantine import inspect
from interviewer.evidence.sentences import content_stems, stem, words

_NODS = frozenset(map(stem, "okay ok right noted fine said you'd you're hm mm sure then".split()))
"""What may stand beside the candidate's own words without making them a suggestion."""
_GRADER = "addresses the grader"
"""A family of `quarantine` that is about candidates' words: "the reviewer should accept"."""


def refuses_manner(sentence: str, allowed: Allowed, *, closing: bool = False) -> Refusal | None:
    """Return why a sentence is refused for its manner, or None.

    `closing`: the interview ends, and the scorecard may be spoken of.
    """
    said = allowed.without_quotes(sentence).replace("’", "'")
    found = inspect(said)
    if found and found.reason != _GRADER:
        return Refusal("machinery", f"it {found.reason}")
    for rule, why, patterns in _families(said, allowed):
        for match in (match for pattern in patterns for match in pattern.finditer(said)):
            remark = match.group().strip(" .,;:!?-–—\"'")
            if allowed.authors(remark) or (rule == "machinery" and _is_topic(remark, allowed)):
                continue
            if closing and remark.lower() == "scorecard":
                continue
            return Refusal(rule, f"{why}: {shown(remark)}")
    return None


def _families(
    said: str, allowed: Allowed
) -> Iterator[tuple[str, str, tuple[re.Pattern[str], ...]]]:
    """Yield the families of patterns that apply: an echo of the candidate is no advice."""
    yield "praise", "it praises", PRAISE
    yield "verdict", "it judges the answer", VERDICT
    yield "machinery", "it speaks of how the interview is run", MACHINERY
    if not echoes(said, allowed):
        yield "answer", "it suggests an answer", ADVICE
        yield "role", "it answers for the candidate", ROLE
    if set(content_stems(said)) - allowed.stems - stock_stems():
        yield "answer", "it suggests an answer", REMINDER


def echoes(said: str, allowed: Allowed) -> bool:
    """Tell whether a sentence only takes up words of the candidate."""
    stems = set(content_stems(said)) - _NODS
    return bool(stems) and stems <= allowed.candidate_stems


def _is_topic(remark: str, allowed: Allowed) -> bool:
    """Tell whether one word of the machinery is what the interview is about: "scoring"."""
    said = words(remark)
    return len(said) == 1 and stem(said[0]) in allowed.topics
