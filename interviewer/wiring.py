"""The one place that builds things: settings in; interviews, judges and lists of sessions out."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import __version__
from interviewer import transcript as t
from interviewer.content import Library, Loaded, load_scenario
from interviewer.engine.clock import Clock, RunningClock
from interviewer.engine.interview import Interview
from interviewer.engine.voice import EmbeddedVoice
from interviewer.errors import InterviewerError, JournalError, UsageError
from interviewer.scenario import Level, Scenario
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.evidence.substance import Substance
    from interviewer.judge.scorecard import Scorecard
    from interviewer.retrieval.base import Embedder
    from interviewer.retrieval.index import FactIndex

ClockOf = Callable[[float], Clock]


def library(settings: Settings) -> Library:
    """Return the scenarios and rubrics in reach."""
    return Library.shipped(settings.content)


# --- shared, expensive parts ----------------------------------------------------------------------


@lru_cache(maxsize=2)
def embedder(cache: Path) -> tuple[Embedder, str]:
    """Return the embedder and, where it is the fallback, why."""
    from interviewer.retrieval.loading import load_embedder

    return load_embedder(cache)


_SUBSTANCES: dict[tuple[str, str, Path], Substance] = {}


def substance(settings: Settings, loaded: Loaded) -> Substance:
    """Return the vectors of a scenario and its rubric; built once for what the two files hold."""
    from interviewer.evidence.substance import Substance
    from interviewer.evidence.swap import elsewhere

    key = (loaded.scenario_hash, loaded.rubric.hash, settings.cache)
    if key not in _SUBSTANCES:
        others = elsewhere(loaded.scenario.id)
        vectors = embedder(settings.cache)[0]
        _SUBSTANCES[key] = Substance(loaded.scenario, loaded.rubric, vectors, others)
    return _SUBSTANCES[key]


def fact_index(settings: Settings, loaded: Loaded) -> FactIndex:
    """Return a scenario's fact sheet, ready to be asked; others' questions are its negatives."""
    from interviewer.retrieval.index import FactIndex
    from interviewer.retrieval.store import FactStore

    negatives = [ask for other in _others(loaded) for fact in other.facts for ask in fact.asks]
    return FactIndex(loaded.scenario.facts, embedder(settings.cache)[0], negatives, FactStore)


def _others(loaded: Loaded) -> list[Scenario]:
    paths = Library.shipped().scenario_paths()
    return [load_scenario(path) for name, path in paths.items() if name != loaded.scenario.id]


def warm(settings: Settings) -> None:
    """Embed every scenario's texts into the cache, so that the first interview starts at once."""
    shelf = library(settings)
    for name in shelf.scenario_paths():
        loaded = shelf.load(name)
        substance(settings, loaded)
        fact_index(settings, loaded)


# --- interviews -----------------------------------------------------------------------------------


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
        loaded = await asyncio.to_thread(_loaded_for, settings, header)
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


def _loaded_for(settings: Settings, header: t.Header, rubric: Path | None = None) -> Loaded:
    """Load what an interview was held with: its own rubric file if it had one and it is there."""
    own = Path(header.rubric_file) if header.rubric_file else None
    chosen = rubric or (own if own and own.is_file() else None)
    return library(settings).load(header.scenario, chosen)


# --- judging --------------------------------------------------------------------------------------


def judge_file(settings: Settings, path: Path, rubric: Path | None = None) -> Scorecard:
    """Judge a transcript.

    Raises:
        ContentError: it, its scenario or its rubric cannot be read.
    """
    from interviewer.judge.judging import judge

    transcript = t.read(path)
    loaded = _loaded_for(settings, transcript.header, rubric)
    return judge(transcript.records, loaded, substance(settings, loaded))


async def score(settings: Settings, path: Path) -> Scorecard:
    """Judge a transcript off the event loop and keep the scorecard beside it."""
    card = await asyncio.to_thread(judge_file, settings, path)
    try:
        scorecard_path(path).write_text(card.model_dump_json(indent=2), "utf-8")
    except OSError as error:
        raise JournalError(
            f"The scorecard was not saved: {error.strerror}.",
            hint="The interview itself is safe; free some space.",
        ) from error
    return card


