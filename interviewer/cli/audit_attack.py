"""`audit --attack`: a search for empty words that pay, beside the interviews or by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.cli.say import talk
from interviewer.errors import UsageError
from interviewer.outcome import Design
from interviewer.settings import EMBEDDED, Models

if TYPE_CHECKING:
    from interviewer.audit.attack.seating import Attacking
    from interviewer.audit.executor import Executor
    from interviewer.audit.results import Results
    from interviewer.audit.runner import OnProgress
    from interviewer.audit.venue import Venue


def attacking_of(budget: int | None, personas: Sequence[str], *, leaked: bool) -> Attacking:
    """Return what the flags ask for: `attacker` among the personas is a search of its own length.

    Raises:
        UsageError: a rubric would be leaked to a search that was not asked for.
    """
    from interviewer.audit.attack.seating import ATTACKER, BUDGET, Attacking

    if budget is None and ATTACKER in personas:
        budget = BUDGET
    if leaked and budget is None:
        raise UsageError("--attack-leaked goes with --attack.", hint="Say --attack 100 as well.")
    return Attacking(budget or 0, leaked)


def begun_with(design: Design, budget: int | None, *, leaked: bool) -> Attacking:
    """Return what a search was begun with, but for what the flags say."""
    from interviewer.audit.attack.seating import Attacking

    arms = {member.arm for part in design.parts for member in part.members}
    return Attacking(budget or design.attack, leaked or "attack-leaked" in arms)


async def attack(
    design: Design,
    executor: Executor,
    results: Results,
    venue: Venue,
    on_progress: OnProgress | None,
) -> None:
    """Hold the searches of a design, if it has any; no language model plays in them.

    Raises:
        InterviewerError: what ends an audit; what was written before stands.
    """
    from interviewer import wiring
    from interviewer.audit.attack.running import EXTRA, search_all, unfinished

    left = unfinished(design, results)
    if not left:
        return
    each = design.attack + EXTRA
    plural = "es" if len(left) > 1 else ""
    talk(f"{len(left)} search{plural} for empty words that pay, {each} interviews each {executor}.")
    load = wiring.library(venue.cast.settings).load
    await search_all(design, executor, results, load, venue.cast.personas, on_progress)


def unplayed(venue: Venue, executor: Executor, jobs: int | None) -> Executor:
    """Return what holds attempts: the audit's own executor, unless models play in it."""
    from interviewer.audit.executor import InProcess, Workers, cores

    judged_by_code = venue.bench is None or venue.bench.model == EMBEDDED
    if judged_by_code and not venue.models.named:
        return executor
    jobs = jobs or cores()
    alone = replace(venue, models=Models(), bench=None)
    return Workers(alone, jobs) if jobs > 1 else InProcess(alone)
