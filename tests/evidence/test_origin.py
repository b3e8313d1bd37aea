"""Whose words are these?"""

from __future__ import annotations

import tracemalloc

import pytest

from interviewer.evidence import origin as origins
from interviewer.evidence.origin import COPIED, Copies, Origin
from interviewer.evidence.sentences import content_stems, words

RUBRIC = (
    "Keep two counts, what it costs us and what it costs the person, "
    "and let the second decide the order"
)


@pytest.fixture
def origin() -> Origin:
    """An origin that has heard one line and knows one rubric text."""
    made = Origin([RUBRIC])
    made.hear("We show 3.1 million warning screens a month, and 99.4% of customers proceed.")
    return made


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "So 3.1 million warning screens are shown a month and customers proceed.",
            "repeats what the interviewer said",
        ),
        ("We show warning screens to customers each month today.", "adds nothing to what was told"),
        ("Yes, sure.", "too little is said"),
        (RUBRIC, COPIED),
        ("I'd keep two counts, what it costs us and what it costs the person.", COPIED),
        ("Show one rarely, with an open question that a coached person cannot click away.", ""),
    ],
)
def test_echoes_and_copies_are_named(origin: Origin, sentence: str, reason: str) -> None:
    """Each refusal says which one it is; one's own new sentence is not refused."""
    found = origin.echo(sentence)
    assert found == reason or (reason and found and reason != COPIED)


def test_a_repeat_counts_once(origin: Origin) -> None:
    """What was said before is refused the second time."""
    sentence = "Ring the thirty riskiest people a day before the money leaves the building."
    assert origin.echo(sentence) == ""
    origin.say(sentence)
    assert origin.echo(sentence) == "said before"


def test_words_that_meet_in_many_texts_are_no_copy() -> None:
    """A cut copy is cut from one text; a sum is nobody's words."""
    made = Origin(
        [
            "First payments to accounts never seen before deserve the call.",
            "A call costs eight pounds and half of the calls find nothing.",
            "140 agents x 110 hours x 60 / 25 = 36,960 calls a month.",
        ]
    )
    assert made.copied("First payments to accounts never seen before.")
    assert not made.copied("First payments deserve half of the calls.")
    assert not made.copied("140 x 110 x 60 / 25 = 36,960.")


def test_what_is_heard_meanwhile_counts(origin: Origin) -> None:
    """A sentence that was found one's own is an echo once the interviewer has said it."""
    sentence = "Ring the thirty riskiest people a day before the money leaves the building."
    assert origin.echo(sentence) == ""
    origin.hear(sentence)
    assert origin.echo(sentence) == "repeats what the interviewer said"


def test_a_rubric_does_not_remember_every_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """It outlives the interviews of an audit: what it remembers of them is bounded, and right."""
    monkeypatch.setattr(origins, "KEPT", 10)
    talk = [f"Call each of the first {number} people by telephone." for number in range(2_000)]
    for sentence in talk:
        words(sentence), content_stems(sentence)  # they are remembered elsewhere, boundedly too
    copies = Copies([RUBRIC])
    tracemalloc.start()
    try:
        assert not any(copies.copied(sentence) for sentence in talk[:1_000])
        before = tracemalloc.get_traced_memory()[0]
        assert not any(copies.copied(sentence) for sentence in talk[1_000:])
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 20_000
    assert copies.copied(RUBRIC)
