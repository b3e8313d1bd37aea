"""How many points an answer makes, and what is a story."""

from __future__ import annotations

import pytest

from interviewer.evidence.anecdote import anecdotes
from interviewer.evidence.answers import assess
from interviewer.evidence.reader import Reading
from interviewer.evidence.sentences import Span
from interviewer.evidence.substance import Match
from interviewer.rubric import Hook, Point

TWO = Hook(
    id="h",
    criterion="c",
    about="x",
    triggers=["t"],
    asks=["a?"],
    presses=["p?"],
    needs=2,
    substance=[Point(id=name, says=name, paraphrases=["1", "2", "3"]) for name in ("one", "two")],
    hollow=["1", "2", "3"],
)


def _reading(*points: str) -> Reading:
    matches = tuple(Match("h", name, "c", 0.8, 0.1, 0.5, 0.8, 0.2, "") for name in points)
    return Reading(Span("A sentence.", 0, 11), points=matches)


def _outcome(*said: tuple[str, ...], before: tuple[str, ...] = ()) -> str:
    return assess(TWO, [_reading(*points) for points in said], "", [], before).outcome


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ([("one", "two")], "partly"),
        ([("one",), ("one",)], "partly"),
        ([("one", "two"), ()], "partly"),
        ([("one",), ("two",)], "held"),
        # The first sentence could stand for either: it takes what the second cannot.
        ([("one", "two"), ("one",)], "held"),
        ([("one", "two"), ("one", "two")], "held"),
        ([], "evaded"),
    ],
)
def test_two_points_take_two_sentences(said: list[tuple[str, ...]], outcome: str) -> None:
    """One sentence near to both has made one; which, does not matter."""
    assert _outcome(*said) == outcome


def test_a_point_made_before_leaves_the_sentence_free_for_another() -> None:
    """And does not count twice."""
    assert _outcome(("one", "two"), before=("one",)) == "held"
    assert _outcome(("one",), before=("one",)) == "partly"


STORIES = [
    "At the insurer we had a chap whose yacht had gone down off Croatia.",
    "I was in a lay-by near Grantham with a van full of furniture.",
    "Back in 2017 we built a helpline for people in debt.",
    "My first manager solved that in an afternoon.",
]
NO_STORIES = [
    "I'd ring the ones we stopped, because half of them paid it elsewhere.",
    "I look at the payments we didn't call.",
    "Half were reported after 74 days.",
    "We hold it, and she is told at once.",
    "Payments of people we stopped are unknown, not genuine.",
    "Drop the warning; it was seen three million times.",
    "We had 60 agents last year, so 60 is what we can plan with.",
    "The one who answered was online, the others weren't asked.",
]


@pytest.mark.parametrize("text", STORIES)
def test_ones_own_past_is_a_story(text: str) -> None:
    """After no more than where and when."""
    assert anecdotes([text]) == [True]


@pytest.mark.parametrize("text", NO_STORIES)
def test_what_is_or_would_be_is_none(text: str) -> None:
    """Also if something past is mentioned in it."""
    assert anecdotes([text]) == [False]


def test_a_story_goes_on_until_something_is_said_of_here() -> None:
    """And does not begin again without an I or a we."""
    said = [
        "At the bank we had a queue.",
        "It went round in circles for weeks.",
        "Here I would close it at ten.",
        "The queue was long.",
    ]
    assert anecdotes(said) == [True, True, False, False]
