"""Where one interview of an audit is held and judged: from a key to an outcome.

Picklable, so that a worker process or another machine can do the same: it holds settings and
paths; what is heavy (embedder, scenarios) is loaded where it is used, once a process.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from interviewer import transcript as t
from interviewer.audit.agency import Crew, Terms, agency, ends_all
from interviewer.audit.attack.attempt import Attempt
from interviewer.audit.attack.seeing import tried
from interviewer.audit.cast import Cast
from interviewer.audit.distil import charged, outcome_of
from interviewer.audit.executor import failed
from interviewer.audit.fidelity import first_fault, talk_of
from interviewer.audit.lines import unwritable
from interviewer.audit.sitting import sit
from interviewer.engine.backstage import Backstage
from interviewer.engine.clock import VirtualClock
from interviewer.errors import ContentError
from interviewer.outcome import Outcome, RunKey
from interviewer.providers.errors import ProviderError
from interviewer.settings import EMBEDDED, Models
from interviewer.transcript.sealing import sync_path
from interviewer.wiring import Bench, Stage

_MAKING = ".making-"

IDLE = 100
"""Interviews elsewhere after which a process takes a stage down. An audit goes from one scenario to
the next, its searches go round all of them, and a stage takes some 30 MB."""


@dataclass
class _Standing:
    """A stage that is set up, how many sit there now, and the number of the last who came."""

    stage: Stage
    sitting: int = 0
    last: int = 0


_stages: dict[tuple[object, ...], _Standing] = {}
_setting = threading.Lock()
_arrivals = count(1)


@dataclass(frozen=True)
class Venue:
    """Holds interviews into a folder: `transcripts/<scenario>/<persona>-<arm>-<seed>.jsonl`."""

    cast: Cast
    folder: Path
    models: Models = field(default_factory=Models)
    """Who plays the interviewer; the candidate's model is the cast's business."""
    bench: Bench | None = None
    """Who judges; code alone if None."""
    rubric: Path | None = None
    terms: Terms = field(default_factory=Terms)
    """What all calls to language models may cost, and how many there may be at the same time."""
    forgets: bool = False
    """Whether vectors of what candidates say stay in memory: for a process of the audit's own."""

    async def __call__(self, key: RunKey) -> Outcome:
        """Hold and judge one interview.

        Raises:
            ProviderError: a model failed for good.
            InterviewerError: what would fail every interview.
        """
        with self._on_stage(key.scenario) as stage:
            return await self._held(stage, key)

    async def _held(self, stage: Stage, key: RunKey) -> Outcome:
        begun = time.perf_counter()
        path = self.folder / key.file
        crew = await agency(self.terms).crew(self._roles(key))
        try:
            if not self._stands(stage, key, path):
                await self._hold(stage, key, path, crew)
            records = t.read(path).records
            fault = first_fault(self.cast.checks(key), talk_of(records, stage.loaded.scenario))
            # What is no result is not worth a model's judgement; code's costs nothing.
            card = await stage.judge(path, observer=None if fault else crew.playing("judge"))
            crew.check()
        except ProviderError as error:
            if ends_all(error):
                raise
            return charged(failed(key, error.message), crew.paid)
        outcome = outcome_of(
            key,
            card,
            records,
            stage.loaded.rubric,
            fault=fault,
            seconds=time.perf_counter() - begun,
            calls=crew.used,
        )
        if not isinstance(key, Attempt):
            return outcome
        if not key.keeps:
            path.unlink(missing_ok=True)
        return tried(key, outcome, card, records, stage.loaded.rubric)

    @contextmanager
    def _on_stage(self, scenario: str) -> Iterator[Stage]:
        """Give the stage of a scenario, set up once; it stands as long as somebody sits there."""
        settings = self.cast.settings
        place = (scenario, self.rubric, settings.content, settings.cache)
        with _setting:  # a worker of a cluster may hold several interviews, in threads
            if place not in _stages:
                stage = Stage.set_up(settings, scenario, self.rubric, self.models)
                _stages[place] = _Standing(stage)
                if self.forgets:
                    stage.forget()
            here = _stages[place]
            here.sitting, here.last = here.sitting + 1, next(_arrivals)
            _clear_away(here.last)
        try:
            yield here.stage
        finally:
            with _setting:
                here.sitting -= 1

    def _roles(self, key: RunKey) -> dict[str, str]:
        """Return the language models of an interview, by role."""
        named = {str(role): name for role, name in self.models.named.items() if role != "judge"}
        guest = self.cast.guest(key)
        judge = self.bench.model if self.bench else EMBEDDED
        named |= {"candidate": guest.model} if guest else {}
        return named | ({"judge": judge} if judge != EMBEDDED else {})

    def _stands(self, stage: Stage, key: RunKey, path: Path) -> bool:
        """Whether a model sat this very interview and only its judgement is missing.

        It sat it to the end: a transcript takes its place when it is whole.
        """
        guest = self.cast.guest(key)
        if guest is None or not path.is_file():
            return False
        try:
            found = t.read(path)
        except ContentError:
            return False
        wanted = stage.header(path.stem, key.seed, self.models, guest=guest)
        own = {"seq": found.header.seq, "at": found.header.at, "clock": found.header.clock}
        return found.header == wanted.model_copy(update=own)

    async def _hold(self, stage: Stage, key: RunKey, path: Path, crew: Crew) -> None:
        """Let the candidate sit; the transcript takes its place only when it is whole."""
        backstage = Backstage()
        candidate = self.cast.candidate(key, crew.playing("candidate", backstage.used))
        clock = VirtualClock()
        with draft_of(path) as draft:
            interview = await stage.begin(
                key.seed,
                clock,
                draft,
                models=self.models,
                hired=crew.hired,
                backstage=backstage,
                guest=self.cast.guest(key),
            )
            try:
                await sit(interview, candidate, clock)
            finally:
                await interview.leave()
            crew.check()


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Give a file to write that becomes `path` when all went well, and is removed otherwise.

    Raises:
        JournalError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=path.parent, prefix=_MAKING))
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        draft = making / path.name
        yield draft
        sync_path(draft)  # a single time: a draft is worth nothing before
        os.replace(draft, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _clear_away(now: int) -> None:
    """Take down the stages that nobody has come to for long; the caller holds the lock."""
    idle = [p for p, one in _stages.items() if not one.sitting and now - one.last > IDLE]
    for place in idle:
        _stages.pop(place).stage.take_down()


def strike(content: Path) -> None:
    """Take down what was set up with content from under a folder, before it is removed."""
    with _setting:
        for place in list(_stages):
            roots = _stages[place].stage.settings.content
            if any(root.is_relative_to(content) for root in roots):
                _stages.pop(place).stage.take_down()


def sweep(folder: Path) -> None:
    """Remove interviews that a killed process left half done."""
    for making in (folder / "transcripts").glob(f"*/{_MAKING}*"):
        shutil.rmtree(making, ignore_errors=True)
