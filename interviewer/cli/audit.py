"""`audit`: simulated candidates sit a question; the verdict, and what it rests on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from interviewer.cli.audit_attack import attack, unplayed
from interviewer.cli.audit_design import design_of, mode_of, playing_of
from interviewer.cli.audit_models import GO_ON, Playing, announce, arms_of, settle
from interviewer.cli.audit_outputs import Outputs, keep, publish
from interviewer.cli.progress import progress
from interviewer.cli.say import talk
from interviewer.errors import UsageError
from interviewer.outcome import Arm, Audit, Design, Mode
from interviewer.providers.errors import BudgetReached
from interviewer.settings import Settings, own_content

if TYPE_CHECKING:
    from interviewer.audit.executor import Executor
    from interviewer.audit.plan import Plan
    from interviewer.audit.venue import Venue

AUDIT = "audit.json"


@dataclass(frozen=True)
class Asked:
    """What the command line says."""

    scenarios: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    personas_dirs: tuple[Path, ...] = ()
    mode: Mode | None = None
    """`quick` or `standard`, if one of them is said."""
    seeds: int | None = None
    first_seed: int | None = None
    jobs: int | None = None
    cluster: str | None = None
    """The address of a Dask scheduler."""
    folder: Path | None = None
    resume: bool = False
    playing: Playing = field(default_factory=Playing)
    arms: tuple[Arm, ...] = ()
    attack: int | None = None
    """Judgings that a search for empty words that pay may spend."""
    attack_leaked: bool = False

    @classmethod
    def said(
        cls,
        *,
        quick: bool,
        standard: bool,
        personas: str | None,
        rubric: Path | None,
        arms: str | None = None,
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
        if others.get("cluster") and others.get("jobs"):
            raise UsageError(
                "--jobs and --cluster exclude each other.",
                hint="A cluster has as many as its workers have threads.",
            )
        if rubric is not None:
            raise UsageError(
                "--rubric goes with --rejudge.",
                hint="An audit takes the rubric of its scenario; --content adds folders.",
            )
        mode: Mode | None = "quick" if quick else "standard" if standard else None
        return cls(mode=mode, personas=named(personas), arms=arms_of(arms), **others)


def named(said: str | None) -> tuple[str, ...]:
    """Return the names that a flag lists."""
    return tuple(filter(None, (name.strip() for name in (said or "").split(","))))


def run_audit(settings: Settings, asked: Asked, wanted: Outputs) -> int:
    """Hold an audit, or go on with one, and report it.

    Raises:
        UsageError: no such scenario, persona or folder; or the folder holds another audit.
        InterviewerError: what ends an audit; what was written before stands.
    """
    folder = _folder(settings, asked)
    wanted.check(mode_of(asked, folder))
    try:
        found = asyncio.run(_held(settings, asked, folder))
    except KeyboardInterrupt:
        if (folder / "results.jsonl").is_file():
            again = f"interviewer{_content(settings)} audit --resume --out {quote(str(folder))}"
            talk(f"Stopped. Go on with: {again}")
        raise
    except BudgetReached as error:
        error.hint = error.hint or GO_ON
        raise
    finally:
        settle(folder)
    keep(folder / AUDIT, found.model_dump_json(indent=2))
    publish(settings, found, folder, wanted)
    talk(f"Results, transcripts and {AUDIT}: {folder}")
    return wanted.exit_code(found)


async def _held(settings: Settings, asked: Asked, folder: Path) -> Audit:
    from interviewer.audit.analysis import analyse_each
    from interviewer.audit.cast import Cast
    from interviewer.audit.ledger import total
    from interviewer.audit.plan import Plan
    from interviewer.audit.results import Results, outcomes_of, read_design, read_ended
    from interviewer.audit.runner import run
    from interviewer.audit.venue import Venue, sweep
    from interviewer.wiring import Bench

    playing = playing_of(asked, folder)
    playing.check()
    cast = Cast(settings, asked.personas_dirs, model=playing.candidate, arms=asked.arms)
    design = await asyncio.to_thread(design_of, cast, asked, folder)
    begun = read_design(folder).budget if asked.resume else playing.budget
    design = design.model_copy(update={"budget": begun})
    spent = total(folder)
    venue = Venue(
        cast,
        folder,
        models=playing.models,
        bench=Bench(playing.models.judge),
        terms=playing.terms(folder, spent),
        forgets=True,
    )
    if playing.named:
        done = read_ended(folder) if asked.resume else []
        await asyncio.to_thread(announce, playing, design, cast, done, spent)
    async with _place(asked, playing, venue, design) as executor:
        with Results(folder, design) as results:
            sweep(folder)
            if asked.cluster is None or playing.named:
                await asyncio.to_thread(_warm, settings, design)
            if announced := _announcement(Plan(design, results.done.values()), str(executor)):
                talk(announced)
            await run(design, executor, results, progress())
            searching = unplayed(venue, executor, asked.jobs)
            await attack(design, searching, results, venue, progress())
    return analyse_each(design, outcomes_of(folder), total(folder))


@asynccontextmanager
async def _place(
    asked: Asked, playing: Playing, venue: Venue, design: Design
) -> AsyncIterator[Executor]:
    """Give what holds interviews: here, in processes of this machine, or on a cluster.

    Raises:
        ClusterError: the cluster cannot be used; nothing has been written then.
    """
    from interviewer.audit.agency import disband
    from interviewer.audit.executor import InProcess, Workers, cores
    from interviewer.audit.mixed import Mixed

    jobs = asked.jobs or cores()
    computing: Executor = Workers(venue, jobs) if jobs > 1 else InProcess(venue)
    waiting = InProcess(venue, playing.concurrency)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(disband)
        if asked.cluster is not None:
            if playing.plays_all(design):
                raise UsageError(
                    "Every interview waits for a model here, and waiting needs no cluster.",
                    hint="Leave out --cluster; --concurrency says how many wait at the same time.",
                )
            from interviewer.audit.cluster import connected

            computing = await stack.enter_async_context(connected(asked.cluster, venue, design))
        if not playing.named:
            yield computing
        elif playing.plays_all(design):
            yield waiting
        else:
            yield Mixed(computing, waiting, playing.waits)


def _warm(settings: Settings, design: Design) -> None:
    """Embed the scenarios' texts once, before every worker finds them missing, and keep none."""
    from interviewer.wiring import Stage

    for part in design.parts:
        Stage.set_up(settings, part.scenario).take_down()


