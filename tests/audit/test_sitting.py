"""One interview is driven to its end, whoever sits there, on a clock that only counts."""

from __future__ import annotations

import pytest

from interviewer.audit.candidate import Kind
from interviewer.audit.pace import TYPED
from interviewer.audit.sitting import sit
from interviewer.engine.clock import VirtualClock
from tests.audit.conftest import ScriptedInterview


class Listed:
    """Says a list, then nothing."""

    name = "listed"
    kind: Kind = "smooth"

    def __init__(self, says: list[str | None]) -> None:
        self.says = list(says)
        self.heard: list[str] = []

    async def reply(self, heard: str) -> str | None:
        """Say the next entry."""
        self.heard.append(heard)
        return self.says.pop(0) if self.says else None


async def test_it_ends_when_the_interviewer_does() -> None:
    """The candidate hears each line once and is not asked after the end."""
    interview = ScriptedInterview(["one", "two", "three", "bye"], ends_after=3)
    candidate = Listed(["a", "b", "c", "never said"])
    await sit(interview, candidate, VirtualClock())

    assert interview.heard == ["a", "b", "c"]
    assert candidate.heard == ["one", "two", "three"]
    assert interview.ended == "finished"


@pytest.mark.parametrize("last", [None, "", "  \n"])
async def test_a_candidate_with_nothing_to_say_ends_it(last: str | None) -> None:
    """Neither silence nor an empty message is sent."""
    interview = ScriptedInterview(["one"])
    await sit(interview, Listed(["a", last]), VirtualClock())

    assert interview.heard == ["a"]
    assert interview.ended == "candidate"


async def test_an_endless_interview_is_ended() -> None:
    """After so many turns there is no more input."""
    interview = ScriptedInterview(["again?"])
    await sit(interview, Listed(["x"] * 100), VirtualClock(), max_turns=7)

    assert len(interview.heard) == 7
    assert interview.ended == "end_of_input"


async def test_time_passes_with_each_turn() -> None:
    """The clock counts what the turns take, and nothing else."""
    clock = VirtualClock()
    await sit(ScriptedInterview(["How so?"]), Listed(["Because.", "It is so."]), clock)

    expected = TYPED.seconds("How so?", "Because.") + TYPED.seconds("How so?", "It is so.")
    assert clock.elapsed() == pytest.approx(expected)


def test_a_turn_takes_time() -> None:
    """More words take more time, and even none takes some; thinking has an end."""
    pace = TYPED
    short, long = pace.seconds("Why?", "So."), pace.seconds("Why?", "word " * 100)

    assert 0 < pace.seconds("", "") < short < long
    assert pace.seconds("word " * 100, "So.") > short
    added = pace.seconds("", "word " * 2000) - pace.seconds("", "word " * 1000)
    assert added == pytest.approx(60 * 1000 / pace.typing)
