"""The acceptance test at length: generated recitals and noun-sprinklers in every scenario.

`python -m tests.bench recital [N]` prints, for N seeds each (default 20), the verdicts, the highest
level that any criterion reached, and the highest credit.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path

from interviewer import wiring
from interviewer.audit.room import hold, talkers
from interviewer.judge.scorecard import Scorecard
from interviewer.settings import Settings

PERSONAS = ("reciter", "noun-sprinkler")


def main(arguments: list[str]) -> None:
    """Print a line for each scenario and persona."""
    count = int(arguments[0]) if arguments else 20
    settings = Settings.load()
    for scenario in wiring.library(settings).scenario_paths():
        for persona in PERSONAS:
            with tempfile.TemporaryDirectory() as folder:
                cards = [
                    _card(settings, scenario, persona, 1000 + seed, Path(folder))
                    for seed in range(count)
                ]
            levels = Counter(max(c.level or 0 for c in card.criteria) for card in cards)
            verdicts = Counter(card.verdict for card in cards)
            credit = max(card.credit for card in cards)
            print(
                f"{scenario:13} {persona:15} n={count}  {dict(verdicts)}  "
                f"highest level {dict(sorted(levels.items()))}  highest credit {credit:.2f}"
            )


def _card(settings: Settings, scenario: str, persona: str, seed: int, folder: Path) -> Scorecard:
    (talker,) = talkers(settings, scenario, [persona], seed)
    return asyncio.run(hold(settings, scenario, talker, seed, folder / f"{seed}.jsonl"))


if __name__ == "__main__":
    main(sys.argv[1:])
