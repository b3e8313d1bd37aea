"""The whiteboard is seen: its components are pointed at, its figures held against what is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.engine.board import arrows, notes, sentences_of, unspoken, written
from interviewer.engine.policy import AGAINST_BOARD, ON_BOARD, Asked
from interviewer.engine.state import State
from tests.engine.acting import begin, heard, said
from tests.engine.playing import play
from tests.engine.test_policy import LOADED, SCENARIOS

BOARD = "app -> scoring -> call queue -> agents\nlimit of calls: 40 a day\n- claims => labels"


def test_a_sketch_is_read_line_by_line() -> None:
    """Arrows of any kind are pairs, other lines are notes, bullets are dropped."""
    assert arrows(BOARD)[:2] == [("app", "scoring"), ("scoring", "call queue")]
    assert ("claims", "labels") in arrows(BOARD)
    assert notes(BOARD) == ["limit of calls: 40 a day"]
    assert arrows("a -> \n-> b\n -> ") == []


def test_what_stands_between_two_and_was_never_said_is_pointed_at() -> None:
    """The first such component, with its neighbours; one that was named is not."""
    said_so = ["The app asks the scoring service."]
    assert unspoken(BOARD, said_so) == '"call queue", between "scoring" and "agents"'
    assert unspoken(BOARD, [*said_so, "Each goes into a queue."]) == ""
    assert unspoken("just a note", said_so) == ""


def test_an_entry_of_the_board_is_a_sentence_and_known_again() -> None:
    """It is read as a sentence and quoted as it stands; other words stand nowhere."""
    (entry,) = sentences_of(BOARD)
    assert entry == "The limit of calls is 40 a day."
    assert written(BOARD, entry) == "limit of calls: 40 a day"
    assert written(BOARD, "The limit of calls is 50 a day.") == ""
    assert sentences_of("call the bank first") == ["call the bank first"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_it_is_pointed_at_once_where_the_talk_comes_to_running_it(name: str) -> None:
    """With the phase's own authored question, the label in quotation marks, and the reason."""
    loaded = LOADED[name]

    def drawing(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
        return t.TurnRead(of=0, outcome="held" if state.open_probe else None), (), 60.0

    played = play(loaded, drawing, board=BOARD)
    pointed = [(plan[-1], text) for plan, text in played.replies if plan[-1].reason == ON_BOARD]
    assert len(pointed) == 1
    move, text = pointed[0]
    assert move.phase == "serving"
    assert '"scoring", between "app" and "call queue"' in text
    assert any(text.endswith(asks) for asks in loaded.rubric.phases[3].enters)
    assert not any(plan[-1].reason == ON_BOARD for plan, _ in play(loaded, drawing).replies)


async def test_a_figure_on_the_board_is_held_against_what_is_said(tmp_path: Path) -> None:
    """Both quotes, the board named as the board, and that as the reason."""
    interview = await begin(tmp_path)
    await said(interview, "How many payments are there in a month?")
    await said(interview, "The threshold for a call is 5,000 pounds.")
    await interview.save_whiteboard("app -> calls\nthreshold for a call: 500 pounds")
    events = await heard(interview.reply("Then the largest ones are called first, by value."))
    assert events
    move = next(m for m in interview.state.moves if m.move == "reconcile")
    assert move.reason == AGAINST_BOARD
    text = next(line.text for line in interview.state.lines if line.move == "reconcile")
    assert "board" in text
    assert "threshold for a call: 500 pounds" in text
    assert "5,000 pounds" in text
    interview.close()
