"""Sentences near a claim that the rubric calls wrong: worth a human look, never more.

On development answers nearness finds four in five such claims in other words and nothing in 1,195
sentences of experts. But it finds their denial as readily ("we should not train on its own
decisions"), and of 55 denials eleven could not be told from the claim by counting their "not"s: so
it caps nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from interviewer.evidence.substance import Floats, Substance

NEAR = 0.6
"""Cosine with the wrong claim."""
MARGIN = 0.15
"""How much nearer it must be than any authored substance."""
_NOT = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|hardly|rarely|wrong|"
    r"mistake|mislead\w*|trap|myth|tempt\w*|naive\w*|looks? (?:like|as if)|seems?)\b|n't\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wrong:
    """The wrong claim that a sentence is near to, and whose it is."""

    criterion: str
    claim: str
    similarity: float


class WrongClaims:
    """A rubric's wrong claims as vectors."""

    def __init__(self, substance: Substance) -> None:
        self._substance = substance
        self._claims = [
            (criterion.id, claim)
            for criterion in substance.rubric.criteria
            for claim in criterion.wrong_claims
        ]

    @cached_property
    def _vectors(self) -> Floats:
        return self._substance.embedder.embed([claim for _, claim in self._claims])

    def near(self, sentences: Sequence[str]) -> list[Wrong | None]:
        """Return for each sentence the wrong claim that it seems to make.

        A sentence with more or fewer "not"s than the claim is taken for its denial.
        """
        if not self._claims or not sentences or not self._substance.embedder.semantic:
            return [None] * len(sentences)
        vectors = self._substance.embedder.embed(list(sentences))
        against = self._substance.nearest(vectors)
        found: list[Wrong | None] = []
        for row, best, sentence in zip(vectors @ self._vectors.T, against, sentences, strict=True):
            place = int(row.argmax())
            criterion, claim = self._claims[place]
            near = float(row[place])
            sure = near >= NEAR and near - float(best) >= MARGIN
            same = len(_NOT.findall(sentence)) == len(_NOT.findall(claim))
            found.append(Wrong(criterion, claim, near) if sure and same else None)
        return found
