"""From a model's observations on one criterion to a level: by code, and downwards only.

An observation is worth what its words support (`support`), *applied* and above only with a warrant
that they are specific. What is wrong or was taken back lowers the criterion, whether the model or
the evidence engine (`caps`) finds it. Numbers that code verified count whether the model saw them
or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interviewer.judge.caps import caps_on, lowered
from interviewer.judge.case import Case
from interviewer.judge.credit import Evidence
from interviewer.judge.observations import Observation, Reason, Warrant
from interviewer.judge.scorecard import Quote, RuleFinding
from interviewer.judge.screening import Sighting, screened
from interviewer.judge.support import capped, recomputed, supported
from interviewer.judge.warrants import key_of, unwarranted
from interviewer.rubric import Criterion


@dataclass(frozen=True)
class Finding:
    """A sighting and what it is worth; `pending`: no warrant has been asked for yet."""

    sighting: Sighting
    level: int
    rules: tuple[str, ...]
    pending: bool = False
    checked: bool = False
    """Called wrong by the model, found right by code."""

    @property
    def kind(self) -> str:
        """What the model called it."""
        return self.sighting.said.kind


@dataclass(frozen=True)
class Weighed:
    """One sample of one criterion. `least` takes what has no warrant yet for generic."""

    level: int
    least: int
    findings: tuple[Finding, ...]
    dropped: Mapping[Reason, int]
    lowered: tuple[RuleFinding, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether no warrant that is missing could change the level."""
        return self.level == self.least


def weigh(
    criterion: Criterion,
    observations: Sequence[Observation],
    case: Case,
    warrants: Mapping[str, Warrant],
) -> Weighed:
    """Return the level that one answer of a model gives a criterion."""
    sightings, dropped = screened(observations, case)
    findings = tuple(_finding(criterion, sighting, case, warrants) for sighting in sightings)
    level, caps = _level(criterion, findings, case)
    generic = [replace(f, level=1) if f.pending else f for f in findings]
    least = _level(criterion, generic, case)[0]
    return Weighed(level, least, findings, dict(dropped), tuple(caps))


def _finding(
    criterion: Criterion, sighting: Sighting, case: Case, warrants: Mapping[str, Warrant]
) -> Finding:
    kind = sighting.said.kind
    if kind == "retracted":
        return Finding(sighting, 1, ("taken back",))
    if kind == "wrong":
        right = recomputed(criterion, sighting, case)
        return Finding(sighting, 1, (_NOT_WRONG if right else "does not hold",), checked=right)
    level, rules = supported(criterion, sighting, case)
    if level < 2:
        return Finding(sighting, level, rules)
    if why := capped(criterion, sighting, case):
        return Finding(sighting, 1, (*rules, f"capped at mentioned: {why}"))
    warrant = warrants.get(key_of(sighting))
    if warrant is None:
        return Finding(sighting, level, rules, pending=True)
    if why := unwarranted(warrant, sighting):
        return Finding(sighting, 1, (*rules, f"capped at mentioned: {why}"))
    return Finding(sighting, level, (*rules, f"specific: {warrant.what}"))


_NOT_WRONG = "the model calls it wrong; code recomputed it, and it is right"


def _level(
    criterion: Criterion, findings: Sequence[Finding], case: Case
) -> tuple[int, list[RuleFinding]]:
    """Return the level, and what lowered it if something did."""
    level = max((finding.level for finding in findings), default=0)
    level = max(level, _by_number(criterion, level, case))
    if level < 2:
        return level, []
    caps = [
        *(_told(criterion, f) for f in findings if f.kind == "wrong" and not f.checked),
        *caps_on(criterion, _as_evidence(findings), case.stories(criterion.id), case.testimony),
        *(_told(criterion, f) for f in _taken_back(findings, level)),
    ]
    return lowered(level, caps), caps


def _by_number(criterion: Criterion, level: int, case: Case) -> int:
    """Return what the verified numbers of a criterion are worth, as in the evidence engine."""
    numbers = case.numbers(criterion.id)
    if not numbers:
        return 0
    stories = case.stories(criterion.id)
    if any(s.opened.kind == "estimate" and s.outcome == "held" for s in stories):
        return 4
    if level >= 2:
        return 3
    return 2 if any(number.asked for number in numbers) else 0


def _as_evidence(findings: Sequence[Finding]) -> list[Evidence]:
    """Return what is credited in the shape in which the evidence engine looks for caps."""
    return [
        Evidence(f.sighting.turn, reading, "", "", f.level, asked=False, sure=True)
        for f in findings
        if f.level >= 2
        for reading in f.sighting.readings
    ]


def _taken_back(findings: Sequence[Finding], level: int) -> list[Finding]:
    """Return what was taken back by the model's account, and was followed by nothing as good."""
    best = max((f.sighting.place for f in findings if f.level == level), default=(-1, -1))
    return [f for f in findings if f.kind == "retracted" and f.sighting.place > best]


def _told(criterion: Criterion, finding: Finding) -> RuleFinding:
    """Return what the model says against a criterion, as a finding of a rule of its own."""
    wrong = finding.kind == "wrong"
    sighting = finding.sighting
    where = f"#{sighting.turn.record} “{sighting.text}”"
    says = "Capped at mentioned: it does not hold" if wrong else "One down: it was taken back"
    return RuleFinding(
        rule=f"model-{finding.kind}",
        does="caps" if wrong else "lowers",
        criterion=criterion.id,
        sentence=f"{says}, by the model's account: {where}.",
        quotes=[Quote(record=sighting.turn.record, text=sighting.text, level=0)],
    )
