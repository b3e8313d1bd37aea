"""What candidates wish of the interviewer, and that a wish is not looked up on the fact sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.engine.policy import HELPED
from interviewer.engine.pressing import NARROWED
from interviewer.engine.state import Line, State
from interviewer.engine.wishes import Wish, asked_in, is_wish, wish_of
from interviewer.transcript import MoveChosen
from tests.engine.acting import begin, said
from tests.engine.test_policy import LOADED

ASKED = "Six agents are ill. Which calls are made first, and what do you leave out?"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("hint", "narrow"),
        ("A hint, please?", "narrow"),
        ("Could you give me a small hint?", "narrow"),
        ("Can I get a clue here?", "narrow"),
        ("I'm stuck.", "narrow"),
        ("I am a bit lost here", "narrow"),
        ("help", "narrow"),
        ("Can you help me with this?", "narrow"),
        ("Could you narrow that down?", "narrow"),
        ("No clue.", "narrow"),
        ("I don't know.", "narrow"),
        ("What do you mean?", "reword"),
        ("What do you mean by leave out?", "reword"),
        ("I don't understand what you mean by 'which calls'.", "reword"),
        ("I do not understand the question.", "reword"),
        ("I\u2019m not sure what you are asking", "reword"),
        ("Could you put that in other words?", "reword"),
        ("Can you rephrase?", "reword"),
        ("Can you repeat the question please?", "repeat"),
        ("Sorry, say that again?", "repeat"),
        ("Can we move on?", "advance"),
        ("Could I come back to the labels?", "back"),
        ("I'd like to stop here.", "end"),
    ],
)
def test_a_wish_is_known_by_its_words(text: str, wish: Wish) -> None:
    """In the ways in which people say it."""
    assert wish_of(text, ASKED) == wish


@pytest.mark.parametrize(
    "text",
    [
        "What do you mean by a genuine payment?",
        "How do branches help a customer who is stuck on the line?",
        "Does the page give the customer a hint about who is calling?",
        "I'd give the agent a hint and one open question.",
        "I would ask her to say it again, slowly.",
        "We'd put it in other words for people who are old.",
        "What does it mean for the bank when a refund is refused?",
        "I don't see the difference between the two warnings.",
        "Who can help us to label the payments?",
    ],
)
def test_what_is_about_the_matter_is_no_wish(text: str) -> None:
    """Words for help, hints and repetition belong to many a design; so do unclear terms."""
    assert wish_of(text, ASKED) is None
    assert not is_wish(text, ASKED)


def test_after_a_long_answer_only_a_plea_at_its_end_counts() -> None:
    """What went before it is an answer; a hint inside it is a part of that."""
    answer = "I would call the largest ones first, since a third of the loss lies in them. " * 3
    assert wish_of(f"{answer}Could you give me a hint?", ASKED) == "narrow"
    assert wish_of(f"Could you give me a hint? {answer}", ASKED) is None
    assert wish_of(f"{answer}Can you repeat it?", ASKED) is None


def test_a_fact_told_with_a_question_is_no_part_of_it() -> None:
    """Not to understand a word of the fact is a question about the fact."""
    scenario = LOADED["bank-scams"].scenario
    says = scenario.fact("call-team").says
    told = MoveChosen(move="answer", reason="", facts=["call-team"])
    state = State(lines=(Line(1, "interviewer", f"{says} {ASKED}", plan=(told,)),))
    assert asked_in(state, scenario).strip() == ASKED
    assert asked_in(State(), scenario) == ""


async def test_a_plea_for_a_hint_is_not_declined_as_a_fact(tmp_path: Path) -> None:
    """Before any question it is told what may be asked; after one it is made smaller."""
    interview = await begin(tmp_path)
    for plea in ("hint", "Could you give me a hint?"):
        await said(interview, plea)
        assert interview.state.reading is not None
        assert interview.state.reading.wants == "narrow"
    assert [move.reason for move in interview.state.moves if move.reason == HELPED] == [HELPED]
    assert interview.state.open_probe is not None
    await said(interview, "I'm stuck. Could you give me a hint?")
    assert interview.state.moves[-1].reason == NARROWED
    assert interview.state.declined == ()
    interview.close()


async def test_a_question_not_understood_comes_in_other_words(tmp_path: Path) -> None:
    """It stays open, and is not said twice in the same words."""
    interview = await begin(tmp_path)
    await said(interview, "I would count what customers lose, whoever refunds it in the end.")
    probe = interview.state.open_probe
    while probe is None:
        await said(interview, "Please go on.")
        probe = interview.state.open_probe
    asked = interview.state.lines[-1].text
    hook = interview.loaded.rubric.hook(probe.id)
    first = await said(interview, "What do you mean?")
    second = await said(interview, "I don't understand the question.")
    assert interview.state.open_probe == probe
    put = [[text for text in (*hook.asks, *hook.presses) if text in x] for x in (first, second)]
    assert all(put)
    assert put[0] != put[1]
    assert not any(text in asked for texts in put for text in texts)
    interview.close()
