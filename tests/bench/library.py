"""Every shipped scenario in figures: its facts, hooks, estimates, sources, retrieval, calibration.

Retrieval is measured on questions that are not among a scenario's `asks` (tests/retrieval:
heldout_questions.json; for ten scenarios more_questions.json, by their authors and by somebody who
saw the prompt alone), the judge on transcripts/calibration. `--quick` leaves the judge out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from interviewer import transcript as t
from interviewer import wiring
from interviewer.audit.calibration import check_set
from interviewer.audit.separation import measure, separation
from interviewer.content import Loaded, content_root
from interviewer.evidence.estimates import expected, ranges
from interviewer.rubric import Estimate
from interviewer.settings import Settings
from tests.bench.retrieval import outcome

RETRIEVAL = Path(__file__).parents[1] / "retrieval"
QUESTIONS = (RETRIEVAL / "heldout_questions.json", RETRIEVAL / "more_questions.json")
CALIBRATION = content_root() / "transcripts" / "calibration"


def main(arguments: list[str]) -> int:
    """Print the figures, a paragraph a scenario."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench library", description=__doc__)
    parser.add_argument("scenarios", nargs="*", help="only these")
    parser.add_argument("--quick", action="store_true", help="without the judge")
    chosen = parser.parse_args(arguments)
    settings = Settings.load()
    questions = {k: v for path in QUESTIONS for k, v in json.loads(path.read_text("utf-8")).items()}
    shelf = wiring.library(settings)
    for name in chosen.scenarios or shelf.scenario_paths():
        loaded = shelf.load(name)
        print(f"\n{name}: {loaded.scenario.title}")
        _content(loaded)
        _retrieval(settings, loaded, questions.get(name, {}))
        if not chosen.quick:
            _judge(settings, loaded)
    return 0


def _content(loaded: Loaded) -> None:
    scenario, rubric = loaded.scenario, loaded.rubric
    today = date.today()
    expired = [f.id for f in scenario.facts if f.valid_until and f.valid_until < today]
    asks = sum(len(fact.asks) for fact in scenario.facts)
    print(
        f"  facts      {len(scenario.facts)} with {asks} asks; "
        f"{_counts(f.status for f in scenario.facts)}; expired: {', '.join(expired) or 'none'}"
    )
    phases = {criterion.id: criterion.phase for criterion in rubric.criteria}
    by_phase = Counter(phases[hook.criterion] for hook in rubric.hooks)
    spread = ", ".join(f"{phase.id} {by_phase[phase.id]}" for phase in rubric.phases)
    checked = sum(hook.check is not None for hook in rubric.hooks)
    twists = sum(hook.twist is not None for hook in rubric.hooks)
    print(
        f"  hooks      {len(rubric.hooks)}: {spread}; with a check {checked}, "
        f"after a twist {twists}; points {sum(len(hook.substance) for hook in rubric.hooks)}"
    )
    right = sum(_evaluates(estimate, loaded) for estimate in rubric.estimates)
    print(f"  estimates  {right} of {len(rubric.estimates)} evaluate to what they accept")
    print(f"  sources    {len(scenario.sources)}; {_counts(s.read for s in scenario.sources)}")


def _evaluates(estimate: Estimate, loaded: Loaded) -> bool:
    """Tell whether a formula, over the facts' values, gives what its estimate accepts."""
    value = expected(estimate, loaded.scenario)
    if estimate.accept.sign:
        return (value > 0) == (estimate.accept.sign == "positive")
    return any(r.low <= value <= r.high for r in ranges(estimate, loaded.scenario))


def _counts(found: Any) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(Counter(found).items()))


def _retrieval(settings: Settings, loaded: Loaded, asked: dict[str, Any]) -> None:
    if not asked:
        print("  retrieval  no questions of its own")
        return
    index = wiring.fact_index(settings, loaded)
    questions = asked["questions"]
    first, did = 0, Counter[str]()
    for question in questions:
        right = set(question["facts"])
        first += index.search(question["text"], 1)[0].fact_id in right
        did[outcome(index, question["text"], right)] += 1
    told = ", ".join(
        f"{name} {did[name]}" for name in ("right", "asked which", "wrong", "declined")
    )
    print(f"  retrieval  R@1 {first / len(questions):.2f} (n={len(questions)}); {told}")
    none = Counter(outcome(index, text, set()) for text in asked["off_topic"])
    print(
        f"             what no fact answers (n={len(asked['off_topic'])}): "
        f"declined {none['declined']}, asked which {none['asked which']}, told {none['wrong']}"
    )


def _judge(settings: Settings, loaded: Loaded) -> None:
    rows = check_set(CALIBRATION, partial(wiring.judge_file, settings), loaded.scenario.id)
    found = separation(
        [
            measure(row, t.read(CALIBRATION / row.file).records, loaded.rubric)
            for row in rows
            if row.expected
        ]
    )
    kinds = "; ".join(f"{kind} {_of(verdicts)}" for kind, verdicts in found.confusion.items())
    print(f"  judge      {sum(row.ok for row in rows)} of {len(rows)} as labelled; {kinds}")
    if worst := found.smallest:
        print(
            f"             smallest AUC of {len(found.pairs)} pairs {worst.credit:.2f} "
            f"({worst.legitimate} against {worst.smooth}), "
            f"words {found.overall(lambda p: p.words):.2f}, "
            f"keywords {found.overall(lambda p: p.keywords):.2f}"
        )


def _of(verdicts: dict[str, int]) -> str:
    return ", ".join(f"{verdict} {count}" for verdict, count in sorted(verdicts.items())) or "none"
