"""An embedded turn, end to end: read, look up, decide, say, and four writes that are synced.

Budget: 50 ms at p50 and 200 ms at p99, embedding apart. The first interview pays for embedding; the
others say the same words again, so that what is left is ours.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import numpy as np

from interviewer import wiring
from interviewer.engine.clock import VirtualClock
from interviewer.settings import Settings
from tests.drill.kill import TURNS


def main(arguments: list[str]) -> int:
    """Measure and print; exit code 1 if a budget is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench turn", description=__doc__)
    parser.add_argument("--n", type=int, default=10, help="interviews after the first")
    parser.add_argument("--scenario", default="bank-scams")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(transcripts=folder, cache=folder / "cache")
        first, began = asyncio.run(_interview(settings, wanted.scenario, folder / "first.jsonl"))
        runs = [
            asyncio.run(_interview(settings, wanted.scenario, folder / f"{n}.jsonl"))
            for n in range(wanted.n)
        ]
        judged = [_judge(settings, folder / f"{n}.jsonl") for n in range(wanted.n)]
    turns = np.array([seconds for times, _ in runs for seconds in times]) * 1e3
    fresh = np.array(first) * 1e3
    half, most = np.quantile(turns, [0.5, 0.99])
    print(f"{wanted.scenario}, {len(TURNS)} turns an interview, embedding vectors from memory")
    print(f"turn            p50 {half:7.1f} ms  p99 {most:7.1f} ms  n={len(turns)} (50 and 200)")
    slow = f"p50 {np.median(fresh):6.1f} ms  max {fresh.max():7.1f} ms  n={len(fresh)}"
    print(f"  with embedding {slow}")
    starts = np.array([start for _, start in runs]) * 1e3
    warm = f"p50 {np.median(starts):7.1f} ms  n={len(starts)}"
    print(f"start, warm     {warm}; the first, nothing cached: {began:.1f} s")
    print(f"judge, warm     p50 {np.median(judged) * 1e3:7.1f} ms  n={len(judged)}")
    return int(half > 50 or most > 200)


async def _interview(settings: Settings, scenario: str, path: Path) -> tuple[list[float], float]:
    """Return seconds of each turn, and of the start."""
    started = time.perf_counter()
    interview = await wiring.start(
        settings, scenario, seed=7, minutes=120, clock=VirtualClock, path=path
    )
    async for _ in interview.open():
        pass
    began = time.perf_counter() - started
    times = []
    for text in TURNS:
        started = time.perf_counter()
        async for _ in interview.reply(text):
            pass
        times.append(time.perf_counter() - started)
    interview.close()
    return times, began


def _judge(settings: Settings, path: Path) -> float:
    started = time.perf_counter()
    wiring.judge_file(settings, path)
    return time.perf_counter() - started
