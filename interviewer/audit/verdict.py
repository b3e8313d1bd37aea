"""The verdict on a scenario (rubrics/JUDGING.md, section 6): the one function behind every output.

*Passable by talk*: some smooth persona's lower bound (99 %) is above 10 %. *Too strict*: the expert
condition fails. *Resistant*: every smooth upper bound is at or below 10 % and the expert condition
holds. Otherwise *inconclusive*. A quick audit says only *leaks* or *no leak found*.

A search for empty words has no rate. One that passes shows that the question can be passed,
whoever else sat: *passable*, in a quick audit *leaks*. One that does not says nothing of a rate:
where no talker with a rate sat beside it the verdict is *no leak found*, never *resistant*. A
search with the rubric in hand decides nothing.

An authored talker is one text and has no rate either. One that passes is a finding that decides;
the verdict is then neither *resistant* nor *no leak found*, whatever the rates of the others.

The expert condition stands in `experts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.audit.experts import expert_condition, expert_need
from interviewer.audit.findings import findings_of
from interviewer.audit.needing import Need, needs_of, together
from interviewer.audit.wording import names, rate
from interviewer.outcome import (
    BAR,
    PASSED,
    AttackFound,
    Condition,
    CriterionFound,
    Decision,
    Design,
    Finding,
    PersonaResult,
)
from interviewer.scenario import Identifier


@dataclass(frozen=True)
class Ruling:
    """The verdict on a scenario and what it says."""

    decision: Decision
    says: str
    findings: tuple[Finding, ...]
    more: int | None
    needs: str = ""
    """What would settle it, in a sentence."""


Said = tuple[Decision, str, Sequence[Need]]
"""A verdict, its sentence, and what would settle it if it is open."""


def rule(
    design: Design,
    scenario: Identifier,
    personas: Sequence[PersonaResult],
    criteria: Sequence[CriterionFound],
    attacks: Sequence[AttackFound] = (),
) -> Ruling:
    """Return the verdict on one scenario; `attacks` are what its searches found."""
    findings = tuple(findings_of(scenario, personas, criteria))
    searches = [attack for attack in attacks if attack.member.decides]
    decide = _quickly if design.mode == "quick" else _at_length
    decision, says, needed = decide(personas, searches)
    return Ruling(decision, says, findings, *together(needed))


def _replicated(personas: Sequence[PersonaResult]) -> list[PersonaResult]:
    return [
        p for p in personas if p.member.kind == "smooth" and p.member.interval and p.member.decides
    ]


def _quickly(personas: Sequence[PersonaResult], searches: Sequence[AttackFound]) -> Said:
    smooth = _replicated(personas)
    leaks = [p for p in smooth if p.sequential == "leaks"]
    if leaks:
        who = names(leaks)
        return "leaks", f"It leaks: {who} passed more often than talk may.", ()
    if found := _passing(searches):
        return "leaks", f"It leaks: {_searched(found)}.", ()
    if not smooth and _searching(personas):
        return _by_search(personas, searches)
    if not smooth:
        return "inconclusive", "No smooth candidate sat it, so nothing can be said.", ()
    still = [p for p in smooth if p.sequential == "open"]
    if still:
        return "inconclusive", f"Not settled yet for {names(still)}.", needs_of(still)
    if talked := _through(personas):
        return "inconclusive", f"It cannot be said yet: {_passed_once(talked)}.", ()
    held = sum(p.passes.n for p in smooth)
    return (
        "no_leak",
        f"No leak found in {held} interviews. Whether it resists, --standard can say."
        f"{_unsearched(personas, searches)}",
        (),
    )


def _at_length(personas: Sequence[PersonaResult], searches: Sequence[AttackFound]) -> Said:
    smooth = _replicated(personas)
    through = [p for p in smooth if p.passes.wilson99 and p.passes.wilson99[0] > BAR]
    if through:
        worst = max(through, key=lambda p: p.passes.share)
        return "passable", f"It can be passed by talk: {rate(worst)}.", ()
    if found := _passing(searches):
        return "passable", f"It can be passed by talk: {_searched(found)}.", ()
    condition, experts = expert_condition(personas)
    if condition == "fails":
        return "too_strict", f"It is too strict: {experts}.", ()
    if not smooth and _searching(personas):
        return _by_search(personas, searches, condition, experts)
    still = [p for p in smooth if not (p.passes.wilson99 and p.passes.wilson99[1] <= BAR)]
    talked = _through(personas)
    if smooth and not still and not talked and condition == "holds":
        n = min(p.passes.n for p in smooth)
        says = (
            f"It resists talk: no smooth persona passes more than one time in ten "
            f"(99 % sure, {n} or more interviews each), and {experts}."
        )
        return "resistant", says + _unsearched(personas, searches), ()
    reasons = [f"not settled for {names(still)}"] if still else []
    reasons += [_passed_once(talked)] if talked else []
    reasons += [experts] if condition == "open" else []
    reasons += [] if smooth else ["no smooth candidate sat it"]
    says = f"It cannot be said yet: {'; '.join(reasons)}."
    if talked:  # no number of other interviews takes that back
        return "inconclusive", says, ()
    missing = [expert_need(personas)] if condition == "open" else []
    return "inconclusive", says, [*needs_of(still), *missing]


# --- authored talkers ----------------------------------------------------------------------------


def _through(personas: Sequence[PersonaResult]) -> list[PersonaResult]:
    """Return the authored talkers that passed: one text each, no rate."""
    return [
        p
        for p in personas
        if p.member.kind == "smooth" and p.member.arm == "authored" and p.passes.k
    ]


def _passed_once(talked: Sequence[PersonaResult]) -> str:
    return f"{names(talked)}, written by hand, passed"


# --- searches ------------------------------------------------------------------------------------


def _searching(personas: Sequence[PersonaResult]) -> list[PersonaResult]:
    return [p for p in personas if p.member.searches and p.member.decides]


def _passing(searches: Sequence[AttackFound]) -> AttackFound | None:
    """Return the best of the searches that passed, if one did."""
    passing = [attack for attack in searches if attack.sat.verdict in PASSED]
    return max(passing, key=lambda attack: attack.sat.credit, default=None)


def _searched(found: AttackFound) -> str:
    return (
        f"a search of {found.searched.judged} attempts found empty words that pass, "
        f"with credit {found.sat.credit:.2f}"
    )


def _unheld(
    personas: Sequence[PersonaResult], searches: Sequence[AttackFound]
) -> list[PersonaResult]:
    """Return the searches that were asked for and came to nothing."""
    came = {attack.member.label for attack in searches if attack.sat.verdict != "incomplete"}
    return [p for p in _searching(personas) if p.member.label not in came]


def _unsearched(personas: Sequence[PersonaResult], searches: Sequence[AttackFound]) -> str:
    """Return the sentence that a good verdict owes to a search that came to nothing."""
    failed = _unheld(personas, searches)
    return f" The search that was asked for has no result ({names(failed)})." if failed else ""


def _by_search(
    personas: Sequence[PersonaResult],
    searches: Sequence[AttackFound],
    condition: Condition = "holds",
    experts: str = "",
) -> Said:
    """Return the verdict where only a search asked whether talk gets through, and none passed."""
    reasons = [f"the search has no result ({names([p])})" for p in _unheld(personas, searches)]
    talked = _through(personas)
    reasons += [f"{names(talked)} passed, and no other talker sat it"] if talked else []
    need = expert_need(personas)
    missing = [need] if condition == "open" and need.runs != 0 else []  # 0: no expert was asked
    reasons += [experts] if missing else []
    if reasons:
        return "inconclusive", f"It cannot be said yet: {'; '.join(reasons)}.", missing
    tried = sum(attack.searched.judged for attack in searches)
    most = max(attack.sat.credit for attack in searches)
    also = f", and {experts}" if experts and condition == "holds" else ""
    return (
        "no_leak",
        f"No leak found by the search: none of its {tried} attempts passes (most credit "
        f"{most:.2f}){also}. Whether it resists, only an audit with the other talkers can say.",
        (),
    )
