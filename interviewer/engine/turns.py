"""How candidates type: questions without a mark, and words by which they openly revise themselves.

Patterns only, for single messages; it knows nothing of what is asked or revised.
"""

from __future__ import annotations

import re
from dataclasses import replace

from interviewer.evidence.reader import Reading
from interviewer.evidence.sentences import words

LONGEST_QUESTION = 30
"""Words of a message that may be one question without a mark."""
_LEADS = r"^(?:(?:and|so|ok|okay|also|then|well|hi|hey|but)[,\s]+)*"
_VERB = (
    r"(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|must|counts?|"
    r"happens?|pays?|decides?|answers?)"
)
_INVERTED = re.compile(
    rf"{_LEADS}(?:(?:what|which|who|whose|when|where|why|how)\b(?!\s+(?:i|we|it|they|really|still)\b)"
    rf"(?:[\s-]+[\w'-]+){{0,5}}?\s+{_VERB}\b|"
    r"how (?:many|much|often|long|big|large|soon|fast|late|quickly|far)\b|what's\b|"
    r"(?:what|which) (?:share|proportion|part|portion|types?|kinds?|percentage|fraction)\b|"
    r"(?:does|did|is|are|was|were|can|could|has)\s+(?!not\b)\w+\s+\w+|"
    r"(?:do|will)\s+(?!(?:a|an|it|this|that|so|not|nothing|i)\b)\w+\s+\w+|"
    r"(?:have|would)\s+(?:you|we|they|people)\b)",
    re.IGNORECASE,
)
_REVISES = re.compile(
    r"(?:^|[.!?;:\n]\s*)(?:(?:no|sorry|ok(?:ay)?|well|hmm|so|and|but|wait|hold on)[,.]?\s+){0,3}"
    r"(?:correction\b|to correct (?:myself|that|this)|let me (?:correct|revise|fix|restate)\b|"
    r"(?:actually,? )?(?:make (?:that|it)|scratch that|strike that)\b|i misspoke|my mistake|my bad|"
    r"i was wrong(?: (?:about|on|there)\b|[,.:]|$)|i take (?:that|it) back|"
    r"on (?:second thoughts?|reflection)\b|i(?:'ve| have)? changed? my mind|"
    r"(?:earlier |before )?i (?:said|assumed)\b[^.;]{1,80}"
    r"(?:\bbut\b|\bnow\b|\bmake\b|\bshould\b|[;,] not\b)|"
    r"instead of (?:what )?i said\b)|"
    r"\bi(?:'d| would)? (?:now )?(?:revise|withdraw)\b (?:that|this|what|my)\b",
    re.IGNORECASE,
)


def revises(text: str) -> bool:
    """Tell whether a message openly changes what its speaker said before.

    Narrower than what may count as a correction to the ledger: the interviewer says aloud that it
    has been heard, and would be taken for a bad listener where nothing was corrected.
    """
    return _REVISES.search(text.replace("\u2019", "'")) is not None


def unmarked(readings: list[Reading]) -> list[Reading]:
    """Mark the sentence of a short message that asks without a question mark or a full stop."""
    if len(readings) != 1 or readings[0].question:
        return readings
    text = readings[0].text.strip()
    asks = (
        not text.endswith((".", "!", ":", "…"))
        and 3 < len(words(text)) <= LONGEST_QUESTION
        and _INVERTED.match(text)
    )
    return [replace(readings[0], question=True)] if asks else readings
