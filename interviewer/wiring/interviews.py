"""Interviews, begun and gone on with."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from interviewer import __version__
from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.engine.clock import Clock, RunningClock
from interviewer.engine.interview import Interview
from interviewer.engine.state import fold
from interviewer.providers.errors import ProviderError
from interviewer.scenario import Level
from interviewer.settings import Models, Settings
from interviewer.wiring.casting import company, prompts_of
from interviewer.wiring.parts import embedder, library, loaded_for

ClockOf = Callable[[float], Clock]


async def start(  # noqa: PLR0913 - what an interview is begun with
    settings: Settings,
    scenario: str,
    *,
    rubric: Path | None = None,
    level: Level | None = None,
    minutes: int | None = None,
    seed: int | None = None,
    clock: ClockOf = RunningClock,
    path: Path | None = None,
    models: Models | None = None,
    budget: float | None = None,
) -> Interview:
    """Begin an interview; its transcript is made at once.

    `models` and `budget` (US dollars) are those of the settings where they are not given.

    Raises:
        UsageError: no such scenario.
        ProviderError: a model that was named cannot be had.
        ContentError: its files are not valid.
        JournalError: the transcript cannot be written.
    """
    loaded = await asyncio.to_thread(library(settings).load, scenario, rubric)
    seed = secrets.randbelow(10**6) if seed is None else seed
    models = models or settings.models
    budget = settings.budget if budget is None else budget
    started = datetime.now(UTC)
    suffix = random.Random(secrets.token_bytes(8)).randrange(16**4)
    session = path.stem if path else f"{started:%Y%m%d-%H%M%S}-{scenario}-{suffix:04x}"
    playing = await asyncio.to_thread(company, settings, loaded, seed, session, budget)
    try:
        listener, voice = await playing.cast(models)
        header = header_of(settings, loaded, session, seed, models, budget, rubric)
        header = header.model_copy(
            update={"level": level or header.level, "minutes": minutes or header.minutes}
        )
        path = path or settings.transcripts / f"{session}.jsonl"
        journal, written = t.Journal.create(path, header)
    except BaseException:
        await playing.leave()
        raise
    return Interview(
        loaded,
        journal,
        [written],
        listener=listener,
        voice=voice,
        company=playing,
        clock=clock(0.0),
    )


def header_of(
    settings: Settings,
    loaded: Loaded,
    session: str,
    seed: int,
    models: Models,
    budget: float | None,
    rubric: Path | None,
) -> t.Header:
    """Return the first record of an interview; `rubric` where it is not the library's own."""
    return t.Header(
        package=__version__,
        session=session,
        scenario=loaded.scenario.id,
        scenario_hash=loaded.scenario_hash,
        rubric=loaded.rubric.id,
        rubric_hash=loaded.rubric.hash,
        rubric_file=str(rubric.resolve()) if rubric else "",
        models={role: models.of(role) for role in models.named},
        prompts=prompts_of(models),
        budget=budget,
        embedder=embedder(settings.cache)[0].name,
        seed=seed,
        level=loaded.scenario.level,
        minutes=loaded.scenario.minutes,
    )


async def resume(
    settings: Settings,
    path: Path,
    *,
    clock: ClockOf = RunningClock,
    models: Models | None = None,
    budget: float | None = None,
) -> Interview:
    """Go on with an interview from its transcript.

    Its own models go on where `models` is not given; one that cannot be had any more is played
    without a model, and the transcript says so.

    Raises:
        Locked: it is open elsewhere.
        ContentError: the transcript or the scenario cannot be read.
        ProviderError: a model that was named anew cannot be had.
    """
    journal, transcript = t.Journal.resume(path)
    try:
        header = transcript.header
        loaded = await asyncio.to_thread(loaded_for, settings, header)
        state = fold(transcript.records)
        playing = await asyncio.to_thread(
            company,
            settings,
            loaded,
            header.seed,
            header.session,
            header.budget if budget is None else budget,
            state.spending,
        )
        wanted = models or Models(**state.models)
        missing = None
        try:
            listener, voice = await playing.cast(wanted)
        except ProviderError as error:
            if models is not None:
                raise
            missing, wanted = error, Models()
            listener, voice = await playing.cast(wanted)
        interview = Interview(
            loaded,
            journal,
            transcript.records,
            listener=listener,
            voice=voice,
            company=playing,
            clock=clock(transcript.records[-1].clock),
        )
        if missing:
            playing.backstage.fault(
                missing.message, "the interview goes on without a model", role="all", show=True
            )
        await interview.change_models(wanted)
    except BaseException:
        journal.close()
        raise
    return interview
