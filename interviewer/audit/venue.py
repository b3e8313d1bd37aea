"""Where one interview of an audit is held and judged: from a key to an outcome.

Picklable, so that a worker process or another machine can do the same: it holds settings and
paths; what is heavy (embedder, scenarios) is loaded where it is used, once a process.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from interviewer import transcript as t
from interviewer.audit.cast import Cast
from interviewer.audit.distil import outcome_of
from interviewer.audit.fidelity import first_fault, talk_of
from interviewer.audit.sitting import sit
from interviewer.engine.clock import VirtualClock
from interviewer.errors import JournalError
from interviewer.outcome import Outcome, RunKey
from interviewer.settings import Models
from interviewer.wiring import Bench, Stage

_MAKING = ".making-"

_stages: dict[tuple[object, ...], Stage] = {}


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
    forgets: bool = False
    """Whether vectors of what candidates say stay in memory: for a process of the audit's own."""

    async def __call__(self, key: RunKey) -> Outcome:
        """Hold and judge one interview.

        Raises:
            ProviderError: a model failed for good.
            InterviewerError: what would fail every interview.
        """
        begun = time.perf_counter()
        stage = self._stage(key.scenario)
        path = self.folder / key.file
        await self._hold(stage, key, path)
        card = await stage.judge(path, self.bench)
        records = t.read(path).records
        fault = first_fault(self.cast.checks(key), talk_of(records, stage.loaded.scenario))
        return outcome_of(
            key,
            card,
            records,
            stage.loaded.rubric,
            fault=fault,
            seconds=time.perf_counter() - begun,
        )

    def _stage(self, scenario: str) -> Stage:
        settings = self.cast.settings
        place = (scenario, self.rubric, settings.content, settings.cache)
        if place not in _stages:
            stage = _stages[place] = Stage.set_up(settings, scenario, self.rubric)
            if self.forgets:
                stage.forget()
        return _stages[place]

    async def _hold(self, stage: Stage, key: RunKey, path: Path) -> None:
        """Let the candidate sit; the transcript takes its place only when it is whole."""
        candidate = self.cast.candidate(key)
        clock = VirtualClock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            making = Path(tempfile.mkdtemp(dir=path.parent, prefix=_MAKING))
        except OSError as error:
            raise _cannot(path, error) from error
        try:
            draft = making / path.name
            interview = await stage.begin(key.seed, clock, draft, models=self.models)
            try:
                await sit(interview, candidate, clock)
            finally:
                await interview.leave()
            os.replace(draft, path)
        except OSError as error:
            raise _cannot(path, error) from error
        finally:
            shutil.rmtree(making, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove interviews that a killed process left half done."""
    for making in (folder / "transcripts").glob(f"*/{_MAKING}*"):
        shutil.rmtree(making, ignore_errors=True)


def _cannot(path: Path, error: OSError) -> JournalError:
    return JournalError(
        f"{path} cannot be written: {error.strerror or error}.",
        hint="Free some space or choose another --out.",
    )
