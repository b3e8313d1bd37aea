"""Judging a transcript, by code alone or with a model that observes, and keeping the scorecard."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import transcript as t
from interviewer.errors import JournalError
from interviewer.settings import EMBEDDED, Settings
from interviewer.wiring.parts import loaded_for, substance

if TYPE_CHECKING:
    from interviewer.content import Loaded
    from interviewer.evidence.substance import Substance
    from interviewer.judge.forecast import Forecast
    from interviewer.judge.observations import Progress
    from interviewer.judge.scorecard import Scorecard
    from interviewer.providers.base import ChatModel


@dataclass(frozen=True)
class Bench:
    """Who judges: a model's name or `embedded`, within a budget (US dollars).

    `insists`: the user named the model for this very judgement, so that it is an error if it cannot
    be had; otherwise code judges alone and the scorecard says why.
    """

    model: str = EMBEDDED
    budget: float | None = None
    insists: bool = False
    rubric: Path | None = None


def judge_file(settings: Settings, path: Path, rubric: Path | None = None) -> Scorecard:
    """Judge a transcript by code alone.

    Raises:
        ContentError: it, its scenario or its rubric cannot be read.
    """
    from interviewer.judge.judging import judge

    transcript = t.read(path)
    loaded = loaded_for(settings, transcript.header, rubric)
    return judge(transcript.records, loaded, substance(settings, loaded))


def bench_of(path: Path) -> Bench:
    """Return who judges an interview: the model that was named for it when it was held, if any."""
    from interviewer.engine.state import fold

    state = fold(t.read(path).records)
    header = t.read(path).header
    left = None if header.budget is None else max(0.0, header.budget - state.spending.price)
    return Bench(state.models.get("judge", EMBEDDED), left)


async def judge_by(
    settings: Settings,
    path: Path,
    bench: Bench,
    on_progress: Callable[[Progress], None] | None = None,
) -> Scorecard:
    """Judge a transcript by whoever sits on the bench. What a model said is kept and asked once.

    Raises:
        ContentError: the transcript, its scenario or its rubric cannot be read.
        ProviderError: a model on which the user insists cannot be had.
    """
    if bench.model == EMBEDDED:
        return await asyncio.to_thread(judge_file, settings, path, bench.rubric)
    from interviewer.judge.observing import CONCURRENCY
    from interviewer.providers.calling import LOCAL
    from interviewer.providers.errors import ProviderError
    from interviewer.providers.metering import MeteredModel
    from interviewer.providers.usage import Meter

    transcript = await asyncio.to_thread(t.read, path)
    loaded = await asyncio.to_thread(loaded_for, settings, transcript.header, bench.rubric)
    vectors = await asyncio.to_thread(substance, settings, loaded)
    try:
        model = await _patient(bench.model)
    except ProviderError as error:
        if bench.insists:
            raise
        card = await asyncio.to_thread(judge_file, settings, path, bench.rubric)
        return card.model_copy(
            update={"notes": [*card.notes, f"{error.message} So code judged alone."]}
        )
    local = getattr(model, "limits", None) is LOCAL
    # With a budget one call at a time: what is under way is not yet counted.
    alone = local or bench.budget is not None
    metered = MeteredModel(model, "judge", Meter(budget=bench.budget), lambda _: None)
    try:
        return await judge_through(
            metered,
            path,
            transcript.records,
            loaded,
            vectors,
            concurrency=1 if alone else CONCURRENCY,
            on_progress=on_progress,
        )
    finally:
        with contextlib.suppress(ProviderError):
            await model.close()


async def judge_through(
    model: ChatModel,
    path: Path,
    records: Sequence[t.AnyRecord],
    loaded: Loaded,
    vectors: Substance,
    *,
    concurrency: int,
    on_progress: Callable[[Progress], None] | None = None,
    store: Path | None = None,
) -> Scorecard:
    """Judge a transcript by what a model observes; its answers are kept in `store`.

    Without one they are kept beside `path`, where whoever judges it again finds them.
    """
    from interviewer.judge.case import Case
    from interviewer.judge.model_judging import judge_with
    from interviewer.judge.observing import observe
    from interviewer.judge.remembering import store_path

    # Held until it is judged, so that those judged beside it do not push it out of memory.
    _case = await asyncio.to_thread(Case.of, records, loaded, vectors)
    observed = await observe(
        records,
        loaded,
        vectors,
        model,
        concurrency=concurrency,
        store=store or store_path(path),
        on_progress=on_progress,
    )
    return await asyncio.to_thread(judge_with, observed, records, loaded, vectors)


async def _patient(name: str) -> ChatModel:
    """Return a model that is waited for: nobody sits at the keyboard while it judges."""
    from interviewer.providers.calling import LOCAL, Limits
    from interviewer.providers.registry import chat_model

    model = chat_model(name)
    if getattr(model, "limits", None) is not LOCAL:
        model = chat_model(name, Limits(attempts=6, retrying=120.0))
    await model.warm()
    return model


def forecast(settings: Settings, path: Path, bench: Bench) -> Forecast:
    """Return what judging a transcript with a model is likely to cost. Blocks."""
    from interviewer.judge.forecast import estimate_judging

    transcript = t.read(path)
    loaded = loaded_for(settings, transcript.header, bench.rubric)
    return estimate_judging(transcript.records, loaded, bench.model)


async def score(
    settings: Settings,
    path: Path,
    bench: Bench | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Scorecard:
    """Judge a transcript and keep the scorecard beside it; by its own judge if none is given."""
    if bench is None:
        bench = await asyncio.to_thread(bench_of, path)
    card = await judge_by(settings, path, bench, on_progress)
    try:
        _replace(scorecard_path(path), card.model_dump_json(indent=2))
    except OSError as error:
        raise JournalError(
            f"The scorecard was not saved: {error.strerror}.",
            hint="The interview itself is safe; free some space.",
        ) from error
    return card


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    making = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        making.write_text(text, "utf-8")
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def scorecard_path(path: Path) -> Path:
    """Return where the scorecard of a transcript lies."""
    return path.with_suffix(".scorecard.json")
