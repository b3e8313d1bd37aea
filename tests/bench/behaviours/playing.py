"""One interview of the study: a behaviour sits it, on a virtual clock, with one of the voices."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from interviewer import events as e
from interviewer import transcript as t
from interviewer import wiring
from interviewer.audit.pace import TYPED
from interviewer.audit.room import authored
from interviewer.engine.clock import VirtualClock
from interviewer.providers.scripted import ScriptedModel
from interviewer.scenario import Level
from interviewer.settings import Models, Settings
from tests.bench.behaviours.content import Content
from tests.bench.behaviours.doubles import NAME, decent, hostile
from tests.bench.behaviours.manners import MANNERS
from tests.bench.behaviours.turns import Turn
from tests.engine.acting import playing

LONGEST = 150
"""Turns after which an interview counts as one that does not end."""
VOICES: dict[str, Callable[[], ScriptedModel] | None] = {
    "embedded": None,
    "decent": decent,
    "hostile": hostile,
}


@dataclass
class Sat:
    """An interview that was held: who sat it, what was said by whose account, what was recorded."""

    scenario: str
    manner: str
    voice: str
    level: Level
    path: Path
    turns: list[Turn] = field(default_factory=list)

    @property
    def records(self) -> tuple[t.AnyRecord, ...]:
        """The transcript."""
        return tuple(t.read(self.path).records)


async def hold(
    settings: Settings,
    scenario: str,
    manner: str,
    *,
    folder: Path,
    seed: int,
    voice: str = "embedded",
    level: Level = "senior",
) -> Sat:
    """Hold one interview to its end, or for `LONGEST` turns."""
    scripts = [candidate for candidate in authored(settings, scenario) if _fit(candidate.name)]
    candidate = MANNERS[manner](Content(scenario, scripts[seed % len(scripts)], seed))
    path = folder / f"{scenario}-{manner}-{voice}-{level}-{seed}.jsonl"
    sat = Sat(scenario, manner, voice, level, path)
    clock = VirtualClock()
    make = VOICES[voice]
    model = make() if make else None
    had: AbstractContextManager[None] = playing({NAME: model}) if model else nullcontext()
    with had:
        interview = await wiring.start(
            settings,
            scenario,
            seed=seed,
            level=level,
            clock=partial(_given, clock),
            path=path,
            models=Models(interviewer=NAME) if model else Models(),
        )
    try:
        heard, ended = await _listen(interview.open())
        while not ended and len(sat.turns) < LONGEST:
            turn = await candidate.turn(heard)
            sat.turns.append(turn)
            clock.advance(TYPED.seconds(heard, turn.text))
            if turn.board is not None:
                await interview.save_whiteboard(turn.board)
            heard, ended = await _listen(interview.reply(turn.text))
    finally:
        interview.close()
    return sat


def _fit(name: str) -> bool:
    """Leave out the script that has no substance: the manners have their own emptiness."""
    return name != "smooth-talker"


def _given(clock: VirtualClock, spent: float) -> VirtualClock:
    clock.advance(spent)
    return clock


async def _listen(said: AsyncIterator[e.Event]) -> tuple[str, bool]:
    heard: list[str] = []
    ended = False
    async for event in said:
        if isinstance(event, e.Spoke):
            heard.append(event.record.text)
        ended = ended or isinstance(event, e.Ended)
    return "\n\n".join(heard), ended
