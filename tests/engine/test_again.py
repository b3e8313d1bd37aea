"""Coming back to a question: it can be understood by itself and leaves out no part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.engine.again import WHOLE, asked_again, last_question
from interviewer.engine.policy import View
from interviewer.engine.state import Line, State
from interviewer.evidence.sentences import sentences, words
from tests.engine.test_policy import LOADED

BANK = LOADED["bank-scams"]
CASE = (
    "On an ordinary Friday the team in the north works from seven in the morning to late at night, "
    "with a short pause at noon for everybody. "
)


def _view(*lines: Line) -> View:
    return View(BANK.scenario, BANK.rubric, State(phase="data", lines=lines), 45, 600.0)


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("There are 140 agents. How many can they call?",) * 2,
        ("It is Friday. Tell me what you do.",) * 2,
        (
            f"{CASE}Somebody hands over a list of 400 payments. Which of the payments on the list "
            "would you look at first? And what do you tell the others?",
            "Somebody hands over a list of 400 payments. Which of the payments on the list "
            "would you look at first? And what do you tell the others?",
        ),
        (
            f"{CASE}Count what a wrong warning costs a customer in a year, in pounds, and then say "
            "which share of warnings you would take away. One sentence of reason, please.",
            "Count what a wrong warning costs a customer in a year, in pounds, and then say which "
            "share of warnings you would take away. One sentence of reason, please.",
        ),
        (
            "It was cold on Monday and it was dry. A loop runs from eleven until four. "
            "Nobody looks at it. On the books that is five hours. How many of these hours are "
            "counted in your aim, and what would a machine that counts them all do to the work?",
            "A loop runs from eleven until four. "
            "Nobody looks at it. On the books that is five hours. How many of these hours are "
            "counted in your aim, and what would a machine that counts them all do to the work?",
        ),
        (
            f"{CASE}A third of all payments goes through a new machine, and that keeps no "
            "records at all. What changes in your design?",
            "A third of all payments goes through a new machine, and that keeps no "
            "records at all. What changes in your design?",
        ),
    ],
)
def test_a_question_is_put_again_with_what_it_needs(question: str, again: str) -> None:
    """Whole if short; else all that asks, and what that refers to."""
    assert asked_again(question) == again


@pytest.mark.parametrize("name", LOADED)
def test_no_part_that_asks_is_lost(name: str) -> None:
    """Of every authored question all its question marks come back, and the end of it."""
    rubric = LOADED[name].rubric
    texts = [text for hook in rubric.hooks for text in (*hook.asks, *hook.presses)]
    for text in texts:
        again = asked_again(text)
        assert again.count("?") == text.count("?")
        assert text.endswith(again)
        assert again == text or len(words(text)) > WHOLE


def test_the_last_question_is_the_last_that_was_asked() -> None:
    """Answers and repetitions are passed over; figures with a point do not cut a sentence."""
    asked = Line(1, "interviewer", "It is Monday. Are 3.5 of 140 agents enough?", move="probe")
    told = replace(asked, seq=2, text="Did I say? 140.", move="answer")
    assert last_question(_view(asked, told)) == "Are 3.5 of 140 agents enough?"
    assert last_question(_view()) == BANK.scenario.prompt


def test_two_sentences_that_do_not_fit_are_put_again_together() -> None:
    """The question at the end asks nothing by itself."""
    text = 'First: "Wait a day." And now: "Act at once." Which of them holds?'
    assert last_question(_view(Line(1, "interviewer", text, move="reconcile"))) == text
    assert len(sentences(text)) > 1
