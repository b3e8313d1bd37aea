"""Whether a candidate says that something pays or not. It knows nothing of numbers."""

from __future__ import annotations

import re
from typing import Literal

_GAINS = r"(?:saves?|earns?|brings? in|returns?|recovers?|recoups?)"
_NEGATIVE = (
    r"\b(?:does|do|did|would|will|could|can|is|are|was)(?:n['’]?t| not|not)\b[^.;!?]{0,30}?"
    r"\b(?:pay|paying|cover|worth|break|recoup|earn|profitable|make money|positive|justif)",
    r"\bnever (?:pays|covers|breaks even|earns)|\bfails? to (?:pay|cover|break even|recoup)",
    r"\b(?:loses?|losing|lost) (?:us |the bank )?(?:money|about|roughly|around|[£$€\d])",
    r"\bat a loss\b|\bloss-making\b|\bnet (?:loss|negative)\b|\bunder ?water\b|\bin the red\b",
    r"\bcosts? (?:us )?more than (?:it|they|we|that|a call|each)",
    r"\bcosts? (?:outweighs?|exceeds?)|\bunprofitable\b|\bout of pocket\b|\bworse off\b",
    rf"\b{_GAINS} (?:us )?less than\b|\bfalls? short\b|\bnot quite\b",
    r"\bnot (?:worth|profitable|on (?:the )?bank)|\b(?:is|are|be|comes out) negative\b",
    r"\bnegative (?:return|value|margin)",
)
_POSITIVE = (
    r"\bpay(?:s|ing)? (?:for (?:itself|themselves)|off|its way|back)",
    r"\b(?:is|are|be) (?:clearly |well )?worth (?:it|doing|the)\b|\bworthwhile\b",
    rf"\b{_GAINS} (?:us )?more than\b|\bin the black\b|\bbetter off\b",
    r"\bnet (?:positive|gain|benefit)\b|\bcosts? (?:us )?less than (?:it|they|we|that)",
    r"\bbenefits? (?:outweighs?|exceeds?)|\bprofitable\b|\bcovers? (?:its|the|their) costs?",
    r"\b(?:makes?|making) (?:us )?(?:money|a profit)\b|\bmore than (?:breaks? even|covers?)\b",
    r"\b(?:is|are|comes out) positive\b|\bpositive (?:return|value|margin)",
)
_YES = re.compile(r"^\W*(?:yes|yeah|yep|it does|they do|definitely|clearly yes)\b", re.IGNORECASE)
_NO = re.compile(
    r"^\W*(?:no|nope|(?:it does|they do)(?:n['’]?t| not)|not (?:really|quite|on its own))\b",
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
    less = [match.span() for pattern in _LESS for match in pattern.finditer(text)]
    more = [match.start() for pattern in _MORE for match in pattern.finditer(text)]
    more = [place for place in more if not any(start <= place < end for start, end in less)]
    first_less = min((start for start, _ in less), default=len(text))
    first_more = min(more, default=len(text))
    if first_less == first_more:
        return None
    return "negative" if first_less < first_more else "positive"