def _folder(settings: Settings, asked: Asked) -> Path:
    """Return where the audit lies.

    Raises:
        UsageError: there is nothing to resume, or something that was not to be resumed.
    """
    from interviewer.audit.results import NAME, begun

    shelf = settings.transcripts.parent / "audits"
    if asked.resume:
        there = [path for path in shelf.glob(f"*/{NAME}") if begun(path.parent)]
        last = max(there, key=lambda path: path.stat().st_mtime, default=None)
        folder = asked.folder or (last.parent if last else None)
        if folder is None or not begun(folder):
            raise UsageError(
                f"There is no audit in {folder or shelf}.", hint="Name its folder with --out."
            )
        return folder
    folder = asked.folder or shelf / f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    if begun(folder):
        raise UsageError(
            f"{folder} holds an audit already.", hint="Go on with --resume, or name another --out."
        )
    return folder


def _announcement(plan: Plan, where: str) -> str:
    if not plan.total:
        return ""
    most = "at most " if plan.quick else ""
    before = f"; {plan.done} are done" if plan.done else ""
    scenarios = len({cell.scenario for cell in plan.cells.values()})
    return f"{most}{plan.total} interviews of {scenarios} scenario(s) {where}{before}."


def _content(settings: Settings) -> str:
    """Return the flags of a command that shall see the same scenarios."""
    own = own_content()
    given = (quote(str(root)) for root in settings.content if root not in own)
    return "".join(f" --content {root}" for root in given)
