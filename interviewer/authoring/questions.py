"""What became of each question of a candidate's turn, and how near the facts were.

What was decided is read from the records; the nearness of the facts that were not told is asked of
the fact index anew, with the rule that it calibrated for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer import transcript as t
from interviewer.retrieval.index import FactIndex, Hit

Became = Literal["told", "declined", "asked which", "turned back", "left aside"]
NEAREST = 3

_WHY: dict[str, Became] = {
    "unknown": "declined",
    "ambiguous": "asked which",
    "opinion": "turned back",
    "already_told": "declined",
}


@dataclass(frozen=True)
class QuestionSeen:
    """A question, what became of it, the facts it earned and those nearest to it.

    `left aside`: it was heard and not answered, as a question inside an answer to a probe is. No
    nearest facts: they were told without being asked for, or picked from two.
    """

    question: str
    became: Became
    facts: tuple[str, ...] = ()
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Bounds:
    """The rule by which a fact is told: its score and its lead over the second, and the floor."""

    threshold: float
    margin: float
    floor: float


def bounds_of(index: FactIndex) -> Bounds:
    """Return the rule in force for a fact sheet."""
    rule = index.calibration
    return Bounds(rule.threshold, rule.margin, rule.floor)


def questions_seen(turn: Sequence[t.AnyRecord], index: FactIndex) -> list[QuestionSeen]:
    """Return the questions of one turn: the records from a message up to the next one."""
    reading = next((r for r in turn if isinstance(r, t.TurnRead)), None)
    if reading is None:
        return []
    asked = [pick.question for pick in reading.picks] or list(reading.questions)
    told = [one for r in turn if isinstance(r, t.FactsReleased) for one in r.facts]
    declined = {r.question: r for r in turn if isinstance(r, t.QuestionDeclined)}
    which = [tuple(p) for r in turn if isinstance(r, t.MoveChosen) for p in r.ambiguous]
    seen = []
    for question in dict.fromkeys(asked):
        facts = tuple(one.fact for one in told if one.question == question)
        became: Became = "told" if facts else "left aside"
        if not facts and question in declined:
            became = _WHY[declined[question].why]
            facts = which[0] if became == "asked which" and which else ()
        nearest = tuple(index.search(question, NEAREST))
        seen.append(QuestionSeen(question, became, facts, nearest))
    others: dict[str, list[str]] = {}
    for one in told:
        if one.question not in asked:
            others.setdefault(one.question, []).append(one.fact)
    return seen + [QuestionSeen(q, "told", tuple(facts)) for q, facts in others.items()]
