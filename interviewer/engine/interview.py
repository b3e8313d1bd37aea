"""One interview, from the greeting to the close: the loop that everything else hangs on.

A turn: make the message safe, write it down (that is the acknowledgement), read it, look up what
was asked, decide, say it, write that down. Each step is a record, so an interview that died
anywhere goes on from its last record. It knows no screen, no file but its journal, and no model.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from interviewer import events as e
from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.engine import policy
from interviewer.engine.backstage import Backstage
from interviewer.engine.clock import Clock
from interviewer.engine.listening import Listener
from interviewer.engine.policy import Asked, View
from interviewer.engine.state import State, fold
from interviewer.engine.voice import Voice
from interviewer.errors import UsageError
from interviewer.settings import EMBEDDED, ROLES, Models
from interviewer.text import safe_text

MAX_MESSAGE = 200_000
"""Characters of one message; more is refused with words, never cut in silence."""


class Facts(Protocol):
    """Looks up what a candidate asked for."""

    def look_up(self, question: str, told: frozenset[str]) -> Asked:
        """Return the fact that answers a question, which two it may mean, or that nothing does."""
        ...

    def picked(self, pick: t.Pick) -> Asked:
        """Return the facts that a listener picked, with how near they are to the question."""
        ...

    def choose(self, reply: str, offered: tuple[str, str]) -> Asked | None:
        """Return the facts that a reply picks of the two offered; None if it picks neither."""
        ...


class Company(Protocol):
    """What an interview is held with: the fact sheet, and whoever listens and speaks."""

    @property
    def facts(self) -> Facts:
        """The fact sheet."""
        ...

    @property
    def backstage(self) -> Backstage:
        """Where reports of models wait to be written down."""
        ...

    async def cast(self, models: Models) -> tuple[Listener, Voice]:
        """Return who listens and who speaks; raise a ProviderError if a model cannot be had."""
        ...

    async def leave(self) -> None:
        """Give back the models' connections and the fact store."""
        ...


