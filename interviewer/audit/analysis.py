"""From a design and its outcomes to the audit: pure, and the same whatever order they came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from interviewer.audit.apart import separation_of, variance_of
from interviewer.audit.experts import experts_of
from interviewer.audit.leaking import Group, criteria_found
from interviewer.audit.tallying import sat, tally, used
from interviewer.audit.verdict import rule
from interviewer.outcome import (
    AttackFound,
    Audit,
    CriterionOutcome,
    Design,
    Member,
    Outcome,
    Part,
    ScenarioAudit,
    Searched,
    Took,
)

EMBEDDED_JUDGE = (
    "The embedded judge has no noise of its own: the same transcript gets the same scorecard, so "
    "all variation between seeds is the conversation's."
)
MODEL_JUDGE = (
    "A model observed, so its noise is mixed with the conversation's; "
    "`--rejudge` with `--judge-model` tells the two apart."
)


def analyse(design: Design, outcomes: Iterable[Outcome], spent: float | None = None) -> Audit:
    """Return what an audit found; `spent` is what its ledger adds up to, in US dollars."""
    by_scenario: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_scenario[outcome.key.scenario].append(outcome)
    return analyse_each(design, lambda scenario: by_scenario[scenario], spent)


def analyse_each(
    design: Design, outcomes_of: Callable[[str], Sequence[Outcome]], spent: float | None = None
) -> Audit:
    """Return what an audit found, with the words of one scenario in memory at a time."""
    scenarios: list[ScenarioAudit] = []
    groups: list[Group] = []
    everything: list[Outcome] = []
    for part in design.parts:
        scenario, bare = _analysed(design, part, outcomes_of(part.scenario))
        scenarios.append(scenario)
        groups.append(_group(design, part, bare))
        everything += bare
    return Audit(
        design=design,
        scenarios=scenarios,
        variance=variance_of(groups),
        judge_noise=_noise(design),
        took=_took(everything, spent),
    )


def _analysed(
    design: Design, part: Part, outcomes: Sequence[Outcome]
) -> tuple[ScenarioAudit, list[Outcome]]:
    """Return what was found in a scenario, and its outcomes without their words."""
    found = _scenario(design, part, _group(design, part, outcomes))
    return found, [_bare(outcome) for outcome in outcomes]


def _bare(outcome: Outcome) -> Outcome:
    """Return an outcome without its words; equal levels are one object for all interviews."""
    levels = [_level(one.id, one.level) for one in outcome.criteria]
    words = dict.fromkeys(("reason", "summary", "transcript", "said"), "")
    return outcome.model_copy(update={**words, "criteria": levels})


@lru_cache(maxsize=4096)
def _level(criterion: str, level: int | None) -> CriterionOutcome:
    """Return the level of a criterion without the quotes that earned it."""
    return CriterionOutcome(id=criterion, level=level)


def _noise(design: Design) -> str:
    if "judge" not in design.models:
        return EMBEDDED_JUDGE
    return " ".join(filter(None, (MODEL_JUDGE, favours(design))))


def favours(design: Design) -> str:
    """Return a warning where the judge's model also speaks in the interviews; nothing otherwise."""
    judge = design.models.get("judge")
    speak = ("candidate", "interviewer")
    also = [role for role in speak if judge and design.models.get(role) == judge]
    if not also:
        return ""
    return f"{judge} judges and is also the {' and the '.join(also)}: it may favour its own words."


def _group(design: Design, part: Part, outcomes: Iterable[Outcome]) -> Group:
    by_member: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_member[outcome.key.persona, outcome.key.arm].append(outcome)
    return [
        (member, used(design, member, by_member[member.persona, member.arm]))
        for member in part.members
    ]


def _scenario(design: Design, part: Part, group: Group) -> ScenarioAudit:
    personas = [tally(design, member, outcomes) for member, outcomes in group]
    criteria = criteria_found(part.criteria, group)
    attacks = [
        attack_found(member, outcome.searched, outcome)
        for member, outcomes in group
        for outcome in outcomes
        if outcome.searched
    ]
    ruling = rule(design, part.scenario, personas, criteria, attacks)
    return ScenarioAudit(
        scenario=part.scenario,
        title=part.title,
        level=part.level,
        decision=ruling.decision,
        says=ruling.says,
        personas=personas,
        experts=experts_of(personas),
        criteria=criteria,
        separation=separation_of(group),
        attacks=attacks,
        findings=list(ruling.findings),
        more=ruling.more,
        needs=ruling.needs,
    )


def attack_found(member: Member, searched: Searched, outcome: Outcome) -> AttackFound:
    """Return what a search found, as a report shows it."""
    return AttackFound(
        member=member,
        sat=sat(outcome),
        words=outcome.words,
        criteria=outcome.criteria,
        searched=searched,
    )


def _took(outcomes: list[Outcome], spent: float | None) -> Took:
    return Took(
        interviews=len(outcomes) + sum(o.searched.interviews for o in outcomes if o.searched),
        seconds=round(sum(outcome.seconds for outcome in outcomes), 1),
        cost=sum(outcome.cost for outcome in outcomes),
        ledger=spent,
        unpriced=sum(outcome.unpriced for outcome in outcomes),
        tokens_in=sum(outcome.tokens_in for outcome in outcomes),
        tokens_out=sum(outcome.tokens_out for outcome in outcomes),
    )
