"""Which sentences make which points of a criterion, and which only name it.

It gives no level: that is `ladder`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.evidence.answers import SURE
from interviewer.evidence.checks import names_any
from interviewer.evidence.reader import Reading
from interviewer.evidence.rules import say
from interviewer.evidence.sentences import content_stems
from interviewer.evidence.substance import Match
from interviewer.judge.scorecard import Quote
from interviewer.judge.testimony import Testimony, Turn
from interviewer.rubric import Criterion

REASONED = 8
"""Different content words that a reason against an alternative takes."""
UNASKED_POINTS = 2
"""Points that must be made unasked before they count as applied.

Among some ninety points, one near hit in an hour of talk is chance.
"""
_OTHERS_WORDS = (say("echo"), say("restatement"), say("copy"))

_REASON = re.compile(
    r"\b(?:because|since|so that|otherwise|that way|which means|that means|meaning|the reason|"
    r"hence|therefore|or else|as (?:it|they|we|that)|in case|"
    r"would (?:only|just|cost|mean|lose|hide|tell|miss|be)|costs?|price|pays?|"
    r"cheaper|dearer|slower|faster|worse|better|safer|"
    r"too (?:late|slow|few|many|much|little|small|big|noisy|rare))\b",
    re.I,
)
_ALTERNATIVE = re.compile(
    r"\b(?:instead of|rather than|not|never|no|nobody|don't|doesn't|wouldn't|won't|can't|cannot|"
    r"without|only|unless|but|whereas|while|even if|more than|less than|fewer|better than|"
    r"worse than|over|before|drop|skip|leave out|give up|either|neither|whatever)\b|n't\b",
    re.I,
)


@dataclass(frozen=True)
class Evidence:
    """One credited sentence."""

    turn: Turn
    reading: Reading
    hook: str
    point: str
    level: int
    asked: bool
    """Said in answer to the hook's own question."""
    sure: bool
    """By so much that it can stand alone."""
    places: frozenset[tuple[int, int]] = frozenset()
    """Every sentence that makes the point at this level: its record and where it begins."""


def applied_to(criterion: Criterion, testimony: Testimony) -> list[Evidence]:
    """Return the sentences that make one of the criterion's points, the best for each point."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for turn in testimony.turns:
        for index, reading in enumerate(turn.readings):
            for match in reading.points:
                if match.criterion == criterion.id:
                    key = (match.hook, match.point)
                    found.setdefault(key, []).append(_evidence(turn, index, match))
    return [_best(made) for made in found.values()]


def _evidence(turn: Turn, index: int, match: Match) -> Evidence:
    return Evidence(
        turn,
        turn.readings[index],
        match.hook,
        match.point,
        3 if _justifies(turn, index) else 2,
        asked=turn.probe is not None and turn.probe.probe == match.hook,
        sure=match.margin >= SURE,
    )


def _best(made: Sequence[Evidence]) -> Evidence:
    best = max(made, key=lambda e: (e.asked, e.level, e.sure))
    alike = [e for e in made if e.level >= best.level]
    return replace(best, places=frozenset((e.turn.record, e.reading.span.start) for e in alike))


def stands(applied: Sequence[Evidence]) -> bool:
    """Tell whether evidence is enough for *applied*: a sure point asked for, or two sentences."""
    return any(e.asked and e.sure for e in applied) or _several(applied)


def justified(applied: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence that gives reasons, if it is enough for *justified*."""
    reasoned = [evidence for evidence in applied if evidence.level == 3]
    enough = any(evidence.asked for evidence in reasoned) or _several(reasoned)
    return reasoned if enough else []


def _several(applied: Sequence[Evidence]) -> bool:
    """Tell whether several points are made in several sentences: two near hits of one are one."""
    places = {place for evidence in applied for place in evidence.places}
    return min(len(applied), len(places)) >= UNASKED_POINTS


def mentions_of(criterion: Criterion, testimony: Testimony) -> list[Quote]:
    """Return the sentences that name a criterion's concept, and the rule that caps each."""
    found = []
    for turn, reading in testimony.readings():
        if reading.quarantined or reading.question or reading.refused in _OTHERS_WORDS:
            continue
        if names_any(reading.text, criterion.names):
            rules = [*reading.rules] or [reading.refused or say("named")]
            found.append(Quote(record=turn.record, text=reading.text, level=1, rules=rules))
    return found


def _justifies(turn: Turn, index: int) -> bool:
    """Tell whether a credited sentence and the next give a reason against an alternative."""
    said = [reading.text for reading in turn.readings]
    window = [turn.readings[index]]
    window += [
        reading
        for reading in turn.readings[index + 1 : index + 2]
        if not (reading.question or reading.refused or said.count(reading.text) > 1)
    ]
    text = " ".join(reading.text for reading in window)
    reasoned = bool(_REASON.search(text) and _ALTERNATIVE.search(text))
    return reasoned and len(set(content_stems(text))) >= REASONED
