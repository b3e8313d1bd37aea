"""What a clause commits its speaker to: a named quantity, or that a thing is done or never done.

It knows nothing of who said what when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interviewer.evidence.names import LIGHT, Name, name_of, named
from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.quantity import kind
from interviewer.evidence.sentences import is_fragment
from interviewer.evidence.sentences import words as words_of
from interviewer.evidence.tables import words

_ATTRIBUTES = words(
    """threshold cutoff cap limit budget quota latency recall precision accuracy window horizon
    interval retention timeout holdout delay lag period headcount target bound floor ceiling bill
    spend quorum"""
)
"""Nouns that name a quantity."""
_ALONE = name_of("recall precision accuracy threshold cutoff")
"""Those of which a design has one; "a limit" may be another limit."""
_ASSUMED = re.compile(
    r"\b(?:assum\w+|suppos\w+|let(?:'s| us| me) (?:say|take)|i(?:'ll| will) take|guess|ballpark)"
    r"\b|^say\b",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"\b(?:if|unless|imagine|were|in case|depending|either|had we|as long as|provided|"
    r"for (?:instance|example)|e\.g\.|best|worst|could be|might be|would it be)\b|\?",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:you|they|he|she) (?:said|say|told|mentioned|gave|reported|claim\w*)\b|\byour\b|"
    r"\baccording to\b|\breport(?:s|ed)\b|\bsurvey\b|\bstudy\b|[\"\u201c]|(?:^|\s)'",
    re.IGNORECASE,
)
_NOT = words(
    """not never no nobody none nothing neither nor without cannot can't don't doesn't won't
    wouldn't isn't aren't shouldn't didn't wasn't hardly"""
)
_NO_ONE = ("nobody", "none", "nothing")
_WHOLLY = re.compile(
    r"\b(?:never|nobody|none|at all|whatsoever|under any|ever)\b|^(?:so |but |and )?no\b",
    re.IGNORECASE,
)
_NARROWS = words(
    """if unless when whenever where who whose whom which only except may might could can some few
    provided too than however depending instead rather"""
)
_WEIGHS = words(
    """cost costs costing hurt hurts harm harms annoy annoys lose loses mean means break breaks
    spoil spoils wear wears risk risks help helps matter matters save saves ruin ruins waste
    wastes feel feels seem seems"""
)
"""Verbs of what a thing would do, as against what is done: "surprise tags would cost goodwill"."""
_COMPARES = words("more less fewer larger smaller longer shorter higher lower twice times than")
_CUT = re.compile(
    r"[,;:()]\s+|\s[-\u2013\u2014]\s|\s+(?=(?:so|because|since|while|which|but|although|though|"
    r"whereas|otherwise|and (?:i|we|the|it|that|they|she|he|then|so|only|if))\b)",
    re.IGNORECASE,
)
_SUM = re.compile(r"[=*/+×÷]|\bx\b|\d\s*[-\u2212]\s*\d")
_RELATIVE = re.compile(r"^(?:which|that|who)\s+(?=\w)", re.IGNORECASE)
_LINK = re.compile(
    r"(?:\b(?:is|are|of|at|to|was|be|with)\b|[=:])"
    r"(?:\s+(?:only|just|about|around|roughly|an?|at most|up to|set to|the))*\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\s*(?:for|on|in|at|after|before|by|until|per|to|within|when|under|over|with|from|of)\b",
    re.IGNORECASE,
)
"""What narrows an attribute after its value: "a cap of 1,000 on the first day"."""
_BEFORE_IT = re.compile(
    rf"[\s-]*(?:[\w-]+[\s-]+){{0,2}}(?:{'|'.join(sorted(_ATTRIBUTES))})\b"
    r"(?!\s+(?:for|on|in|at|after|before|per|within|when|under|over|from|of)\b)",
    re.IGNORECASE,
)
"""An attribute behind its value: "a 30-day window"."""
_DEFINES = words("takes take lasts last is are runs run needs")


@dataclass(frozen=True)
class Number:
    """A quantity under its name.

    `tried`: only tried out ("if it were ...") or told by others, so it commits to nothing.
    """

    name: Name
    quantity: Quantity
    assumed: bool
    tried: bool


@dataclass(frozen=True)
class Decision:
    """That something is done, or is not; `narrowed`: under a condition or in some cases only."""

    name: Name
    negated: bool
    wholly: bool
    narrowed: bool


def numbers(sentence: str) -> Iterator[Number]:
    """Yield the named quantities of a sentence, each under every name that it goes by."""
    plain = sentence.replace("\u2019", "'")
    tried = bool(_TRIED.search(plain) or _TOLD.search(plain))
    assumed = bool(_ASSUMED.search(plain))
    for clause in _clauses(plain):
        found = find(clause)
        if _SUM.search(clause) or set(words_of(clause)) & (_NOT | _COMPARES):
            continue
        for quantity in found:
            for name in _names(clause, quantity, alone=len(found) == 1):
                yield Number(name, quantity, assumed, tried)


def decisions(sentence: str) -> Iterator[Decision]:
    """Yield what a sentence says is done or not done, clause by clause; figures are left out."""
    plain = sentence.replace("\u2019", "'")
    if _TRIED.search(plain) or _TOLD.search(plain):
        return
    for clause in _clauses(plain):
        said = words_of(clause)
        if find(clause) or not _acts(clause, said):
            continue
        name = name_of(" ".join(word for word in said if word not in _NOT))
        if len(name) >= 2:
            yield Decision(
                name,
                negated=any(word in _NOT for word in said),
                wholly=bool(_WHOLLY.search(clause)),
                narrowed=bool(set(said) & (_NARROWS | _WEIGHS)),
            )


def _acts(clause: str, said: list[str]) -> bool:
    """Tell whether a clause is a statement of its own, with at most one "not" where it belongs.

    "An account nobody here has paid" is none, nor is "nor the name check", nor "for valves never".
    """
    denied = [place for place, word in enumerate(said) if word in _NOT]
    if len(denied) > 1:
        return False
    if is_fragment(clause) and (len(said) < 5 or _PLACE.match(clause)):
        return False
    first = said[denied[0]] if denied else ""
    return first not in ("nor", "neither") and (first not in _NO_ONE or denied[0] < 2)


def _clauses(sentence: str) -> Iterator[str]:
    """Yield the clauses of a sentence; a relative clause takes the noun before it along."""
    before: list[str] = []
    for part in _CUT.split(sentence):
        clause = part.strip()
        if before and _RELATIVE.match(clause):
            clause = f"{before[-1]} {_RELATIVE.sub('', clause)}"
        if clause:
            yield clause
            before = words_of(clause)


def _names(clause: str, quantity: Quantity, *, alone: bool) -> set[Name]:
    """Return the clause's own name, and that of an attribute ("a recall of") in it."""
    left, right = clause[: quantity.start], clause[quantity.end :]
    linked = bool(_LINK.search(left))
    if kind(quantity.unit) == "ratio" or (not quantity.unit and not linked):
        return set()
    found: set[Name] = set()
    if match := _BEFORE_IT.match(right):
        found.add(_attribute(words_of(match.group())))
    if linked and not _PLACE.match(right):
        found.add(_attribute(words_of(_LINK.sub("", left))))
    found = {name for name in found if len(name) > 1 or name & _ALONE}
    if alone:
        whole = named(quantity, f"{left} {right}")
        said = words_of(f"{left} {right}")
        if len(whole) >= 2 or (len(whole) == 1 and set(said) & _DEFINES and len(said) <= 5):
            found.add(whole)
    return found


def _attribute(before: list[str]) -> Name:
    """Return the attribute that words end with, and what narrows it."""
    place = max((i for i, word in enumerate(before) if word in _ATTRIBUTES), default=-1)
    if place < 0 or len(before) - place > 5:
        return frozenset()
    start = place
    while start and before[start - 1] not in LIGHT and place - start < 3:
        start -= 1
    return name_of(" ".join(before[start:]))
