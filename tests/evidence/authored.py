"""What experts and talkers were written to say, over the whole library, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from interviewer import wiring
from interviewer.audit.scripts import load_scripts, scripts_path
from interviewer.evidence.sentences import Span, sentences
from interviewer.settings import Settings


def authored_sentences() -> Iterator[Span]:
    """Yield every sentence of every authored candidate."""
    yield from _authored()


@lru_cache(maxsize=1)
def _authored() -> tuple[Span, ...]:
    library = wiring.library(Settings.load())
    return tuple(
        span
        for scenario in library.scenario_paths()
        for candidate in load_scripts(
            scripts_path(scenario), library.load(scenario).rubric
        ).candidates
        for answer in candidate.answers
        for span in sentences(answer.says)
    )
