"""Whether words stand nearer to empty talk than to what a criterion expects, or belong elsewhere.

This is the evidence engine's say in a model's judgement: it may cap an observation at *mentioned*
and never adds to one. Its bound lies below those from which the engine itself gives credit, so that
a good thought in words that no author foresaw stays for the model to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewer.evidence.reader import BOUNDS, Reading
from interviewer.evidence.rules import rule_of
from interviewer.evidence.sentences import clauses, content_stems, is_fragment

if TYPE_CHECKING:
    from interviewer.evidence.substance import Match, Substance
    from interviewer.judge.testimony import Turn

EMPTY = 0.1
"""Margin below which words are nearer to empty talk.

The engine gives credit from .21 in an answer and from .45 elsewhere. In the calibration transcripts
95 to 98 % of an expert's sentences reach .1, 57 % of the smooth talker's and 2 to 38 % of others'.
"""
STRAY = 0.15
"""How much nearer, as a cosine, words may be to another criterion than to the one they count for.

Not asked of an answer to a question that is aimed at it. Of experts' sentences 94 % lie within this
of their own criterion (n = 396, authored answers), and so do four of the other eight criteria.
"""
_CAPPING = {"list"}
FEW = 4
"""Content words that a clause must have to be looked at on its own."""


@dataclass(frozen=True, order=True)
class _Near:
    """How near words come to a criterion at their best; what is foreign ranks last."""

    native: bool
    margin: float
    similarity: float
    foreign: str


class Nearness:
    """Compares quotes with a rubric's texts; what was compared once is remembered."""

    def __init__(self, substance: Substance) -> None:
        self.of = substance
        self._known: dict[tuple[str, str | None], Mapping[str, _Near]] = {}

    @property
    def semantic(self) -> bool:
        """Whether meanings can be compared at all."""
        return self.of.embedder.semantic

    def cap(self, criterion: str, turn: Turn, readings: Sequence[Reading], text: str) -> str:
        """Return why words are no more than a mention of a criterion; empty if they may be."""
        if all(_rules(reading) & _CAPPING for reading in readings):
            return "it is a list of terms"
        if any(match.criterion == criterion for r in readings for match in r.points):
            return ""
        probe = None if all(reading.astray for reading in readings) else turn.probe
        answering = probe.probe if probe and probe.kind == "hook" else None
        key = (text, answering)
        if key not in self._known:
            matches = self.of.matches(_units(turn, readings, text), answering=answering)
            self._known[key] = _nearest(match for unit in matches for match in unit)
        found = self._known[key]
        aimed = probe is not None and probe.criterion == criterion
        return _why(criterion, found, aimed=aimed)


def _rules(reading: Reading) -> set[str]:
    """Return the names of the engine's rules that a sentence fell under."""
    found = (rule_of(sentence) for sentence in reading.rules)
    return {rule.name for rule in found if rule}


def _nearest(matches: Iterable[Match]) -> dict[str, _Near]:
    found: dict[str, _Near] = {}
    for match in matches:
        foreign = _foreign(match)
        near = _Near(not foreign, match.margin, match.similarity, foreign)
        known = found.get(match.criterion, near)
        nearest = max(known.similarity, near.similarity)
        found[match.criterion] = replace(max(known, near), similarity=nearest)
    return found


def _foreign(match: Match) -> str:
    """The swap test: return why words are not bound to this scenario; empty if they are."""
    if match.home < BOUNDS.home:
        return "it is not about this scenario"
    if match.elsewhere > match.home + BOUNDS.swap:
        return f"it fits {match.nearest} better"
    return ""


def _why(criterion: str, found: Mapping[str, _Near], *, aimed: bool) -> str:
    near = found.get(criterion)
    if near is None:
        return "it is near to nothing that is expected"
    if near.foreign:
        return near.foreign
    if near.margin < EMPTY:
        return "it is nearer to empty talk than to anything that is expected"
    home = max(found, key=lambda name: found[name].similarity)
    stray = not aimed and near.similarity < found[home].similarity - STRAY
    return f"it is much nearer to another criterion ({home})" if stray else ""


def _units(turn: Turn, readings: Sequence[Reading], text: str) -> list[str]:
    """Return the words, their sentences and clauses, and each sentence with the next one."""
    units = {text: None}
    for reading in readings:
        units[reading.text] = None
        for clause in clauses(reading.text):
            if len(content_stems(clause.text)) >= FEW and not is_fragment(clause.text):
                units[clause.text] = None
        after = turn.readings.index(reading) + 1
        following = turn.readings[after : after + 1]
        if following and not (following[0].question or following[0].quarantined):
            units[f"{reading.text} {following[0].text}"] = None
    return list(units)
