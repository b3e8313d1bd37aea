"""Which hooks a candidate's words set off, by which authored trigger, and how near the two are.

The listener keeps only the strongest hook of a sentence; an author wants to see those that were
nearly set off too, and the trigger that did it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewer.engine.listening import TRIGGER
from interviewer.retrieval.base import Embedder
from interviewer.rubric import Rubric


@dataclass(frozen=True)
class SetOff:
    """The nearest sentence to a hook's nearest trigger; `nearness` is their cosine."""

    hook: str
    sentence: str
    trigger: str
    nearness: float

    @property
    def near_enough(self) -> bool:
        """Whether it sets the hook off."""
        return self.nearness >= TRIGGER


class Triggers:
    """A rubric's triggers as vectors."""

    def __init__(self, rubric: Rubric, embedder: Embedder) -> None:
        self._embedder = embedder
        pairs = [(hook.id, text) for hook in rubric.hooks for text in hook.triggers]
        self._owners = [hook for hook, _ in pairs]
        self._texts = [text for _, text in pairs]
        self._vectors = embedder.embed(self._texts)

    def near(self, sentences: Sequence[str]) -> list[SetOff]:
        """Return for every hook with triggers how near these sentences come, nearest first."""
        if not sentences or not self._texts:
            return []
        near = self._embedder.embed(list(sentences)) @ self._vectors.T
        best: dict[str, SetOff] = {}
        for column, (hook, text) in enumerate(zip(self._owners, self._texts, strict=True)):
            row = int(np.argmax(near[:, column]))
            found = SetOff(hook, sentences[row], text, round(float(near[row, column]), 3))
            if hook not in best or best[hook].nearness < found.nearness:
                best[hook] = found
        return sorted(best.values(), key=lambda found: -found.nearness)
