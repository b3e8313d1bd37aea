"""How a probe was answered: held, partly, evaded or wrong.

One rule for the interview and for the judge.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from interviewer.evidence.checks import Finding, verify
from interviewer.evidence.quantities import Quantity
from interviewer.evidence.reader import Reading
from interviewer.rubric import Hook
from interviewer.transcript import Outcome

SURE = 0.35
"""Margin that one point of an answer must reach: several near hits are still none."""


@dataclass(frozen=True)
class Answer:
    """What an answer to a hook contains."""

    points: frozenset[str]
    check: Finding
    outcome: Outcome


def assess(
    hook: Hook,
    readings: Sequence[Reading],
    text: str,
    given: Sequence[Quantity],
    before: Collection[str] = (),
) -> Answer:
    """Assess an answer. `before` are points made in earlier answers to the same probe.

    A right check stands for one point; a wrong one makes the answer wrong unless its points say
    otherwise: then the check has misread it. What answers another question makes no point here.
    """
    to_it = [reading for reading in readings if not reading.astray]
    mine = [match for reading in to_it for match in reading.points if match.hook == hook.id]
    sure = any(match.margin >= SURE for match in mine) or bool(set(before))
    points = frozenset({match.point for match in mine} | set(before))
    check = verify(hook.check, text, given) if hook.check else "absent"
    made = _apart([[m.point for m in r.points if m.hook == hook.id] for r in to_it], before)
    count = made + (check == "right")
    if check == "wrong" and len(points) < hook.needs:
        outcome: Outcome = "wrong"
    elif count >= hook.needs and points and sure:
        outcome = "held"
    else:
        outcome = "partly" if count else "evaded"
    return Answer(points, check, outcome)


def _apart(points: Sequence[Sequence[str]], before: Collection[str]) -> int:
    """Return how many points are made in sentences of their own: the largest matching.

    One sentence that is near to two points has made one; which, does not matter. `points` has the
    points of each sentence.
    """
    made: dict[str, int] = dict.fromkeys(before, -1)

    def place(sentence: int, tried: set[str]) -> bool:
        for point in points[sentence]:
            if point in tried or made.get(point) == -1:
                continue
            tried.add(point)
            if point not in made or place(made[point], tried):
                made[point] = sentence
                return True
        return False

    for sentence in range(len(points)):
        place(sentence, set())
    return len(made)
