"""What a person should look at after an audit, and which of it decides the exit code.

One sentence a finding, with the interviews that show it. It gives no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.audit.experts import terse_model
from interviewer.audit.wording import rate
from interviewer.outcome import BAR, CriterionFound, Finding, PersonaResult
from interviewer.scenario import Identifier

RECITERS = frozenset({"reciter", "framework"})
"""Scripted personas of which one pass is one too many."""


def findings_of(
    scenario: Identifier, personas: Sequence[PersonaResult], criteria: Sequence[CriterionFound]
) -> Iterator[Finding]:
    """Yield what of one scenario's audit a person should look at."""
    rated = terse_model(personas) is not None
    for persona in personas:
        yield from _about(scenario, persona, rated=rated)
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


def _about(scenario: Identifier, persona: PersonaResult, *, rated: bool) -> Iterator[Finding]:
    """Yield what one persona's interviews give a person to look at.

    `rated`: the experts' condition is the rate of a model, and no single text decides it.
    """
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
                "arm": member.arm,
                "transcripts": passed if kind.endswith(("passed", "talk")) else [],
            }
        )

    if member.kind == "smooth" and passes.k:
        kind, says, decides = _got_through(persona)
        yield finding(kind, says, decides=decides)
    if member.kind == "legitimate" and (told := _kept_out(persona, rated=rated)):
        yield finding("too_strict", told, decides=member.arm == "model" or not rated)
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


def _got_through(persona: PersonaResult) -> tuple[str, str, bool]:
    """Return what a talker's passes are, in a word and a sentence, and whether they decide."""
    member, passes, said = persona.member, persona.passes, rate(persona)
    if member.arm == "attack-leaked":
        return "attack_passed", f"{said}, with the rubric in hand", False
    if member.arm == "attack":
        return "attack_passed", f"The search passed: {said}", True
    if (passes.wilson99 and passes.wilson99[0] > BAR) or persona.sequential == "leaks":
        return "passed_by_talk", f"Passed by talk: {said}", True
    if member.arm == "authored" or (member.arm == "scripted" and member.persona in RECITERS):
        return "talker_passed", f"A talker passed: {said}", True
    return "talker_passed", f"Passed now and then: {said}", False


def _kept_out(persona: PersonaResult, *, rated: bool) -> str:
    """Return in words that somebody who knows does not get through; nothing if all is well."""
    member, passes = persona.member, persona.passes
    if member.arm == "authored" and passes.k < passes.n:
        said = f"{member.persona} fails: {persona.best.summary if persona.best else ''}"
        other = " The terse expert that a model plays decides, not this one."
        return f"{said}{other if rated else ''}"
    if terse_model([persona]) and persona.condition == "fails":
        return f"Too few get through: {rate(persona)}"
    return ""
