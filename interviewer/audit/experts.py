"""Do those who know get through? The expert condition of a verdict (rubrics/JUDGING.md, section 6).

Where a model plays the terse expert, its lower bound (99 %) is at or above 70 %; the condition
fails where the upper bound is below. Without a model: every authored legitimate candidate passes.
Where there is a rate it alone is the condition, in the verdict and in the exit code: an authored
expert that fails beside it is one text judged once, a finding to look at that decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.audit.needing import Need, at_this_rate
from interviewer.audit.wording import names
from interviewer.outcome import EXPERTS, Condition, PersonaResult, Rate

TERSE = "terse-expert"


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
        return modelled.condition, said
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


def terse_model(personas: Sequence[PersonaResult]) -> PersonaResult | None:
    """Return the terse expert played by a model; None if none is planned."""
    return next(
        (p for p in personas if p.member.persona == TERSE and p.member.arm == "model"), None
    )


def expert_need(personas: Sequence[PersonaResult]) -> Need:
    """Return how many more interviews of experts would settle their condition, either way."""
    modelled = terse_model(personas)
    if modelled is None:
        return Need(sum(1 - p.passes.n for p in authored_of(personas)))
    if not modelled.passes.n:
        return Need(modelled.more)
    return Need(at_this_rate(modelled.passes.k, modelled.passes.n, EXPERTS), "rate")
