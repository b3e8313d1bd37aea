"""Interviews of an audit: processor seconds each, and memory as they go on.

`python -m tests.bench audit [N] [SCENARIO] [PERSONAS]` holds N embedded interviews (default 100) in
one process, as a worker does, and prints seconds of processor time an interview (so that a busy
machine does not matter), interviews a second and core, and resident memory after 10, 100, 1,000.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.executor import InProcess
from interviewer.audit.results import Results
from interviewer.audit.runner import Progress, run
from interviewer.audit.venue import Venue
from interviewer.outcome import Outcome, RunKey
from interviewer.settings import Settings

MARKS = (1, 10, 100, 300, 1000, 3000)


def main(arguments: list[str]) -> None:
    """Hold N interviews and print what they cost."""
    count, scenario, personas = (*arguments, *("100", "bank-scams", "smooth")[len(arguments) :])
    asyncio.run(_measure(int(count), scenario, personas.split(",")))


async def _measure(count: int, scenario: str, personas: list[str]) -> None:
    cast = Cast(Settings.load())
    who = [m for m in cast.members(scenario, personas) if m.interval]
    design = design_audit(
        cast,
        [scenario],
        mode="fixed",
        seeds=-(-count // len(who)),
        wanted=[m.persona for m in who],
    )
    spent: dict[str, list[float]] = defaultdict(list)

    def tell(now: Progress) -> None:
        if now.done in MARKS:
            print(f"{now.done:5} interviews: {_resident():4} MB resident")

    with tempfile.TemporaryDirectory() as folder, Results(Path(folder), design) as results:
        venue = Venue(cast, Path(folder), forgets=True)
        await venue(RunKey(scenario=scenario, persona=who[0].persona, seed=0))  # sets the stage

        async def timed(key: RunKey) -> Outcome:
            before = time.process_time()
            outcome = await venue(key)
            spent[key.persona].append(time.process_time() - before)
            return outcome

        await run(design, InProcess(timed), results, tell)
    for persona, seconds in sorted(spent.items(), key=lambda row: -statistics.median(row[1])):
        print(f"{persona:16} n={len(seconds):4}  {statistics.median(seconds):.2f} s an interview")
    everything = [second for seconds in spent.values() for second in seconds]
    mean = statistics.fmean(everything)
    print(
        f"{scenario}: n={len(everything)}, {mean:.2f} s of processor time an interview, "
        f"{1 / mean:.2f} interviews a second and core; {_resident()} MB resident at the end"
    )


def _resident() -> int:
    """Return resident memory now, in MB (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) // 1024
