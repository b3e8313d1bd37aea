"""What `check` notices: each scenario broken in each way that it knows, and left whole.

Prints, for each kind of fault, in how many scenarios the rule meant for it fired, and false alarms:
findings on scenarios that nobody broke. Rules and faults are by one author: caught shares say that
the rules work, not that they find every fault that authors make.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from interviewer.content import Layers, Library, check_pair, load_yaml
from interviewer.errors import ContentError
from interviewer.evidence.swap import elsewhere
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.retrieval.loading import load_minilm
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario
from interviewer.settings import Settings
from interviewer.workshop.catalogue import RULES, rule_named
from interviewer.workshop.checking import find_all
from interviewer.workshop.nearness import Nearness
from interviewer.workshop.pair import Pair
from tests.workshop import rubric_faults, scenario_faults
from tests.workshop.breaking import KINDS, Broken

__all__ = [
    "KINDS",
    "Broken",
    "broken",
    "caught",
    "main",
    "rubric_faults",
    "scenario_faults",
    "whole",
]
DAY = date(2026, 11, 21)
SMALL = Path(__file__).parents[1] / "workshop" / "content"
ROWS = 60_000
"""Vectors in memory: twelve scenarios with their faults are more than the usual cache holds."""


@cache
def whole(name: str) -> Pair:
    """Return a scenario of the library or of the tests, unbroken."""
    library = Library.shipped((SMALL,))
    loaded = library.load(name)
    rubric, layers = library.open_rubric(loaded.rubric_path)
    source = Layers(((loaded.scenario_path, load_yaml(loaded.scenario_path)),))
    return Pair(loaded.scenario, rubric, source, layers, DAY)


def broken(pair: Pair, kind: Broken, seed: int) -> Pair | str | None:
    """Return the pair broken in a way; the rule's name if it does not load; else None."""
    s = pair.scenario.model_dump()
    r = pair.rubric.model_dump(by_alias=True)
    if not kind.do(s, r, random.Random(f"{kind.name} {pair.scenario.id} {seed}")):
        return None
    try:
        scenario, rubric = Scenario.model_validate(s), Rubric.model_validate(r)
        check_pair(scenario, rubric, Path("s.yaml"), Path("r.yaml"), pair.rubric_source)
    except ValidationError:
        return "format"
    except ContentError:
        return "reference"
    except (OSError, LookupError):
        return "reference"
    return Pair(scenario, rubric, pair.scenario_source, pair.rubric_source, DAY)


def caught(pair: Pair | str, rule: str, embedder: Embedder | None) -> bool:
    """Tell whether the rule notices."""
    if isinstance(pair, str):
        return pair == rule
    known = rule_named(rule)
    if known is None:
        return False
    if known.look is not None:
        return any(True for _ in known.look(pair))
    if embedder is None or known.look_near is None:
        return False
    near = Nearness(pair, embedder, elsewhere(pair.scenario.id))
    return any(True for _ in known.look_near(near))


def main(arguments: list[str]) -> int:
    """Break each scenario `n` times (default 1) in each way, and print what was caught."""
    seeds = int(arguments[0]) if arguments else 1
    folder = Settings.load().cache
    embedder = CachedEmbedder(load_minilm(folder), folder, most_rows=ROWS)
    names = list(Library.shipped().scenario_paths())
    alarms: Counter[str] = Counter()
    for name in names:
        near = Nearness(whole(name), embedder, elsewhere(name))
        alarms.update(found.rule for found in find_all(whole(name), near) if found.counts)
    hits = tries = 0
    for kind in KINDS:
        pairs = [broken(whole(name), kind, seed) for name in names for seed in range(seeds)]
        made = [pair for pair in pairs if pair is not None]
        got = sum(caught(pair, kind.rule, embedder) for pair in made)
        hits, tries = hits + got, tries + len(made)
        print(f"{kind.name:32} {kind.rule:24} {got:4} of {len(made)}", flush=True)
    untried = {rule.id for rule in RULES if rule.severity != "note"} - {k.rule for k in KINDS}
    print(f"\n{len(KINDS)} kinds, {hits} of {tries} caught ({hits / tries:.1%})")
    print(f"false alarms on {len(names)} unbroken scenarios: {sum(alarms.values())} {dict(alarms)}")
    print(f"rules without a fault of their own: {', '.join(sorted(untried)) or 'none'}")
    embedder.flush()
    return 0