class Interview:
    """A running interview. `reply` and its like are async generators of events."""

    def __init__(
        self,
        loaded: Loaded,
        journal: t.Journal,
        records: Sequence[t.AnyRecord],
        *,
        listener: Listener,
        voice: Voice,
        company: Company,
        clock: Clock,
    ) -> None:
        header = records[0]
        assert isinstance(header, t.Header)
        self.loaded = loaded
        self.header = header
        self.path: Path = journal.path
        self.state: State = fold(records)
        self._journal = journal
        self._listener, self._voice, self._clock = listener, voice, clock
        self._company, self._facts, self._backstage = company, company.facts, company.backstage
        if self.state.paused:
            clock.pause()

    # --- what others call -------------------------------------------------------------------------

    def elapsed(self) -> float:
        """Return seconds of interview, pauses excluded."""
        return self._clock.elapsed()

    def remaining(self) -> float:
        """Return seconds left; never negative."""
        return max(0.0, self.header.minutes * 60 - self.elapsed())

    async def open(self) -> AsyncIterator[e.Event]:
        """Greet, or finish the turn that was cut short; nothing if the candidate is to speak."""
        if self.state.phase is None:
            await self._write(policy.opening(self._view()))
        async for event in self._carry_on():
            yield event

    async def reply(self, text: str) -> AsyncIterator[e.Event]:
        """Take a message and answer it.

        Raises:
            JournalError: the message is not saved and was not taken.
            UsageError: it is empty or too long, or the interview is over.
        """
        text = safe_text(text).strip()
        self._admit(text)
        if self.state.paused:
            await self.unpause()
        (record,) = await self._write([t.CandidateSaid(text=text)])
        yield e.Acknowledged(record.seq, text)
        async for event in self._carry_on():
            yield event

    async def save_whiteboard(self, text: str) -> None:
        """Write down the candidate's notes if they changed; they count as the candidate's words."""
        text = safe_text(text)
        if text != self.state.whiteboard and self.state.closed is None:
            await self._write([t.WhiteboardSaved(text=text)])

    async def pause(self) -> None:
        """Stop the clock."""
        if not self.state.paused and self.state.closed is None:
            await self._write([t.Paused()])
            self._clock.pause()

    async def unpause(self) -> None:
        """Let the clock run on."""
        if self.state.paused:
            self._clock.unpause()
            await self._write([t.Resumed()])

    async def end(
        self, why: Literal["candidate", "end_of_input"] = "candidate"
    ) -> AsyncIterator[e.Event]:
        """End the interview because the candidate does."""
        if self.state.closed is None:
            (closed,) = await self._write([t.Closed(why=why)])
            assert isinstance(closed, t.Closed)
            yield e.Ended(closed)

    def interrupt(self) -> None:
        """Stop what a language model is doing; the reply goes on at once in authored words."""
        self._backstage.interrupt()

    async def change_models(self, models: Models) -> None:
        """Let other models listen and speak from the next turn on, and write it down.

        Raises:
            ProviderError: one of them cannot be had; everything stays as it was.
        """
        listener, voice = await self._company.cast(models)
        changed = [
            t.ModelChanged(role=role, model=models.of(role))
            for role in ROLES
            if self.state.models.get(role, EMBEDDED) != models.of(role)
        ]
        if changed and self.state.closed is None:
            await self._write(changed)
        self._listener, self._voice = listener, voice

    async def leave(self) -> None:
        """Release the transcript, the models and the fact store; what is written stays."""
        self.close()
        await self._company.leave()

    def close(self) -> None:
        """Release the transcript; what is written stays."""
        self._journal.close()

    # --- the loop ---------------------------------------------------------------------------------

    async def _carry_on(self) -> AsyncIterator[e.Event]:
        """Do what is pending: read, decide, speak. Each step leaves a record behind."""
        self._backstage.begin()
        if self.state.pending == "reading":
            await self._read()
        if self.state.pending == "deciding":
            before = len(self.state.facts_told)
            records = await asyncio.to_thread(self._decide)
            await self._write(records)
            for event in self._announce(records, before):
                yield event
        if self.state.pending == "speaking":
            async for event in self._speak():
                yield event
        if self.state.closed is None and self._said_goodbye():
            (closed,) = await self._write([t.Closed(why=self._why())])
            assert isinstance(closed, t.Closed)
            yield e.Ended(closed)

    async def _read(self) -> None:
        line = self.state.lines[-1]
        reading = await self._listener.read(line.text, line.seq, self._view())
        await self._write([*self._backstage.drain(), reading])

    def _decide(self) -> list[t.AnyRecord]:
        reading = self.state.reading
        assert reading is not None
        told = frozenset(self.state.facts_told)
        if reading.picks:
            asked = tuple(self._facts.picked(pick) for pick in reading.picks)
        else:
            asked = tuple(self._facts.look_up(question, told) for question in reading.questions[:4])
        picked = False
        if (offered := self._offered()) and not any(item.facts for item in asked):
            chosen = self._facts.choose(self.state.lines[-1].text, offered)
            asked, picked = ((chosen,), True) if chosen else (asked, False)
        return policy.next_moves(self._view(asked, picked=picked))

    def _offered(self) -> tuple[str, str] | None:
        """Return the two topics between which the candidate was asked to choose just now."""
        if len(self.state.lines) < 2 or not self.state.moves:
            return None
        pair = next((move.ambiguous[0] for move in self.state.moves[-1:] if move.ambiguous), None)
        return (pair[0], pair[1]) if pair else None

    def _announce(self, records: Sequence[t.AnyRecord], told_before: int) -> list[e.Event]:
        scenario, rubric = self.loaded.scenario, self.loaded.rubric
        found: list[e.Event] = []
        for fact in self.state.facts_told[told_before:]:
            told = scenario.fact(fact)
            found.append(e.FactTold(fact, told.topic, told.says))
        for record in records:
            if isinstance(record, t.PhaseEntered):
                name = next(phase.name for phase in rubric.phases if phase.id == record.phase)
                found.append(e.PhaseChanged(record.phase, name))
            elif isinstance(record, t.TwistPlayed):
                twist = next(tw for tw in scenario.twists if tw.id == record.twist)
                found.append(e.TwistAnnounced(twist.id, twist.says))
        return found

    async def _speak(self) -> AsyncIterator[e.Event]:
        plan = self.state.plan
        last = plan[-1]
        text, voice = "", self._voice
        async for piece in voice.say(plan, self._view()):
            text += piece
            yield e.Speaking(piece, last.move)
        facts = list(dict.fromkeys(fact for move in plan for fact in move.facts))
        said = t.InterviewerSaid(
            text=text.strip(), move=last.move, hook=last.hook, facts=facts, voice=voice.name
        )
        *_, record = await self._write([*self._backstage.drain(), said])
        assert isinstance(record, t.InterviewerSaid)
        if fault := self._backstage.line():
            yield e.Faulted(fault.what, fault.instead)
        yield e.Spoke(record)

    def _said_goodbye(self) -> bool:
        return bool(self.state.lines) and self.state.lines[-1].move == "close"

    def _why(self) -> Literal["finished", "time", "candidate"]:
        reason = self.state.moves[-1].reason if self.state.moves else ""
        if "time" in reason:
            return "time"
        return "candidate" if "candidate" in reason else "finished"

    # --- helpers ----------------------------------------------------------------------------------

    def _view(self, asked: tuple[Asked, ...] = (), *, picked: bool = False) -> View:
        return View(
            scenario=self.loaded.scenario,
            rubric=self.loaded.rubric,
            state=self.state,
            minutes=self.header.minutes,
            elapsed=self.elapsed(),
            asked=asked,
            picked=picked,
            level=self.header.level,
        )

    def _admit(self, text: str) -> None:
        if self.state.closed is not None:
            raise UsageError(
                "This interview is over.", hint="Open its scorecard from the home screen."
            )
        if not text:
            raise UsageError(
                "There is nothing to send yet.", hint="Write an answer or a question first."
            )
        if len(text) > MAX_MESSAGE:
            raise UsageError(
                f"The message has {len(text):,} characters; "
                f"at most {MAX_MESSAGE:,} can be read in one turn.",
                hint="Send it in parts, or keep what matters. "
                "Nothing was lost: it is still in the box.",
            )

    async def _write(self, records: Sequence[t.AnyRecord]) -> tuple[t.AnyRecord, ...]:
        written = self._journal.append(records, clock=self.elapsed())
        self.state = fold(written, self.state)
        return written
