"""A judge that pays for certain words, and rooms in which an attacker sits before it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from interviewer.audit.attack.attacker import Attacker
from interviewer.audit.attack.attempt import Attempt, Paid, Sentence, Tried, Turn, asked
from interviewer.audit.attack.pool import Pool
from interviewer.audit.executor import failed
from interviewer.audit.persona import Personas
from interviewer.content import Library
from interviewer.evidence.sentences import sentences
from interviewer.outcome import CriterionOutcome, Earned, Outcome, RunKey

SCENARIO = "bank-scams"
KEY = RunKey(scenario=SCENARIO, persona="attacker", arm="attack", seed=1)
ASKS = (
    "Welcome. How would you begin?",
    "Where does the label come from?",
    "What would make you stop?",
    "Who gets a call first?",
)
PAYS = {"framing": (0, "branches"), "sizing": (2, "delay"), "people": (3, "count")}
"""Criterion -> the question in answer to which it is paid, and the word that is paid for."""


def pool() -> Pool:
    """Return the pool of a shipped scenario."""
    return Pool.of(Library.shipped().load(SCENARIO).scenario, Personas())


async def sat(attempt: Attempt, drawn: Pool) -> list[Turn]:
    """Let an attempt answer every question once, and pay for the words."""
    attacker = Attacker(attempt, drawn)
    turns = []
    for place, question in enumerate(ASKS):
        said = await attacker.reply(question) or ""
        paid = tuple(Sentence(text=s.text, paid=_paid(place, s.text)) for s in sentences(said))
        turns.append(Turn(asked=asked(question), said=paid))
    return turns


def _paid(place: int, text: str) -> tuple[Paid, ...]:
    return tuple(
        Paid(criterion=criterion, level=2, rules=("substance",))
        for criterion, (where, word) in PAYS.items()
        if where == place and word in text
    )


def judged(attempt: Attempt, turns: Sequence[Turn]) -> Tried:
    """Return what came of an attempt: credit is the share of criteria that were paid."""
    criteria = []
    for criterion in PAYS:
        quotes = [
            Earned(record=place, level=2, text=sentence.text)
            for place, turn in enumerate(turns)
            for sentence in turn.said
            if any(paid.criterion == criterion for paid in sentence.paid)
        ]
        level = 2 if quotes else 0
        criteria.append(CriterionOutcome(id=criterion, level=level, quotes=quotes[:3]))
    credit = sum(criterion.applied for criterion in criteria) / len(PAYS)
    return Tried(
        key=attempt.plain,
        status="scored",
        verdict="pass" if credit == 1 else "fail",
        summary="Judged.",
        credit=credit,
        criteria=criteria,
        words=sum(len(s.text.split()) for turn in turns for s in turn.said),
        seconds=0.5,
        transcript=attempt.plain.file if attempt.keeps else "",
        scenario_hash="s" * 64,
        rubric_hash="r" * 64,
        number=attempt.number,
        bar=0.5,
        turns_tried=tuple(turns),
    )


class Killed(Exception):
    """The process was killed here."""


@dataclass
class Rooms:
    """An executor: attempts end in another order each time; notes what was held."""

    slots: int = 3
    chance: random.Random = field(default_factory=random.Random)
    fails: frozenset[int] = frozenset()
    """Numbers of the attempts that cannot be held."""
    dies_at: int | None = None
    held: list[Attempt] = field(default_factory=list)
    pool: Pool = field(default_factory=pool)

    def __str__(self) -> str:
        return "in a test"

    async def hold(self, key: RunKey) -> Outcome:
        """Let an attempt sit."""
        assert isinstance(key, Attempt), key
        await asyncio.sleep(self.chance.random() / 500)
        if self.dies_at is not None and len(self.held) >= self.dies_at:
            raise Killed
        self.held.append(key)
        if key.number in self.fails:
            return failed(key.plain, "no answer")
        return judged(key, await sat(key, self.pool))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is open."""
