"""`audit`: simulated candidates sit a question; the verdict, and what it rests on."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.cli.audit_outputs import Outputs, keep, publish
from interviewer.cli.say import talk
from interviewer.errors import UsageError
from interviewer.outcome import Audit, Design, Mode
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.audit.cast import Cast
    from interviewer.audit.runner import OnProgress

AUDIT = "audit.json"


@dataclass(frozen=True)
class Asked:
    """What the command line says."""

    scenarios: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    personas_dirs: tuple[Path, ...] = ()
    mode: Mode = "standard"
    seeds: int | None = None
    first_seed: int = 1
    jobs: int | None = None
    folder: Path | None = None
    resume: bool = False

    @classmethod
    def said(
        cls,
        *,
        quick: bool,
        standard: bool,
        personas: str | None,
        rubric: Path | None,
        **others: Any,
    ) -> Asked:
        """Return what the flags say together.

        Raises:
            UsageError: they contradict each other.
        """
        seeds = others.get("seeds")
        if quick and standard:
            raise UsageError("--quick and --standard exclude each other.")
        if standard and seeds is not None:
            raise UsageError("--standard has its own number of runs.", hint="Leave out --seeds.")
        if rubric is not None:
            raise UsageError(
                "--rubric goes with --rejudge.",
                hint="An audit takes the rubric of its scenario; --content adds folders.",
            )
        names = [name.strip() for name in (personas or "").split(",")]
        mode: Mode = "quick" if quick else "standard" if seeds is None else "fixed"
        return cls(mode=mode, personas=tuple(filter(None, names)), **others)


def run_audit(settings: Settings, asked: Asked, wanted: Outputs) -> int:
    """Hold an audit, or go on with one, and report it.

    Raises:
        UsageError: no such scenario, persona or folder; or the folder holds another audit.
        InterviewerError: what ends an audit; what was written before stands.
    """
    folder = _folder(settings, asked)
    found = asyncio.run(_held(settings, asked, folder))
    keep(folder / AUDIT, found.model_dump_json(indent=2))
    publish(settings, found, folder, wanted)
    talk(f"Results, transcripts and {AUDIT}: {folder}")
    return wanted.exit_code(found)


async def _held(settings: Settings, asked: Asked, folder: Path) -> Audit:
    from interviewer.audit.analysis import analyse
    from interviewer.audit.cast import Cast
    from interviewer.audit.executor import Executor, InProcess, Workers, cores
    from interviewer.audit.results import Results, read_outcomes
    from interviewer.audit.runner import run
    from interviewer.audit.venue import Venue, sweep

    cast = Cast(settings, asked.personas_dirs)
    design = await asyncio.to_thread(_design, cast, asked, folder)
    venue = Venue(cast, folder, forgets=True)
    jobs = asked.jobs or cores()
    executor: Executor = Workers(venue, jobs) if jobs > 1 else InProcess(venue)
    with Results(folder, design) as results:
        sweep(folder)
        await asyncio.to_thread(_warm, settings, design)
        talk(_announcement(design, len(results.done), jobs))
        await run(design, executor, results, _progress())
    return analyse(design, read_outcomes(folder))


def _warm(settings: Settings, design: Design) -> None:
    """Embed the scenarios' texts once, before every worker finds them missing."""
    from interviewer.wiring import Stage

    for part in design.parts:
        Stage.set_up(settings, part.scenario).close()


def _design(cast: Cast, asked: Asked, folder: Path) -> Design:
    from interviewer.audit.designing import design_audit
    from interviewer.audit.results import read_design

    if asked.resume and not asked.scenarios:
        begun = read_design(folder)
        members = {member.persona for part in begun.parts for member in part.members}
        return design_audit(
            cast,
            [part.scenario for part in begun.parts],
            mode=begun.mode,
            seeds=begun.seeds,
            first_seed=begun.first_seed,
            wanted=sorted(members),
        )
    return design_audit(
        cast,
        _named(cast.settings, asked.scenarios),
        mode=asked.mode,
        seeds=asked.seeds,
        first_seed=asked.first_seed,
        wanted=asked.personas,
    )


def _named(settings: Settings, scenarios: Sequence[str]) -> list[str]:
    from interviewer import wiring

    return [*wiring.library(settings).scenario_paths()] if "all" in scenarios else [*scenarios]


def _folder(settings: Settings, asked: Asked) -> Path:
    """Return where the audit lies.

    Raises:
        UsageError: there is nothing to resume, or something that was not to be resumed.
    """
    shelf = settings.transcripts.parent / "audits"
    if asked.resume:
        begun = sorted(shelf.glob("*/results.jsonl"), key=lambda path: path.stat().st_mtime)
        folder = asked.folder or (begun[-1].parent if begun else None)
        if folder is None or not (folder / "results.jsonl").is_file():
            raise UsageError(
                f"There is no audit in {folder or shelf}.", hint="Name its folder with --out."
            )
        return folder
    folder = asked.folder or shelf / f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    if (folder / "results.jsonl").is_file():
        raise UsageError(
            f"{folder} holds an audit already.", hint="Go on with --resume, or name another --out."
        )
    return folder


def _announcement(design: Design, done: int, jobs: int) -> str:
    runs = sum(
        design.seeds if member.interval else 1 for part in design.parts for member in part.members
    )
    most = "at most " if design.mode == "quick" else ""
    before = f"; {done} are done" if done else ""
    where = f"{jobs} processes" if jobs > 1 else "one process"
    return f"{most}{runs} interviews of {len(design.parts)} scenario(s) in {where}{before}."


def _progress() -> OnProgress | None:
    from interviewer.cli.progress import ProgressLine

    return ProgressLine(sys.stderr) if sys.stderr.isatty() else None
