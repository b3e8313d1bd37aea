"""Sentences, clauses and words: the small change of everything that reads a candidate.

Patterns only; it knows no embedder, scenario or rubric.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Stops that end no sentence: abbreviations, and the numbers of a list.
_ABBREVIATIONS = (
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bvs\.)(?<!\bapprox\.)(?<!\bMr\.)"
    r"(?<!\bMrs\.)(?<!\bDr\.)(?<!\A\d\.)(?<!\A\d\d\.)(?<!\n\d\.)(?<!\n\d\d\.)"
)
_END = re.compile(_ABBREVIATIONS + r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Za-z0-9£$€~])|\n+")
_CLAUSE = re.compile(
    r"\s*[;:]\s+|\s+[-\u2013\u2014]\s+|,\s+(?=(?:but|so|because|since|which|while|whereas|then|"
    r"and (?:then|I|we|the|if|only|not)|if|unless|otherwise|rather|instead|or)\b)|"
    r"\s+(?=(?:because|instead of|rather than|otherwise)\b)"
)
_MARKER = re.compile(r"^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+")
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,.]*%?")
_OPENERS = (
    r"what|which|who|whose|whom|when|where|why|how|is|are|was|were|do|does|did|can|could|will|"
    r"would|should|shall|may|might|has|have|had|any|am"
)
_OPENS = re.compile(
    rf"(?:(?:and|so|ok|okay|also|then|but|first|second|next|well)[,\s]+)*(?:{_OPENERS})\s+(\w+)",
    re.IGNORECASE,
)
_OPENS_AT_ALL = re.compile(
    rf"(?:\W|and|so|ok|okay|then|but|first|also|well)*(?:{_OPENERS})\b", re.IGNORECASE
)
_ASKS_FOR = re.compile(
    r"\b(?:i(?:'d| would)? (?:like|want|need) to (?:know|understand|learn|ask)|"
    r"i(?:'m| am) (?:curious|wondering)|"
    r"(?:can|could|would|will) you (?:please )?(?:tell|share|explain|describe|clarify|give|say)|"
    r"tell me|do (?:we|you) (?:know|have)|i wonder|let me ask|remind me|"
    r"my (?:first |next |other )?question|(?:please )?clarify|may i ask)\b",
    re.IGNORECASE,
)
_WOULD = re.compile(
    r"\s*(?:so |then |and )?(?:i|we)(?: would| will|'d|'ll)\b(?! (?:like|need) to)", re.IGNORECASE
)
"""What one would do or ask in the story, as against what one wants to know now."""
_SUBJECT = re.compile(
    r"(?:we|you|the|there|it|this|they|many|much|is|are|do|does|long|often|big|our|your)$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:ask|asks|asked|asking|questions?|says?|wonder whether)\b[^?]{0,60}[:,\"\u201c']|"
    r"^(?:i|we|it|the bot|she|he|they)(?:'d|'ll| would| will| should)\b[^?]*[:\"\u201c]",
    re.IGNORECASE,
)
"""A question that is told of, not asked: "it would ask: who suggested this?"."""
_RHETORICAL = re.compile(r"\b(?:right|ok|okay|isn't it|no|yes|yeah|correct)\?$", re.IGNORECASE)

REMEMBERED = 4_000
"""Texts whose words and stems are kept: those of ten interviews. More would be few reading again,
at 1 kB each."""

STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing done down during each either else ever every few
    for from further get gets got had has have having he her here hers him his how i if in into is
    it its itself just let lets like made make makes many may me might more most much must my no nor
    not now of off on once one only or other our out over own per put quite rather really same say
    see shall she should so some such take than that the their them then there these they thing
    things this those through to too under until up upon us use used using very want was way we well
    were what when where which while who whom whose why will with within without would yes yet you
    your i'd i'll i'm i've we'd we'll we're we've it's that's don't can't isn't doesn't won't
    wouldn't let's there's they're""".split()
)


