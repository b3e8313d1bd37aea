"""The interviewer remembers: it raises contradictions, takes corrections, lets one go back."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.engine.interview import Interview
from interviewer.engine.telling import MOST_RECONCILED
from interviewer.engine.wording import phrases
from tests.engine.acting import SCRIPT, begin, said

FIRST = "Let's assume that the team can call 500 customers a day."
AGAINST = "With one call each, the team can call 100 customers a day."
CORRECTED = "Actually, make that 100: the team can call 100 customers a day."


def _moves(interview: Interview) -> list[str]:
    return [move.move for move in interview.state.moves]


async def test_a_contradiction_is_raised_with_both_quotes_and_once(tmp_path: Path) -> None:
    """Both sentences stand in the question; saying the same again raises nothing."""
    interview = await begin(tmp_path)
    await said(interview, FIRST)
    reply = await said(interview, AGAINST)
    assert _moves(interview)[-1] == "reconcile"
    assert "can call 500 customers a day" in reply
    assert "can call 100 customers a day" in reply
    assert reply.count("?") == 1
    await said(interview, AGAINST)
    assert _moves(interview).count("reconcile") == 1
    interview.close()


async def test_a_correction_is_no_contradiction_and_is_acknowledged(tmp_path: Path) -> None:
    """It says openly that it changes something: a word about that, and the interview goes on."""
    interview = await begin(tmp_path)
    await said(interview, FIRST)
    reply = await said(interview, CORRECTED)
    assert "reconcile" not in _moves(interview)
    assert any(reply.startswith(text) for text in phrases()["corrected"])
    interview.close()


async def test_contradictions_survive_a_resume(tmp_path: Path) -> None:
    """What was said before the interruption is remembered after it."""
    from interviewer import wiring
    from interviewer.engine.clock import VirtualClock
    from interviewer.settings import Settings
    from tests.engine.acting import VECTORS

    interview = await begin(tmp_path)
    await said(interview, FIRST)
    interview.close()
    again = await wiring.resume(
        Settings(transcripts=tmp_path, cache=VECTORS), interview.path, clock=VirtualClock
    )
    await said(again, AGAINST)
    assert _moves(again)[-1] == "reconcile"
    again.close()


async def test_a_cross_examination_ends(tmp_path: Path) -> None:
    """Whoever contradicts herself all the time is asked about it a few times at the most."""
    interview = await begin(tmp_path)
    for number in range(12):
        await said(interview, f"The team can call {100 * 3**number} customers a day.")
    assert _moves(interview).count("reconcile") == MOST_RECONCILED
    interview.close()


async def test_the_candidate_may_go_back(tmp_path: Path) -> None:
    """The floor is left to her, the open question stays open, and nothing else is asked."""
    interview = await begin(tmp_path)
    await said(interview, SCRIPT[2])
    probe = interview.state.open_probe
    reply = await said(interview, "Can I go back to the refund question?")
    assert _moves(interview)[-1] == "listen"
    assert "?" not in reply
    assert interview.state.open_probe == probe
    interview.close()


@pytest.mark.parametrize(
    "question", ["What do you think matters most?", "Which model would you use?", "Your view?"]
)
async def test_a_question_for_a_judgement_is_turned_back(question: str, tmp_path: Path) -> None:
    """The interviewer has no opinion to give, and says whose it is."""
    interview = await begin(tmp_path)
    reply = await said(interview, question)
    declined = [r for r in t.read(interview.path).records if isinstance(r, t.QuestionDeclined)]
    assert [record.why for record in declined] == ["opinion"]
    assert any(text in reply for text in phrases()["turned_back"])
    interview.close()
