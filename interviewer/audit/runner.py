"""The runner: asks the plan, fills the executor, writes each outcome down before the next.

It keeps no more than the plan does; transcripts and outcomes are on disk. Whatever ends it, what is
written stands: started again with the same folder it goes on where it was.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interviewer.audit.executor import Executor
from interviewer.audit.plan import Plan
from interviewer.audit.results import Results
from interviewer.errors import ContentError, Problem
from interviewer.outcome import Design, Outcome


@dataclass(frozen=True)
class Progress:
    """How far an audit is; `left` is seconds at the pace so far, None before the first outcome."""

    done: int
    total: int
    before: int
    """Interviews that an earlier run had done."""
    seconds: float
    cost: float
    last: Outcome | None = None

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take at this pace."""
        made = self.done - self.before
        return (self.total - self.done) * self.seconds / made if made else None


OnProgress = Callable[[Progress], None]


async def run(
    design: Design, executor: Executor, results: Results, on_progress: OnProgress | None = None
) -> None:
    """Hold every interview of a design that has no outcome yet.

    Raises:
        InterviewerError: what ends an audit; what was written before stands.
    """
    plan = Plan(design, results.done.values())
    cost = sum(outcome.cost for outcome in results.done.values())
    before, started = plan.done, time.monotonic()
    tell = on_progress or (lambda _: None)
    tell(Progress(before, plan.total, before, 0.0, cost))
    flying: set[asyncio.Task[Outcome]] = set()
    async with executor:
        try:
            while True:
                while len(flying) < executor.slots and (key := plan.next()):
                    flying.add(asyncio.create_task(executor.hold(key)))
                if not flying:
                    return
                landed, flying = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                for task in sorted(landed, key=_failed):  # what was held is written first
                    outcome = of_this(design, task.result())
                    results.append(outcome)
                    plan.take(outcome)
                    cost += outcome.cost
                    spent = time.monotonic() - started
                    tell(Progress(plan.done, plan.total, before, spent, cost, outcome))
        finally:
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)


def _failed(task: asyncio.Task[Outcome]) -> bool:
    return task.exception() is not None


def of_this(design: Design, outcome: Outcome) -> Outcome:
    """Return an outcome, if it was held and judged with the files that the audit began with.

    Raises:
        ContentError: somebody has edited them meanwhile.
    """
    part = design.part(outcome.key.scenario)
    files = (part.scenario_hash, part.rubric_hash)
    if outcome.status != "error" and (outcome.scenario_hash, outcome.rubric_hash) != files:
        message = "or its rubric was changed while the audit ran"
        raise ContentError(
            [Problem(Path(f"{part.scenario}.yaml"), 1, 1, "", message)],
            hint="Begin again in another --out; what was held before is not comparable.",
        )
    return outcome
