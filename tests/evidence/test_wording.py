"""Counting words: the solution's, repeated ones, those that carry content."""

from __future__ import annotations

import pytest

from interviewer.evidence.wording import (
    USUAL_WORDS,
    density,
    solving,
    stems,
    variety,
    wording,
)

SOLUTION = stems(["Hold the payment overnight and ring the customer on a known number."])
ANSWER = ["I'd hold it overnight and ring her back on a number that we knew before."]
CIRCLE = ["We only call when a call is right, and when it is not right we never call."]


def test_an_answer_has_words_of_the_solution() -> None:
    """And who goes round in a circle has none; the whole falls apart from there."""
    assert solving(ANSWER, SOLUTION) > 0.5 > solving(CIRCLE, SOLUTION)
    assert wording(ANSWER, SOLUTION) > wording(CIRCLE, SOLUTION) + 0.5


def test_a_short_rubric_asks_for_no_more_of_its_words() -> None:
    """A quarter of the words, half of the hits: the same share."""
    many = frozenset(f"stem{number}" for number in range(USUAL_WORDS))
    few = frozenset(list(many)[: USUAL_WORDS // 4])
    met = ["stem1 " * 3 + "other words entirely"]
    hits = len(stems(met) & many)
    assert solving(met, many) == pytest.approx(hits / len(stems(met)))
    assert solving(met, few | {"stem1"}) == pytest.approx(
        hits / len(stems(met)) * (USUAL_WORDS / len(few | {"stem1"})) ** 0.5
    )


def test_to_say_a_word_again_in_the_sentence_is_a_circle() -> None:
    """Across sentences it is how people talk."""
    assert variety(CIRCLE) < 0.7
    assert variety(["Ring the customer.", "The customer decides."]) == 1


def test_small_words_carry_nothing() -> None:
    """Density is of content words."""
    assert density(["It is what it is, and so it will be."]) == 0
    assert density(["Hold payments overnight."]) == 1


@pytest.mark.parametrize("sentences", [[], [""], ["It is."]])
def test_nothing_said_is_no_error(sentences: list[str]) -> None:
    """Neither for an empty answer nor for a rubric whose words were all told."""
    assert solving(sentences, SOLUTION) == 0
    assert solving(ANSWER, frozenset()) == 0
    assert variety(sentences) == 1
    assert density(sentences) == 0
