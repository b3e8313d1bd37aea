"""The verdict on a scenario (JUDGING, section 6): the one function behind every output.

*Passable by talk*: some smooth persona's lower bound (99 %) is above 10 %. *Too strict*: the expert
condition fails. *Resistant*: every smooth upper bound is at or below 10 % and the expert condition
holds. Otherwise *inconclusive*. A quick audit says only *leaks* or *no leak found*.

The expert condition: where a model plays the terse expert, its lower bound is at or above 70 %; it
fails where the upper bound is below. Without a model: every authored legitimate candidate passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer.audit.statistics import runs_until_above
from interviewer.audit.tallying import BAR
from interviewer.outcome import (
    CriterionFound,
    Decision,
    Design,
    Finding,
    PersonaResult,
    Rate,
)
from interviewer.scenario import Identifier

EXPERTS = 0.70
"""Pass rate that a question must grant the terse expert."""
TERSE = "terse-expert"
RECITERS = frozenset({"reciter", "framework"})
"""Scripted personas of which one pass is one too many."""

Condition = Literal["holds", "fails", "open"]


@dataclass(frozen=True)
class Ruling:
    """The verdict on a scenario and what it says."""

    decision: Decision
    says: str
    findings: tuple[Finding, ...]
    more: int


def experts_of(personas: Sequence[PersonaResult]) -> Rate:
    """Return how many of the authored legitimate candidates passed."""
    authored = [p for p in personas if p.member.kind == "legitimate" and p.member.arm == "authored"]
    return Rate(k=sum(p.passes.k for p in authored), n=sum(p.passes.n for p in authored))


def rule(
    design: Design,
    scenario: Identifier,
    personas: Sequence[PersonaResult],
    criteria: Sequence[CriterionFound],
) -> Ruling:
    """Return the verdict on one scenario."""
    findings = tuple(_findings(scenario, personas, criteria))
    decide = _quickly if design.mode == "quick" else _at_length
    decision, says, more = decide(personas)
    return Ruling(decision, says, findings, more)


def _replicated(personas: Sequence[PersonaResult]) -> list[PersonaResult]:
    return [
        p for p in personas if p.member.kind == "smooth" and p.member.interval and p.member.decides
    ]


def _quickly(personas: Sequence[PersonaResult]) -> tuple[Decision, str, int]:
    smooth = _replicated(personas)
    leaks = [p for p in smooth if p.sequential == "leaks"]
    if leaks:
        who = _names(leaks)
        return "leaks", f"It leaks: {who} passed more often than talk may.", 0
    if not smooth:
        return "inconclusive", "No smooth candidate sat it, so nothing can be said.", 0
    still = [p for p in smooth if p.sequential == "open"]
    if still:
        more = sum(p.more for p in still)
        return "inconclusive", f"Not settled yet for {_names(still)}.", more
    held = sum(p.passes.n for p in smooth)
    return (
        "no_leak",
        f"No leak found in {held} interviews. Whether it resists, `--standard` can say.",
        0,
    )


def _at_length(personas: Sequence[PersonaResult]) -> tuple[Decision, str, int]:
    smooth = _replicated(personas)
    through = [p for p in smooth if p.passes.wilson99 and p.passes.wilson99[0] > BAR]
    if through:
        worst = max(through, key=lambda p: p.passes.share)
        return "passable", f"It can be passed by talk: {_rate(worst)}.", 0
    condition, experts = _expert_condition(personas)
    if condition == "fails":
        return "too_strict", f"It is too strict: {experts}.", 0
    still = [p for p in smooth if not (p.passes.wilson99 and p.passes.wilson99[1] <= BAR)]
    if smooth and not still and condition == "holds":
        n = min(p.passes.n for p in smooth)
        return (
            "resistant",
            f"It resists talk: no smooth persona passes more than one time in ten "
            f"(99 % sure, {n} or more interviews each), and {experts}.",
            0,
        )
    more = sum(p.more for p in still)
    reasons = [f"not settled for {_names(still)}"] if still else []
    reasons += [experts] if condition == "open" else []
    reasons += [] if smooth else ["no smooth candidate sat it"]
    if condition == "open":
        more += _expert_runs(personas)
    return "inconclusive", f"It cannot be said yet: {'; '.join(reasons)}.", more


def _expert_condition(personas: Sequence[PersonaResult]) -> tuple[Condition, str]:
    """Return whether those who know get through, and the figures in words."""
    modelled = _terse_model(personas)
    if modelled and modelled.passes.wilson99:
        low, high = modelled.passes.wilson99
        said = f"the terse expert passes {modelled.passes.k} of {modelled.passes.n}"
        if low >= EXPERTS:
            return "holds", said
        return ("fails" if high < EXPERTS else "open"), said
    authored = [p for p in personas if p.member.kind == "legitimate" and p.member.arm == "authored"]
    found = experts_of(personas)
    if not authored:
        return "open", "no expert sat it"
    if found.k < found.n:
        failed = [p for p in authored if p.passes.k < p.passes.n]
        return "fails", f"{found.k} of {found.n} authored experts pass, {_names(failed)} fails"
    if found.n < len(authored):
        return "open", f"{len(authored) - found.n} of {len(authored)} experts have no result"
    return "holds", f"all {found.n} authored experts pass"


def _terse_model(personas: Sequence[PersonaResult]) -> PersonaResult | None:
    return next(
        (p for p in personas if p.member.persona == TERSE and p.member.arm == "model"), None
    )


def _expert_runs(personas: Sequence[PersonaResult]) -> int:
    """Return how many more interviews of experts are needed at the rate so far."""
    if modelled := _terse_model(personas):
        return runs_until_above(modelled.passes.k, modelled.passes.n, EXPERTS) or 1
    return sum(
        1 - p.passes.n
        for p in personas
        if p.member.kind == "legitimate" and p.member.arm == "authored"
    )


# --- findings ------------------------------------------------------------------------------------


def _findings(
    scenario: Identifier, personas: Sequence[PersonaResult], criteria: Sequence[CriterionFound]
) -> Iterator[Finding]:
    for persona in personas:
        yield from _about(scenario, persona)
    for found in criteria:
        if found.leaks:
            yield Finding(
                kind="criterion_leaks",
                says=f"{found.about.name}: {found.worst} earns credit in {found.worst_rate.k} of "
                f"{found.worst_rate.n} interviews.",
                decides=False,
                scenario=scenario,
                criterion=found.about.id,
                transcripts=list(dict.fromkeys(quote.transcript for quote in found.quotes)),
            )
        elif not found.separates:
            yield Finding(
                kind="criterion_flat",
                says=f"{found.about.name}: applied by {found.legitimate.k} of "
                f"{found.legitimate.n} who know and {found.smooth.k} of {found.smooth.n} who talk.",
                decides=False,
                scenario=scenario,
                criterion=found.about.id,
            )


def _about(scenario: Identifier, persona: PersonaResult) -> Iterator[Finding]:
    """Yield what one persona's interviews give a person to look at."""
    member, passes = persona.member, persona.passes
    passed = [sat.transcript for sat in persona.passed]

    def finding(kind: str, says: str, *, decides: bool) -> Finding:
        return Finding.model_validate(
            {
                "kind": kind,
                "says": says,
                "decides": decides,
                "scenario": scenario,
                "persona": member.persona,
                "transcripts": passed if kind.endswith(("passed", "talk")) else [],
            }
        )

    if member.kind == "smooth" and passes.k:
        if member.arm == "attack-leaked":
            yield finding(
                "attack_passed", f"{_rate(persona)}, with the rubric in hand", decides=False
            )
        elif member.arm == "attack":
            yield finding("attack_passed", f"The search passed: {_rate(persona)}", decides=True)
        elif (passes.wilson99 and passes.wilson99[0] > BAR) or persona.sequential == "leaks":
            yield finding("passed_by_talk", f"Passed by talk: {_rate(persona)}", decides=True)
        elif member.arm == "authored" or (member.arm == "scripted" and member.persona in RECITERS):
            yield finding("talker_passed", f"A talker passed: {_rate(persona)}", decides=True)
        else:
            yield finding("talker_passed", f"Passed now and then: {_rate(persona)}", decides=False)
    elif member.kind == "legitimate" and member.arm == "authored" and passes.k < passes.n:
        says = f"{member.persona} fails: {persona.best.summary if persona.best else ''}"
        yield finding("too_strict", says, decides=True)
    for kind, count in (
        ("invalid", persona.invalid),
        ("unscored", persona.unscored),
        ("error", persona.errors),
    ):
        if count:
            noun = "interview" if count == 1 else "interviews"
            why = next(iter(persona.reasons), "")
            words = {"invalid": "not valid", "unscored": "unscored", "error": "not held"}[kind]
            says = f"{member.label}: {count} {noun} {words} ({why})"
            yield finding(kind, says, decides=False)


def _names(personas: Sequence[PersonaResult]) -> str:
    names = [p.member.label for p in personas]
    if len(names) <= 3:
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{', '.join(names[:2])} and {len(names) - 2} others"


def _rate(persona: PersonaResult) -> str:
    passes = persona.passes
    text = f"{persona.member.label} {passes.k} of {passes.n}"
    if passes.wilson99:
        low, high = passes.wilson99
        text += f" ({low:.0%} to {high:.0%})"
    return text
