"""Which earlier words a retraction takes back.

"Scratch that" means what was said last; "forget what I said about the warning" the latest words
that hold most of "warning"; who puts something else in its place corrects, and retracts nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.evidence.contradictions import Said
from interviewer.evidence.corrections import replaces, retracts
from interviewer.evidence.quantities import find
from interviewer.evidence.sentences import content_stems

SHARED = 0.5
"""Share of a retraction's telling words that the words taken back must hold."""
OWN = 0.5
"""Share of telling words that must be new to make a correction of it."""
_HOW = frozenset(
    content_stems(
        "scratch strike withdraw retract forget ignore disregard mind wrong said told idea point "
        "part thing reflection second thought thinking drop earlier before last sentence answer "
        "claim changed longer actually decision proposal altogether entirely completely whole "
        "plan suggestion"
    )
)


@dataclass(frozen=True)
class Retraction:
    """The words that take back, and the sentences that are taken back."""

    by: Said
    of: tuple[Said, ...]


def retraction(by: Said, before: Sequence[Said]) -> Retraction | None:
    """Return what a sentence takes back of the candidate's sentences before it, in order."""
    rest = retracts(by.text)
    if rest is None or not before:
        return None
    target = [stem for stem in content_stems(rest) if stem not in _HOW]
    of = _held_most(target, before) if target else _last(by, before)
    if not of or (replaces(rest) and _is_new(rest, of)):
        return None
    return Retraction(by, of)


def takes_back(sentence: str) -> bool:
    """Tell whether a sentence only takes back: it is no evidence for what it names."""
    rest = retracts(sentence)
    return rest is not None and not replaces(rest)


def _last(by: Said, before: Sequence[Said]) -> tuple[Said, ...]:
    """Return the sentence before in the same message, else all of the message before."""
    last = before[-1]
    if last.record == by.record:
        return (last,)
    return tuple(said for said in before if said.record == last.record)


def _held_most(target: Sequence[str], before: Sequence[Said]) -> tuple[Said, ...]:
    """Return the sentences of the latest message that hold most of what is named, rare words first.

    A word weighs the less, the more sentences hold it.
    """
    held = [frozenset(content_stems(said.text)) for said in before]
    spread = Counter(stem for stems in held for stem in stems)
    weight = {stem: 1 / (1 + spread[stem]) for stem in target}
    score = [sum(weight[stem] for stem in weight if stem in stems) for stems in held]
    best = max(score)
    enough = [len(set(target) & stems) >= SHARED * len(set(target)) for stems in held]
    place = max((i for i, s in enumerate(score) if s == best and enough[i]), default=-1)
    if place < 0:
        return ()
    record = before[place].record
    return tuple(
        said
        for said, reached, ok in zip(before, score, enough, strict=True)
        if ok and said.record == record and reached >= best
    )


def _is_new(rest: str, of: Sequence[Said]) -> bool:
    """Tell whether words say something else than those they take back: other words or figures."""
    old = {stem for said in of for stem in content_stems(said.text)}
    new = [stem for stem in content_stems(rest) if stem not in _HOW]
    figures = {quantity.value for said in of for quantity in find(said.text)}
    if any(quantity.value not in figures for quantity in find(rest)):
        return True
    return bool(new) and sum(stem not in old for stem in new) > OWN * len(new)
