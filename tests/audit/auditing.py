"""Designs and outcomes made by hand, and interviews that are over at once: for tests of the audit.

Run as a program, it holds an audit of such interviews into a folder, to be killed from outside.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer.audit.analysis import analyse
from interviewer.audit.executor import Executor, InProcess, Workers
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.runner import run
from interviewer.audit.sitting import sit
from interviewer.audit.smooth import smooth
from interviewer.content import Library
from interviewer.engine.clock import VirtualClock
from interviewer.judge.scorecard import Verdict
from interviewer.outcome import (
    Arm,
    Audit,
    CriterionAbout,
    CriterionOutcome,
    Design,
    Earned,
    Kind,
    Member,
    Mode,
    Outcome,
    Part,
    RunKey,
    Status,
)
from tests.audit.conftest import ScriptedInterview

SCENARIO = "bank-scams"
ABOUT = (
    CriterionAbout(id="framing", name="Framing", weight=2, gate=True, core=True),
    CriterionAbout(id="sizing", name="Sizing", weight=1, gate=False, core=False),
)
EXPERTS = ("plain-expert", "terse-expert")


def member(persona: str, arm: Arm = "scripted", kind: Kind | None = None) -> Member:
    """Return a member; authored ones know, the others talk."""
    found: Kind = kind or ("legitimate" if arm == "authored" else "smooth")
    return Member(persona=persona, arm=arm, kind=found)


def design(
    smooth_ones: Sequence[str] = ("reciter", "waffler"),
    *,
    seeds: int = 60,
    mode: Mode = "standard",
    members: Sequence[Member] | None = None,
    scenarios: Sequence[str] = (SCENARIO,),
) -> Design:
    """Return a design of scripted talkers and two authored experts."""
    who = members or [
        *(member(name) for name in smooth_ones),
        *(member(name, "authored") for name in EXPERTS),
    ]
    part = Part(
        scenario=SCENARIO,
        title="Scams",
        level="senior",
        scenario_hash="s" * 64,
        rubric_hash="r" * 64,
        criteria=list(ABOUT),
        members=list(who),
    )
    return Design(
        mode=mode,
        seeds=seeds,
        parts=[part.model_copy(update={"scenario": name}) for name in scenarios],
        embedder="none",
        swap_corpus="c" * 64,
        package="0",
    )


def outcome(
    key: RunKey,
    verdict: Verdict = "fail",
    *,
    status: Status = "scored",
    credit: float = 0.0,
    level: int = 0,
    reason: str = "",
) -> Outcome:
    """Return an outcome whose criteria all stand at one level."""
    quotes = [Earned(record=3, level=level, text=f"words of {key}")] if level >= 2 else []
    return Outcome(
        key=key,
        status=status,
        reason=reason,
        verdict=None if status == "error" else verdict,
        summary=f"{verdict}.",
        credit=credit,
        criteria=[CriterionOutcome(id=c.id, level=level, quotes=quotes) for c in ABOUT],
        words=100 + key.seed,
        keywords=5,
        seconds=0.01,
        transcript=key.file,
        scenario_hash="s" * 64,
        rubric_hash="r" * 64,
    )


Rule = Callable[[RunKey], Outcome]


def outcomes(made: Design, rule: Rule) -> list[Outcome]:
    """Return an outcome for each planned run of a design."""
    return [
        rule(RunKey(scenario=part.scenario, persona=m.persona, arm=m.arm, seed=seed))
        for part in made.parts
        for m in part.members
        for seed in range(1, (made.seeds if m.interval else 1) + 1)
    ]


def experts_pass(key: RunKey) -> Outcome:
    """Return a pass for authored experts and a fail for all others."""
    if key.arm == "authored" and key.persona != "smooth-talker":
        return outcome(key, "pass", credit=0.9, level=3)
    return outcome(key)


@dataclass(frozen=True)
class Pretended:
    """Interviews that are over after `seconds`; picklable, and the same for the same key.

    Every tenth seed of a talker passes, every seventh is invalid; `log` gets a line an interview.
    """

    seconds: float = 0.0
    log: Path | None = None
    dies_at: int = 0
    """A seed at which the worker process dies, the first time that it is tried."""
    deadly: int = 0
    """A seed at which the worker process dies each time."""

    async def __call__(self, key: RunKey) -> Outcome:
        """Hold it."""
        if self.deadly == key.seed:
            os._exit(9)
        await asyncio.sleep(self.seconds)
        if self.dies_at == key.seed and self.log and not (mark := self.log / "died").exists():
            mark.touch()
            os._exit(9)
        if self.log:
            (self.log / f"{key.persona}-{key.seed}-{time.monotonic_ns()}").touch()
        if key.arm == "authored":
            return experts_pass(key)
        if key.seed % 7 == 0:
            return outcome(key, status="invalid", reason="not who it should be")
        return outcome(key, "pass" if key.seed % 10 == 0 else "fail", credit=key.seed / 1000)


@dataclass(frozen=True)
class ScriptedRoom:
    """Real talkers in front of an interviewer who says a list, judged by a double."""

    judge: Callable[[str], tuple[Verdict, int]]
    lines: tuple[str, ...] = (
        "How would you begin? We have 90 branches and 140 agents.",
        "What would you build first, and why?",
        "How would you know that it works?",
        "What would make you stop?",
    )

    async def __call__(self, key: RunKey) -> Outcome:
        """Let the talker sit and judge what it said."""
        scenario = Library.shipped().load(key.scenario).scenario
        interview = ScriptedInterview(list(self.lines), ends_after=6)
        await sit(interview, smooth(key.persona, scenario, key.seed), VirtualClock())
        verdict, level = self.judge("\n".join(interview.heard))
        return outcome(key, verdict, credit=level / 4, level=level)


async def held(made: Design, executor: Executor, folder: Path) -> Audit:
    """Hold an audit into a folder, or go on with it, and return what it found."""
    with Results(folder, made) as results:
        await run(made, executor, results)
    return analyse(made, read_outcomes(folder))


def main(folder: str, jobs: str) -> None:
    """Hold an audit of pretended interviews: 2 talkers, 20 seeds each, 30 ms an interview."""
    pretended = Pretended(0.03, Path(folder) / "log")
    workers = int(jobs)
    executor: Executor = Workers(pretended, workers) if workers else InProcess(pretended, 2)
    asyncio.run(held(design(seeds=20, mode="fixed"), executor, Path(folder) / "audit"))


if __name__ == "__main__":
    main(*sys.argv[1:])
