"""The nouns and figures of a text, as a talker picks them up who has understood nothing else.

Patterns only: a determiner, a number or a preposition, then words that carry content, then a word
that can only follow a noun. It knows no grammar and misses some.
"""

from __future__ import annotations

import re
from functools import lru_cache

from interviewer.evidence.emptiness import generic_sentences
from interviewer.evidence.sentences import STOP, content_stems
from interviewer.text import fold

_TOKEN = re.compile(
    r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*|[\u00a3$\u20ac]?\d[\d,.]*\d%?|\d%?|[^\sA-Za-z\d]"
)
_BEFORE = frozenset(
    """a an the this that these those our their his her its my your some any each every of in on at
    to from for with by about into per no another other own such most more few many several million
    billion thousand hundred""".split()
)
_AFTER = frozenset(
    """of in on at to from for with by about into per and or but that which who whose because while
    when where if than as is are was were be has have had will would can could may might must so
    before after over more""".split()
)
_VERBS = frozenset(
    """come comes came began begin take takes took sent said says say loses lose found find achieves
    complain counts allows means knows know compare answer others fewer anyone bar loudest happens
    start starts lie far""".split()
)
_NO_TAIL = _VERBS | {"active", "internal", "abroad", "back", "later", "old", "anywhere"}
_NOT = frozenset(
    """million billion thousand hundred dozen half first last next second third today cannot month
    week year day hour minute ago early late good bad able enough less least little much sure
    wrong""".split()
)
_NO_NOUNS = STOP | _BEFORE | _AFTER | _NOT | _VERBS
_FIGURE = re.compile(
    r"[\u00a3$\u20ac]\d(?:[\d,.]*\d)?(?:m|bn|k)?\b|\d[\d,.]*%"
    r"|\d[\d,.]* (?:million|billion|thousand)\b"
)


def noun_phrases(text: str) -> list[str]:
    """Return noun phrases of one to three words, without their determiners, in order, once each."""
    tokens = _TOKEN.findall(text)
    found: dict[str, str] = {}
    for index, token in enumerate(tokens[:-1]):
        if not (token.lower() in _BEFORE or token[-1].isdigit() or token.endswith("%")):
            continue
        run: list[str] = []
        for word in tokens[index + 1 : index + 5]:
            if not _carries(word):
                break
            run.append(word)
        end = index + 1 + len(run)
        follower = tokens[end].lower() if end < len(tokens) else "."
        if 1 <= len(run) <= 3 and _is_noun(run[-1]) and _ends_before(follower):
            phrase = " ".join(run)
            found.setdefault(fold(phrase), phrase)
    return list(found.values())


def scenario_nouns(text: str) -> list[str]:
    """Return the noun phrases that do not belong to machine learning at large."""
    return [phrase for phrase in noun_phrases(text) if set(content_stems(phrase)) - _generic()]


def figures(text: str) -> list[str]:
    """Return the figures that can be named without their context: amounts, shares, millions."""
    return list(dict.fromkeys(match.group().strip(" .,") for match in _FIGURE.finditer(text)))


def _carries(word: str) -> bool:
    return word[0].isalpha() and len(word) > 2 and word.lower() not in _NO_NOUNS


def _ends_before(follower: str) -> bool:
    return follower in _AFTER or not follower[0].isalnum()


def _is_noun(word: str) -> bool:
    return word.lower() not in _NO_TAIL and not re.search(r"(?:ly|ed|ing|n't)$", word)


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """Return the stems of the sentences that fit any question."""
    return frozenset(content_stems(" ".join(generic_sentences())))
