"""Small talk is led back from in one line; what belongs to the matter is never taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.engine.policy import STRAYED, Asked
from interviewer.engine.state import State
from interviewer.engine.turns import revises
from tests.engine.acting import begin, said
from tests.engine.playing import play
from tests.engine.test_policy import LOADED, SCENARIOS


async def test_small_talk_is_led_back_from_to_the_open_question(tmp_path: Path) -> None:
    """One polite line and the question again, without its case; nothing is assumed or told."""
    interview = await begin(tmp_path)
    await said(interview, "I would count what customers lose, whoever refunds it in the end.")
    asked = interview.state.lines[-1].text
    reply = await said(interview, "It has been raining here the whole week, what awful weather.")
    assert interview.state.moves[-1].reason == STRAYED
    assert "ssum" not in reply
    assert reply.split("? ")[-1].rsplit(". ", 1)[-1] in asked
    interview.close()


async def test_what_belongs_to_the_matter_is_not_small_talk(tmp_path: Path) -> None:
    """Plain words, short answers and questions about the company's data are read as they are."""
    interview = await begin(tmp_path)
    for text in (
        "The customer is on the phone with him, so I would wait until the call is over.",
        "How many branches do you have?",
        "Pensions first, sofas last.",
        "I don't know.",
    ):
        await said(interview, text)
        assert interview.state.reading is not None
        assert interview.state.reading.wants != "off_topic", text
    interview.close()


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_never_stops_straying_is_led_back_every_other_turn(name: str) -> None:
    """It is no loop: never twice in a row, every phase is reached, and it ends."""

    def astray(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
        outcome: t.Outcome | None = "evaded" if state.open_probe else None
        return t.TurnRead(of=0, wants="off_topic", outcome=outcome), (), 45.0

    played = play(LOADED[name], astray)
    led = [plan[-1].reason == STRAYED for plan, _ in played.replies]
    assert any(led)
    assert not any(one and other for one, other in pairwise(led))
    assert played.state.moves[-1].move == "close"
    entered = [record.phase for record in played.records if isinstance(record, t.PhaseEntered)]
    assert len(entered) == len(LOADED[name].rubric.phases)


@pytest.mark.parametrize("text", ["does legal have to approve our scripts", "who pays them back"])
async def test_a_question_without_a_mark_is_answered(tmp_path: Path, text: str) -> None:
    """Typed in a hurry, without a capital and without an end: it is a question all the same."""
    interview = await begin(tmp_path)
    await said(interview, text)
    reading = interview.state.reading
    assert reading is not None
    assert reading.questions == [text]
    interview.close()


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Sorry, I said 5,000; make that 800.", True),
        ("On reflection I'd call them first.", True),
        ("Correction: the window is 180 days.", True),
        ("Sorry, my neighbour is drilling.", False),
        ("Below 450 I'd say that I was wrong.", False),
        ("The clerk's rule stays, rather than the model.", False),
        ("As I said, the limit is three.", False),
    ],
)
def test_only_an_open_revision_is_acknowledged(text: str, does: bool) -> None:
    """Words that correct by accident are not answered with 'I have changed that'."""
    assert revises(text) is does
