"""The attacker with the rubric in hand: expected points, cut and reordered until they are no copy.

A separate report: what it reaches says how much of a rubric must stay secret, not whether a
question can be passed by talk. It knows which question is asked, and each sentence is put out of
order by exchanging neighbouring words until the judge's own rule against copies lets it through.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.audit.attack.altering import spliced
from interviewer.audit.attack.pool import Draws, Pool
from interviewer.evidence.origin import Copies
from interviewer.evidence.sentences import STOP
from interviewer.evidence.substance import approach_hooks, rubric_texts
from interviewer.rubric import Point, Rubric
from interviewer.text import fold

LEAKED = 0.8
"""Share of the sentences that come from the rubric."""
SPLICED = 0.4
"""Share of those that are put together from two wordings of a point."""
EXCHANGES = 30
"""Exchanges of neighbouring words, at the most, before a sentence is given up."""


@dataclass(frozen=True)
class LeakedPool:
    """The scenario's pool and a rubric."""

    pool: Pool
    rubric: Rubric
    copies: Copies

    @classmethod
    def of(cls, pool: Pool, rubric: Rubric) -> LeakedPool:
        """Return the pool of a scenario with its rubric beside it."""
        return cls(pool, rubric, Copies(rubric_texts(rubric)))

    def source(self, rng: random.Random) -> Draws:
        """Return where an attempt draws from."""
        return LeakedSource(self, rng)


class LeakedSource:
    """Draws what is expected of the question that is asked; of any, where that cannot be told."""

    def __init__(self, leaked: LeakedPool, rng: random.Random) -> None:
        self._leaked = leaked
        self._rng = rng
        self._pool = leaked.pool.source(rng)
        rubric = leaked.rubric
        self._hooks = [*rubric.hooks, *approach_hooks(rubric)]
        self._points: Sequence[Point] = ()

    def hear(self, heard: str) -> None:
        """Find the question in what the interviewer said last."""
        self._pool.hear(heard)
        said = fold(heard)
        asked = [h for h in self._hooks if any(fold(w) in said for w in (*h.asks, *h.presses))]
        self._points = [point for hook in asked or self._hooks for point in hook.substance]

    def draw(self) -> str:
        """Return a sentence."""
        if not self._points or self._rng.random() >= LEAKED:
            return self._pool.draw()
        point = self._rng.choice(self._points)
        texts = [*point.paraphrases, point.says]
        text = self._rng.choice(texts)
        if self._rng.random() < SPLICED:
            text = spliced(text, self._rng.choice(texts), self._rng)
        return reordered(text, self._leaked.copies, self._rng) or self._pool.draw()


def reordered(text: str, copies: Copies, rng: random.Random) -> str:
    """Return a text in which neighbouring words changed places until it is no copy; or nothing."""
    words = text.split()
    carrying = [i for i, word in enumerate(words) if word.strip(".,;:").lower() not in STOP]
    for _ in range(EXCHANGES):
        made = " ".join(words)
        if not copies.copied(made):
            return made
        if len(carrying) < 2:
            return ""
        place = rng.randrange(len(carrying) - 1)
        one, other = carrying[place], carrying[place + 1]
        words[one], words[other] = words[other], words[one]
    return ""
