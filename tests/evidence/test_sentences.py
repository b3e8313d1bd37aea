"""Sentences, clauses, questions and fragments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.evidence.sentences import (
    clauses,
    content_stems,
    is_fragment,
    is_question,
    questions_in,
    sentences,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One thing. Another thing.", 2),
        ("We pay £14 per call, e.g. by phone. Then we stop.", 2),
        ("It is 0.117 per cent of 3.6 million.", 1),
        ("- first\n- second\n- third", 3),
        ("1. first\n2. second", 2),
        ("Who pays? We do!", 2),
        ("", 0),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    """Stops, line ends and list marks end a sentence; decimals and abbreviations do not."""
    assert len(sentences(text)) == count


@given(st.text(max_size=400))
def test_spans_are_where_they_say(text: str) -> None:
    """A span's text is what stands between its start and its end."""
    for span in sentences(text):
        assert text[span.start : span.end] == span.text
        for clause in clauses(span.text):
            assert span.text[clause.start : clause.end] == clause.text


@pytest.mark.parametrize(
    "text",
    [
        "How many scams are there a month?",
        "how long does it take until somebody reports it",
        "I'd like to know who pays.",
        "Can you tell me about the call team.",
        "Any labels?",
        "Do we know when the payment was made",
    ],
)
def test_questions_are_heard(text: str) -> None:
    """With or without a question mark."""
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "I would hold the payment for an hour.",
        "What matters is the person, not the payment.",
        "I would want to know the account's age before I build anything.",
        "Is is a word.",
        "We call them back, right?",
        "It would ask one open question: who suggested this payment?",
        'I\'d have the agent say, "Did anybody tell you to lie to us?"',
    ],
)
def test_statements_are_not_questions(text: str) -> None:
    """A statement that begins like a question, or ends in a tag, asks nothing."""
    assert not is_question(text)


def test_several_questions_in_one_sentence_come_apart() -> None:
    """Each is looked up by itself; a condition stays with its question."""
    assert len(questions_in("How many are there a month, and who pays for them?")) == 2
    assert len(questions_in("If somebody reports it, how long does it take?")) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("When two pages disagree, which of them is shown?", 1),
        ("Where no one has read it, who decides?", 1),
        ("Once a page, a note and a drawing disagree, which of them is shown?", 1),
        ("While the line is down and nobody can ask, what do they do?", 1),
        ("When two pages disagree, which one is shown, and who has decided that?", 2),
        ("When does it begin on a normal day, and who starts it then?", 2),
        ("Where is the text kept, and who may read it?", 2),
    ],
)
def test_a_case_that_is_put_first_stays_with_its_question(text: str, count: int) -> None:
    """The same word begins a case or a question; only what is asked comes apart."""
    found = questions_in(text)
    assert len(found) == count
    assert text.startswith(found[0].rstrip("?"))


@pytest.mark.parametrize("text", ["Class imbalance.", "Label noise, overfitting.", "Kafka, Spark."])
def test_fragments_are_known(text: str) -> None:
    """A list of nouns says nothing about them."""
    assert is_fragment(text)


@pytest.mark.parametrize("text", ["Hold it an hour.", "Ask her who told her.", "She lies to us."])
def test_short_sentences_are_not_fragments(text: str) -> None:
    """Terse is not empty."""
    assert not is_fragment(text)


def test_stems_join_forms_of_a_word() -> None:
    """Singular and plural, and simple tenses, meet."""
    assert set(content_stems("payments reported")) == set(content_stems("payment reporting"))
