"""How people take words back: a correction puts something else there, a retraction nothing.

Patterns only. Which earlier words are meant is found elsewhere (`retraction`, `contradictions`).
"""

from __future__ import annotations

import re

_CORRECTS = re.compile(
    r"\b(?:actually|correction|to correct|correct (?:myself|that|this|what)|let me "
    r"(?:correct|fix|redo|revise|rephrase|restate)|make that|i mean(?:t)?|misspoke|"
    r"my mistake|my bad|i was wrong|that(?:'s| was| is) wrong|no,? wait|wait,|hold on|hang on|"
    r"scratch that|strike that|take (?:that|it) back|i take back|on second thoughts?|"
    r"on reflection|thinking about it|come to think of it|now that i think|after all|"
    r"chang(?:e|ed|ing) my mind|no longer|any ?more|i(?:'d| would) (?:now|drop|revise|withdraw)|"
    r"(?:earlier|before|above|a moment ago) i (?:said|had|gave|assumed|took|put)|"
    r"(?<!as )i (?:said|had said|assumed|wrote|put|gave|took)\b|than i (?:said|thought|assumed)|"
    r"in ?stead of (?:the|my|what i)|rather than (?:the|my|what i)|sorry|apolog(?:y|ise|ize)|"
    r"forget (?:that|what|about)|ignore what|should be|should have (?:been|said)|not as i said|"
    r"revis(?:e|ed|ing)|contradict\w*|changes? things|given that,)",
    re.IGNORECASE,
)
_OPENS = (
    r"(?:^|[.,;:!\u2013\u2014-]\s*)"
    r"(?:(?:no|sorry|ok(?:ay)?|well|hmm|so|and|but|actually|wait|please|hold on|you know)"
    r"[,.]?\s+){0,4}"
)
"""Where a retraction stands: at the beginning of a thought, so that "a button to take it back" and
"below 450 I'd say that I was wrong" are none."""
_RETRACTS = re.compile(
    _OPENS + r"(?:(?:scratch|strike) (?:that|this|it|what i|the|my)\b|"
    r"(?:i(?:'ll| will|'d| would| want to| have to)? )?take (?:that|it|this) back|"
    r"(?:i(?:'ll| will|'d| would| have to)? )?take back\b|"
    r"(?:i(?:'ll| will|'d| would| have to)? )(?:withdraw|retract)\b|"
    r"(?:let's |let us )?forget (?:that[.,:!]|that$|it[.,:!]|what i (?:said|told)|"
    r"what i've said|i (?:ever )?said|my)|"
    r"(?:ignore|disregard) (?:what i said|my last|my earlier|that last)|"
    r"never ?mind (?:that|what i said|my)|i was wrong(?: (?:about|on|there|to)\b|[,:.]|$)|"
    r"that was wrong of me|i no longer (?:think|believe|want|stand|hold|would)|actually,? no[,.:]|"
    r"(?:on (?:second thoughts?|reflection)|thinking about it(?: again)?|come to think of it|"
    r"now that i think (?:about|of) it),? (?:i(?:'d| would|'ll| will)? )?"
    r"(?:drop|leave out|not|don't|do not|wouldn't|won't|skip|abandon|give up|rather not)\b|"
    r"i(?:'ve| have)? changed my mind|let's drop (?:that|the|my)\b|"
    r"i(?:'d| would) (?:drop|leave out|abandon|skip|give up)(?= [^.;]{2,80} after all\b))",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:make (?:that|it)|should be|i mean(?:t)?|instead|rather|it(?:'s| is)|in its place|"
    r"what i(?:'d| would) do is|better:|i(?:'d| would|'ll) (?:now )?"
    r"(?!drop|leave|not|skip|abandon|give up|withdraw|retract|take|scratch|strike|forget|"
    r"rather not)\w+)\b",
    re.IGNORECASE,
)


def corrects(text: str) -> bool:
    """Tell whether a text says openly that it changes what was said before."""
    return _CORRECTS.search(_plain(text)) is not None


def retracts(text: str) -> str | None:
    """Return what a sentence says beside its words of retraction, None where it retracts nothing.

    "Forget what I said about the warning" gives "about the warning"; "scratch that" gives "".
    """
    plain = _plain(text)
    found = list(_RETRACTS.finditer(plain))
    if not found:
        return None
    rest = plain[: found[0].start()] + " " + _RETRACTS.sub(" ", plain[found[0].start() :])
    return " ".join(rest.split()).strip(" ,.:;-!")


def replaces(text: str) -> bool:
    """Tell whether a text puts something else in the place of what it takes back."""
    return _INSTEAD.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return text.replace("\u2019", "'")
