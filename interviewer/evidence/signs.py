"""Whether a candidate says that something pays, or that it does not. It knows nothing of numbers."""

from __future__ import annotations

import re
from typing import Literal

_NEGATIVE = (
    r"\b(?:does|do|did|would|will|could|can|is|are|was)(?:n['’]?t| not|not)\b[^.;!?]{0,30}?"
    r"\b(?:pay|paying|cover|worth|break|recoup|earn|profitable|make money|positive|justif\w*|worthwhile|viable)",
    r"\bnever (?:pays|covers|breaks even|earns)|\bfails? to (?:pay|cover|break even|recoup)",
    r"\b(?:loses?|losing|lost) (?:money|us money|the bank money|about|roughly|around|[£$€\d])|\bat a loss\b|\bloss-making\b|\bnet loss\b",
    r"\bcosts? (?:us )?more than (?:it|they|we|that|a call|each)|\bcosts? outweighs?|\bcosts? exceeds?|\bunder ?water\b",
    r"\b(?:saves?|earns?|brings? in|returns?|recovers?) (?:us )?less than\b|\bin the red\b|\bnet negative\b|\bunprofitable\b",
    r"\bnot (?:worth|profitable|on (?:the )?bank)|\b(?:is|are|be|comes out|net) negative\b|\bnegative (?:return|value|margin)",
    r"\bout of pocket\b|\bworse off\b|\bnot quite\b|\bfalls? short\b",
)
_POSITIVE = (
    r"\bpay(?:s|ing)? (?:for (?:itself|themselves)|off|its way|back)|\b(?:is|are|be) worth (?:it|doing|the)\b|\bworthwhile\b",
    r"\b(?:saves?|earns?|brings? in|returns?|recovers?) (?:us )?more than\b|\bin the black\b|\bnet (?:positive|gain|benefit)\b",
    r"\bcosts? (?:us )?less than (?:it|they|we|that)|\bbenefits? (?:outweighs?|exceeds?)|\bprofitable\b|\bcovers? (?:its|the|their) costs?",
    r"\b(?:makes?|making) (?:us )?(?:money|a profit)\b|\bmore than breaks? even\b|\bbetter off\b|\b(?:is|are|comes out|net) positive\b",
    r"\bpositive (?:return|value|margin)|\bmore than covers?\b",
)
_YES = re.compile(r"^\W*(?:yes|yeah|yep|it does|they do|definitely|clearly yes)\b", re.IGNORECASE)
_NO = re.compile(
    r"^\W*(?:no|nope|it does(?:n['’]?t| not)|they do(?:n['’]?t| not)|not (?:really|quite|on its own))\b",
    re.IGNORECASE,
)
_LESS = [re.compile(pattern, re.IGNORECASE) for pattern in _NEGATIVE]
_MORE = [re.compile(pattern, re.IGNORECASE) for pattern in _POSITIVE]


def sign_of(text: str) -> Literal["positive", "negative"] | None:
    """Return whether a text answers "does it pay for itself" with yes or with no.

    The first plain statement counts: "no, but counting the customer's loss it does" is negative.
    "Breaks even" alone is neither; None where nothing is said.
    """
    if _NO.search(text):
        return "negative"
    if _YES.search(text):
        return "positive"
    less = [match for pattern in _LESS for match in pattern.finditer(text)]
    more = [match for pattern in _MORE for match in pattern.finditer(text)]
    more = [
        match
        for match in more
        if not any(other.start() <= match.start() < other.end() for other in less)
    ]
    first_less = min((match.start() for match in less), default=len(text))
    first_more = min((match.start() for match in more), default=len(text))
    if first_less == first_more:
        return None
    return "negative" if first_less < first_more else "positive"
