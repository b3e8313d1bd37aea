"""Is it a list? Terms one after the other, with no verb that decides anything.

Reported for a whole interview; a single sentence may be capped for it, and nothing is ever
credited. A terse answer is no list: it has a number, a reason or a verb for its terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from interviewer.evidence.sentences import clauses, content_stems, is_fragment
from interviewer.rubric import Rubric

LEAST_TERMS = 3
"""Terms of the trade from which a sentence can be a list."""
TERMS_PER_CLAUSE = 2
"""Terms for each clause with a verb from which it is one. The recital has up to seven a turn; no
expert's sentence of the development set has two (n = 1,195)."""
_MECHANISM = re.compile(
    r"\d|\b(?:because|since|so that|instead|rather|not|never|no|only|unless|until|if|when|but|"
    r"otherwise|per|than|costs?|first|before|after|from|above|below|against|without)\b|n't\b",
    re.IGNORECASE,
)

Terms = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Likeness:
    """How much a text is like a list: sentences, those without a verb, clauses with one, terms."""

    sentences: int
    fragments: int
    clauses: int
    terms: int

    @property
    def verbless(self) -> float:
        """Share of sentences without a finite verb, 0-1."""
        return self.fragments / self.sentences if self.sentences else 0.0

    @property
    def terms_per_clause(self) -> float:
        """Terms of the trade for each clause with a finite verb."""
        return self.terms / max(1, self.clauses)


def terms_of(rubric: Rubric) -> Terms:
    """Return the names of a rubric's concepts as stems in order."""
    names = (name for criterion in rubric.criteria for name in criterion.names)
    return frozenset(stems for stems in (tuple(content_stems(name)) for name in names) if stems)


def terms_in(text: str, terms: Terms) -> int:
    """Return how many of the terms a text names, each once."""
    stems = content_stems(text)
    longest = max(map(len, terms), default=0)
    runs = {
        tuple(stems[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(stems) - length + 1)
    }
    return len(runs & terms)


def listed(sentence: str, terms: Terms) -> int:
    """Return how many terms a sentence lists; 0 where it is no list."""
    count = terms_in(sentence, terms)
    if count < LEAST_TERMS or _MECHANISM.search(sentence):
        return 0
    return count if count >= TERMS_PER_CLAUSE * max(1, _finite(sentence)) else 0


def likeness(sentences: Iterable[str], terms: Terms) -> Likeness:
    """Return how much sentences are like a list."""
    said = list(sentences)
    return Likeness(
        sentences=len(said),
        fragments=sum(map(is_fragment, said)),
        clauses=sum(map(_finite, said)),
        terms=sum(terms_in(sentence, terms) for sentence in said),
    )


def _finite(sentence: str) -> int:
    return sum(not is_fragment(clause.text) for clause in clauses(sentence))
