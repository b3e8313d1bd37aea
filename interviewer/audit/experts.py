"""Do those who know get through? The expert condition of a verdict (rubrics/JUDGING.md, section 6).

Where a model plays the terse expert, its lower bound (99 %) is at or above 70 %; the condition
fails where the upper bound is below. Without a model: every authored legitimate candidate passes.
Where there is a rate it alone is the condition, in the verdict and in the exit code: an authored
expert that fails beside it is one text judged once, a finding to look at that decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from interviewer.audit.statistics import runs_until_above
from interviewer.audit.wording import names
from interviewer.outcome import PersonaResult, Rate

EXPERTS = 0.70
"""Pass rate that a question must grant the terse expert."""
TERSE = "terse-expert"

Condition = Literal["holds", "fails", "open"]


def authored_of(personas: Sequence[PersonaResult]) -> list[PersonaResult]:
    """Return the legitimate candidates whose answers are authored."""
    return [p for p in personas if p.member.kind == "legitimate" and p.member.arm == "authored"]


def experts_of(personas: Sequence[PersonaResult]) -> Rate:
    """Return how many of the authored legitimate candidates passed."""
    authored = authored_of(personas)
    return Rate(k=sum(p.passes.k for p in authored), n=sum(p.passes.n for p in authored))


def expert_condition(personas: Sequence[PersonaResult]) -> tuple[Condition, str]:
    """Return whether those who know get through, and the figures in words."""
    if modelled := terse_model(personas):
        said = f"the terse expert passes {modelled.passes.k} of {modelled.passes.n}"
        return rate_condition(modelled), said
    authored = authored_of(personas)
    found = experts_of(personas)
    if not authored:
        return "open", "no expert sat it"
    if found.k < found.n:
        failed = [p for p in authored if p.passes.k < p.passes.n]
        return "fails", f"{found.k} of {found.n} authored experts pass, {names(failed)} fails"
    if found.n < len(authored):
        return "open", f"{len(authored) - found.n} of {len(authored)} experts have no result"
    return "holds", f"all {found.n} authored experts pass"


def rate_condition(terse: PersonaResult) -> Condition:
    """Return what the interval of a terse expert played by a model says."""
    low, high = terse.passes.wilson99 or (0.0, 1.0)
    if low >= EXPERTS:
        return "holds"
    return "fails" if high < EXPERTS else "open"


def terse_model(personas: Sequence[PersonaResult]) -> PersonaResult | None:
    """Return the terse expert played by a model; None if none is planned."""
    return next(
        (p for p in personas if p.member.persona == TERSE and p.member.arm == "model"), None
    )


def expert_runs(personas: Sequence[PersonaResult]) -> int:
    """Return how many more interviews of experts are needed at the rate so far."""
    if modelled := terse_model(personas):
        return runs_until_above(modelled.passes.k, modelled.passes.n, EXPERTS) or 1
    return sum(1 - p.passes.n for p in authored_of(personas))
