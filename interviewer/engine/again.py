"""Coming back to a question: as much of it as can be understood by itself, and no more.

A short question is put again whole. Of a longer one all that asks is put again, with what it
refers to of the case before it: what was heard a moment ago need not be told twice.
"""

from __future__ import annotations

import re

from interviewer.engine.view import View
from interviewer.evidence.sentences import content_stems, sentences, words

WHOLE = 45
"""Words up to which a question is put again as it stands."""
BARE = 14
"""Words below which what is asked says too little by itself."""
SPARED = 8
"""Words that must be spared for a part of a question to be better than the whole."""
_ASKS = re.compile(
    r"^(?:(?:and|but|so|then|now|roughly|in [\w ]{3,30}),? )*(?:(?:please|just) )?"
    r"(?:tell|give|show|say|name|count|compare|work|walk|take me|put|plan|explain|describe|"
    r"draw|pick|choose|do the|call it|count|split|size|price|list|write|one of|one number|"
    r"a number|in (?:days|weeks|months|hours|pounds|dollars|points))\b",
    re.IGNORECASE,
)
"""How a request begins that has no question mark."""
_LEANS = re.compile(
    r"^\W*(?:and|but|so|or|then)\b|"
    r"\b(?:it|its|this|these|those|they|them|their|he|she|him|her|his|one|both|either|neither|each|"
    r"there|second|first|other|latter|former)\b|"
    r"\bthat(?=\s*[,;:?]|\s+(?:day|one|is|was|makes|would)\b)|"
    r"\b(?:is|was|does|did|do|of|with|for) that\b",
    re.IGNORECASE,
)
"""Words at the beginning of a sentence that stand for something said before it."""
_NEAR_BEGINNING = 9
"""Words of a sentence among which such a word can hardly mean something of the sentence itself."""


def asked_again(question: str) -> str:
    """Return a question as it is put again after something came between."""
    pieces = [span.text for span in sentences(question)]
    if len(words(question)) <= WHOLE:
        return question
    first = next((n for n, piece in enumerate(pieces) if _asks(piece)), None)
    if not first:
        return question
    start = _start(pieces, first)
    part = " ".join(pieces[start:])
    return part if len(words(question)) - len(words(part)) >= SPARED else question


def last_question(view: View) -> str:
    """Return the last question that the interviewer asked, without what led to it."""
    for line in reversed(view.state.lines):
        if line.who != "interviewer" or line.move in ("answer", "repeat"):
            continue
        last = line.text.rsplit("\n", 1)[-1].strip()
        if line.move == "reconcile":
            return last
        pieces = [span.text for span in sentences(last)]
        return next((piece for piece in reversed(pieces) if piece.endswith("?")), last)
    return view.scenario.prompt


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") or _ASKS.match(sentence) is not None


def _start(pieces: list[str], first: int) -> int:
    """Return where the part begins that can stand alone: `first` asks, what it refers to precedes.

    It refers to a sentence by a noun or a figure of it or by a word that stands for one; so may
    that sentence in its turn. A bare "What changes in your design?" needs what comes before it.
    """
    asked = " ".join(pieces[first:])
    nouns = _nouns(asked)
    shared = [n for n in range(first) if nouns & _nouns(pieces[n])]
    start = min([first, *shared])
    while start and (_leans(pieces[start]) or (start == first and len(words(asked)) < BARE)):
        start -= 1
    return start


def _nouns(text: str) -> set[str]:
    """Return what a sentence is about: its content words and figures."""
    return {*content_stems(text), *(word for word in words(text) if word[0].isdigit())}


def _leans(sentence: str) -> bool:
    return _LEANS.search(" ".join(sentence.split()[:_NEAR_BEGINNING])) is not None
