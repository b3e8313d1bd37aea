"""Does a sentence ask something, and how many things?

An interviewer asks with a question mark, with the order of words ("What would you do.") or with an
imperative ("Walk me through it"). It knows no embedding.
"""

from __future__ import annotations

import re
from itertools import pairwise

from interviewer.engine.checking.allowed import Allowed
from interviewer.evidence.sentences import words

_MARKS = str.maketrans(dict.fromkeys("\uff1f\u061f\u203d\u2047\u2048\u2049\u00bf\u037e", "?"))
# Each character can be taken in one way only, or a run of such words would take for ever to fail.
_LEAD = (
    r"^(?:\W|(?:and|so|now|then|also|but|ok(?:ay)?|well|please|first|second|next|finally|lastly|"
    r"again|instead|just|do|alright|all right|right|once more|for (?:me|now|that|this|it)|"
    r"in (?:a few|a couple of|two|three|one|your own|plain) \w+|with that|"
    r"to (?:begin|start|finish|close)|before (?:that|we \w+)|after that|"
    r"one more thing|another thing|meanwhile|additionally|furthermore|moreover|"
    r"while (?:you|we)(?:'re| are) at it|if you (?:can|would|like|please)|perhaps|maybe|"
    r"yes|no|sure|i see|understood|got it|let's see)\b)*"
)
_STRONG = (
    r"(?:tell|walk|talk|take|run|guide|lead|show|give|write|send|draw|remind|teach|convince|"
    r"persuade|enlighten) (?:me|us)\b(?! (?:seriously|wrong|a (?:second|moment|minute)))|"
    r"help me (?:to )?(?:understand|see|picture|follow)|"
    r"let me (?:hear|know)\b|let's hear\b|explain\b|describe\b|elaborate\b|justify\b|"
    r"(?:please )?clarify\b|spell (?:it |that |this )?out\b|think aloud\b|work (?:it|that|"
    r"this) out\b|"
    r"do the (?:sum|maths?|division|calculation|arithmetic|numbers)\b|put (?:a|some) (?:number|"
    r"figure)"
    r"s? (?:on|to)\b"
)
_WEAK = (
    r"(?:sketch|outline|name|list|say(?= (?:what|who|whom|which|how|why|where|when|whether|to whom|"
    r"for each|in |it\b|something|aloud))|state(?! of)|estimate|calculate|compute|quantify|compare|"
    r"define|"
    r"argue|defend|draw|summari[sz]e|discuss|propose|suggest|design|choose|pick|rank|order (?:the|"
    r"them|these|those)|"
    r"expand|go into|break|detail|specify|identify|prove|derive|formulate|enumerate|evaluate|"
    r"contrast|speak|share|answer|address|comment|respond|consider how|run that past me|"
    r"run it past me|go through|go over|talk about|add up|multiply|divide|count|solve|write|"
    r"give (?:an?|one|some|two) (?:\w+ )?(?:example|number|figure|reason|instance)s?|"
    r"assume something|make an assumption|work with an assumption)\b"
    r"(?! (?:that (?:it|this|the|you|she|he|they|we|there|all|a|on|in|by)|it is|this is|so\b|"
    r"for now|"
    r"me the|a customer|the following|you\b))"
)
_IMPERATIVE = re.compile(rf"{_LEAD}(?:{_STRONG}|{_WEAK})", re.IGNORECASE)
_INSIDE = re.compile(
    rf"(?:[;:\u2013\u2014]|,| and| then| but)\s+(?:(?:and|then|also|please|now|so|just)\s+)*"
    rf"(?:{_STRONG})|"
    rf"[;:\u2013\u2014]\s+(?:(?:and|then|also|please|now|so)\s+)*(?:{_WEAK})",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    rf"\b(?:can|could|would|will) you (?:please |also |then )?(?:{_STRONG}|{_WEAK})", re.IGNORECASE
)
_ABOUT = r"(?:how|what|why|whether|if|who|whom|when|where|which|about|more|your)"
_WISH = re.compile(
    rf"{_LEAD}curious (?:{_ABOUT})\b|"
    r"\bi(?:'d| would|'m| am| want| need|'ve been)?\s*(?:also |still |really |just |now )*"
    r"(?:like|love|want|need|be|keen|eager|dying)?\s*(?:you )?"
    rf"(?:to (?:hear|know|understand|learn|find out|see)|wonder(?:ing)?|curious|"
    rf"interested(?: in)?) "
    rf"(?:\w+ )?{_ABOUT}\b(?! own words)"
    r"|\b(?:my|the|another|a second|one more|next|follow-?up) (?:\w+ )?question (?:is|would be|:|"
    r"for "
    r"you)|\bi have (?:a|one|another|two) (?:\w+ )?questions?\b|\blet me (?:also )?ask (?:you )?"
    r"(?:how|what|why|who|when|where|which|whether|if)\b|\bit would help (?:me )?to (?:know|"
    r"hear)\b|"
    r"\b(?:your )?thoughts (?:on|about)\b",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:you|your|we|our|the|it|they|their|she|her|he|his|that|this|these|those|there|i|a|an)"
)
_AUX = (
    r"(?:would|do|does|did|is|are|was|were|can|could|will|should|shall|might|has|have|had|"
    r"wouldn't|don't|doesn't|isn't|aren't|can't|won't)"
)
_INVERTED = re.compile(
    rf"{_LEAD}(?:what|how|why|when|where|who|whom|whose(?: \w+)?|which(?: \w+){{0,3}}|"
    rf"what(?: \w+){{1,2}}|how (?:many|much|often|long|far|soon|big|"
    rf"old)(?: \w+){{0,3}})\s+{_AUX}\s+"
    rf"{_SUBJECT}\b|{_LEAD}(?:would|does|did|could|will|can|are|is) "
    rf"(?:you|she|he|they|it|there|that|this|those|these|your|the|we)\b",
    re.IGNORECASE,
)
_AND_ASKS = re.compile(
    r"(?:[,;\u2013\u2014-]|\s)\s*(?:and|but|plus|then)\s+(?:also\s+|then\s+|if (?:so|not),?\s+|"
    r"in that case,?\s+|"
    rf"what(?:'s| is) more,?\s+)*(?=(?:(?:at|by|in|for|from|to|on|with|of|under) )?"
    rf"(?:what|which|who|whose|whom|when|where|why|how)\b|{_AUX}\s+{_SUBJECT}\b)"
    rf"|[;\u2013\u2014]\s*(?=(?:what|which|who|when|where|why|how)\b)"
    rf"|,\s+(?=(?:what|why|how)\b|(?:and|or|then)\s+(?:what|how|why)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^(?:and )?(?:why|how|why not|how so|by how much|how much|when|who|for how long|for whom|"
    r"where|why not the other|why so|how exactly|which|in what order|why that one)\W*$",
    re.IGNORECASE,
)
"""What ends a question without being another: "which one, and why?"."""
INVITATION = re.compile(
    r"^\W*(?:(?:so|and|now|then|ok(?:ay)?|well|please)\b\W*)*(?:what|is there anything|anything|"
    r"which)? ?(?:else )?(?:would you like|do you (?:want|need|wish)|you(?:'d| would) like|you "
    r"(?:want|need))? ?(?:to (?:know|ask|hear|learn))?(?: (?:from me|about it|about that|next|"
    r"first|more|now|else|about))*\W*$|"
    r"^\W*(?:does|did) that (?:answer|help)\b.{0,30}$|^\W*(?:please )?(?:go on|go ahead|carry on|"
    r"continue)\W*$|^\W*(?:so |and |then )*(?:where|how) (?:would|do) you (?:like|want) to (?:go|"
    r"take (?:it|this|that)|continue|go on|proceed)(?: from (?:here|there)| next| now)*\W*$|"
    r"^\W*(?:so |and |then |and then )*what (?:else )?(?:would|do) you (?:like|want|need) to "
    r"(?:know|ask|hear|do)(?: (?:next|now|first|else|from me|about this|about that))*\W*$",
    re.IGNORECASE,
)
"""A bare invitation to go on asking, that steers nowhere."""


