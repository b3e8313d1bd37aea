"""A scenario set up once for many interviews: what each of them would build anew is shared.

An interview of its own loads two files, embeds a fact sheet and fills a store; an audit holds
hundreds of them in one process, and its memory must not grow with them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
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
from interviewer.engine.listening import EmbeddedListener
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.settings import EMBEDDED, Models, Settings
from interviewer.wiring.casting import Company
from interviewer.wiring.interviews import header_of
from interviewer.wiring.judging import Bench, judge_by, judge_through
from interviewer.wiring.parts import embedder, fact_index, library, release, substance

if TYPE_CHECKING:
    from interviewer.judge.case import Case
    from interviewer.judge.observations import Progress
    from interviewer.judge.scorecard import Scorecard
    from interviewer.providers.base import ChatModel
    from interviewer.retrieval.index import FactIndex


@dataclass(frozen=True)
class Guest:
    """A language model in the candidate's seat: its name, and the hashes of what it is told."""

    model: str
    prompts: Mapping[str, str]


@dataclass(frozen=True)
class Stage:
    """One scenario with its rubric and its fact sheet, ready for any number of interviews."""

    settings: Settings
    loaded: Loaded
    index: FactIndex
    rubric: Path | None = None
    """Set where it is not the library's own."""

    @classmethod
    def set_up(
        cls,
        settings: Settings,
        scenario: str,
        rubric: Path | None = None,
        models: Models | None = None,
    ) -> Stage:
        """Load a scenario and embed what interviews and judge compare with. Blocks.

        What a listener, and the check of a model that speaks, compare with is embedded here too:
        later it would not be kept (`forget`), and every process would do it again, for ten seconds.

        Raises:
            UsageError: no such scenario.
            ContentError: its files are not valid.
        """
        loaded = library(settings).load(scenario, rubric)
        vectors = substance(settings, loaded)
        EmbeddedListener(vectors, loaded.scenario)
        if models is not None and models.interviewer != EMBEDDED:
            from interviewer.engine.checking.nearness import landscape

            landscape(vectors)
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
        hired: Mapping[str, ChatModel] | None = None,
        backstage: Backstage | None = None,
        guest: Guest | None = None,
    ) -> Interview:
        """Start an interview on a virtual clock; without models unless they are named.

        Its transcript is a draft: whoever keeps it syncs it when the interview has ended.
        `hired` are models that are ready, by name; `backstage` is where their calls are reported
        to be written down; `guest` is the model in the candidate's seat, if one sits there.

        Raises:
            ProviderError: a model that was named cannot be had.
            JournalError: the transcript cannot be written.
        """
        models = models or Models()
        facts = RetrievedFacts(self.loaded.scenario, self.index)
        company = Company(
            self.settings,
            self.loaded,
            seed,
            path.stem,
            facts,
            backstage or Backstage(),
            budget=budget,
            hired=hired or {},
        )
        listener, voice = await company.cast(models)
        first = self.header(path.stem, seed, models, budget, guest)
        journal, header = t.Journal.create(path, first, durable=False)
        return Interview(
            self.loaded,
            journal,
            [header],
            listener=listener,
            voice=voice,
            company=company,
            clock=clock,
        )

    def header(
        self,
        session: str,
        seed: int,
        models: Models,
        budget: float | None = None,
        guest: Guest | None = None,
    ) -> t.Header:
        """Return the first record of an interview at this stage."""
        found = header_of(self.settings, self.loaded, session, seed, models, budget, self.rubric)
        if guest is None:
            return found
        played = {**found.models, "candidate": guest.model}
        return found.model_copy(
            update={"models": played, "prompts": {**found.prompts, **guest.prompts}}
        )

    async def judge(
        self,
        path: Path,
        bench: Bench | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        *,
        observer: ChatModel | None = None,
        store: Path | None = None,
    ) -> Scorecard:
        """Judge a transcript of this scenario; by code alone unless a bench is named.

        `observer` is a model that is ready, and takes the bench's place; its answers are kept in
        `store`, or beside the transcript.

        Raises:
            ContentError: it cannot be read.
            ProviderError: a model on which the user insists cannot be had.
        """
        if observer is not None:
            from interviewer.judge.observing import CONCURRENCY

            records = (await asyncio.to_thread(t.read, path)).records
            vectors = substance(self.settings, self.loaded)
            return await judge_through(
                observer,
                path,
                records,
                self.loaded,
                vectors,
                concurrency=CONCURRENCY,
                on_progress=on_progress,
                store=store,
            )
        if bench is not None and bench.model != EMBEDDED:
            return await judge_by(self.settings, path, bench, on_progress)
        from interviewer.judge.judging import judge

        records = (await asyncio.to_thread(t.read, path)).records
        vectors = substance(self.settings, self.loaded)
        return await asyncio.to_thread(partial(judge, records, self.loaded, vectors))

    async def case(self, path: Path) -> Case:
        """Return a transcript as a model's judge reads it; who holds it, has it read once.

        Raises:
            ContentError: it cannot be read.
        """
        from interviewer.judge.case import Case

        records = (await asyncio.to_thread(t.read, path)).records
        vectors = substance(self.settings, self.loaded)
        return await asyncio.to_thread(Case.of, records, self.loaded, vectors)

    def close(self) -> None:
        """Give back the fact store."""
        self.index.close()

    def take_down(self) -> None:
        """Give back the scenario's vectors too, which other stages of it would have shared."""
        self.close()
        release(self.settings, self.loaded)
