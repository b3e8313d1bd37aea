"""Retrieval on questions that chose nothing: written from the facts' meaning, not their `asks`.

`hard` questions share no content word with the fact. Prints recall, what the rule did, and BM25
alone.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from interviewer import wiring
from interviewer.retrieval.index import Ambiguous, FactIndex, Found
from interviewer.retrieval.lexical import Bm25
from interviewer.scenario import Fact
from interviewer.settings import Settings

HELD_OUT = Path(__file__).parents[1] / "retrieval" / "heldout_questions.json"


def main() -> None:
    """Print the table for every scenario that has held-out questions."""
    settings = Settings.load()
    for scenario, data in json.loads(HELD_OUT.read_text("utf-8")).items():
        loaded = wiring.library(settings).load(scenario)
        index = wiring.fact_index(settings, loaded)
        for kind in ("hard", "ordinary", "all"):
            chosen = [q for q in data["questions"] if kind in ("all", q["kind"])]
            line = _line(index, loaded.scenario.facts, chosen)
            print(f"{scenario:13} {kind:8} n={len(chosen):3}  {line}")
        print(f"{scenario:13} off-topic n={len(data['off_topic'])}  {_off_topic(index, data)}")


def _line(index: FactIndex, facts: list[Fact], questions: list[dict[str, Any]]) -> str:
    first = third = bm_first = bm_third = 0
    did: Counter[str] = Counter()
    lexical = Bm25([f"{fact.says} {fact.topic} {' '.join(fact.asks)}" for fact in facts])
    for question in questions:
        right = set(question["facts"])
        ids = [hit.fact_id for hit in index.search(question["text"], 3)]
        order = [facts[i].id for i in np.argsort(-lexical.scores(question["text"]))[:3]]
        first += ids[0] in right
        third += bool(right & set(ids))
        bm_first += order[0] in right
        bm_third += bool(right & set(order))
        did[outcome(index, question["text"], right)] += 1
    n = len(questions)
    shares = "  ".join(
        f"{name} {did[name]}" for name in ("right", "asked which", "wrong", "declined")
    )
    return (
        f"R@1 {first / n:.2f} R@3 {third / n:.2f}  "
        f"BM25 R@1 {bm_first / n:.2f} R@3 {bm_third / n:.2f}  {shares}"
    )


def outcome(index: FactIndex, text: str, right: set[str]) -> str:
    """Return what the index would do with a question of which some facts are right."""
    decision = index.decide(text)
    if isinstance(decision, Found):
        return "right" if decision.hits[0].fact_id in right else "wrong"
    return "asked which" if isinstance(decision, Ambiguous) else "declined"


def _off_topic(index: FactIndex, data: dict[str, Any]) -> str:
    on = np.array([index.search(q["text"], 1)[0].score for q in data["questions"]])
    off = np.array([index.search(text, 1)[0].score for text in data["off_topic"]])
    auc = float((on[:, None] > off[None]).mean() + 0.5 * (on[:, None] == off[None]).mean())
    did = Counter(type(index.decide(text)).__name__ for text in data["off_topic"])
    return (
        f"AUC {auc:.3f}  declined {did['NotKnown']}  asked which {did['Ambiguous']}  "
        f"told a fact {did['Found']}"
    )


if __name__ == "__main__":
    main()
