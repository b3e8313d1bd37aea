"""How long embedding and looking up take: `python -m tests.bench.embedding`.

Prints figures and judges none; run it on a quiet machine.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

import numpy as np

from interviewer.retrieval.base import Embedder
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.retrieval.index import FactIndex
from interviewer.retrieval.loading import load_minilm
from interviewer.retrieval.store import ExactStore, FactStore
from interviewer.scenario import Fact

NOUNS = "payments victims agents warnings refunds labels devices claims branches transfers".split()
QUESTIONS = [
    "How many {} are there in a normal month?",
    "What do we know about the {} of last year?",
    "Who looks after {}, and how much time have they got for it?",
    "{}?",
    "Could you tell me whether anybody has ever measured how reliable the {} are?",
]


def main() -> None:
    """Measure and print."""
    embedder = load_minilm()
    load = _once(lambda: embedder.embed(["first"]))
    one = [_once(lambda q=question: embedder.embed([q])) for question in _questions(60)]  # type: ignore[misc]
    many = _once(lambda: embedder.embed(_questions(500)))
    print(f"cores {os.cpu_count()}, embedder {embedder.name}")
    print(f"load and first sentence   {load * 1e3:8.1f} ms")
    print(f"one sentence (n=60)       {_spread(one)}")
    print(f"500 sentences (n=1)       {many:8.2f} s")
    _print_lookups(embedder)


def _print_lookups(embedder: Embedder) -> None:
    """Time stores of 350 passages, and a whole decision with the sentence cached."""
    cached = CachedEmbedder(embedder, None)
    vectors = cached.embed(_questions(350))
    for store in (ExactStore(vectors), FactStore(vectors)):
        times = [_once(lambda s=store, v=v: s.nearest(v, 64)) for v in vectors[:200]]  # type: ignore[misc]
        print(f"64 nearest of 350, {store.name:7}{_spread(times)}  {store.trouble}")
        store.close()
    facts = [
        Fact(id=f"fact-{n}", topic=noun, says=noun, asks=_questions(500)[n::50], status="invented")
        for n, noun in enumerate(NOUNS)
    ]
    build = _once(lambda: FactIndex(facts, cached))
    index = FactIndex(facts, cached)
    times = [_once(lambda q=q: index.decide(q)) for q in _questions(100)]  # type: ignore[misc]
    print(f"index of {len(facts)} facts         {build * 1e3:8.1f} ms, off-topic list not cached")
    print(f"decide, cached (n=100)    {_spread(times)}")


def _questions(count: int) -> list[str]:
    """Return distinct questions of 3 to 20 tokens."""
    forms = [form.format(noun) for noun in NOUNS for form in QUESTIONS]
    return [f"{forms[n % len(forms)]} {n // len(forms) or ''}".strip() for n in range(count)]


def _once(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _spread(seconds: list[float]) -> str:
    low, high = np.quantile(seconds, [0.05, 0.95]) * 1e3
    return f"{statistics.median(seconds) * 1e3:8.2f} ms  (5 % {low:.2f}, 95 % {high:.2f})"


if __name__ == "__main__":
    main()
