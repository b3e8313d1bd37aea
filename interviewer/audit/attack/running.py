"""Holds the searches of an audit: attempts go to its executor, what they found to its results.

A generation is held at once, and searches side by side, as far as the executor has room. Every
attempt is noted as it ends: a search that was killed goes through its noted attempts without
holding them again, and one that is finished is not begun.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from interviewer.audit.attack.attacker import Sources
from interviewer.audit.attack.attempt import Attempt, Tried
from interviewer.audit.attack.naive import Pleasing, please_keywords
from interviewer.audit.attack.notes import Notes
from interviewer.audit.attack.search import Search
from interviewer.audit.attack.seating import pool_of, sources
from interviewer.audit.executor import Executor, failed
from interviewer.audit.persona import Personas
from interviewer.audit.results import Results
from interviewer.audit.runner import OnProgress, Progress, of_this
from interviewer.content import Loaded
from interviewer.outcome import Design, KeywordAttack, Outcome, RunKey, Searched

EACH = 3
"""Sentences of a text made for keywords that are said in a turn."""
EXTRA = 2
"""Interviews of a search beyond its budget: its best again, to be kept, and the keyword text."""


async def search_all(
    design: Design,
    executor: Executor,
    results: Results,
    load: Callable[[str], Loaded],
    personas: Personas,
    on_progress: OnProgress | None = None,
) -> None:
    """Hold every search of a design that has no result yet.

    Raises:
        InterviewerError: what ends an audit; what was written before stands.
    """
    keys = unfinished(design, results)
    if not keys:
        return
    board = _Board(design.attack, len(keys), on_progress or (lambda _: None))
    room = asyncio.Semaphore(executor.slots)
    async with executor:
        running = [
            asyncio.create_task(
                _Searching(design, key, executor, results, room, board).run(
                    load(key.scenario), personas
                )
            )
            for key in keys
        ]
        try:
            await asyncio.gather(*running)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


def unfinished(design: Design, results: Results) -> list[RunKey]:
    """Return the searches that are still to be held; one that failed is tried again."""
    done = results.done
    return [key for key in searches(design) if key not in done or done[key].status == "error"]


def searches(design: Design) -> list[RunKey]:
    """Return the searches of a design, in its order."""
    return [
        RunKey(
            scenario=part.scenario,
            persona=member.persona,
            arm=member.arm,
            seed=design.first_seed,
        )
        for part in design.parts
        for member in part.members
        if member.searches
    ]


@dataclass
class _Board:
    """How far all searches together are."""

    budget: int
    searches: int
    tell: OnProgress
    done: int = 0
    before: int = 0
    started: float = field(default_factory=time.monotonic)

    def count(self, last: Outcome, *, noted: bool) -> None:
        """Count one attempt; `noted` if an earlier run has held it."""
        self.done += 1
        self.before += noted
        total = self.searches * (self.budget + EXTRA)
        spent = time.monotonic() - self.started
        self.tell(Progress(self.done, total, self.before, spent, 0.0, last))


@dataclass
class _Searching:
    """One search under way."""

    design: Design
    key: RunKey
    executor: Executor
    results: Results
    room: asyncio.Semaphore
    board: _Board
    seconds: float = 0.0
    """Of computing, over all attempts."""

    async def run(self, loaded: Loaded, personas: Personas) -> None:
        """Search, hold the best once more so that it is kept, and write down what was found."""
        pool = pool_of(loaded, personas)
        search = Search(self.key, self.design.attack, pool.nouns)
        part = self.design.part(self.key.scenario)
        path = self.results.folder / "attacks" / f"{self.key}.jsonl"
        with Notes(path, (part.scenario_hash, part.rubric_hash)) as notes:
            while attempts := search.propose():
                held = await asyncio.gather(*(self._held(one, notes) for one in attempts))
                search.take(attempts, [one if isinstance(one, Tried) else None for one in held])
        if search.best is None:
            self.results.append(failed(self.key, "None of its attempts could be held."))
            return
        best = await self._hold(search.best[0].model_copy(update={"keeps": True}))
        if not isinstance(best, Tried):
            self.results.append(failed(self.key, best.reason))
            return
        pleased = await self._pleased(search, sources("attack", loaded, personas), loaded)
        plain = {name: getattr(best, name) for name in Outcome.model_fields}
        plain |= {"searched": _searched(search, best, pleased)}
        plain |= {"seconds": round(self.seconds, 3)}
        self.results.append(of_this(self.design, Outcome.model_validate(plain)))

    async def _held(self, attempt: Attempt, notes: Notes) -> Outcome:
        """Return what came of an attempt, from the notes if it is there."""
        found = notes.get(attempt)
        if found is not None:
            self.seconds += found.seconds
            self.board.count(found, noted=True)
            return found
        outcome = await self._hold(attempt)
        if isinstance(outcome, Tried):
            notes.add(attempt, outcome)
        return outcome

    async def _hold(self, attempt: Attempt) -> Outcome:
        async with self.room:
            outcome = of_this(self.design, await self.executor.hold(attempt))
        self.seconds += outcome.seconds
        self.board.count(outcome, noted=False)
        return outcome

    async def _pleased(
        self, search: Search, drawn: Sources, loaded: Loaded
    ) -> KeywordAttack | None:
        """Return what a text made for keywords is worth; nothing where the rubric was known."""
        if self.key.arm == "attack-leaked":
            return None
        rng = random.Random(f"{self.key}:keywords")
        made: Pleasing = please_keywords(
            drawn.source(rng), loaded.rubric, search.questions, search.budget, rng
        )
        attempt = Attempt(
            **self.key.model_dump(), number=search.budget, spare=made.sentences, each=EACH
        )
        judged = await self._hold(attempt)
        return KeywordAttack(
            share=made.share,
            scorings=made.scorings,
            credit=judged.credit,
            verdict=judged.verdict,
        )


def _searched(search: Search, best: Tried, pleased: KeywordAttack | None) -> Searched:
    return Searched(
        budget=search.budget,
        judged=search.judged,
        sentences=len(search.said),
        bar=best.bar,
        curve=[round(credit, 4) for credit in search.curve],
        unlearned=search.unlearned,
        keyword_share=best.keyword_share,
        keywords=pleased,
    )
