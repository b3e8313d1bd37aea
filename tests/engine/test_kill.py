"""An interview that is killed, again and again, loses nothing and goes on where it was."""

from __future__ import annotations

from pathlib import Path

from tests.drill.kill import Drill, program


def test_no_kill_loses_an_acknowledged_word(tmp_path: Path) -> None:
    """12 kills of a real process at random moments; the end is that of an undisturbed interview.

    `make drill` does 50; `make drill ARGS="--n 1000"` as many as one likes.
    """
    with program(tmp_path) as found:
        drill = Drill(tmp_path, found, seed=20)
        while drill.tally.kills < 12:
            drill.interview(kills=min(6, 12 - drill.tally.kills))
    tally = drill.tally
    assert tally.faults == []
    assert tally.kills == 12
    assert tally.acknowledged > 0
    assert tally.resumed > 0
