"""Who denies words of his own says nothing; who turns an alternative down does."""

from __future__ import annotations

import pytest

from interviewer.evidence.denial import denies
from interviewer.evidence.rules import rule_of, say
from tests.evidence.authored import authored_sentences

DENIALS = [
    "I did not say that: I never wanted a quarter of a 4.5-trillion-token run.",
    "I never wanted a quarter of the run.",
    "That's not what I said.",
    "That is not what I meant at all.",
    "No, I didn't claim that the index is rebuilt at night.",
    "I never proposed to retrain the model every night on all calls.",
    "You are putting words in my mouth.",
    "I said nothing of the kind about the smallest language.",
    "Sorry, but I never asked for a second annotator on every call.",
    "You misquote me: I did not suggest blocking payments above 450 pounds.",
    "I don't recall saying that the manual wins over the bulletin.",
    "Those are not my words, I never claimed the tickets can be trusted.",
    "I have never said we'd release without native speakers.",
    "We did not propose a run from scratch.",
    "I made no such claim.",
    "You\u2019ve misunderstood me.",
    "I'm not saying that.",
]
DECISIONS = [
    "I would not use a run from scratch because four days buy insurance.",
    "I never want a page without its bulletin.",
    "I said I would continue the 32B first.",
    "I would never cut by length.",
    "I did not say that: I would cap the repeats at four, then add back-translated text.",
    "I never wanted accuracy, because with one scam in a thousand it is 99.9 percent for nothing.",
    "Not the manual: the bulletin wins.",
    "We never ask the customer for the serial number twice.",
    "I didn't mean the average: the worst tenth of the calls is what counts.",
    "That is not what I would measure; I'd count the money that was saved.",
    "The tool never said which page it took.",
    "It is not my first choice because it is slow.",
    "I have not asked for the labels yet; I would ask for 300 of them first.",
    "We did not want the agent to wait, so the check runs in the background.",
    "That was not what the customers asked for.",
    "I never said retrain nightly; weekly is enough since six documents change a day.",
]


@pytest.mark.parametrize("text", DENIALS)
def test_a_protest_is_no_evidence(text: str) -> None:
    """However it is put."""
    assert denies(text)


@pytest.mark.parametrize("text", DECISIONS)
def test_a_rejected_alternative_is_evidence(text: str) -> None:
    """As is a protest that goes on with what is meant, or with a reason."""
    assert not denies(text)


def test_no_authored_answer_is_a_protest() -> None:
    """Nobody who was written to answer well or badly only denies."""
    assert [span.text for span in authored_sentences() if denies(span.text)] == []


def test_the_rule_has_a_name_and_a_sentence() -> None:
    """It stands in the table of rules, where the card counts it."""
    rule = rule_of(say("denies"))
    assert rule is not None
    assert (rule.name, rule.does) == ("denies", "removes")
