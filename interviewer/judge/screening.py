"""From a model's quotes to words that a candidate said: found, or dropped with the reason.

A quote must stand in a single turn of the candidate. What is then looked at is the whole sentence:
a quote that leaves a "not" outside cannot hide it. It gives no level.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.evidence.quotes import find_quote
from interviewer.evidence.reader import Reading
from interviewer.evidence.rules import rule_of
from interviewer.evidence.sentences import sentences
from interviewer.judge.case import Case
from interviewer.judge.observations import Observation, Reason
from interviewer.judge.testimony import Turn
from interviewer.text import fold

ASKED = 8
"""Observations that a model is asked for at the most."""
MOST = 12
"""Observations that are looked at; more of them would be a flood."""
_DOTS = re.compile(r"\s*[\[(]?(?:\.{3,}|…)[\])]?\s*")
_REFUSED: Mapping[str, Reason] = {
    "quarantine": "quarantined",
    "copy": "copied",
    "echo": "echo",
    "restatement": "echo",
    "repeat": "repeat",
    "takes-back": "back",
    "denies": "denied",
}
"""The engine's rules that remove a sentence; "too little is said" only caps here (`weighing`)."""


@dataclass(frozen=True)
class Sighting:
    """An observation whose words the candidate said, in whole sentences."""

    said: Observation
    turn: Turn
    readings: tuple[Reading, ...]
    text: str
    moved: bool = False
    """The model named another record; the words stand in this one alone."""
    mended: bool = False
    """The model's wording differed a little; this is what was said."""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, for what comes before what."""
        return self.turn.record, self.readings[0].span.start


def screened(
    observations: Sequence[Observation], case: Case
) -> tuple[list[Sighting], Counter[Reason]]:
    """Return what the candidate said, and how many quotes were dropped for which reason."""
    sightings: list[Sighting] = []
    dropped: Counter[Reason] = Counter()
    for observation in observations[:MOST]:
        found = _screen(observation, case)
        if isinstance(found, Sighting):
            sightings.append(found)
        else:
            dropped[found] += 1
    if len(observations) > MOST:
        dropped["surplus"] += len(observations) - MOST
    return sightings, dropped


def _screen(observation: Observation, case: Case) -> Sighting | Reason:
    place = _placed(observation, case)
    if not isinstance(place, tuple):
        return place
    turn, found = place
    readings = _covered(turn, found)
    if not readings:
        return "fabricated"
    refused = [_refused(reading) for reading in readings]
    for reading, why in zip(readings, refused, strict=True):
        if reading.quarantined:
            return why or "quarantined"
    if observation.kind not in ("wrong", "retracted"):  # they hold, whoever said so before
        readings = tuple(r for r, why in zip(readings, refused, strict=True) if not why)
        if not readings:
            return refused[0] or "fabricated"
    return Sighting(
        said=observation,
        turn=turn,
        readings=readings,
        text=" ".join(reading.text for reading in readings),
        moved=turn.record != observation.record,
        mended=not _same(observation.quote, found),
    )


def _placed(observation: Observation, case: Case) -> tuple[Turn, str] | Reason:
    """Return the turn that a quote stands in and its true words, or whose words they are.

    A wrong record number is put right if the very words stand in one turn of the candidate and no
    other: there is no doubt who said them and where, all that follows from the place is worked out
    from the true one, and to drop them would make the candidate pay for the judge's slip. Two
    repairs at once, of the place and of the wording, are one too many.
    """
    quote = observation.quote
    if len(quote) > 2 * case.longest:
        return "fabricated"
    turn = case.turns.get(observation.record)
    if turn and (found := find_quote(quote, turn.text)):
        return turn, found
    if find_quote(quote, case.lines.get(observation.record, "")):
        return "interviewer"
    elsewhere = [record for record, said in case.said.items() if fold(quote) in said]
    if len(elsewhere) == 1:
        turn = case.turns[elsewhere[0]]
        found = find_quote(quote, turn.text)
        return (turn, found) if found else "fabricated"
    return "unplaced" if elsewhere else _whose(quote, case)


def _whose(quote: str, case: Case) -> Reason:
    """Return whose words a quote holds that stands in no turn of the candidate."""
    pieces = [fold(span.text) for part in _DOTS.split(quote) for span in sentences(part)]
    said = [any(piece in text for text in case.said.values()) for piece in pieces]
    if len(pieces) > 1 and all(said):
        return "glued"
    whole = fold(quote)
    if any(whole in line for line in case.told):
        return "interviewer"
    if any(whole in text for text in case.rubric):
        return "rubric"
    return "glued" if any(said) else "fabricated"


def _covered(turn: Turn, found: str) -> tuple[Reading, ...]:
    """Return the sentences that a quote stands in: all that it holds half of, or half of it."""
    start = turn.text.find(found)
    end = start + len(found)
    shares = [
        (min(end, r.span.end) - max(start, r.span.start), r)
        for r in turn.readings
        if r.span.start < end and start < r.span.end
    ]
    return tuple(
        reading
        for shared, reading in shares
        if 2 * shared >= min(len(reading.text), len(found)) or len(shares) == 1
    )


def _refused(reading: Reading) -> Reason | None:
    rule = rule_of(reading.refused) if reading.refused else None
    return _REFUSED.get(rule.name) if rule else None


def _same(quote: str, found: str) -> bool:
    return fold(quote) == fold(found)
