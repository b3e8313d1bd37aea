"""Evidence-only scoring of a 45-minute transcript, and the time that its sentences take to embed.

`python -m tests.bench score [--every N] [--runs N]` reads and judges every calibration transcript,
or each N-th of them: once with no vector of its sentences known (cold), then N times with all of
them in memory (warm). Budget: half a second at p95, embedding apart. Scenario, rubric and their
vectors are loaded before. The time of the processor is printed beside: on a busy machine it tells
what a quiet one would take.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.evidence.substance import Substance
from interviewer.judge.judging import judge
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.retrieval.loading import load_minilm
from interviewer.settings import Settings

CALIBRATION = Path(__file__).parents[2] / "transcripts" / "calibration"
BUDGET = 0.5
"""Seconds."""


class Timed:
    """An embedder that knows how long it took, and how long the processor was busy with it."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.name, self.dimensions, self.semantic = inner.name, inner.dimensions, inner.semantic
        self.seconds, self.busy = 0.0, 0.0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed, with a clock beside it."""
        began, busy = time.perf_counter(), time.thread_time()
        try:
            return self._inner.embed(texts)
        finally:
            self.seconds += time.perf_counter() - began
            self.busy += time.thread_time() - busy


class Run(NamedTuple):
    """Seconds of one scoring apart from embedding, seconds of embedding, and what was scored."""

    ours: float
    embedding: float
    busy: float
    """Seconds of the processor for `ours`."""
    minutes: float
    words: int


def main(arguments: list[str]) -> int:
    """Measure and print; exit code 1 if the budget is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench score", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only each N-th transcript")
    parser.add_argument("--runs", type=int, default=2, help="warm runs of each transcript")
    wanted = parser.parse_args(arguments)
    settings = Settings.load()
    model = load_minilm()
    model.embed(["The first sentence loads the weights."])
    cold: list[Run] = []
    warm: list[Run] = []
    there = sorted(CALIBRATION.glob("*/*.jsonl"))
    for scenario, paths in groupby(there[:: wanted.every], lambda path: path.parent.name):
        loaded = wiring.library(settings).load(scenario)
        substance = wiring.substance(settings, loaded)
        kept = substance.embedder
        for path in paths:
            vectors = CachedEmbedder(model, None)
            cold.append(_run(path, loaded, substance, vectors))
            warm += [_run(path, loaded, substance, vectors) for _ in range(wanted.runs)]
        substance.embedder = kept
    minutes, words = (np.median([run[field] for run in cold]) for field in (3, 4))
    print(
        f"{len(cold)} of {len(there)} transcripts, median {minutes:.0f} minutes and "
        f"{words:.0f} words; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    print(_line("scoring, warm", [run.ours for run in warm]) + f" (budget {BUDGET * 1e3:.0f})")
    print(_line("  processor", [run.busy for run in warm]))
    print(_line("  vectors from memory", [run.embedding for run in warm]))
    print(_line("scoring, cold", [run.ours for run in cold]))
    print(_line("  processor", [run.busy for run in cold]))
    print(_line("  embedding", [run.embedding for run in cold]))
    return int(max(_p95(cold), _p95(warm)) > BUDGET)


def _p95(runs: Sequence[Run]) -> float:
    return float(np.quantile([run.ours for run in runs], 0.95))


def _run(path: Path, loaded: Loaded, substance: Substance, vectors: Embedder) -> Run:
    timed = Timed(vectors)
    substance.embedder = timed
    began, busy = time.perf_counter(), time.thread_time()
    card = judge(t.read(path).records, loaded, substance)
    ours, own = time.perf_counter() - began, time.thread_time() - busy
    return Run(
        ours=ours - timed.seconds,
        embedding=timed.seconds,
        busy=own - timed.busy,
        minutes=_minutes(path),
        words=card.talk.words,
    )


def _minutes(path: Path) -> float:
    """Return how long the interview took by its own clock."""
    return t.read(path).records[-1].clock / 60


def _line(name: str, seconds: Sequence[float]) -> str:
    half, most = np.quantile(seconds, [0.5, 0.95]) * 1e3
    return f"{name:22} p50 {half:7.1f} ms  p95 {most:7.1f} ms  n={len(seconds)}"
