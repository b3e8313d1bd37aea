"""Interviews against a server that misbehaves: how many reach their scorecard, and what is lost."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from interviewer.settings import Settings
from tests.drill.faults import FAULTS, run
from tests.providers.server import serving


def main(arguments: list[str]) -> int:
    """Hold the interviews and print; exit code 1 if a word or an interview was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench faults", description=__doc__)
    parser.add_argument("--n", type=int, default=40, help="interviews")
    parser.add_argument("--share", type=float, default=0.5, help="of the answers that are faults")
    wanted = parser.parse_args(arguments)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as name, serving() as server:
        settings = Settings(transcripts=Path(name), cache=Settings.load().cache)
        outcomes = run(settings, server, range(wanted.n), wanted.share)
    met: Counter[str] = sum((outcome.met for outcome in outcomes), Counter())
    turns = sum(outcome.turns for outcome in outcomes)
    lost = sum(outcome.lost for outcome in outcomes)
    judged = sum(bool(outcome.verdict) for outcome in outcomes)
    print(f"{judged} of {wanted.n} interviews reached their scorecard; {turns} turns")
    print(f"words lost: {lost} messages; visible lines: {sum(o.shown for o in outcomes)}")
    print(f"{met.total()} faults of {len(met)} of {len(FAULTS)} kinds met: {dict(met)}")
    print(f"{time.perf_counter() - started:.0f} s")
    return int(judged < wanted.n or lost > 0)
