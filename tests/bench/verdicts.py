"""Verdicts on three made questions, audited again and again with other seeds.

`python -m tests.bench verdicts [--repeats N] [--seeds N]` audits each question of
`tests/audit/questions` N times (default 3), with so many runs a talker (default 4), and prints how
often each verdict comes out. A fixed number of runs, not `--quick`: only that may say *passable* or
*too strict*.

    fraud-by-the-book    its rubric takes well-known mistakes for substance: passable by talk
    fraud-to-perfection  expects what nobody says: too strict
    fraud-by-the-index   the essay's question with generic points, as in a textbook's index: its
                         rubric pays for what fits any question; passable by talk

The points of `fraud-by-the-book` were written with the mistakes of the persona `confident-wrong` in
view: it shows that an audit finds such a question, not how many bad questions it would find.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path

from interviewer.audit.analysis import analyse
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.executor import Workers, cores
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.runner import run
from interviewer.audit.venue import Venue
from interviewer.outcome import Audit, Decision
from interviewer.settings import Settings

QUESTIONS = Path(__file__).parents[1] / "audit" / "questions"
EXPECTED: dict[str, Decision] = {
    "fraud-by-the-book": "passable",
    "fraud-to-perfection": "too_strict",
    "fraud-by-the-index": "passable",
}
TALKERS = ("confident-wrong", "framework", "reciter")


def main(arguments: list[str]) -> int:
    """Audit the questions and print the verdicts; 1 if one was not as expected."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench verdicts")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=4)
    asked = parser.parse_args(arguments)
    begun = time.perf_counter()
    verdicts: dict[str, Counter[str]] = {name: Counter() for name in EXPECTED}
    for repeat in range(asked.repeats):
        found = held(1 + repeat * 1000, asked.seeds)
        for scenario in found.scenarios:
            verdicts[scenario.scenario][scenario.decision] += 1
            talk = ", ".join(
                f"{p.member.persona} {p.passes.k}/{p.passes.n} (credit to "
                f"{max(p.credits, default=0.0):.2f})"
                for p in scenario.smooth
            )
            experts = f"; experts {scenario.experts.k}/{scenario.experts.n}"
            print(f"{repeat + 1}  {scenario.scenario:20} {scenario.decision:12} {talk}{experts}")
    print()
    for name, counts in verdicts.items():
        said = ", ".join(f"{decision} {count}" for decision, count in counts.most_common())
        print(f"{name:20} n={asked.repeats}: {said}; expected {EXPECTED[name]}")
    print(f"{time.perf_counter() - begun:.0f} s")
    wrong = any(
        decision != expected for name, expected in EXPECTED.items() for decision in verdicts[name]
    )
    return int(wrong)


def held(first_seed: int, seeds: int) -> Audit:
    """Hold one audit of all questions."""
    cast = Cast(Settings.load(content=(QUESTIONS,)))
    design = design_audit(
        cast,
        list(EXPECTED),
        mode="fixed",
        seeds=seeds,
        first_seed=first_seed,
        wanted=[*TALKERS, "experts"],
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        executor = Workers(Venue(cast, folder, forgets=True), cores())
        with Results(folder, design) as results:
            asyncio.run(run(design, executor, results))
        return analyse(design, read_outcomes(folder))
