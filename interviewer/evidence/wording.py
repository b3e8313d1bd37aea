"""What an answer's words do, counted: solve, go round in a circle, say little.

Three classics of counting words, none of which knows a meaning. Who answers a question uses words
of its solution that nobody told; who talks uses the words told. An empty decision comes back to its
own noun ("we call when a call is right"), which is a low type-token ratio within the sentence
(Templin 1957). And talk has few content words among its words: lexical density (Ure 1971).

By itself each is weak and easily bought; beside nearness they tell a bluffer who sounds decisive
from somebody who decides. They can only take away: see `heart`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from math import sqrt

from interviewer.evidence.sentences import content_stems, words

SOLVING = 1.5
"""Weight of the share of the solution's words."""
VARIETY = 1.0
"""Weight of the type-token ratio of content words, sentence by sentence."""
DENSITY = 1.0
"""Weight of lexical density. The three were fitted together with nearness on answers of four sets
of people, each time leaving one set out."""
USUAL_VARIETY, USUAL_DENSITY = 0.95, 0.45
"""What is usual for who answers, so that the three add about nothing to their margin."""
USUAL_WORDS = 117
"""How many words of its solution a shipped question has, in the mean. Who meets fewer of fewer
words has met as many: the share goes with the root of their number."""


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of all content words of some texts."""
    return frozenset(stem for text in texts for stem in content_stems(text))


def wording(sentences: Sequence[str], solution: AbstractSet[str]) -> float:
    """Return what the words of an answer add: about 0.2 for an answer, below 0 for talk.

    `solution`: the stems of what was to be said, without what the candidate had been told.
    """
    return (
        SOLVING * solving(sentences, solution)
        + VARIETY * (variety(sentences) - USUAL_VARIETY)
        + DENSITY * (density(sentences) - USUAL_DENSITY)
    )


def solving(sentences: Sequence[str], solution: AbstractSet[str]) -> float:
    """Return the share of an answer's content stems that are the solution's, about 0 to 0.4."""
    own = stems(sentences)
    if not own or not solution:
        return 0.0
    return len(own & solution) / len(own) * sqrt(USUAL_WORDS / len(solution))


def variety(sentences: Sequence[str]) -> float:
    """Return the mean type-token ratio of the sentences' content stems, 0 to 1."""
    ratios = [len(set(found)) / len(found) for text in sentences if (found := content_stems(text))]
    return sum(ratios) / len(ratios) if ratios else 1.0


def density(sentences: Sequence[str]) -> float:
    """Return the share of content words in all words, 0 to 1."""
    every = sum(len(words(text)) for text in sentences)
    return sum(len(content_stems(text)) for text in sentences) / every if every else 0.0
