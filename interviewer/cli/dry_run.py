"""`dry-run`: talkers, the scenario's own candidates and two probes sit it, for its author."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer import transcript as t
from interviewer import wiring
from interviewer.audit.authored import Authored, is_answer, unanswered
from interviewer.audit.candidate import Candidate
from interviewer.audit.probes import Asker, Namer, parts
from interviewer.audit.room import hold
from interviewer.audit.scripts import Script, has_blanks, load_scripts, place_of
from interviewer.audit.smooth import PERSONAS, smooth
from interviewer.authoring.faults import Run, edits, faults
from interviewer.authoring.places import Places
from interviewer.authoring.sittings import Role, Sitting
from interviewer.cli.blanks import refuse_blanks
from interviewer.cli.say import as_json as print_json
from interviewer.cli.writing import write_and_say
from interviewer.content import Loaded
from interviewer.errors import EmbedderMissing, Exit
from interviewer.report.dry_run import as_data, dry_run_markdown, dry_run_text
from interviewer.settings import Settings

SEEDS = 1
"""Interviews of each generated talker; an author wants an answer within the minute."""
MOST_JOBS = 4


@dataclass(frozen=True)
class Seat:
    """Who sits, with which seed (of an asker: which part); `role` is what is expected of it."""

    persona: str
    role: Role
    seed: int = 1


def dry_run(
    settings: Settings,
    scenario: str,
    *,
    seeds: int = SEEDS,
    jobs: int | None = None,
    as_json: bool = False,
    markdown: Path | None = None,
) -> int:
    """Hold the interviews and print the author's page; exit code 1 if anything was found.

    Raises:
        UsageError: there is no such scenario, or it is a scaffold with blanks.
        ContentError: its files, or its candidates', are not valid.
        JournalError: the page cannot be written.
        EmbedderMissing: nothing can be judged.
    """
    loaded = wiring.library(settings).load(scenario)
    refuse_blanks(loaded)
    seats = list(cast(loaded, seeds))
    jobs = jobs or min(MOST_JOBS, os.cpu_count() or 1, len(seats))
    embedder, why = wiring.embedder(settings.cache)
    if not embedder.semantic:
        message = f"A dry run needs the sentence embedder: {why}"
        raise EmbedderMissing(message, hint="`interviewer doctor` says what is missing.")
    wiring.substance(settings, loaded)  # embedded once, before others ask for it
    wiring.fact_index(settings, loaded).close()
    getattr(embedder, "flush", lambda: None)()
    with tempfile.TemporaryDirectory(prefix="dry-run-") as folder:
        sittings = sit_all(settings, scenario, seats, Path(folder), jobs)
    places = Places(loaded, wiring.library(settings))
    run = Run(loaded, sittings, places, embedder)
    found = faults(run)
    first = edits(found)
    if markdown:
        write_and_say(markdown, dry_run_markdown(run, found, first))
    if as_json:
        print_json(as_data(run, found, first))
    elif not markdown:
        width = min(110, shutil.get_terminal_size((100, 24)).columns)
        print(dry_run_text(run, found, first, width=width, colour=sys.stdout.isatty()))
    return int(Exit.FINDINGS if found else Exit.GOOD)


def cast(loaded: Loaded, seeds: int) -> Iterator[Seat]:
    """Yield who sits: the probes, the scenario's own candidates, each talker with its seeds."""
    for part in range(1, parts(loaded.scenario) + 1):
        yield Seat("asker", "probe", part)
    yield Seat("namer", "probe")
    for name, kind in _scripts(loaded).items():
        yield Seat(name, "expert" if kind == "legitimate" else "talker")
    for persona in PERSONAS:
        for seed in range(1, seeds + 1):
            yield Seat(persona, "talker", seed)


def sit_all(
    settings: Settings, scenario: str, seats: list[Seat], folder: Path, jobs: int
) -> list[Sitting]:
    """Return the interviews in the order of the seats; with several jobs in as many processes."""
    if jobs == 1:
        sittings = []
        for seat in seats:
            sittings.append(sit_one(settings, scenario, seat, folder))
            _progress(len(sittings), len(seats))
        return sittings
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting = {
            pool.submit(sit_one, settings, scenario, seat, folder): n
            for n, seat in enumerate(seats)
        }
        done: dict[int, Sitting] = {}
        for future in as_completed(waiting):
            done[waiting[future]] = future.result()
            _progress(len(done), len(seats))
    return [done[number] for number in sorted(done)]


def sit_one(settings: Settings, scenario: str, seat: Seat, folder: Path) -> Sitting:
    """Hold and judge one interview."""
    loaded = wiring.library(settings).load(scenario)
    candidate = _candidate(settings, loaded, seat)
    path = folder / f"{seat.persona}-{seat.seed}.jsonl"
    card = asyncio.run(hold(settings, scenario, candidate, seat.seed, path))
    aims = candidate.aims if isinstance(candidate, Asker) else {}
    sitting = Sitting(seat.persona, seat.role, seat.seed, t.read(path).records, card, aims)
    script = _script(loaded, seat) if isinstance(candidate, Authored) else None
    return _with_script(settings, loaded, sitting, script) if script else sitting


def _with_script(settings: Settings, loaded: Loaded, sitting: Sitting, script: Script) -> Sitting:
    """Return an authored candidate's interview, with the questions to which it had no answer."""
    silent = unanswered(script, loaded.rubric, wiring.embedder(settings.cache)[0])
    path = _scripts_path(loaded)
    return replace(
        sitting,
        script=(path, place_of(path, script.id)[0]),
        speechless=frozenset(
            asked.id
            for asked in sitting.put
            if asked.id in silent or not is_answer(asked.reply, asked.id, script, loaded.rubric)
        ),
    )


def _candidate(settings: Settings, loaded: Loaded, seat: Seat) -> Candidate:
    if seat.persona == "asker" and seat.role == "probe":
        return Asker(loaded.scenario, seat.seed)
    if seat.persona == "namer" and seat.role == "probe":
        return Namer(loaded.rubric)
    if seat.persona in PERSONAS:
        return smooth(seat.persona, loaded.scenario, seat.seed)
    return Authored(_script(loaded, seat), wiring.embedder(settings.cache)[0])


def _script(loaded: Loaded, seat: Seat) -> Script:
    scripts = load_scripts(_scripts_path(loaded), loaded.rubric).candidates
    return next(script for script in scripts if script.id == seat.persona)


def _scripts_path(loaded: Loaded) -> Path:
    return loaded.scenario_path.parent / "candidates" / loaded.scenario_path.name


def _scripts(loaded: Loaded) -> dict[str, str]:
    """Return the kinds of the scenario's own candidates by name; a stub with blanks is none yet."""
    path = _scripts_path(loaded)
    if not path.is_file():
        return {}
    scripts = load_scripts(path, loaded.rubric).candidates
    return {script.id: script.kind for script in scripts if not has_blanks(script)}


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(f"\r{done} of {of} interviews", end=end, file=sys.stderr, flush=True)
