"""The whole retrieval curve on held-out questions: right, wrong, asked back, declined by threshold.

"And another" is a right fact with one beside it that the question's label does not name.

Retrieval alone, BM25 alone beside it, and the whole turn (the message split into its questions, the
answers sorted as the interviewer would). The rule in force is marked; its margin stays.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from interviewer import wiring
from interviewer.engine.facts import RetrievedFacts
from interviewer.engine.listening import EmbeddedListener
from interviewer.engine.policy import View
from interviewer.engine.state import State
from interviewer.engine.telling import sorted_out
from interviewer.retrieval.calibration import Calibration
from interviewer.retrieval.index import Ambiguous, FactIndex, Found
from interviewer.retrieval.lexical import Bm25
from interviewer.settings import Settings

HELD_OUT = Path(__file__).parents[1] / "retrieval" / "heldout_questions.json"
FEWEST_STEPS = 3


def main(arguments: list[str]) -> int:
    """Print a table for each scenario with held-out questions; 1 if over 2 % are wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench curve", description=__doc__)
    parser.add_argument("--steps", type=int, default=12, help="thresholds between the extremes")
    wanted = parser.parse_args(arguments)
    settings = Settings.load()
    wrong = total = 0
    for scenario, data in json.loads(HELD_OUT.read_text("utf-8")).items():
        bench = _Bench(settings, scenario, data)
        counts = bench.print(max(FEWEST_STEPS, wanted.steps))
        wrong, total = wrong + counts["wrong"], total + len(data["questions"])
    print(f"\nwrong facts under the rules in force: {wrong} of {total} ({wrong / total:.1%})")
    return int(wrong > 0.02 * total)


class _Bench:
    """One scenario's questions against its index under any rule."""

    def __init__(self, settings: Settings, scenario: str, data: dict[str, Any]) -> None:
        self._questions = [(item["text"], frozenset(item["facts"])) for item in data["questions"]]
        self._foreign = [(text, frozenset[str]()) for text in data["off_topic"]]
        loaded = wiring.library(settings).load(scenario)
        self._name = scenario
        self._index: FactIndex = wiring.fact_index(settings, loaded)
        self._rule: Calibration = self._index.calibration
        self._facts = RetrievedFacts(loaded.scenario, self._index)
        self._listener = EmbeddedListener(wiring.substance(settings, loaded), loaded.scenario)
        self._view = View(loaded.scenario, loaded.rubric, State(phase="clarify"), 45, 60.0)
        self._ids = [fact.id for fact in loaded.scenario.facts]
        texts = [f"{f.says} {f.topic} {' '.join(f.asks)}" for f in loaded.scenario.facts]
        lexical = Bm25(texts)
        self._bm25 = {text: lexical.scores(text) for text, _ in (*self._questions, *self._foreign)}
        self._split = {
            text: asyncio.run(self._asked(text)) for text, _ in (*self._questions, *self._foreign)
        }

    async def _asked(self, text: str) -> list[str]:
        return (await self._listener.read(text, 1, self._view)).questions

    def print(self, steps: int) -> Counter[str]:
        """Print the three curves; return the counts of retrieval alone under the rule in force."""
        n, off = len(self._questions), len(self._foreign)
        print(f"\n{self._name}: {n} questions, {off} that nothing answers; margin fixed")
        top = [self._index.search(text, 1)[0].score for text, _ in self._questions]
        grid = sorted({*np.quantile(top, np.linspace(0, 1, steps)).round(3), self._rule.threshold})
        in_force = Counter[str]()
        for name, decide in (("retrieval", self._retrieved), ("whole turn", self._in_turn)):
            print(
                f"  {name:10} threshold  right  wrong  and another  asked back  "
                f"declined   told of {off}"
            )
            for threshold in grid:
                counts = self._under(float(threshold), decide)
                mark = "*" if threshold == self._rule.threshold else " "
                if mark == "*" and name == "retrieval":
                    in_force = counts
                print(f"  {'':10} {threshold:8.3f}{mark} {_row(counts)}")
        self._print_bm25(steps)
        return in_force

    def _under(
        self, threshold: float, decide: Callable[[str, frozenset[str]], str]
    ) -> Counter[str]:
        floor = min(self._rule.floor, threshold)
        rule = replace(self._rule, rule=replace(self._rule.rule, threshold=threshold), floor=floor)
        self._index.calibration = rule
        try:
            counts = Counter(decide(text, right) for text, right in self._questions)
            told = sum(decide(text, none) == "wrong" for text, none in self._foreign)
        finally:
            self._index.calibration = self._rule
        return counts + Counter({"foreign": told})

    def _retrieved(self, text: str, right: frozenset[str]) -> str:
        decision = self._index.decide(text)
        if isinstance(decision, Found):
            return _told([hit.fact_id for hit in decision.hits], right)
        return "asked back" if isinstance(decision, Ambiguous) else "declined"

    def _in_turn(self, text: str, right: frozenset[str]) -> str:
        """Return what the reply to a message does."""
        asked = [self._facts.look_up(each, frozenset()) for each in self._split[text][:4]]
        kept = sorted_out(tuple(asked))
        told = [released.fact for item in kept for released in item.facts]
        if told:
            return _told(told, right)
        return "asked back" if any(item.either for item in kept) else "declined"

    def _print_bm25(self, steps: int) -> None:
        best = [float(scores.max()) for scores in (self._bm25[t] for t, _ in self._questions)]
        print("  BM25 alone threshold  right  wrong  and another  asked back  declined")
        for threshold in np.quantile(best, np.linspace(0, 1, steps)):
            counts = Counter(
                self._by_words(text, right, float(threshold)) for text, right in self._questions
            )
            told = sum(
                self._by_words(text, none, float(threshold)) == "wrong"
                for text, none in self._foreign
            )
            print(f"  {'':10} {threshold:8.3f}  {_row(counts + Counter({'foreign': told}))}")

    def _by_words(self, text: str, right: frozenset[str], threshold: float) -> str:
        scores = self._bm25[text]
        if scores.max() < threshold:
            return "declined"
        return _told([self._ids[int(np.argmax(scores))]], right)


def _told(told: Sequence[str], right: frozenset[str]) -> str:
    """Return whether all, some or none of the facts told answer the question."""
    if not right & set(told):
        return "wrong"
    return "right" if set(told) <= right else "and another"


def _row(counts: Counter[str]) -> str:
    return (
        f"{counts['right']:6} {counts['wrong']:6} {counts['and another']:12} "
        f"{counts['asked back']:11} "
        f"{counts['declined']:9} {counts['foreign']:9}"
    )
