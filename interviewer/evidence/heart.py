"""Is an answer substance or talk, taken as a whole and in the light of the person's other answers?

A bluffer's sentence lands near some point by chance; the sentences around it do not: margins are
taken per sentence and per answer (rubrics/JUDGING.md, section 3.2). The swap test (3.3) is taken
once more in the same way: who has prepared another question is nearer to it in most answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.evidence.reader import Reading, foreign
from interviewer.evidence.rules import say

THIN = 0.36
"""How far an answer must be from talk: the mean margin of its sentences, the lowest quarter left
out, its manner and its words. With what is usual for the person, 1 in 100 of 760 answers of experts
lies below, none of 1,744 authored ones, and nine in ten of talkers' (development answers)."""
STRANGE = 0.03
"""How much nearer to another scenario an answer may be, half of it what is usual for the person: 2
in 1,000 of 3,268 answers of experts lie above, 98 in 100 of answers to other scenarios."""
USUAL = 0.5
"""Weight of what is usual for the person: one answer is a handful of sentences."""


@dataclass(frozen=True)
class Person:
    """What is usual in somebody's answers, in the mean; None if nothing tells."""

    heart: float | None = None
    """How far they are from talk."""
    ahead: float | None = None
    """How much nearer they are to another scenario."""


def usual(answers: Sequence[Sequence[Reading]]) -> Person:
    """Return what is usual in a person's answers to questions."""
    first = [readings[0] for readings in answers if readings]
    hearts = [reading.heart for reading in first if reading.heart is not None]
    ahead = [reading.abroad[1] for reading in first if reading.abroad[0]]
    return Person(_mean(hearts), _mean(ahead))


def thinned(
    readings: Sequence[Reading], asked: str | None, person: Person | None = None
) -> list[Reading]:
    """Return the sentences of an answer, without points for what was asked if it is all talk.

    One that is another scenario's makes no point at all; that is told by the person's answers only.
    """
    if not readings or not asked:
        return list(readings)
    person, first = person or Person(), readings[0]
    if person.ahead is not None and _blend(first.abroad[1], person.ahead) > STRANGE:
        return [foreign(reading) for reading in readings]
    if first.heart is None or _blend(first.heart, person.heart) >= THIN:
        return list(readings)
    return [_without(reading, asked) for reading in readings]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _blend(value: float, common: float | None) -> float:
    return value if common is None else (1 - USUAL) * value + USUAL * common


def _without(reading: Reading, asked: str) -> Reading:
    kept = tuple(match for match in reading.points if match.hook != asked)
    if len(kept) == len(reading.points):
        return reading
    return replace(reading, points=kept, rules=(*reading.rules, say("thin")))
