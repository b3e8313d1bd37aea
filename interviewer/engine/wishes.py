"""What a candidate wishes of the interviewer: to hear it again, smaller, in other words, to go on.

Patterns for short messages and for the last sentence of longer ones. A wish is no question to the
fact sheet; it knows nothing of what is done about it.
"""

from __future__ import annotations

import re
from typing import Literal

from interviewer.engine.state import Line, State
from interviewer.evidence.sentences import content_stems, sentences, words
from interviewer.scenario import Scenario

Wish = Literal["repeat", "reword", "narrow", "advance", "back", "end"]

LONGEST = 25
"""Words of a message up to which a wish is what it is about."""
LONGEST_BACK = 15

_END = re.compile(
    r"\b(?:(?:let'?s|can we|i(?:'d| would) like to|i want to) "
    r"(?:stop|end|finish)(?: (?:here|now|the interview|it))?[.!?]?$|"
    r"end (?:the )?interview|"
    r"i(?:'m| am) done here)",
    re.IGNORECASE,
)
_UNCLEAR = re.compile(
    r"\b(?:rephrase|reword)\b|"
    r"\b(?:say|ask|put|phrase|explain)\b[^.?!]{0,30}\b(?:another way|other words|differently)\b|"
    r"^in other words\W*$|"
    r"\b(?:what|how) (?:do|did) you mean\b|\bwhat (?:is|was) (?:meant|that supposed to mean)\b|"
    r"\bwhat does (?:that|this|it|your question) mean\W*$|"
    r"\b(?:i(?:'m| am) not sure|i (?:don'?t|do not|didn'?t|did not) "
    r"(?:know|understand|follow|see|get)) (?:exactly )?"
    r"(?:what you(?:'re| are)? (?:mean|meant|want|asking|after)|(?:the|your|this|that) question)\b|"
    r"\b(?:don'?t|do not|didn'?t|did not) (?:quite )?(?:understand|follow)(?: you)?\W*$|"
    r"\b(?:question|that) (?:is|was)(?: not|n'?t) clear(?: to me)?\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?:\b(?:mean|meant)(?: (?:by|with))?|\bunderstand(?: what)?)\b(?P<term>[^?.!]*)",
    re.IGNORECASE,
)
"""What it is that was not understood."""
_NO_TERM = frozenset(content_stems("question asking exactly"))
_REPEAT = re.compile(
    r"\b(?:repeat|come again|pardon)\b|"
    r"\b(?:say|read|ask|put|give)\b[^.?!]{0,30}\b(?:again|once more)\b|"
    r"\b(?:what|which) was (?:the|your) question\b|"
    r"\bdidn'?t (?:catch|get|hear) (?:that|it|the)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?:so |then |and )*(?:i|we|it|he|she|they|the \w+)(?:'d|'ll| would| will| should)"
    r"(?! (?:like|love|need))\b",
    re.IGNORECASE,
)
"""What one would do in the story, as against what one wishes here."""
_FILLERS = (
    r"^(?:\W*(?:hmm+|well|sorry|honestly|um|uh|ok(?:ay)?|please|so|and|but|can you|could you)"
    r"[,. ]+)*"
)
_HELP = re.compile(
    rf"{_FILLERS}(?:(?:a |any |another |some )?(?:hints?|clues?|pointers?|help)(?: me)?"
    r"(?: out| here)?(?:,? please)?\W*$)|"
    r"\b(?:(?:can|could|will|would) you (?:please )?(?:give|offer)(?: me)?|"
    r"(?:can|could|may|might) i (?:please )?(?:get|have|ask for)|give me|"
    r"i(?:'d| would| could)? (?:need|want|like|use)) (?:just )?"
    r"(?:a|an|any|another|some|one)(?: \w+){0,2} (?:hints?|clues?|nudge)\b|"
    r"\b(?:i(?:'m| am)|i feel)(?: \w+){0,2} (?:stuck|lost)(?: here| on (?:this|that|it))?\W*$|"
    r"\b(?:can|could|would|will) you (?:please )?help me(?: out| here| with (?:this|that|it))?\W*$|"
    r"\bhelp me(?: out| here)\W*$|"
    r"\b(?:narrow|break|cut) (?:it|this|that|the question) down\b|"
    r"\bmake (?:it|this|that|the question) (?:smaller|simpler|easier)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    rf"{_FILLERS}(?:i (?:really |honestly )?(?:don'?t|do not) know|no (?:idea|clue)|"
    r"(?:i(?:'m| am) )?not sure|i have no (?:idea|clue)|i can'?t (?:say|answer)|pass|i give up)\b",
    re.IGNORECASE,
)
_ADVANCE = re.compile(
    r"\b(?:(?:can|could|shall|should) we (?:move on|go on|continue|skip)|"
    r"let'?s (?:move on|skip|go on)|next (?:question|topic),? please|"
    r"skip (?:this|that|it))",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:(?:can|could|may|shall) (?:i|we) (?:go|come|get|return) back(?: to)?|"
    r"(?:i(?:'d| would) like|i want) to (?:go|come|return|get) back to|"
    r"let'?s (?:go|return) back to|let me (?:go|come) back to)\b",
    re.IGNORECASE,
)


def wish_of(text: str, asked: str = "") -> Wish | None:
    """Return what a message wishes; None if it is about the matter.

    `asked` is what the interviewer asked last: not to understand a word that does not stand in it
    is a question about something else. After a long answer only a request for help at its end
    counts.
    """
    bare = text.replace("\u2019", "'").strip()
    count = len(words(bare))
    if count > LONGEST:
        return "narrow" if _HELP.search(_last(bare)) else None
    if _END.search(bare):
        return "end"
    if _unclear(bare, asked):
        return "reword"
    if _again(bare):
        return "repeat"
    if _UNKNOWN.search(bare) or _asks_help(bare):
        return "narrow"
    if _ADVANCE.search(bare):
        return "advance"
    return "back" if count <= LONGEST_BACK and _BACK.search(bare) else None


def is_wish(sentence: str, asked: str = "") -> bool:
    """Tell whether a sentence wishes something of the interviewer and asks for no fact."""
    bare = sentence.replace("\u2019", "'").strip()
    return _unclear(bare, asked) or _again(bare) or _asks_help(bare)


def asked_in(state: State, scenario: Scenario) -> str:
    """Return what the interviewer said last, without the facts that were told with it."""
    last: Line | None = next((x for x in reversed(state.lines) if x.who == "interviewer"), None)
    if last is None:
        return ""
    text = last.text
    for fact in (fact for move in last.plan for fact in move.facts):
        text = text.replace(scenario.fact(fact).says, "")
    return text


def _asks_help(text: str) -> bool:
    """Tell whether any sentence of a short message asks for help."""
    return any(_HELP.search(span.text) for span in sentences(text))


def _again(text: str) -> bool:
    return bool(_REPEAT.search(text)) and not _TELLS.match(text)


def _last(text: str) -> str:
    return sentences(text)[-1].text


def _unclear(text: str, asked: str) -> bool:
    """Tell whether the question was not understood; any word of it, if one is asked about."""
    if _TELLS.match(text) or not _UNCLEAR.search(text):
        return False
    named = _TERM.search(text) if text.endswith("?") else None
    term = set(content_stems(named["term"])) - _NO_TERM if named else set[str]()
    return not term or bool(term & set(content_stems(asked)))
