"""Text that speaks to the grader instead of the interviewer: found, named and left out of evidence.

Deterministic patterns; it can only remove, never add. Sources: the attack families of RELIABILITY,
section 4.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from interviewer.text import fold

_FAMILIES: tuple[tuple[str, str], ...] = (
    (
        "addresses the grader",
        r"\b(?:grader|scorer|evaluator|assessor|judge|marker|rubric|scorecard|grading|scoring|"
        r"reviewer)s?\b[^.]{0,60}"
        r"\b(?:should|must|please|note|award|give|assign|mark|rate|score|consider|treat|accept|"
        r"pass|credit)\b"
        r"|\b(?:award|give(?= (?:me|this|it|us|full|max|top|high|perfect|the (?:ans|cand|resp)))|"
        r"assign|grant|mark|rate|score)\b[^.]{0,40}"
        r"\b(?:full|maximum|max|top|highest|level (?:4|four)|10/10|5/5|100 ?%|perfect)\b[^.]{0,30}"
        r"\b(?:marks?|points?|scores?|credit|grade|rating|level)\b"
        r"|\b(?:dear|attention|hello|note to(?: the)?|message (?:to|for)(?: the)?) "
        r"(?:grader|judge|scorer|evaluator|llm|ai|model|assistant)\b"
        r"|\bthis (?:answer|candidate|response|transcript) "
        r"(?:deserves|merits|must|should|meets|satisfies|demonstrates)\b[^.]{0,60}"
        r"\b(?:pass|score|credit|level|criteri|rubric|expert|marks?)"
        r"|\b(?:every|all|each) (?:gate|criteri\w+|hook|point)s?\b[^.]{0,40}"
        r"\b(?:met|passed|satisfied|held|applied|justified|fulfilled)\b",
    ),
    (
        "gives the program instructions",
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,30}"
        r"\b(?:previous|prior|above|earlier|all|any|your|the)\b[^.]{0,30}"
        r"\b(?:instruction|prompt|rule|rubric|guideline|criteri|context|direction)s?"
        r"|\b(?:you are|act as|pretend to be|you must act as|switch to) (?:now )?"
        r"(?:a|an|the|in)?\s*(?:grader|judge|lenient|dan\b|developer mode|helpful|"
        r"different|system|admin)"
        r"|\b(?:system|developer) (?:prompt|message|override|instruction)s?\b"
        r"|\bnew instructions?\b|\bend of (?:transcript|interview|prompt)\b"
        r"|\breveal (?:the |your )?(?:rubric|prompt|instructions|hidden)",
    ),
    (
        "poses as another role",
        r"(?:^|\n)\s*(?:system|assistant|user|interviewer|judge|grader|developer|tool|human|"
        r"ai)\s*:\s"
        r"|<\|?/?(?:system|assistant|user|im_start|im_end|endoftext|s|inst|judge|rubric|transcript|"
        r"candidate|turn)\b[^>]{0,40}>?"
        r"|\[/?(?:inst|system|assistant|judge)\]"
        r"|###\s*(?:system|instruction|response|judge|verdict|scor)|<<sys>>",
    ),
    (
        "looks like a verdict",
        r"[{\[][^{}]{0,200}[\"'](?:verdict|score|level|grade|rating|outcome|criteria|held|"
        r"pass(?:ed)?)[\"']\s*:"
        r"|\b(?:verdict|final score|overall score|grade|outcome)\s*[:=]\s*"
        r"(?:strong|pass|held|applied|\d|[a-f]\b|excellent|full)"
        r"|\blevel\s*[:=]\s*[2-4]\b|\b(?:strong_pass|held_up)\b",
    ),
)
_PATTERNS = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _FAMILIES]
_HIDDEN = re.compile("[\u2400-\u241f\u2421\ufffd]")


@dataclass(frozen=True)
class Quarantined:
    """A sentence that is no evidence, and why."""

    text: str
    reason: str


def inspect(sentence: str) -> Quarantined | None:
    """Return why a sentence is quarantined, or None."""
    if _HIDDEN.search(sentence):
        return Quarantined(sentence, "holds control characters")
    folded = fold(sentence)
    for name, pattern in _PATTERNS:
        if pattern.search(folded) or pattern.search(sentence):
            return Quarantined(sentence, name)
    return None
