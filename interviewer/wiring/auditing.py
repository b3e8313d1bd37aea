"""A scenario set up once for many interviews: what each of them would build anew is shared.

An interview of its own loads two files, embeds a fact sheet and fills a store; an audit holds
hundreds of them in one process, and its memory must not grow with them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.engine.backstage import Backstage
from interviewer.engine.clock import VirtualClock
from interviewer.engine.facts import RetrievedFacts
from interviewer.engine.interview import Interview
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.settings import EMBEDDED, Models, Settings
from interviewer.wiring.casting import Company
from interviewer.wiring.interviews import header_of
from interviewer.wiring.judging import Bench, judge_by
from interviewer.wiring.parts import embedder, fact_index, library, substance

if TYPE_CHECKING:
    from interviewer.judge.observations import Progress
    from interviewer.judge.scorecard import Scorecard
    from interviewer.retrieval.index import FactIndex


@dataclass(frozen=True)
class Stage:
    """One scenario with its rubric and its fact sheet, ready for any number of interviews."""

    settings: Settings
    loaded: Loaded
    index: FactIndex
    rubric: Path | None = None
    """Set where it is not the library's own."""

    @classmethod
    def set_up(cls, settings: Settings, scenario: str, rubric: Path | None = None) -> Stage:
        """Load a scenario and embed what interviews and judge compare with. Blocks.

        Raises:
            UsageError: no such scenario.
            ContentError: its files are not valid.
        """
        loaded = library(settings).load(scenario, rubric)
        substance(settings, loaded)
        return cls(settings, loaded, fact_index(settings, loaded), rubric)

    def forget(self) -> None:
        """Keep the vectors of what candidates say in memory only; see `keep_in_memory`."""
        vectors = embedder(self.settings.cache)[0]
        if isinstance(vectors, CachedEmbedder):
            vectors.keep_in_memory()

    async def begin(
        self,
        seed: int,
        clock: VirtualClock,
        path: Path,
        *,
        models: Models | None = None,
        budget: float | None = None,
    ) -> Interview:
        """Start an interview on a virtual clock; without models unless they are named.

        Raises:
            ProviderError: a model that was named cannot be had.
            JournalError: the transcript cannot be written.
        """
        models = models or Models()
        facts = RetrievedFacts(self.loaded.scenario, self.index)
        company = Company(
            self.settings, self.loaded, seed, path.stem, facts, Backstage(), budget=budget
        )
        listener, voice = await company.cast(models)
        first = header_of(self.settings, self.loaded, path.stem, seed, models, budget, self.rubric)
        journal, header = t.Journal.create(path, first)
        return Interview(
            self.loaded,
            journal,
            [header],
            listener=listener,
            voice=voice,
            company=company,
            clock=clock,
        )

    async def judge(
        self,
        path: Path,
        bench: Bench | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Scorecard:
        """Judge a transcript of this scenario; by code alone unless a bench is named.

        Raises:
            ContentError: it cannot be read.
            ProviderError: a model on which the user insists cannot be had.
        """
        if bench is not None and bench.model != EMBEDDED:
            return await judge_by(self.settings, path, bench, on_progress)
        from interviewer.judge.judging import judge

        records = (await asyncio.to_thread(t.read, path)).records
        vectors = substance(self.settings, self.loaded)
        return await asyncio.to_thread(partial(judge, records, self.loaded, vectors))

    def close(self) -> None:
        """Give back the fact store."""
        self.index.close()
