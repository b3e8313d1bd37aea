"""Choosing what to ask: the hook, the estimate or the twist that is worth most now.

Pure: it looks at the rubric, the scenario and the state, and makes no record. When to ask is
decided elsewhere (`policy`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.engine.state import State
from interviewer.evidence.quantities import find
from interviewer.formula import names_in
from interviewer.rubric import Estimate, Hook, Rubric
from interviewer.scenario import Level, Scenario
from interviewer.transcript import Claim, TurnRead

NEAR = 0.44
"""Cosine to what sets a hook off from which a sentence speaks for asking it next."""
QUOTABLE, QUOTABLE_LATER = 0.45, 0.5
"""Cosine to the question itself from which words are quoted before it, of this turn or an earlier
one. Read by eye in 100 of the 188 quotations to experts in the calibration transcripts: above 0.45
most lead to the question, below it the two are as a rule only about the same scenario. How near
they are to what sets the question off told nothing (the two cosines correlate at 0.05)."""
_PROTESTS = re.compile(
    r"\bi (?:did not|didn'?t) (?:say|mean|claim|want|suggest|propose|ask|promise)\b|"
    r"\bi(?: have|'ve)? never (?:said|meant|claimed|wanted|suggested|proposed|asked|promised)\b|"
    r"\bi(?: have|'ve)? (?:already|just) (?:said|answered|told|explained)\b|"
    r"\b(?:that|this|it)(?: is|'s| was) (?:not|n't)(?: at all)? what i\b|"
    r"\b(?:that|this) (?:isn|wasn)'?t what i\b|"
    r"\b(?:as|like) i (?:already )?(?:said|told)\b|"
    r"\byou (?:misunderstood|misheard|misquote|have misunderstood|got me wrong)",
    re.IGNORECASE,
)
"""What a candidate says of the talk itself: to quote it back would be to quarrel."""
RECENT = 2
"""Turns of the candidate that count as just said."""


def reachable(rubric: Rubric, state: State) -> list[Hook]:
    """Return the hooks that may be asked now: of this phase, those before it, and the next one."""
    here = _place(rubric, state.phase or rubric.phases[0].id)
    return [
        hook
        for hook in rubric.hooks
        if hook.twist is None
        and hook.id not in state.asked()
        and _place(rubric, rubric.criterion(hook.criterion).phase) <= here + 1
    ]


def best_hook(
    rubric: Rubric, state: State, reading: TurnRead | None, level: Level = "senior"
) -> Hook | None:
    """Return the hook to ask: set off by the candidate's own words first, else the most valuable.

    What belongs to the next phase must be set off, for a staff engineer only nearly so, and waits
    for a gate of this phase. A hook whose points the candidate has already covered is asked only
    if its phase offers nothing else and its criterion has not been probed.
    """
    fresh = set(reading.triggered) if reading else set[str]()
    near = {hook.id for hook in rubric.hooks if is_near(state, hook.id)}
    phase_of = {hook.id: rubric.criterion(hook.criterion).phase for hook in rubric.hooks}
    here = _place(rubric, state.phase or rubric.phases[0].id)
    owes_gate = any(
        criterion.gate and criterion.phase == state.phase and criterion.id not in state.probed()
        for criterion in rubric.criteria
    )

    def fits(hook: Hook) -> bool:
        place = _place(rubric, phase_of[hook.id])
        if place == here:
            return True
        if place < here:
            return hook.id in fresh | near
        return not owes_gate and hook.id in (fresh | near if level == "staff" else fresh)

    open_hooks = reachable(rubric, state)
    pool = [hook for hook in open_hooks if not is_covered(hook, state) and fits(hook)]
    pool = pool or [
        hook
        for hook in open_hooks
        if hook.criterion not in state.probed() and phase_of[hook.id] == state.phase
    ]
    return max(pool, key=lambda hook: _value(rubric, state, hook, fresh), default=None)


def _place(rubric: Rubric, phase: str) -> int:
    return [each.id for each in rubric.phases].index(phase)


def _value(rubric: Rubric, state: State, hook: Hook, fresh: set[str]) -> tuple[float, float]:
    criterion = rubric.criterion(hook.criterion)
    value = 0.0
    if hook.id in fresh:
        value += 6.0
    elif is_near(state, hook.id):
        value += 5.5
    elif hook.id in {name for name, _ in state.triggered}:
        value += 1.0
    if hook.criterion not in state.probed():
        value += 2.5
    if criterion.gate and hook.check and not _gate_checked(rubric, state, criterion.id):
        value += 2.0
    if criterion.gate or criterion.core:
        value += 0.5
    return value, criterion.weight


def _gate_checked(rubric: Rubric, state: State, criterion: str) -> bool:
    return any(
        probe.criterion == criterion and probe.kind == "hook" and rubric.hook(probe.id).check
        for probe in state.probes
    )


def is_near(state: State, hook: str) -> bool:
    """Tell whether the candidate's last words come near to what sets a hook off."""
    heard = [line.seq for line in state.lines if line.who == "candidate"][-RECENT:]
    return any(
        claim.hook == hook and claim.similarity >= NEAR and of in heard
        for of, claim in state.claims
    )


