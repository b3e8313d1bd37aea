"""Embedded interviews a second and core, and whether memory stays flat over a thousand of them.

`python -m tests.bench throughput [N]` holds and judges N interviews (default 66) of all scripted
talkers over two scenarios, in one process pinned to one core, and prints processor and wall time.

`python -m tests.bench throughput memory [N] [TURNS]` holds N in one process (default 1,000) and
prints resident memory, now and at most, on the way. Its candidates leave after TURNS turns (default
3; 0: whole interviews), so that it ends in minutes: what grows grows with interviews or with words,
and whole interviews show the latter.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from interviewer.audit.cast import Cast
from interviewer.audit.executor import guarded
from interviewer.audit.venue import Venue
from interviewer.outcome import RunKey
from interviewer.settings import Settings
from tests.audit.brief import Leaving

SCENARIOS = ("bank-scams", "stream-search")
FIRST = 50_000
"""Seeds that no test uses."""
MARKS = (1, 10, 30, 100, 200, 300, 500, 700, 1000, 2000, 3000)


def main(arguments: list[str]) -> None:
    """Measure speed, or memory."""
    if arguments[:1] == ["memory"]:
        interviews, turns = (*arguments[1:], *("1000", "3")[len(arguments) - 1 :])
        asyncio.run(_memory(int(interviews), int(turns)))
    else:
        asyncio.run(_speed(int(arguments[0]) if arguments else 66))


async def _speed(interviews: int) -> None:
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    spent: dict[str, list[float]] = defaultdict(list)
    print(f"load before: {_load()}")
    with tempfile.TemporaryDirectory() as folder:
        venue = Venue(Cast(Settings.load()), Path(folder), forgets=True)
        for scenario in SCENARIOS:  # sets the stage: embeds what is the same for all
            await _hold(venue, RunKey(scenario=scenario, persona="reciter", seed=0))
        began = time.perf_counter()
        for key in islice(_keys(venue.cast), interviews):
            before = time.process_time()
            await _hold(venue, key)
            spent[key.persona].append(time.process_time() - before)
        wall = time.perf_counter() - began
    for persona, seconds in sorted(spent.items(), key=lambda row: -statistics.median(row[1])):
        print(f"{persona:16} n={len(seconds):3}  {statistics.median(seconds):.2f} s an interview")
    every = sorted(second for seconds in spent.values() for second in seconds)
    mean = statistics.fmean(every)
    print(
        f"n={len(every)} over {' and '.join(SCENARIOS)}, on core {core}: {mean:.2f} s of processor "
        f"time an interview (median {statistics.median(every):.2f}, slowest {every[-1]:.2f}), "
        f"{1 / mean:.2f} interviews a second and core; by the clock {len(every) / wall:.2f} a "
        f"second, load after: {_load()}"
    )


async def _memory(interviews: int, turns: int) -> None:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        cast = Leaving(Settings.load(), turns=turns) if turns else Cast(Settings.load())
        venue = Venue(cast, Path(folder), forgets=True)
        for number, key in enumerate(islice(_keys(cast), interviews), 1):
            await _hold(venue, key)
            (Path(folder) / key.file).unlink()
            if number in MARKS or number == interviews:
                minutes = (time.perf_counter() - began) / 60
                print(
                    f"{number:5} interviews: {_memory_of('VmRSS')} MB resident, "
                    f"{_memory_of('VmHWM')} MB at most ({minutes:.1f} min, load {_load()})",
                    flush=True,
                )


async def _hold(venue: Venue, key: RunKey) -> None:
    outcome = await guarded(venue, key)
    if outcome.status == "error":
        raise SystemExit(f"{key}: {outcome.reason}")


def _keys(cast: Cast) -> Iterator[RunKey]:
    """Return endless interviews: every scripted talker in both scenarios, then the next seed."""
    who = [m.persona for m in cast.members(SCENARIOS[0], ["smooth"]) if m.arm == "scripted"]
    return (
        RunKey(scenario=scenario, persona=persona, seed=seed)
        for seed in count(FIRST)
        for persona in who
        for scenario in SCENARIOS
    )


def _memory_of(line: str) -> int:
    """Return a figure of this process in MB (Linux): VmRSS is now, VmHWM the most there was."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{line}:")[1].split()[0]) // 1024


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