def scorecard_path(path: Path) -> Path:
    """Return where the scorecard of a transcript lies."""
    return path.with_suffix(".scorecard.json")


# --- past interviews ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Session:
    """A past interview; `problem` says why its file cannot be read."""

    path: Path
    session: str
    scenario: str
    title: str
    started: str
    minutes: int
    elapsed: float
    finished: bool
    turns: int
    verdict: str | None = None
    problem: str = ""


def list_sessions(settings: Settings) -> list[Session]:
    """Return past interviews, newest first, read from the transcripts themselves."""
    if not settings.transcripts.is_dir():
        return []
    titles = _titles(settings)
    found = [_session(path, titles) for path in settings.transcripts.glob("*.jsonl")]
    return sorted(found, key=lambda session: (session.started, session.session), reverse=True)


def _titles(settings: Settings) -> dict[str, str]:
    titles = {}
    for name, path in library(settings).scenario_paths().items():
        try:
            first = next(
                line for line in path.read_text("utf-8").splitlines() if line.startswith("title:")
            )
            titles[name] = first.removeprefix("title:").strip().strip("\"'")
        except (OSError, StopIteration, UnicodeDecodeError):
            titles[name] = name
    return titles


def _session(path: Path, titles: dict[str, str]) -> Session:
    try:
        transcript = t.read(path)
    except InterviewerError as error:
        return Session(path, path.stem, "", path.stem, "", 0, 0.0, False, 0, problem=error.message)
    header = transcript.header
    closed = any(isinstance(record, t.Closed) for record in transcript.records)
    return Session(
        path=path,
        session=header.session,
        scenario=header.scenario,
        title=titles.get(header.scenario, header.scenario),
        started=header.at,
        minutes=header.minutes,
        elapsed=transcript.records[-1].clock,
        finished=closed,
        turns=sum(isinstance(record, t.CandidateSaid) for record in transcript.records),
        verdict=_verdict(path),
    )


def _verdict(path: Path) -> str | None:
    from interviewer.judge.scorecard import Scorecard

    try:
        return Scorecard.model_validate_json(scorecard_path(path).read_text("utf-8")).verdict
    except (OSError, ValueError):
        return None


def find_session(settings: Settings, name: str) -> Path:
    """Return the transcript that a path, an id, the beginning of one, or `last` means.

    Raises:
        UsageError: none, or more than one.
    """
    direct = Path(name)
    if direct.suffix == ".jsonl" and direct.is_file():
        return direct
    sessions = list_sessions(settings)
    if name == "last" and sessions:
        return sessions[0].path
    matches = [
        session
        for session in sessions
        if session.session.startswith(name) or session.path.stem == name
    ]
    if len(matches) == 1:
        return matches[0].path
    if matches:
        offered = ", ".join(session.session for session in matches[:4])
        raise UsageError(
            f"`{name}` fits {len(matches)} interviews.", hint=f"Give more of it: {offered}."
        )
    raise UsageError(f"There is no interview `{name}`.", hint="`interviewer history` lists them.")


def delete_session(path: Path) -> None:
    """Delete a transcript and what was derived from it."""
    for extra in (scorecard_path(path), path.with_suffix(".draft"), Path(f"{path}.lock"), path):
        extra.unlink(missing_ok=True)


def export_session(settings: Settings, path: Path, kind: str, to: Path) -> Path:
    """Write an interview as Markdown, HTML (its scorecard) or JSON (its scorecard); return where.

    Raises:
        JournalError: the file cannot be written.
    """
    from interviewer.report.html import scorecard_html
    from interviewer.report.markdown import scorecard_markdown, transcript_markdown

    transcript = t.read(path)
    loaded = _loaded_for(settings, transcript.header)
    card = judge_file(settings, path)
    text = {
        "markdown": lambda: (
            f"{scorecard_markdown(card)}\n\n{transcript_markdown(transcript.records, loaded)}"
        ),
        "html": lambda: scorecard_html(card, transcript.records, loaded),
        "json": lambda: card.model_dump_json(indent=2),
    }[kind]()
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text, "utf-8")
    except OSError as error:
        raise JournalError(
            f"{to} was not written: {error.strerror}.", hint="Choose another place."
        ) from error
    return to
