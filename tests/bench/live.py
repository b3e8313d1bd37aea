"""A whole interview with a real model: `live NAME`, with the address and key in the environment.

It spends what such an interview costs. The candidate is the authored expert of the scenario, on a
virtual clock; the transcript is kept, and its path printed.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import numpy as np

from interviewer import events as e
from interviewer import transcript as t
from interviewer import wiring
from interviewer.audit import room
from interviewer.engine.clock import VirtualClock
from interviewer.settings import Models, Settings


def main(arguments: list[str]) -> int:
    """Hold the interview and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench live", description=__doc__)
    parser.add_argument("name", help="such as openai/gpt-5.4 or ollama/llama3.2")
    parser.add_argument("--scenario", default="bank-scams")
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--listens", action="store_true", help="let the model listen as well")
    parser.add_argument("--budget", type=float, help="US dollars")
    wanted = parser.parse_args(arguments)
    settings = Settings(transcripts=Path(tempfile.mkdtemp()), cache=Settings.load().cache)
    started = time.perf_counter()
    path, waits = asyncio.run(_hold(settings, wanted))
    records = t.read(path).records
    card = wiring.judge_file(settings, path)
    spoken = [r for r in records if isinstance(r, t.InterviewerSaid)]
    usage = [r for r in records if isinstance(r, t.Usage)]
    faults = [r for r in records if isinstance(r, t.Fault)]
    print(f"{wanted.name}: {len(waits)} turns in {time.perf_counter() - started:.0f} s")
    print(f"replies of the model {sum(r.voice == wanted.name for r in spoken)} of {len(spoken)}")
    print(f"first word p50 {np.median(waits):.2f} s, p95 {np.quantile(waits, 0.95):.2f} s")
    tokens = [sum(getattr(r, f"{kind}_tokens") for r in usage) for kind in _KINDS]
    print(f"calls {len(usage)}; tokens in {tokens[0]:,}, cached {tokens[1]:,}, out {tokens[2]:,}")
    for fault in faults:
        print(f"  {fault.role}: {fault.what}: {fault.text[:90]!r}")
    print(f"verdict {card.verdict}; {path}")
    return 0


_KINDS = ("input", "cached", "output")


async def _hold(settings: Settings, wanted: argparse.Namespace) -> tuple[Path, list[float]]:
    clock = VirtualClock()
    candidate = room.authored(settings, wanted.scenario)[0]
    listener = wanted.name if wanted.listens else "embedded"
    interview = await wiring.start(
        settings,
        wanted.scenario,
        seed=5,
        minutes=45,
        clock=lambda _: clock,
        models=Models(interviewer=wanted.name, listener=listener),
        budget=wanted.budget,
    )
    heard = ""
    async for event in interview.open():
        heard = event.record.text if isinstance(event, e.Spoke) else heard
    waits: list[float] = []
    while not interview.state.closed and len(waits) < wanted.turns:
        said = await candidate.reply(heard)
        if not said:
            break
        clock.advance(100)
        started, first = time.perf_counter(), None
        async for event in interview.reply(said):
            if isinstance(event, e.Speaking) and first is None:
                first = time.perf_counter() - started
            heard = event.record.text if isinstance(event, e.Spoke) else heard
        waits.append(first or 0.0)
    if not interview.state.closed:
        async for _ in interview.end():
            pass
    await interview.leave()
    return interview.path, waits