def is_covered(hook: Hook, state: State) -> bool:
    """Tell whether fewer of the hook's points are still unmade than it needs."""
    return len(hook.substance) - points_made(hook, state) < hook.needs


def points_made(hook: Hook, state: State) -> int:
    """Return how many of a hook's points the candidate has made, at any time."""
    return sum(f"{hook.id}/{point.id}" in state.covered for point in hook.substance)


def gate_hook(rubric: Rubric, state: State) -> Hook | None:
    """Return a hook of a gate that was never probed, one with a check first."""
    owed = [c.id for c in rubric.criteria if c.gate and c.id not in state.probed()]
    hooks = [
        hook
        for hook in rubric.hooks
        if hook.criterion in owed and hook.twist is None and hook.id not in state.asked()
    ]
    return max(hooks, key=lambda hook: hook.check is not None, default=None)


def twist_hook(rubric: Rubric, state: State) -> Hook | None:
    """Return the hook whose twist to play: of a criterion not yet probed first, then by weight."""
    hooks = [hook for hook in rubric.hooks if hook.twist and hook.twist not in state.twists]
    return max(
        hooks,
        key=lambda hook: (
            hook.criterion not in state.probed(),
            rubric.criterion(hook.criterion).weight,
        ),
        default=None,
    )


def best_estimate(
    scenario: Scenario, rubric: Rubric, state: State, phase: str | None
) -> Estimate | None:
    """Return the estimate to ask in this phase (any, if None): that with the fewest inputs missing.

    A second is asked only if the first did not hold, a third never.
    """
    made = [probe for probe in state.probes if probe.kind == "estimate"]
    if len(made) >= 2 or any(probe.outcome in ("held", None) for probe in made):
        return None
    choices = [
        estimate
        for estimate in rubric.estimates
        if estimate.id not in state.asked()
        and (phase is None or estimate.phase == phase)
        and estimate.accept.sign is None
    ]
    return min(choices, key=lambda e: len(missing_inputs(scenario, e, state)), default=None)


def missing_inputs(scenario: Scenario, estimate: Estimate, state: State) -> list[str]:
    """Return the facts with the estimate's inputs that are neither told nor in its question."""
    stated = [quantity.value for ask in estimate.asks for quantity in find(ask)]
    needed = [name for name in names_in(estimate.formula) if name not in estimate.assumes]
    needed = [name for name in needed if not _stated(scenario.values[name].value, stated)]
    facts = [fact.id for fact in scenario.facts if any(name in fact.values for name in needed)]
    return [fact for fact in facts if fact not in state.facts_told]


def _stated(value: float, stated: Sequence[float]) -> bool:
    return any(abs(value - other) <= 0.02 * abs(value) for other in stated)


def quote(reading: TurnRead, hook: str | None) -> str:
    """Return the candidate's sentence that a move takes up."""
    claims = [claim for claim in reading.claims if _is_quotable(claim)]
    if hook:
        claims = [one for one in claims if one.hook == hook and one.asked >= QUOTABLE]
        return max(claims, key=lambda claim: claim.asked).text if claims else ""
    best = max(claims, key=lambda claim: claim.similarity, default=None)
    return best.text if best else ""


def taken_up(state: State, reading: TurnRead, hook: str) -> str:
    """Return the words that lead to a hook: of this turn if any do, else the nearest before."""
    if now := quote(reading, hook):
        return now
    said = [
        claim
        for _, claim in state.claims
        if claim.hook == hook and claim.asked >= QUOTABLE_LATER and _is_quotable(claim)
    ]
    best = max(said, key=lambda claim: claim.asked, default=None)
    return best.text if best else ""


def _is_quotable(claim: Claim) -> bool:
    """Tell whether a sentence can be quoted: no question, no plea, no protest."""
    if claim.kind in ("help", "unknown") or _PROTESTS.search(claim.text.replace("\u2019", "'")):
        return False
    return not claim.text.rstrip("\"' ").endswith("?")
