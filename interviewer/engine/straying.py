"""Whether a message is about nothing in the interview: small talk, the company, the procedure.

A short message is off the topic where it is nearer to examples of such talk than to anything of
the scenario and its questions. It knows nothing of what is done about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from interviewer.evidence.sentences import sentences, words
from interviewer.retrieval.base import Embedder
from interviewer.rubric import Hook
from interviewer.scenario import Scenario

Vectors = NDArray[np.float32]

LONGEST = 30
"""Words of a message that can be small talk as a whole."""
SHORTEST = 3
NEAR = 0.36
"""Cosine to an example of small talk from which a sentence may be some."""
LEAD = 0.03
"""How much nearer it must be to that than to anything of the scenario."""


class Straying:
    """Compares messages with small talk and with the matter."""

    def __init__(self, embedder: Embedder, scenario: Scenario, hooks: Iterable[Hook]) -> None:
        text = resources.files("interviewer.engine").joinpath("straying.txt").read_text("utf-8")
        talk = [line for line in text.splitlines() if line and not line.startswith("#")]
        matter = [span.text for span in sentences(scenario.prompt)]
        for fact in scenario.facts:
            matter += [fact.says, fact.topic, *fact.asks]
        for hook in hooks:
            matter += hook.triggers
            matter += [text for point in hook.substance for text in point.paraphrases]
        self._embedder = embedder
        self._texts = (talk, matter)

    @cached_property
    def _vectors(self) -> tuple[Vectors, Vectors]:
        """Those of small talk and of the matter: made when a message first needs them."""
        talk, matter = self._texts
        return self._embedder.embed(talk), self._embedder.embed(matter)

    def is_off(self, text: str) -> bool:
        """Tell whether all of a message is about nothing in the interview."""
        if not SHORTEST <= len(words(text)) <= LONGEST:
            return False
        said = [span.text for span in sentences(text) if len(words(span.text)) >= SHORTEST]
        if not said:
            return False
        talk, matter = self._vectors
        vectors = self._embedder.embed(said)
        like_talk = np.max(vectors @ talk.T, axis=1)
        like_matter = np.max(vectors @ matter.T, axis=1)
        return bool(np.any(like_talk >= NEAR) and np.all(like_talk >= like_matter + LEAD))
