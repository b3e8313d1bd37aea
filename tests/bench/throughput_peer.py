"""Throughput beside inspect_ai: the same calls to one server, in one run; wall, processor, memory.

`make bench-audit` makes the peer an environment of its own and runs this. Each side is a process; a
mock model with a fixed latency is another, so that its processor time counts for neither, and it
counts the calls. A conversation is eight turns (a call for the candidate and one for the
interviewer each) and ten calls of the judge, one after the other; requests are as long on both
sides. `calls` is what our runner, adapters and journal make of exactly that; `interviews` are whole
ones of eight turns, with embedder, engine and the judge's code, and as many calls as they need. The
peer gets its replies whole, as is its default; we get ours as a stream, an event a token.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.bench.peer.plan import Plan, floor
from tests.bench.peer.took import Took

ROOT = Path(__file__).parents[2]
PEER = ROOT / ".venv-peer" / "bin" / "python"
SIDES = ("peer", "calls", "interviews")
HEAD = (
    f"{'':20} {'n':>4} {'calls':>6} {'each':>6} {'wall':>8} {'floor':>7} {'wall/floor':>10} "
    f"{'processor':>9} {'a call':>7} {'peak':>7} {'disk':>7}   server: most, late, processor"
)


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a side did not make the planned calls."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench throughput_peer", description=__doc__
    )
    parser.add_argument("--n", type=int, default=200, help="conversations")
    parser.add_argument("--interviews", type=int, help="whole interviews, if another number")
    parser.add_argument("--concurrency", type=int, default=100, help="conversations at a time")
    parser.add_argument("--latency", type=float, nargs="+", default=[0.2, 1.0], help="seconds")
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=list(SIDES))
    wanted = parser.parse_args(arguments)
    if "peer" in wanted.sides and not PEER.is_file():
        print(f"{PEER} is missing: `make bench-audit` makes it.", file=sys.stderr)
        return 2
    same = True
    for latency in wanted.latency:
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        print(
            f"\nlatency {latency:g} s, {wanted.concurrency} conversations at a time; "
            f"{os.cpu_count()} cores, load {load}\n{HEAD}",
            flush=True,
        )
        for side in wanted.sides:
            number = wanted.interviews if side == "interviews" else None
            ran = measure(side, latency, number or wanted.n, wanted.concurrency)
            print(row(side, ran), flush=True)
            same = same and ran.as_planned(side)
    return 0 if same else 1


@dataclass(frozen=True)
class Ran:
    """One side's run: what it was to do, what it took, and what the server saw of it."""

    plan: Plan
    latency: float
    took: Took
    seen: dict[str, Any]

    @property
    def calls(self) -> int:
        """Calls that the server counted."""
        return sum(int(role["calls"]) for role in self.seen["roles"].values())

    @property
    def floor(self) -> float:
        """Seconds of waiting that these calls cannot do without."""
        plan = self.plan
        return floor(self.calls, plan.conversations, plan.concurrency, self.latency)

    def as_planned(self, side: str) -> bool:
        """Whether all conversations ended, and with the planned calls where they were planned."""
        exact = side == "interviews" or self.calls == self.plan.calls
        return exact and self.took.held == self.plan.conversations


def measure(side: str, latency: float, conversations: int, concurrency: int) -> Ran:
    """Let one side hold its conversations against a server of its own.

    Raises:
        SystemExit: it failed; what it said is printed.
    """
    with tempfile.TemporaryDirectory() as folder, serving(latency) as address:
        plan = Plan(f"{address}/v1", folder, conversations, concurrency)
        ours = [sys.executable, "-m", "tests.bench.peer.ours", side]
        command = [str(PEER), "-m", "tests.bench.peer.theirs"] if side == "peer" else ours
        done = subprocess.run(
            [*command, plan.write()], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{side} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        took = Took(**json.loads(done.stdout.splitlines()[-1]))
        with urlopen(f"{address}/count") as told:
            return Ran(plan, latency, took, json.load(told))


@contextmanager
def serving(latency: float) -> Iterator[str]:
    """Run the mock model in a process of its own; give its address."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.peer.server", "--latency", str(latency)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin
    assert server.stdout
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.stdin.close()
        server.wait(30)
        server.stdout.close()


def row(side: str, ran: Ran) -> str:
    """Return a run in a line."""
    took, calls = ran.took, max(1, ran.calls)
    name = took.version if side == "peer" else f"ours, {side}"
    each = sum(int(role["asked"]) for role in ran.seen["roles"].values()) / calls / 1e3
    odd = "" if ran.as_planned(side) else f"  NOT AS PLANNED: {took.held} conversations ended"
    return (
        f"{name:20} {ran.plan.conversations:4} {ran.calls:6} {each:3.0f} kB {took.wall:6.1f} s "
        f"{ran.floor:5.1f} s {took.wall / ran.floor:10.2f} {took.cpu:7.1f} s "
        f"{took.cpu / calls * 1e3:4.1f} ms {took.peak:4} MB {took.disk / 1e6:4.1f} MB"
        f"   {ran.seen['most']}, {ran.seen['late'] / calls * 1e3:.0f} ms, {ran.seen['cpu']:.1f} s"
        f"{odd}"
    )
