"""The same audit in one process, on one and two Dask workers, and with a worker killed.

`python -m tests.bench cluster [SEEDS] [PERSONAS]` holds a scenario with SEEDS seeds a talker
(default 2), each time into a new folder, and prints wall and processor seconds, interviews a
second, and whether outcomes and transcripts are the same. On a busy machine the workers' processor
time says more than the clock (Linux).
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interviewer import transcript as t
from interviewer.audit.cast import Cast
from interviewer.audit.cluster import connected
from interviewer.audit.designing import design_audit
from interviewer.audit.distil import said_hash
from interviewer.audit.executor import InProcess
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.runner import Progress, run
from interviewer.audit.venue import Venue
from interviewer.outcome import Design, Outcome
from interviewer.settings import Settings
from tests.audit.dasks import Dasks, dasks

SCENARIO = "bank-scams"


@dataclass(frozen=True)
class Round:
    """What one way of holding the audit took and gave."""

    wall: float
    busy: float
    """Seconds of processor time, of all processes that hold interviews."""
    outcomes: list[Outcome]


def main(arguments: list[str]) -> None:
    """Hold the audit four times and compare."""
    seeds, personas = (*arguments, *("2", "smooth")[len(arguments) :])
    asyncio.run(_measure(int(seeds), personas.split(",")))


async def _measure(seeds: int, personas: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cast = Cast(Settings.load())
        made = design_audit(cast, [SCENARIO], mode="fixed", seeds=seeds, wanted=personas)
        warm = design_audit(cast, [SCENARIO], mode="fixed", seeds=1, wanted=["injector"])
        venue = Venue(cast, folder / "warm", forgets=True)
        with Results(folder / "warm", warm) as results:
            await run(warm, InProcess(venue), results)
        one = await _in_process(made, cast, folder / "process")
        print(_line("one process", one))
        for workers in (1, 2):
            with dasks(folder / f"machines-{workers}", workers) as machines:
                await _clustered(warm, cast, folder / f"warm-{workers}", machines)
                found = await _clustered(made, cast, folder / f"workers-{workers}", machines)
                print(_line(f"{workers} worker(s)", found), _same(one, found, folder, workers))
                if workers == 2:
                    await _with_a_kill(made, cast, folder, machines, one)


async def _in_process(made: Design, cast: Cast, folder: Path) -> Round:
    began, busy = time.perf_counter(), time.process_time()
    with Results(folder, made) as results:
        await run(made, InProcess(Venue(cast, folder, forgets=True)), results)
    return Round(
        time.perf_counter() - began, time.process_time() - busy, _told(read_outcomes(folder))
    )


async def _clustered(
    made: Design,
    cast: Cast,
    folder: Path,
    machines: Dasks,
    on_progress: Callable[[Progress], None] | None = None,
) -> Round:
    """Hold it on the workers, from the moment that they are all connected and checked."""
    async with connected(machines.address, Venue(cast, folder, forgets=True), made) as executor:
        began, busy = time.perf_counter(), _busy(machines)
        with Results(folder, made) as results:
            await run(made, executor, results, on_progress)
        return Round(
            time.perf_counter() - began, _busy(machines) - busy, _told(read_outcomes(folder))
        )


async def _with_a_kill(made: Design, cast: Cast, folder: Path, machines: Dasks, one: Round) -> None:
    victim = machines.workers[0]
    half = len(one.outcomes) // 2
    at: list[int] = []

    def kill(now: Progress) -> None:
        if now.done == half and victim.poll() is None:
            _busy(machines)
            os.kill(victim.pid, signal.SIGKILL)
            at.append(now.done)

    found = await _clustered(made, cast, folder / "workers-killed", machines, kill)
    print(
        _line("2 workers, one killed", found),
        f"killed after {at[0]} of {len(one.outcomes)},",
        _same(one, found, folder, "killed"),
    )


def _told(outcomes: list[Outcome]) -> list[Outcome]:
    return [outcome.model_copy(update={"seconds": 0.0}) for outcome in outcomes]


def _same(one: Round, found: Round, folder: Path, name: int | str) -> str:
    """Say whether the outcomes are equal in all but time, and the transcripts in all words."""
    there = folder / f"workers-{name}"
    words = all(said_hash(t.read(there / o.transcript).records) == o.said for o in found.outcomes)
    equal = one.outcomes == found.outcomes
    said = "the same" if equal else "DIFFER"
    return f"outcomes {said}, transcripts {'whole' if words else 'BAD'}"


_last: dict[int, int] = {}


def _busy(machines: Dasks) -> float:
    """Return the processor time of all workers, in seconds; of a dead one what was last seen."""
    for pid in (worker.pid for worker in machines.workers if worker.poll() is None):
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        _last[pid] = int(after_name[11]) + int(after_name[12])  # user and system
    ticks = sum(_last[worker.pid] for worker in machines.workers)
    return ticks / os.sysconf("SC_CLK_TCK")


def _line(name: str, found: Round) -> str:
    count = len(found.outcomes)
    return (
        f"{name:22} n={count}  {found.wall:6.1f} s, {count / found.wall:.2f} interviews a second; "
        f"busy {found.busy:6.1f} s, {found.busy / count:.2f} an interview; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores;"
    )
