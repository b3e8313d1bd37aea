"""The room in which simulated candidates sit: real interviews, a virtual clock, no screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from interviewer import wiring
from interviewer.audit.authored import Authored
from interviewer.audit.candidate import Candidate
from interviewer.audit.scripts import load_scripts, scripts_path
from interviewer.audit.sitting import sit
from interviewer.audit.smooth import smooth
from interviewer.engine.clock import VirtualClock
from interviewer.engine.interview import Interview
from interviewer.errors import UsageError
from interviewer.judge.scorecard import Scorecard
from interviewer.settings import Models, Settings


def authored(settings: Settings, scenario: str) -> list[Candidate]:
    """Return the scenario's authored candidates, talkers among them; UsageError if it has none."""
    path = scripts_path(scenario)
    if not path.is_file():
        raise UsageError(f"`{scenario}` has no authored candidates.", hint=f"Expected {path}.")
    embedder = wiring.embedder(settings.cache)[0]
    rubric = wiring.library(settings).load(scenario).rubric
    return [Authored(script, embedder) for script in load_scripts(path, rubric).candidates]


def talkers(settings: Settings, scenario: str, names: Sequence[str], seed: int) -> list[Candidate]:
    """Return smooth personas that talk about this scenario, one a name."""
    loaded = wiring.library(settings).load(scenario)
    return [smooth(name, loaded.scenario, seed) for name in names]


async def begin(
    settings: Settings, scenario: str, seed: int, clock: VirtualClock, path: Path
) -> Interview:
    """Start an interview for a simulated candidate."""
    return await wiring.start(
        settings,
        scenario,
        seed=seed,
        clock=partial(_given, clock),
        path=path,
        models=Models(),
    )


def _given(clock: VirtualClock, spent: float) -> VirtualClock:
    clock.advance(spent)
    return clock


async def hold(
    settings: Settings, scenario: str, candidate: Candidate, seed: int, path: Path
) -> Scorecard:
    """Let a candidate sit an interview and judge it."""
    clock = VirtualClock()
    interview = await begin(settings, scenario, seed, clock, path)
    try:
        await sit(interview, candidate, clock)
    finally:
        await interview.leave()
    return wiring.judge_file(settings, path)
