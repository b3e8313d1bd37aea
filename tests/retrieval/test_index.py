"""Facts are told to those who ask for them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from interviewer.retrieval.base import Embedder
from interviewer.retrieval.calibration import MOST_WRONG
from interviewer.retrieval.index import TIE, Ambiguous, Decision, FactIndex, Found, Hit, NotKnown
from interviewer.retrieval.lexical import HashingEmbedder
from interviewer.retrieval.scoring import off_topic
from interviewer.retrieval.store import ExactStore, FactStore
from interviewer.scenario import Fact, Scenario
from tests.retrieval.conftest import SHIPPED, DevQuestion

Questions = dict[str, list[DevQuestion]]


def foreign(scenarios: dict[str, Scenario], name: str) -> list[str]:
    """Return the asks of all other scenarios."""
    others = [scenario for scenario in scenarios.values() if scenario.id != name]
    return [ask for scenario in others for fact in scenario.facts for ask in fact.asks]


@pytest.fixture(scope="session")
def indexes(scenarios: dict[str, Scenario], embedder: Embedder) -> dict[str, FactIndex]:
    """An index of each shipped scenario, searched exactly."""
    return {
        name: FactIndex(scenario.facts, embedder, foreign(scenarios, name))
        for name, scenario in scenarios.items()
    }


@pytest.fixture
def pair(embedder: Embedder) -> Iterator[FactIndex]:
    """Two facts that are hard to tell apart, and one that is not."""
    asks = {
        "calls-today": ["How many calls do agents make a day?", "number of calls"],
        "calls-cost": ["How much does a call by an agent cost?", "price of calls"],
        "parrots": ["Do you keep parrots?", "any exotic birds in the office?"],
    }
    index = FactIndex(
        [
            Fact(
                id=name,
                topic=name,
                says=f"We can say this of {name}.",
                asks=list(asks[name]),
                status="invented",
            )
            for name in asks
        ],
        embedder,
    )
    yield index
    index.close()


def name_of(decision: Decision, question: DevQuestion) -> str:
    """Return how a decision serves the candidate."""
    match decision:
        case Found(hits):
            return "right" if hits[0].fact_id in question.facts else "wrong"
        case Ambiguous(first, second):
            named = {first.fact_id, second.fact_id} & question.facts
            return "named" if named else "misnamed"
        case NotKnown():
            return "not known"


def shares(index: FactIndex, questions: list[DevQuestion]) -> dict[str, float]:
    """Return the share of each outcome."""
    names = [name_of(index.decide(question.asks), question) for question in questions]
    return {name: names.count(name) / len(names) for name in names}


@pytest.mark.parametrize("name", SHIPPED)
class TestShipped:
    """Quality on the scenarios we ship. Floors lie well below what was measured."""

    def test_wrong_facts_are_rare_on_left_out_asks(
        self, indexes: dict[str, FactIndex], name: str
    ) -> None:
        """At most one ask in twenty is answered with another's fact, and some are answered.

        Left-out asks are harder than real questions: on held-out ones (tests/bench/retrieval) this
        limit gave 3 wrong facts in 170.
        """
        rule = indexes[name].calibration.rule
        assert rule.wrong <= MOST_WRONG
        assert rule.off_topic <= 0.02
        assert rule.right >= 0.08

    def test_authored_asks_find_their_fact(
        self, indexes: dict[str, FactIndex], scenarios: dict[str, Scenario], name: str
    ) -> None:
        """Asked word for word, the right fact leads, and next to none is wrong when told."""
        cases = [
            DevQuestion(ask, frozenset([fact.id]))
            for fact in scenarios[name].facts
            for ask in fact.asks
        ]
        first = [indexes[name].search(case.asks, 1)[0].fact_id in case.facts for case in cases]
        assert np.mean(first) > 0.95
        found = shares(indexes[name], cases)
        assert found["right"] > 0.85
        assert found.get("wrong", 0) < 0.01

    def test_other_wording_finds_the_fact(
        self, indexes: dict[str, FactIndex], dev_questions: Questions, name: str
    ) -> None:
        """With few shared words: right at once for most, among the first three for nearly all."""
        asked = [question for question in dev_questions[name] if question.facts]
        found = [[hit.fact_id for hit in indexes[name].search(q.asks, 3)] for q in asked]
        ranks = list(zip(found, asked, strict=True))
        assert np.mean([ids[0] in question.facts for ids, question in ranks]) > 0.6
        assert np.mean([bool(question.facts & {*ids}) for ids, question in ranks]) > 0.75

    def test_other_wording_is_rarely_answered_wrongly(
        self, indexes: dict[str, FactIndex], dev_questions: Questions, name: str
    ) -> None:
        """The rule found at load holds for questions that it has not seen."""
        asked = [question for question in dev_questions[name] if question.facts]
        found = shares(indexes[name], asked)
        assert found.get("wrong", 0) <= 0.06
        assert found["right"] + found["named"] > 0.55

    def test_what_is_not_known_is_rarely_invented(
        self, indexes: dict[str, FactIndex], dev_questions: Questions, name: str
    ) -> None:
        """A question no fact answers is told none, or nearly so."""
        asked = [question for question in dev_questions[name] if not question.facts]
        assert shares(indexes[name], asked).get("wrong", 0) <= 0.14

    def test_chroma_decides_as_exact_search(
        self,
        scenarios: dict[str, Scenario],
        embedder: Embedder,
        indexes: dict[str, FactIndex],
        dev_questions: Questions,
        name: str,
    ) -> None:
        """Both stores give the same hits and decisions, figure for figure."""
        chroma = FactIndex(scenarios[name].facts, embedder, foreign(scenarios, name), FactStore)
        assert chroma.store.name == "chroma", chroma.store.trouble
        for question in dev_questions[name]:
            exact = indexes[name].search(question.asks)
            assert chroma.search(question.asks) == exact
            assert chroma.decide(question.asks) == indexes[name].decide(question.asks)
        chroma.close()

    def test_the_same_every_time(
        self, scenarios: dict[str, Scenario], minilm: Embedder, embedder: Embedder, name: str
    ) -> None:
        """Vectors computed now and vectors from the cache give one rule and the same figures."""
        facts = scenarios[name].facts[:4]
        fresh, cached = FactIndex(facts, minilm), FactIndex(facts, embedder)
        assert fresh.calibration == cached.calibration
        question = "How many of them are there?"
        assert fresh.search(question) == cached.search(question)

    def test_the_curve_holds_the_rule(self, indexes: dict[str, FactIndex], name: str) -> None:
        """The trade-off reaches from hardly anything told to more than the rule tells."""
        curve = indexes[name].curve()
        assert curve[0].wrong <= 0.005
        assert curve[-1].right > indexes[name].calibration.rule.right


def test_generic_questions_are_many_and_distinct() -> None:
    """The shipped background is large enough to measure one in fifty."""
    assert len(set(off_topic())) == len(off_topic()) >= 50


def test_hits_are_in_order_and_complete(pair: FactIndex) -> None:
    """Each fact appears once, the likeliest first, with figures in their ranges."""
    hits = pair.search("Do you have a parrot?")
    assert hits[0].fact_id == "parrots"
    assert {hit.fact_id for hit in hits} == {"calls-today", "calls-cost", "parrots"}
    assert hits == sorted(hits, key=lambda hit: -hit.score)
    assert all(-1 <= hit.similarity <= 1 and 0 <= hit.lexical <= 1 for hit in hits)
    assert len(pair.search("Do you have a parrot?", 2)) == 2


def test_a_question_about_nothing_is_not_known(pair: FactIndex) -> None:
    """Small talk and an empty question earn nothing."""
    for question in ("What is the weather like?", "", "???"):
        assert isinstance(pair.decide(question), NotKnown)


def test_between_two_it_asks_which(indexes: dict[str, FactIndex]) -> None:
    """A question that fits two facts names both and tells neither."""
    question = "How many talks can the 140 agents hold, and at what hours are they free?"
    match indexes["bank-scams"].decide(question):
        case Ambiguous(first, second):
            assert {first.fact_id, second.fact_id} == {"call-team", "call-cost"}
        case other:
            pytest.fail(str(other))


def test_two_that_are_each_clear_are_no_reason_to_ask_back(indexes: dict[str, FactIndex]) -> None:
    """The first is told, and the second with it only if the two are level."""
    index = indexes["bank-scams"]
    lead, second = index.search("Tell me about the reimbursement", 2)
    rule = index.calibration
    assert second.score >= rule.threshold
    assert lead.score - second.score < rule.margin
    level = lead.score - second.score < rule.margin / TIE
    found = index.decide("Tell me about the reimbursement")
    assert found == Found((lead, second) if level else (lead,))


@pytest.mark.parametrize(
    "told", [{"refund-rules"}, {"refund-results"}, {"refund-rules", "refund-results"}]
)
def test_what_was_told_is_no_rival(indexes: dict[str, FactIndex], told: set[str]) -> None:
    """With one of the two told, the other is meant; with both, there is nothing to give away."""
    index = indexes["bank-scams"]
    lead, second = index.search("Tell me about the reimbursement", 2)
    match index.decide("Tell me about the reimbursement", frozenset(told)):
        case Found(hits):
            assert hits[0] == lead
            assert len(hits) == 1 or second.fact_id not in told
        case other:
            pytest.fail(str(other))


def test_told_facts_never_turn_a_refusal_into_an_answer(pair: FactIndex) -> None:
    """Small talk stays small talk, whatever has been told."""
    assert isinstance(pair.decide("What is the weather like?", frozenset({"parrots"})), NotKnown)


@pytest.mark.parametrize("lone", [HashingEmbedder(), None])
def test_one_fact_is_enough(lone: Embedder | None, embedder: Embedder) -> None:
    """A sheet of one fact with one ask can be asked; there is nobody to confuse it with."""
    fact = Fact(
        id="size",
        topic="the team's size",
        says="We are four.",
        asks=["How many are you?"],
        status="invented",
    )
    index = FactIndex([fact], lone or embedder)
    assert [hit.fact_id for hit in index.search("How many are you?")] == ["size"]
    assert not isinstance(index.decide("How many are you?"), Ambiguous)


@pytest.mark.usefixtures("no_sockets")
def test_without_weights_words_are_compared(scenarios: dict[str, Scenario]) -> None:
    """The lexical fallback finds what is asked in the author's words, offline."""
    facts = scenarios["bank-scams"].facts
    index = FactIndex(facts, HashingEmbedder(), (), ExactStore)
    assert index.search("Who has to reimburse the victims?", 1)[0].fact_id == "refund-rules"


def test_hits_can_be_recorded(pair: FactIndex) -> None:
    """Figures are plain floats, so that a transcript can hold them."""
    hit = pair.search("parrots")[0]
    assert isinstance(hit, Hit)
    assert {type(hit.score), type(hit.similarity), type(hit.lexical)} == {float}
