"""A fact sheet as passages, and how near a question is to each fact.

Each fact is several passages: what it says, its topic, every authored ask. A fact's score is the
ranker's, plus a small bonus for shared words, which finds abbreviations and names that the
embedder has no feeling for. Scores are kept for every ask as if it had not been written, so that
a rule can be judged on them.

It does not know when a score is good enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from interviewer.retrieval.base import Embedder
from interviewer.retrieval.calibration import Leads
from interviewer.retrieval.lexical import Bm25
from interviewer.retrieval.ranker import NOBODY, Ranker
from interviewer.scenario import Fact

LEXICAL_BONUS = 0.05
LEXICAL_SCALE = 5.0

Floats = NDArray[np.float64]


@cache
def off_topic() -> tuple[str, ...]:
    """Return questions about nothing in any scenario: the interview, tools, small talk."""
    text = resources.files("interviewer.retrieval").joinpath("off_topic.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line)


class FactScores:
    """Scores of a question for every fact, in the order of the sheet.

    Attributes:
        texts: the passages.
        owners: the number of each passage's fact, shape (passages,).
        vectors: unit rows (passages, dimensions).
    """

    def __init__(self, facts: Sequence[Fact], embedder: Embedder) -> None:
        passages = list(_passages(facts))
        self.texts = [text for _, _, text in passages]
        self.owners = np.array([owner for owner, _, _ in passages])
        self._asks = [number for number, (_, is_ask, _) in enumerate(passages) if is_ask]
        self._embedder = embedder
        self._facts = len(facts)
        every = embedder.embed([*self.texts, *off_topic()])
        nobody = np.full(len(off_topic()), NOBODY)
        self.vectors = every[: len(passages)]
        self._ranker = Ranker(every, np.concatenate([self.owners, nobody]), self._facts)
        self._bm25 = Bm25(self.texts)

    def of(self, questions: Sequence[str]) -> Floats:
        """Return scores (questions, facts)."""
        lexical = [self.lexical(question) for question in questions]
        meant = self._ranker.scores(self._embedder.embed(questions))
        return meant + LEXICAL_BONUS * np.array(lexical).reshape(meant.shape)

    def similarity(self, vector: NDArray[np.float32]) -> Floats:
        """Return each fact's greatest cosine with a unit vector, shape (facts,)."""
        return self._best((self.vectors @ vector).astype(np.float64), -1.0)

    def lexical(self, question: str, without: int | None = None) -> Floats:
        """Return tanh(BM25/5) of each fact's best passage, shape (facts,), one passage left out."""
        scores = self._bm25.scores(question)
        if without is not None:
            scores[without] = 0
        return np.tanh(self._best(scores, 0.0) / LEXICAL_SCALE)

    def leads_of_asks(self) -> Leads:
        """Return how each authored ask fares when it is left out of its fact."""
        lexical = [self.lexical(self.texts[number], without=number) for number in self._asks]
        scores = self._ranker.left_out[self._asks] + LEXICAL_BONUS * np.array(lexical)
        return Leads.of(scores, self.owners[self._asks])

    def leads_of_off_topic(self) -> Leads:
        """Return how each generic question fares when it is left out of the background."""
        lexical = [self.lexical(question) for question in off_topic()]
        scores = self._ranker.left_out[len(self.texts) :] + LEXICAL_BONUS * np.array(lexical)
        return Leads.of(scores, np.full(len(scores), NOBODY))

    def leads_of(self, questions: Sequence[str]) -> Leads:
        """Return how questions fare that belong to no fact of this sheet."""
        return Leads.of(self.of(questions), np.full(len(questions), NOBODY))

    def _best(self, of_passages: Floats, least: float) -> Floats:
        result = np.full(self._facts, least)
        np.maximum.at(result, self.owners, of_passages)
        return result


def _passages(facts: Sequence[Fact]) -> Iterator[tuple[int, bool, str]]:
    """Yield the number of the fact, whether the passage is an ask, and the passage."""
    for number, fact in enumerate(facts):
        yield number, False, fact.says
        yield number, False, fact.topic
        for ask in fact.asks:
            yield number, True, ask