@dataclass(frozen=True)
class Span:
    """A piece of a text and where it stands, in characters."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """Split text into sentences; line ends split as well, list markers are dropped."""
    return _cut(text, _END)


def clauses(text: str) -> list[Span]:
    """Split one sentence where a new thought begins; pieces under four words are not split off."""
    merged: list[Span] = []
    for piece in _cut(text, _CLAUSE):
        if merged and (len(words(piece.text)) < 4 or len(words(merged[-1].text)) < 4):
            first = merged.pop()
            merged.append(Span(text[first.start : piece.end], first.start, piece.end))
        else:
            merged.append(piece)
    return merged


def _cut(text: str, pattern: re.Pattern[str]) -> list[Span]:
    found: list[Span] = []
    start = 0
    ends = [(m.start(), m.end()) for m in pattern.finditer(text)] + [(len(text), len(text))]
    for stop, following in ends:
        raw = text[start:stop]
        bare = _MARKER.sub("", raw)
        offset = start + len(raw) - len(bare.lstrip())
        bare = bare.strip()
        if bare:
            found.append(Span(bare, offset, offset + len(bare)))
        start = following
    return found


def words(text: str) -> list[str]:
    """Return the lower-case words and figures of a text."""
    return list(_words(text))


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group().lower() for match in _WORD.finditer(text.replace("\u2019", "'")))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a light stem: plural, -ing, -ed, -ly and the like are cut where a stem remains."""
    word = word.removesuffix("'s")
    for suffix, keep in (
        ("ations", 3),
        ("ation", 3),
        ("ingly", 4),
        ("ings", 4),
        ("ing", 3),
        ("edly", 4),
        ("ies", 3),
    ):
        if word.endswith(suffix) and len(word) - len(suffix) >= keep:
            return word[: -len(suffix)]
    for suffix, keep in (("ed", 3), ("ly", 4), ("es", 4), ("s", 3), ("e", 4), ("y", 4)):
        if word.endswith(suffix) and not word.endswith("ss") and len(word) - len(suffix) >= keep:
            return word[: -len(suffix)]
    return word


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that carry content, in order."""
    return list(_content_stems(text))


@lru_cache(maxsize=REMEMBERED)
def _content_stems(text: str) -> tuple[str, ...]:
    return tuple(
        stem(word) for word in words(text) if word not in STOP and (len(word) > 1 or word.isdigit())
    )


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks the interviewer something, with or without a question mark."""
    bare = sentence.strip().strip("\"'")
    if bare.endswith("?"):
        if _REPORTED.search(bare):
            return False
        return not _RHETORICAL.search(bare) or len(words(bare)) <= 2
    if _ASKS_FOR.search(bare) and not _WOULD.match(bare):
        return True
    starts = _OPENS.match(bare)
    if not starts or bare.endswith((".", "!", ":")):
        return False
    return bool(_SUBJECT.match(starts.group(1))) and len(words(bare)) <= 25


_NEXT_QUESTION = re.compile(
    r"(?:,|;)?\s+and\s+(?:also\s+)?(?="
    r"(?:what|which|who|whose|when|where|why|how|is|are|do|does|did|can|could|has|have)\b)"
    r"|(?:,|;)\s+(?=(?:what|which|who|whose|when|where|why|how)\b)",
    re.IGNORECASE,
)


_AUXILIARY = (
    r"is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had"
)
_CASE = re.compile(
    rf"(?:\W|and|so|ok|okay|then|but|also|well)*(?:when|where|while|once|if)\b(?!\s+(?:{_AUXILIARY})\b)",
    re.IGNORECASE,
)
"""How a sentence begins that puts a case before it asks: "When two pages disagree, which wins?"."""
_ASKS_AFTER = re.compile(
    rf"[,;]\s+(?:then\s+)?(?:{_AUXILIARY}|what|which|who|whose|how|why)\b", re.IGNORECASE
)


def questions_in(sentence: str) -> list[str]:
    """Split a sentence that asks several things: "How many a month, and who pays?".

    A case that is put first stays with the question that follows it.
    """
    pieces = _asked_in(sentence)
    opens = _OPENS_AT_ALL.match(pieces[0])
    if (
        len(pieces) == 1
        or not opens
        or len(words(pieces[0])) < 4
        or any(len(words(piece)) < 3 for piece in pieces)
    ):
        return [sentence]
    return [piece if piece.endswith("?") else f"{piece.rstrip('.,;')}?" for piece in pieces]


def _asked_in(sentence: str) -> list[str]:
    """Cut a sentence before each further question, never between a case and its question."""
    cuts = list(_NEXT_QUESTION.finditer(sentence))
    if _CASE.match(sentence):
        asked = _ASKS_AFTER.search(sentence)
        cuts = [cut for cut in cuts if asked and cut.start() > asked.start()]
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), None]
    return [sentence[start:end].strip() for start, end in zip(starts, ends, strict=True)]


_FINITE = re.compile(
    r"\b(?:i|we|they|you|he|she|it|that|this|there|who|which)(?:'d|'ll|'m|'re|'s|'ve)\b|"
    r"\b(?:is|are|was|were|be|been|am|do|does|did|has|have|had|will|would|can|could|should|must|"
    r"may|might|shall|let|won't|don't|doesn't|can't|isn't|aren't|wouldn't|didn't)\b|"
    r"\b(?:i|we|they|you|he|she|it|nobody|somebody|everyone|people|who)\s+\w+",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?:then |first |so |and |just |never |always |only )*"
    r"(?:ask|tell|hold|stop|start|send|tag|wait|count|measure|keep|drop|cap|limit|call|show|give|put|set|pick|choose|use|run|train|"
    r"compare|look|check|let|make|split|rank|sort|treat|leave|try|take|move|add|build|skip|log|"
    r"store|label(?! noise)|"
    r"sample|release|pay|write|record|score|flag|group|match|freeze|delay|route|offer|"
    r"report|draw|read|cut|divide|multiply|watch|follow|track|assign)\b",
    re.IGNORECASE,
)


def is_fragment(sentence: str) -> bool:
    """Tell whether a sentence has no finite verb: "Class imbalance. Label noise."."""
    return not (
        _FINITE.search(sentence)
        or _IMPERATIVE.match(sentence.strip())
        or (re.search(r"s \w", sentence) and len(words(sentence)) > 7)
    )
