"""The swap test's corpus: what substance sounds like in every shipped scenario, frozen in one file.

Frozen, so that a new scenario does not change old verdicts; its hash stands in every scorecard. Run
`python -m interviewer.evidence.swap` to freeze it anew, which does change verdicts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from interviewer.content import Library

CORPUS = Path(__file__).with_name("swap_corpus.json")


@lru_cache(maxsize=1)
def _corpus() -> Mapping[str, list[str]]:
    data: Mapping[str, list[str]] = json.loads(CORPUS.read_text("utf-8"))
    return data


def elsewhere(scenario: str) -> dict[str, list[str]]:
    """Return the substance of all scenarios in the corpus but this one."""
    return {name: texts for name, texts in _corpus().items() if name != scenario}


def freeze(library: Library) -> None:
    """Write the corpus of a library's scenarios."""
    corpus = {
        name: [
            text
            for hook in library.load(name).rubric.hooks
            for point in hook.substance
            for text in point.paraphrases
        ]
        for name in library.scenario_paths()
    }
    CORPUS.write_text(json.dumps(corpus, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    freeze(Library.shipped())
