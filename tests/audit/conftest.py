"""Scenarios to talk about, and an interviewer who says what a list says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

import pytest

from interviewer import events as e
from interviewer import transcript as t
from interviewer.content import Library
from interviewer.scenario import Scenario


class ScriptedInterview:
    """Says its lines, the last one over and over; ends after `ends_after` replies."""

    def __init__(self, lines: list[str], ends_after: int | None = None) -> None:
        self.lines = lines
        self.ends_after = ends_after
        self.heard: list[str] = []
        self.ended: str | None = None

    async def open(self) -> AsyncIterator[e.Event]:
        """Say the first line."""
        yield self._say(0)

    async def reply(self, text: str) -> AsyncIterator[e.Event]:
        """Take a message and say the next line."""
        self.heard.append(text)
        yield e.Acknowledged(len(self.heard), text)
        yield e.Speaking("...", "probe")
        yield self._say(len(self.heard))
        if self.ends_after is not None and len(self.heard) >= self.ends_after:
            self.ended = "finished"
            yield e.Ended(t.Closed(why="finished"))

    async def end(
        self, why: Literal["candidate", "end_of_input"] = "candidate"
    ) -> AsyncIterator[e.Event]:
        """End."""
        self.ended = why
        yield e.Ended(t.Closed(why=why))

    def _say(self, index: int) -> e.Spoke:
        text = self.lines[min(index, len(self.lines) - 1)]
        return e.Spoke(t.InterviewerSaid(text=text, move="probe"))


@pytest.fixture(params=["bank-scams", "slack-helper"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """Each of two scenarios that have little in common."""
    return Library.shipped().load(request.param).scenario


@pytest.fixture
def lines(scenario: Scenario) -> list[str]:
    """What an interviewer says: the prompt, a few facts, questions, a twist."""
    facts = [fact.says for fact in scenario.facts]
    return [
        f"Good to meet you.\n\n{scenario.prompt}\n\nHow would you begin?",
        facts[0],
        f"{facts[2]} I can tell you that. {facts[3]}",
        "I don't know that. Assume something sensible.",
        'You said "I would do it". How would you tell the one kind from the other kind?',
        f"Let us put a number to it. {facts[5]} What goes in, and what comes out?",
        f"Now something happens. {scenario.twists[0].says} {scenario.twists[0].asks}",
        "Let us move on. What would make you stop?",
    ]
