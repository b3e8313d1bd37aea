"""One persona's outcomes, counted: passes with intervals, and apart from them what is no result."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from interviewer.audit.needing import Need, sequential_need, talker_need
from interviewer.audit.plan import settled_at
from interviewer.audit.statistics import SHOWN, Sequential, wilson
from interviewer.outcome import BAR, Design, Member, Outcome, PersonaResult, Rate, Sat

LISTED = 10
"""Passed interviews that are named."""


def rate(k: int, n: int, *, interval: bool = True) -> Rate:
    """Return `k` of `n`, with its intervals where runs are replicates."""
    if not interval:
        return Rate(k=k, n=n)
    return Rate(k=k, n=n, wilson99=wilson(k, n), wilson95=wilson(k, n, SHOWN))


def used(design: Design, member: Member, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes of one persona that count towards the report, by seed.

    A sequential test is over when it is decided: what workers had begun by then is left out, so
    that the report does not depend on how many there were.
    """
    ordered = sorted(outcomes, key=lambda outcome: outcome.key.seed)
    if design.mode == "quick" and member.interval:
        return ordered[: settled_at(ordered)]
    return ordered


def tally(design: Design, member: Member, outcomes: Sequence[Outcome]) -> PersonaResult:
    """Count one persona's outcomes, as `used` returns them."""
    results = [outcome for outcome in outcomes if outcome.counts]
    passed = [outcome for outcome in results if outcome.passed]
    status = Counter(outcome.status for outcome in outcomes)
    passes = rate(len(passed), len(results), interval=member.interval)
    sequential = _sequential(results) if design.mode == "quick" and member.interval else None
    need = _need(design, member, passes, sequential)
    best = max(results, key=_reached, default=None)
    worst = min(results, key=_reached, default=None)
    return PersonaResult(
        member=member,
        passes=passes,
        verdicts=dict(sorted(Counter(str(outcome.verdict) for outcome in results).items())),
        sequential=sequential.says if sequential else None,
        invalid=status["invalid"],
        unscored=status["unscored"],
        errors=status["error"],
        reasons=dict(Counter(o.reason for o in outcomes if not o.counts).most_common()),
        credits=[outcome.credit or 0.0 for outcome in results],
        words=statistics.median([outcome.words for outcome in results] or [0]),
        best=sat(best) if best else None,
        worst=sat(worst) if worst and not worst.passed else None,
        passed=[sat(outcome) for outcome in passed[:LISTED]],
        more=need.runs,
        more_if=need.counts_on,
    )


def _reached(outcome: Outcome) -> tuple[bool, float, int]:
    return outcome.passed, outcome.credit or 0.0, -outcome.key.seed


def sat(outcome: Outcome) -> Sat:
    """Return an interview as a report points at it."""
    return Sat(
        key=outcome.key,
        verdict=outcome.verdict,
        credit=outcome.credit or 0.0,
        summary=outcome.summary,
        transcript=outcome.transcript,
    )


def _sequential(results: Sequence[Outcome]) -> Sequential:
    test = Sequential()
    for outcome in results:
        test.take(outcome.passed)
    return test


def _need(design: Design, member: Member, passes: Rate, sequential: Sequential | None) -> Need:
    """Return the runs still needed: to decide, or those that are missing."""
    if not member.interval:
        return Need(1 - passes.n)
    if sequential is not None:
        return sequential_need(sequential) if sequential.says == "open" else Need(0)
    if member.kind != "smooth" or not passes.wilson99:
        return Need(max(0, design.seeds - passes.n))
    low, high = passes.wilson99
    if low > BAR or high <= BAR:
        return Need(0)
    return talker_need(passes.k, passes.n)