def askings(sentence: str, allowed: Allowed | None = None) -> list[str]:
    """Return the things that a sentence asks, one a piece; none if it asks nothing."""
    said = allowed.without_quotes(sentence) if allowed else _unquoted(sentence)
    said = said.translate(_MARKS).replace("’", "'")
    found: list[str] = []
    for piece in re.split(r"(?<=\?)", said):
        if len(words(piece)) and _asks(piece):
            found += _parts(piece)
    return found


def _asks(piece: str) -> bool:
    return bool(
        "?" in piece
        or _IMPERATIVE.search(piece)
        or _INSIDE.search(piece)
        or _REQUEST.search(piece)
        or _WISH.search(piece)
        or _INVERTED.search(piece)
    )


def core(question: str) -> str:
    """Return a question without what leads to it: "Before that, what is it?" asks what it is."""
    match = _CORE.search(question)
    return question[match.end() :] if match else question


def is_marked(sentence: str) -> bool:
    """Tell whether a sentence asks with a question mark, and not in a quotation."""
    return "?" in _unquoted(sentence).translate(_MARKS)


def _unquoted(sentence: str) -> str:
    rest = re.sub(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|(?<!\w)'[^']{3,}'(?!\w)", " … ", sentence)
    return rest if len(words(rest)) > 1 else sentence


def _parts(piece: str) -> list[str]:
    """Cut a question where the next one begins; "and why?" is none."""
    cuts = [match.start() for match in _AND_ASKS.finditer(piece)]
    cuts += [match.start() for match in _INSIDE.finditer(piece)]
    bounds = [0, *sorted(set(cuts)), len(piece)]
    cut = [piece[start:end].strip(" ,;") for start, end in pairwise(bounds)]
    found: list[str] = []
    for part in (part for part in cut if words(part)):
        if found and (_TAIL.match(part) or not _stands_alone(found)):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return found


_CORE = re.compile(
    rf"^[^?]*?[,:;\u2013\u2014]\s+(?=(?:so |then |and )?(?:what|which|who|whose|when|where|why|how|"
    rf"{_AUX}\s+"
    rf"{_SUBJECT})\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"\b(?:what|which|who|whose|whom|when|where|why|how)\b|(?:^|[,:;.]\s*){_AUX}\s+{_SUBJECT}\b",
    re.IGNORECASE,
)


def _stands_alone(found: list[str]) -> bool:
    """Tell whether what was cut off so far asks something, and is not only what leads to it."""
    return bool(
        _OPENS.search(found[-1]) or _IMPERATIVE.search(found[-1]) or _INSIDE.search(found[-1])
    )
