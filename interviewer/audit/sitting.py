"""One candidate sits one interview, on a virtual clock, to its end.

It knows neither who the candidate is nor how the interview is built or judged.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal, Protocol

from interviewer import events as e
from interviewer.audit.candidate import Candidate
from interviewer.audit.pace import TYPED
from interviewer.engine.clock import VirtualClock

MAX_TURNS = 80
"""Turns of the candidate; an interview of two hours at a question every ninety seconds."""


class Seat(Protocol):
    """What a candidate sits in front of: `engine.interview.Interview`, or a scripted one."""

    def open(self) -> AsyncIterator[e.Event]:
        """Greet; yields nothing where the candidate is to speak."""

    def reply(self, text: str) -> AsyncIterator[e.Event]:
        """Take a message and answer it."""

    def end(
        self, why: Literal["candidate", "end_of_input"] = "candidate"
    ) -> AsyncIterator[e.Event]:
        """End because the candidate does."""


async def sit(
    interview: Seat,
    candidate: Candidate,
    clock: VirtualClock,
    *,
    max_turns: int = MAX_TURNS,
) -> None:
    """Drive an interview to its end.

    A candidate with nothing more to say ends it; so do `max_turns` turns, as the end of the input.
    """
    heard, ended = await _listen(interview.open())
    for _ in range(max_turns):
        if ended:
            return
        said = await candidate.reply(heard)
        if said is None or not said.strip():
            await _listen(interview.end("candidate"))
            return
        clock.advance(TYPED.seconds(heard, said))
        heard, ended = await _listen(interview.reply(said))
    if not ended:
        await _listen(interview.end("end_of_input"))


async def _listen(said: AsyncIterator[e.Event]) -> tuple[str, bool]:
    """Return what the interviewer said, and whether the interview is over."""
    heard: list[str] = []
    ended = False
    async for event in said:
        if isinstance(event, e.Spoke):
            heard.append(event.record.text)
        ended = ended or isinstance(event, e.Ended)
    return "\n\n".join(heard), ended
