"""How often a criterion is looked at: once, three times, or five times near a gate.

Samples are for noise, not against gaming: what a judge is fooled by once it is fooled by again. So
a second look is spent where something hangs on it, and the rest is left at one. It asks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.judge.case import Case
from interviewer.judge.judging import grounds_from
from interviewer.judge.observations import lower_median
from interviewer.judge.scorecard import CriterionResult
from interviewer.judge.verdict import Grounds, rule


@dataclass(frozen=True)
class Plan:
    """How many samples: of every criterion, where credit hangs on it, and near a gate."""

    first: int = 1
    usual: int = 3
    near: int = 5

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.usual <= self.near:
            raise ValueError("samples must be at least one, and no fewer nearer to a gate")


PLAN = Plan()
QUICK = Plan(1, 1, 1)


def needed(levels: Mapping[str, Sequence[int]], case: Case, plan: Plan) -> dict[str, int]:
    """Return how many samples each criterion needs, given the levels of those there are."""
    criteria = provisional(levels, case)
    grounds = grounds_of(case, criteria)
    return {c.id: _needed(c, levels.get(c.id, ()), criteria, grounds, case, plan) for c in criteria}


def provisional(levels: Mapping[str, Sequence[int]], case: Case) -> list[CriterionResult]:
    """Return the criteria at the lower median of their samples; without any, at the engine's."""
    return [
        result.model_copy(update={"level": lower_median(list(levels[result.id]))})
        if levels.get(result.id)
        else result
        for result in case.card.criteria
    ]


def grounds_of(case: Case, criteria: Sequence[CriterionResult]) -> Grounds:
    """Return what the verdict rests on besides the levels: the same as without a model."""
    return grounds_from(case.testimony, case.arithmetic, criteria)


def passes(case: Case, criteria: Sequence[CriterionResult], grounds: Grounds) -> bool:
    """Tell whether every gate of the verdict is met."""
    ruling = rule(case.loaded.rubric, case.header.level, criteria, grounds)
    return all(gate.passed for gate in ruling.gates)


def moved(criteria: Sequence[CriterionResult], levels: Mapping[str, int]) -> list[CriterionResult]:
    """Return the criteria with some of them at other levels."""
    return [c.model_copy(update={"level": levels[c.id]}) if c.id in levels else c for c in criteria]


def _needed(
    criterion: CriterionResult,
    levels: Sequence[int],
    criteria: Sequence[CriterionResult],
    grounds: Grounds,
    case: Case,
    plan: Plan,
) -> int:
    if not levels:
        return plan.first
    level = lower_median(list(levels))
    if criterion.gate and level in (1, 2):
        return plan.near
    now = passes(case, criteria, grounds)
    for near in (level - 1, level + 1):
        other = moved(criteria, {criterion.id: near})
        if 0 <= near <= 4 and passes(case, other, grounds) != now:
            return plan.near
    doubtful = max(*levels, case.engine(criterion.id).level or 0) >= 2
    return plan.usual if doubtful else plan.first
