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
from interviewer.engine.voice import EmbeddedVoice
from interviewer.scenario import Level
from interviewer.settings import Settings
from interviewer.wiring.parts import embedder, fact_index, library, loaded_for, substance

ClockOf = Callable[[float], Clock]


async def start(
    settings: Settings,
    scenario: str,
    *,
    rubric: Path | None = None,
    level: Level | None = None,
    minutes: int | None = None,
    seed: int | None = None,
    clock: ClockOf = RunningClock,
    path: Path | None = None,
) -> Interview:
    """Begin an interview; its transcript is made at once.

    Raises:
        UsageError: no such scenario.
        ContentError: its files are not valid.
        JournalError: the transcript cannot be written.
    """
    loaded = await asyncio.to_thread(library(settings).load, scenario, rubric)
    seed = secrets.randbelow(10**6) if seed is None else seed
    parts = await asyncio.to_thread(_parts, settings, loaded, seed)
    started = datetime.now(UTC)
    suffix = random.Random(secrets.token_bytes(8)).randrange(16**4)
    session = f"{started:%Y%m%d-%H%M%S}-{scenario}-{suffix:04x}"
    header = t.Header(
        package=__version__,
        session=path.stem if path else session,
        scenario=scenario,
        scenario_hash=loaded.scenario_hash,
        rubric=loaded.rubric.id,
        rubric_hash=loaded.rubric.hash,
        rubric_file=str(rubric.resolve()) if rubric else "",
        embedder=embedder(settings.cache)[0].name,
        seed=seed,
        level=level or loaded.scenario.level,
        minutes=minutes or loaded.scenario.minutes,
    )
    journal, written = t.Journal.create(path or settings.transcripts / f"{session}.jsonl", header)
    return Interview(loaded, journal, [written], clock=clock(0.0), **parts)  # type: ignore[arg-type]


async def resume(settings: Settings, path: Path, *, clock: ClockOf = RunningClock) -> Interview:
    """Go on with an interview from its transcript.

    Raises:
        Locked: it is open elsewhere.
        ContentError: the transcript or the scenario cannot be read.
    """
    journal, transcript = t.Journal.resume(path)
    try:
        header = transcript.header
        loaded = await asyncio.to_thread(loaded_for, settings, header)
        parts = await asyncio.to_thread(_parts, settings, loaded, header.seed)
    except BaseException:
        journal.close()
        raise
    spent = transcript.records[-1].clock
    return Interview(loaded, journal, transcript.records, clock=clock(spent), **parts)  # type: ignore[arg-type]


def _parts(settings: Settings, loaded: Loaded, seed: int) -> dict[str, object]:
    from interviewer.engine.facts import RetrievedFacts
    from interviewer.engine.listening import EmbeddedListener

    return {
        "listener": EmbeddedListener(substance(settings, loaded), loaded.scenario),
        "voice": EmbeddedVoice(seed),
        "facts": RetrievedFacts(loaded.scenario, fact_index(settings, loaded)),
    }
