"""The kill drill: `python -m tests.bench kill --n 50`. Exit code 1 if anything was lost."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.drill.kill import Drill, Tally, program


def main(arguments: list[str]) -> int:
    """Kill interviews so many times and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench kill", description=__doc__)
    parser.add_argument("--n", type=int, default=50, help="how many kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=3, help="kills of one interview")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, program(Path(name)) as found:
        drill = Drill(Path(name), found, wanted.seed)
        while drill.tally.kills < wanted.n and not drill.tally.faults:
            drill.interview(kills=min(wanted.each, wanted.n - drill.tally.kills))
    _print(drill.tally, wanted.seed)
    return 1 if drill.tally.faults else 0


def _print(tally: Tally, seed: int) -> None:
    rows = {
        "kills (SIGKILL)": tally.kills,
        "  aimed at a write or fsync": tally.by_call,
        "  left a torn tail": tally.torn,
        "  left a turn to be answered": tally.unanswered,
        "  message on disk, not yet acknowledged": tally.unacknowledged,
        "interviews, finished by resume": f"{tally.interviews}, {tally.resumed}",
        "messages acknowledged before a kill": tally.acknowledged,
        "  of these lost, moved or twice": len(tally.faults),
    }
    for name, value in rows.items():
        print(f"{name:42} {value}")
    if tally.kills and not tally.faults:
        print(f"{'lost per kill, 95 % (rule of three)':42} <= {3 / tally.kills:.1%}")
    print(f"seed {seed}, {tally.seconds / max(1, tally.kills):.2f} s a kill")
    for fault in tally.faults:
        print(f"FAULT {fault}")
