"""What a scorer that looks for keywords would say, and a text made to please it.

It stands beside the attack as a measure of what is being attacked: the same words, a naive scorer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.audit.attack.pool import Draws
from interviewer.rubric import Rubric

AT_A_TIME = 12
"""Sentences that are added for each scoring."""


def keyword_share(text: str, rubric: Rubric) -> float:
    """Return the share of criteria of which a text names at least one keyword, 0-1.

    A keyword is one of a criterion's `names`, found as `separation.keyword_count` finds it.
    """
    said = text.casefold()
    found = [
        any(re.search(rf"\b{re.escape(name.casefold())}", said) for name in criterion.names)
        for criterion in rubric.criteria
    ]
    return sum(found) / len(found)


@dataclass(frozen=True)
class Pleasing:
    """A text that a keyword scorer likes, and how many scorings it took."""

    sentences: tuple[str, ...]
    share: float
    scorings: int


def please_keywords(
    source: Draws, rubric: Rubric, questions: Sequence[str], budget: int, rng: random.Random
) -> Pleasing:
    """Return sentences that name as many criteria as can be found within a budget of scorings.

    Hill climbing over the same sentences as the attack's: some more are added, and stay if the
    share rises. It sees nothing but the share.
    """
    kept: list[str] = []
    best, spent = 0.0, 0
    while spent < budget and best < 1.0:
        source.hear(rng.choice(questions))
        tried = [*kept, *(source.draw() for _ in range(AT_A_TIME))]
        spent += 1
        share = keyword_share(" ".join(tried), rubric)
        if share > best:
            kept, best = tried, share
    return Pleasing(tuple(dict.fromkeys(kept)), best, spent)
