"""A card says how an interview ended early, and what to say the next time."""

from __future__ import annotations

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.judge.ending import MOST, ending_of
from interviewer.judge.judging import judge
from interviewer.settings import Settings
from tests.judge.hearing import hearing


@pytest.fixture
def loaded(settings: Settings) -> Loaded:
    """The Slack helper."""
    return wiring.library(settings).load("slack-helper")


def _records(loaded: Loaded, why: str, seconds: float) -> list[t.AnyRecord]:
    records = hearing(loaded, [(None, "I would ask what is wanted.")], why=why)
    return [*records[:-1], records[-1].model_copy(update={"clock": seconds})]


@pytest.mark.parametrize("why", ["finished", "time"])
def test_an_interview_that_ran_its_course_needs_no_line(loaded: Loaded, why: str) -> None:
    """Whoever stayed knows how it ended."""
    assert ending_of(_records(loaded, why, 2700), loaded.rubric) == ""


@pytest.mark.parametrize(
    ("why", "how"),
    [("candidate", "Ended early by the candidate"), ("end_of_input", "Ended early, with the")],
)
def test_an_early_end_is_told_with_its_minutes_and_phases(
    loaded: Loaded, why: str, how: str
) -> None:
    """How many of the minutes given were used, and which phases were never entered."""
    said = ending_of(_records(loaded, why, 244), loaded.rubric)
    first, *unseen = [phase.name for phase in loaded.rubric.phases]

    assert said.startswith(how)
    assert "4 of 45 minutes were used" in said
    assert said.endswith(f"Not reached: {', '.join(unseen)}.")
    assert first not in said


def test_an_interview_that_was_never_closed_is_not_finished(loaded: Loaded) -> None:
    """A crash, or a transcript that is read while it grows."""
    said = ending_of(_records(loaded, "time", 20)[:-1], loaded.rubric)

    assert said.startswith("Not finished: less than one of 45 minutes")


def test_what_was_not_reached_is_named_heaviest_first(loaded: Loaded, settings: Settings) -> None:
    """At most three criteria, each with one thing of the rubric's that was not said."""
    records = _records(loaded, "candidate", 60)
    card = judge(records, loaded, wiring.substance(settings, loaded))
    weights = {criterion.id: criterion.weight for criterion in loaded.rubric.criteria}
    named = [weights[advice.criterion] for advice in card.next_time]
    points = {point.says for hook in loaded.rubric.hooks for point in hook.substance}

    assert card.ending
    assert len(named) == MOST
    assert named == sorted(weights.values(), reverse=True)[:MOST]
    assert {advice.says for advice in card.next_time} <= points
