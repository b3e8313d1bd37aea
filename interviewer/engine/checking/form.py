"""The form of a sentence: plain spoken English, no markup, nothing hidden, not endless."""

from __future__ import annotations

import re
import unicodedata

from interviewer.engine.checking.allowed import Allowed
from interviewer.engine.checking.refusal import Refusal
from interviewer.evidence.sentences import STOP, stem, words

MOST_CHARACTERS = 1_000
"""Characters of a sentence; `split` gives out 400 at the most."""
MOST_WORDS = 60
"""Words of a sentence; the longest authored one has 61 and is exempt."""
MOST_REPLY = 130
"""Words of a reply, what it was given to tell apart."""
LONGEST_WORD = 40
FEWEST_ENGLISH = 0.12
"""Share of small English words and known ones below which eight words are no English sentence."""

_MARKUP = (
    ("a code fence", re.compile(r"`")),
    ("a tag", re.compile(r"</?[A-Za-z!?|][^\n]{0,80}|<\||\|>")),
    ("a bracket", re.compile(r"[\[\]\\]")),
    ("braces", re.compile(r"[{}]")),
    ("a table", re.compile(r"\|")),
    (
        "bold or a heading",
        re.compile(r"\*\*|__|^\s*#{1,6}\s|###|^\s*>\s|^\s*(?:-{3,}|={3,}|\*{3,})"),
    ),
    (
        "an address",
        re.compile(r"\bhttps?:|\bwww\.|\w@\w+\.\w|\b[\w-]+\.(?:com|org|net|io|ai|dev)\b", re.I),
    ),
    ("an escape", re.compile(r"&#?\w+;")),
)
_SIGNS = frozenset({"So", "Sk", "Mn", "Me", "Mc", "No", "Nl", "Nd"})
"""Unicode categories of what no sentence needs: emoji, combining marks, other scripts' digits."""
_ELLIPSIS = re.compile(r"\[(?:…|\.\.\.)\]")
_FOREIGN = frozenset(
    """der und ist nicht ein eine einen wie sie ich wir mit auf für dem den zu würden können warum
    wenn oder aber auch nur sind haben kann le la les des une est et que qui dans pour vous nous
    avec sur pas mais comment pourquoi quel quelle el los las por para como cómo qué es usted pero
    más muy del il che di cosa perché sono della gli het een voor niet maar hoe wat os não você uma
    em seu sua jak nie się czy hur inte och att det som för vad""".split()
)


def refuses_form(sentence: str, allowed: Allowed) -> Refusal | None:
    """Return why a sentence is refused for its form, or None."""
    return _characters(sentence, allowed) or _markup(sentence, allowed)


def refuses_size(sentence: str, allowed: Allowed) -> Refusal | None:
    """Return why a sentence is refused for its length or its language, or None."""
    said = words(sentence)
    longest = max((len(piece) for piece in sentence.split()), default=0)
    if len(said) > MOST_WORDS:
        return Refusal("length", f"a sentence of {len(said)} words")
    if longest > LONGEST_WORD:
        return Refusal("length", f"a word of {longest} characters")
    return _language(said, allowed)


def _characters(sentence: str, allowed: Allowed) -> Refusal | None:
    """Refuse what is hidden; pictures and other scripts, unless the interview uses them."""
    if sentence.isascii() and sentence.replace("\n", "").isprintable():
        return None
    for char in set(sentence) - {"\n", "\t"}:
        if char.isascii() and char.isprintable():
            continue
        refusal = _hidden(char)
        if refusal is None and not any(char in text for text in allowed.every):
            refusal = _strange(char)
        if refusal:
            return refusal
    return None


def _hidden(char: str) -> Refusal | None:
    """Refuse what cannot be seen, or stands for it; nobody's words make it harmless."""
    picture = "\u2400" <= char <= "\u2426" or char == "\ufffd"
    if unicodedata.category(char)[0] != "C" and not picture:
        return None
    return Refusal("markup", f"it holds the character U+{ord(char):04X}")


def _strange(char: str) -> Refusal | None:
    """Refuse another script and signs that no sentence needs."""
    category, name = unicodedata.category(char), unicodedata.name(char, "")
    if category[0] == "L" and not (name.startswith("LATIN ") and ord(char) < 0x250):
        return Refusal("language", f"it holds the letter U+{ord(char):04X}")
    if category in _SIGNS:
        return Refusal("markup", f"it holds the sign U+{ord(char):04X}")
    return None


def _markup(sentence: str, allowed: Allowed) -> Refusal | None:
    plain = _ELLIPSIS.sub("…", sentence)
    for name, pattern in _MARKUP:
        match = pattern.search(plain)
        if match and not any(match.group() in text for text in allowed.wording):
            return Refusal("markup", f"it holds {name}")
    return None


def _language(said: list[str], allowed: Allowed) -> Refusal | None:
    english = sum(word in STOP for word in said)
    foreign = sum(word in _FOREIGN and word not in allowed.stems for word in said)
    if foreign >= 2 and foreign > english:
        return Refusal("language", "it is not in English")
    known = english + sum(stem(word) in allowed.stems for word in said if word not in STOP)
    if len(said) >= 8 and known < FEWEST_ENGLISH * len(said):
        return Refusal("language", "it is no English sentence")
    return None
