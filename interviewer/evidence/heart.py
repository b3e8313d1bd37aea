"""Is an answer substance or talk, taken as a whole and in the light of the person's other answers?

A bluffer's sentence lands near some point by chance; the sentences around it do not. JUDGING,
section 3.2: margins are taken per sentence and per answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.evidence.reader import Reading
from interviewer.evidence.rules import say

THIN = 0.24
"""How far an answer must be from talk: the mean margin of its sentences, the lowest quarter left
out, and its manner. With what is usual for the person, 1 in 100 of 760 answers of experts lies
below, 2 in 1,000 of 1,744 authored ones, and nine in ten of talkers' (development answers)."""
USUAL = 0.5
"""Weight of what is usual for the person: one answer is a handful of sentences."""


def usual(answers: Sequence[Sequence[Reading]]) -> float | None:
    """Return how far a person's answers are from talk, in the mean; None if there is none."""
    hearts = [heart for readings in answers if (heart := _heart(readings)) is not None]
    return sum(hearts) / len(hearts) if hearts else None


def thinned(
    readings: Sequence[Reading], asked: str | None, person: float | None = None
) -> list[Reading]:
    """Return the sentences of an answer, without points for what was asked if it is all talk."""
    heart = _heart(readings)
    if heart is None or _blend(heart, person) >= THIN:
        return list(readings)
    return [_without(reading, asked) for reading in readings]


def _blend(heart: float, person: float | None) -> float:
    return heart if person is None else (1 - USUAL) * heart + USUAL * person


def _heart(readings: Sequence[Reading]) -> float | None:
    return readings[0].heart if readings else None


def _without(reading: Reading, asked: str | None) -> Reading:
    kept = tuple(match for match in reading.points if match.hook != asked)
    if len(kept) == len(reading.points):
        return reading
    return replace(reading, points=kept, rules=(*reading.rules, say("thin")))
