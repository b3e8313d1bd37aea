"""Facts are earned: what a candidate's question retrieves, as the policy wants to know it."""

from __future__ import annotations

import re

from interviewer.engine.policy import Asked
from interviewer.evidence.sentences import content_stems, words
from interviewer.retrieval.index import Ambiguous, FactIndex, Found
from interviewer.scenario import Scenario
from interviewer.transcript import Pick, QuestionDeclined, Released

_OPINION = re.compile(
    r"\b(?:do|would|should) (?:you|we) (?:think|feel|believe|prefer|suggest|recommend|advise)\b|"
    r"\b(?:would|should) (?:you|i) (?:do|choose|use|pick|start|go|focus|take|try)\b|"
    r"\byour (?:view|opinion|preference|advice|gut|take)\b|"
    r"\bwhat (?:matters|is (?:more )?(?:important|better|best))\b",
    re.IGNORECASE,
)
"""Asks for the interviewer's judgement, not for a fact."""


class RetrievedFacts:
    """Looks questions up in a fact index."""

    def __init__(self, scenario: Scenario, index: FactIndex) -> None:
        self._scenario = scenario
        self._index = index

    def look_up(self, question: str, told: frozenset[str]) -> Asked:
        """Return the fact that answers a question, which two it may mean, or that nothing does."""
        decision = self._index.decide(question, told)
        if isinstance(decision, Found):
            released = tuple(
                Released(fact=hit.fact_id, question=question, similarity=round(hit.score, 3))
                for hit in decision.hits
            )
            return Asked(question, facts=released)
        opinion = _OPINION.search(question) is not None
        if isinstance(decision, Ambiguous) and not opinion:
            return Asked(question, either=(decision.first.fact_id, decision.second.fact_id))
        nearest = decision.first if isinstance(decision, Ambiguous) else decision.nearest
        declined = QuestionDeclined(
            question=question,
            nearest=nearest.fact_id,
            similarity=round(nearest.score, 3),
            why="opinion" if opinion else "unknown",
        )
        return Asked(question, unknown=declined)

    def nearest(self, question: str) -> list[str]:
        """Return the ids of the five nearest facts, nearest first."""
        return [hit.fact_id for hit in self._index.search(question)]

    def picked(self, pick: Pick) -> Asked:
        """Return what a listener chose among the nearest facts, with their nearness."""
        near = {hit.fact_id: hit.score for hit in self._index.search(pick.question)}
        if pick.facts:
            released = tuple(
                Released(
                    fact=fact, question=pick.question, similarity=round(near.get(fact, 0.0), 3)
                )
                for fact in pick.facts
            )
            return Asked(pick.question, facts=released)
        first = max(near, key=lambda fact: near[fact])
        declined = QuestionDeclined(
            question=pick.question, nearest=first, similarity=round(near[first], 3)
        )
        return Asked(pick.question, unknown=declined)

    def choose(self, reply: str, offered: tuple[str, str]) -> Asked | None:
        """Return the facts that a reply picks of two that were offered; None if it picks neither.

        "The first", "the latter", "both" and "yes, how long" count; so does naming one topic more
        than the other.
        """
        if len(words(reply)) > 20 or ("?" in reply and len(words(reply)) > 8):
            return None
        picked = _by_place(reply, offered) or self._by_words(reply, offered)
        released = tuple(Released(fact=fact, question=reply, similarity=1.0) for fact in picked)
        return Asked(reply, facts=released) if released else None

    def _by_words(self, reply: str, offered: tuple[str, str]) -> list[str]:
        said = set(content_stems(reply))
        overlap = [
            len(said & set(content_stems(self._scenario.fact(fact).topic))) for fact in offered
        ]
        if overlap[0] == overlap[1]:
            return []
        return [offered[0] if overlap[0] > overlap[1] else offered[1]]


def _by_place(reply: str, offered: tuple[str, str]) -> list[str]:
    if re.search(r"\b(?:both|each|all of (?:it|them)|either)\b", reply, re.IGNORECASE):
        return list(offered)
    if re.search(r"\b(?:second|latter|last|2|two|other)\b", reply, re.IGNORECASE):
        return [offered[1]]
    if re.search(r"\b(?:first|former|1)\b", reply, re.IGNORECASE):
        return [offered[0]]
    return []
