"""Sentence vectors of a scenario and its rubric, made when a rule first asks for them.

It knows no rule; what is near enough, the rules decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from interviewer.evidence.emptiness import generic_sentences
from interviewer.evidence.sentences import sentences
from interviewer.evidence.substance import Floats
from interviewer.retrieval.base import Embedder
from interviewer.rubric import Hook
from interviewer.workshop.pair import Pair


class Nearness:
    """Vectors behind the rules that compare meanings.

    Args:
        pair: what is checked.
        embedder: turns sentences into unit vectors; a cached one, or each check pays anew.
        elsewhere: substance of other scenarios by their ids, for the swap test.
    """

    def __init__(
        self, pair: Pair, embedder: Embedder, elsewhere: Mapping[str, Sequence[str]]
    ) -> None:
        self.pair = pair
        self._embedder = embedder
        self._elsewhere = elsewhere

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return one unit row a text: shape (len(texts), dimensions)."""
        return np.asarray(self._embedder.embed(list(texts)), dtype=np.float32)

    @cached_property
    def asks(self) -> tuple[Floats, NDArray[np.int64]]:
        """Every ask's vector, and the number of its fact."""
        facts = self.pair.scenario.facts
        owners = [n for n, fact in enumerate(facts) for _ in fact.asks]
        return self.vectors([ask for fact in facts for ask in fact.asks]), np.array(owners)

    @cached_property
    def told(self) -> tuple[list[str], Floats]:
        """Every sentence that a candidate is told, and its vector."""
        scenario = self.pair.scenario
        texts = [scenario.prompt, *scenario.primitives, *(fact.says for fact in scenario.facts)]
        said = [span.text for text in texts for span in sentences(text)]
        return said, self.vectors(said)

    @cached_property
    def generic(self) -> tuple[Sequence[str], Floats]:
        """Sentences that fit any question, and their vectors."""
        return generic_sentences(), self.vectors(generic_sentences())

    @cached_property
    def swapped(self) -> tuple[list[str], Floats]:
        """Other scenarios' substance: whose each text is, and the vectors, (n, dimensions)."""
        own = self.pair.scenario.id
        others = [(name, x) for name, said in self._elsewhere.items() if name != own for x in said]
        return [name for name, _ in others], self.vectors([text for _, text in others])

    def points(self, hook: Hook) -> list[Floats]:
        """Return the vectors of each point of a hook: its paraphrases, then what it says."""
        return [self.vectors([*point.paraphrases, point.says]) for point in hook.substance]
