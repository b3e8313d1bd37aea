"""From Enter to the first visible word, over the provider's own time to first token.

A server on this machine begins each reply after a fixed time and sends fifty tokens a second, as a
hosted model does. What is left over is ours: writing down, reading, deciding, the check, and the
wait for the end of the first sentence, which nothing is shown before.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import numpy as np

from interviewer import events as e
from interviewer import wiring
from interviewer.engine.clock import VirtualClock
from interviewer.settings import Models, Settings
from tests.drill.faults import SPOKEN, TURNS, good, misled
from tests.providers.server import Wire, serving

NAME = "openai/gpt-test"


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench first_word", description=__doc__)
    parser.add_argument("--first", type=float, default=0.3, help="seconds to the first token")
    parser.add_argument("--n", type=int, default=40, help="turns")
    wanted = parser.parse_args(arguments)

    def behave(wire: Wire) -> None:
        time.sleep(wanted.first)
        if wire.request.typed:
            good(wire)
            return
        wire.open_stream()
        wire.chunk(wire.begin())
        for start in range(0, len(SPOKEN), 4):
            wire.chunk(wire.text(SPOKEN[start : start + 4]))
            time.sleep(0.02)
        wire.chunk(wire.finish())
        wire.close_stream()

    print(f"the server's first token comes after {wanted.first * 1e3:.0f} ms; n={wanted.n} turns")
    with serving() as server, misled(server):
        server.script = [behave]
        for about, models in (
            ("a model speaks", Models(interviewer=NAME)),
            ("a model listens and speaks", Models(interviewer=NAME, listener=NAME)),
        ):
            waits = np.array(asyncio.run(_waits(models, wanted.n))) * 1e3
            calls = len(models.named)
            over = waits - calls * wanted.first * 1e3
            print(
                f"{about:27} first word p50 {np.median(waits):5.0f} ms  "
                f"p95 {np.quantile(waits, 0.95):5.0f} ms; over {calls} times the first token: "
                f"p50 {np.median(over):4.0f} ms  p95 {np.quantile(over, 0.95):4.0f} ms"
            )
    return 0


async def _waits(models: Models, n: int) -> list[float]:
    """Return seconds until the first piece of each reply that a model speaks."""
    clock = VirtualClock()
    settings = Settings(transcripts=Path(tempfile.mkdtemp()), cache=Settings.load().cache)
    interview = await wiring.start(
        settings, "bank-scams", seed=3, minutes=120, clock=lambda _: clock, models=models
    )
    async for _ in interview.open():
        pass
    waits: list[float] = []
    for text in (TURNS * 8)[: n + 1]:
        clock.advance(60)
        started, first = time.perf_counter(), None
        async for event in interview.reply(text):
            if isinstance(event, e.Speaking) and first is None:
                first = time.perf_counter() - started
            if isinstance(event, e.Spoke) and event.record.voice != "embedded":
                waits.append(first or 0.0)
    await interview.leave()
    return waits[1:]
