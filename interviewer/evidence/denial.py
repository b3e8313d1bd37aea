"""Protests: what somebody says that he never said, wanted or meant.

"I never wanted a quarter of the run" is near to any text about a quarter of the run, and says
nothing of what to do. Whoever turns an alternative down says what he would not do, or why; he is
never meant here. Patterns only.
"""

from __future__ import annotations

import re

from interviewer.evidence.sentences import content_stems

LEAST = 3
"""Content words beside its denials that make a sentence more than a protest: as many as evidence
needs (`origin`)."""

_LEAD = (
    r"(?:(?:no|nope|but|and|sorry|well|actually|wait|hold on|hang on|hey|please|look|excuse me|"
    r"as i said|to be (?:clear|fair)|again|once more|with respect|honestly|really)\b[,.!\s]*){0,4}"
)
_SAY = "say|claim|propose|suggest|mention|promise|recommend|state|write|argue|imply|demand|request"
_SAID = (
    "said|claimed|proposed|suggested|mentioned|promised|recommended|stated|wrote|written|argued|"
    "implied|demanded|requested"
)
_SAYING = "saying|claiming|proposing|suggesting|mentioning|asking for|wanting"
_MEAN = "mean|intend|want|call for|ask (?:you )?(?:for|to)"
_MEANT = "meant|intended|wanted|called for|asked (?:you )?(?:for|to)"
_WORDS = r"(?:words?|claim|proposal|suggestion|statement|idea|position|point|view)"
_HOW = r"(?:\w+ly )?(?:ever )?"
_DENIALS = (
    rf"i (?:did not|didn't) {_HOW}(?:{_SAY}|{_MEAN})\b",
    rf"i (?:never|have not|haven't|have never|had not|hadn't|had never) {_HOW}"
    rf"(?:{_SAID}|{_MEANT})\b",
    rf"we (?:did not|didn't) {_HOW}(?:{_SAY})\b",
    rf"we (?:never|have not|haven't|have never) (?:{_SAID})\b",
    rf"(?:i|we)(?: (?:am|are|was|were)(?: not|n't)|'m not|'re not) (?:{_SAYING}) "
    r"(?:that|this|it|any(?:thing)? of (?:that|it|the (?:kind|sort)))$",
    rf"(?:i|we) (?:{_SAID}|{_MEANT}|made) (?:nothing of|no such|none of)\b",
    rf"(?:that|this|it|those|these)(?:'s not| (?:is|was|are|were)(?: not|n't)) (?:\w+ly )?"
    rf"(?:(?:what|something|how|the way) i(?:'ve| have| had)? (?:{_SAID}|{_SAY}|{_MEANT}|mean)\b|"
    rf"(?:my|our) {_WORDS}\b|mine$)",
    rf"(?:i|we) (?:don't|do not|can't|cannot) (?:recall|remember) (?:ever )?(?:{_SAYING})\b",
    r"(?:i|we)(?:'m|'re|'ve| am| are| have)(?: being| been)? "
    r"(?:misquoted|misread|misunderstood|misheard)\b",
    r"you(?:'re|'ve| are| have)?(?: just)? (?:misquot|misread|mishear|misunderst|misrepresent|"
    r"putting words in|put words in|twisting my|quoting me wrong|got me wrong)\w*",
    r"not my words",
)
_DENIES = re.compile(rf"{_LEAD}(?:{'|'.join(_DENIALS)})", re.IGNORECASE)
_EDGE = re.compile(
    r"\s*(?:[.;:!?](?=\s|$)|[\u2013\u2014])\s*|\s+-\s+|,\s+(?=(?:and|but|nor|so|I|you|that)\b)"
)
_REASON = re.compile(
    r"\b(?:because|since|so that|otherwise|instead|rather|unless|due to|in order|too)\b",
    re.IGNORECASE,
)


def denies(sentence: str) -> bool:
    """Tell whether a sentence only denies one's own words.

    One that goes on with a reason, or with what is meant in their place, is more than that.
    """
    clauses = [c for c in _EDGE.split(sentence.replace("\u2019", "'").strip()) if c.strip()]
    denials = [clause for clause in clauses if _DENIES.match(clause.strip())]
    if not denials or _REASON.search(sentence):
        return False
    rest = " ".join(clause for clause in clauses if clause not in denials)
    return len(set(content_stems(rest))) < LEAST
