"""Interviews without embedder or file: random readings in, records and words out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.engine.policy import Asked, View, next_moves, opening
from interviewer.engine.state import State, fold
from interviewer.engine.voice import EmbeddedVoice
from interviewer.scenario import Level

MAX_TURNS = 120


@dataclass
class Played:
    """What was played: the final state and each reply with its moves."""

    state: State
    replies: list[tuple[tuple[t.MoveChosen, ...], str]]
    records: list[t.AnyRecord]


Turn = Callable[[State], tuple[t.TurnRead, Sequence[Asked], float]]
"""State -> what is read of the candidate's next message, what was asked, seconds it took."""


def play(
    loaded: Loaded,
    turns: Turn,
    *,
    minutes: int = 45,
    seed: int = 0,
    level: Level = "senior",
    board: str = "",
) -> Played:
    """Play until the interviewer closes, or for `MAX_TURNS` turns."""
    return asyncio.run(_play(loaded, turns, minutes, seed, level, board))


async def _play(
    loaded: Loaded, turns: Turn, minutes: int, seed: int, level: Level, board: str
) -> Played:
    voice = EmbeddedVoice(seed)
    played = Played(State(), [], [])
    elapsed = 0.0

    def view(asked: Sequence[Asked] = ()) -> View:
        state, asks = played.state, tuple(asked)
        return View(loaded.scenario, loaded.rubric, state, minutes, elapsed, asks, level=level)

    def add(records: Sequence[t.AnyRecord]) -> None:
        for record in records:
            numbered = record.model_copy(update={"seq": len(played.records) + 1, "clock": elapsed})
            played.records.append(numbered)
            played.state = fold([numbered], played.state)

    async def speak() -> None:
        plan = played.state.plan
        text = "".join([piece async for piece in voice.say(plan, view())])
        played.replies.append((plan, text))
        last = plan[-1]
        add([t.InterviewerSaid(text=text, move=last.move, hook=last.hook)])

    add(opening(view()))
    await speak()
    if board:
        add([t.WhiteboardSaved(text=board)])
    for _ in range(MAX_TURNS):
        reading, asked, seconds = turns(played.state)
        elapsed += seconds
        add([t.CandidateSaid(text="…")])
        add([reading.model_copy(update={"of": len(played.records)})])
        add(next_moves(view(asked)))
        await speak()
        if played.state.moves[-1].move == "close":
            break
    return played


def questions(text: str) -> Iterator[str]:
    """Yield the questions of a reply, those inside quotation marks left out."""
    import re

    bare = re.sub(r'"[^"]*"|\'[^\']{12,}\'', "", text)
    yield from re.findall(r"[^.!?\n]*\?", bare)
