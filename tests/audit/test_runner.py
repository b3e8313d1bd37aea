"""Interviews by the hundred: none lost, none repeated, whatever happens to the process."""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interviewer.audit.analysis import analyse
from interviewer.audit.executor import InProcess, Workers
from interviewer.audit.results import Results, read_all, read_outcomes
from interviewer.audit.runner import Progress, run
from interviewer.errors import JournalError
from interviewer.outcome import Outcome, RunKey
from interviewer.providers.errors import ProviderError
from tests.audit.auditing import Pretended, design, experts_pass, held, member, outcomes

ROOT = Path(__file__).parents[2]
SMALL = design(seeds=20, mode="fixed")


async def test_the_report_is_the_same_however_many_at_once(tmp_path: Path) -> None:
    """One at a time or eight: the same interviews, the same findings."""
    one = await held(SMALL, InProcess(Pretended(), 1), tmp_path / "one")
    eight = await held(SMALL, InProcess(Pretended(0.001), 8), tmp_path / "eight")

    assert one == eight
    assert one.scenarios[0].personas[0].invalid == 3


async def test_progress_is_told(tmp_path: Path) -> None:
    """Done, total, time left, and the last outcome; the first call says what was there before."""
    seen: list[Progress] = []
    with Results(tmp_path, SMALL) as results:
        await run(SMALL, InProcess(Pretended()), results, seen.append)

    assert (seen[0].done, seen[0].total, seen[0].left) == (0, 42, None)
    assert seen[-1].done == seen[-1].total == 48
    assert seen[-1].left == 0
    assert all(now.last is not None for now in seen[1:])


async def _fails_once(key: RunKey, failed: set[int]) -> Outcome:
    if key.seed == 3 and key.persona == "reciter" and key.seed not in failed:
        failed.add(key.seed)
        raise ProviderError("The server did not answer.")
    if key.seed == 5 and key.persona == "reciter":
        raise ZeroDivisionError("a bug")
    return experts_pass(key)


async def test_errors_are_rows_and_are_tried_again(tmp_path: Path) -> None:
    """A provider's failure and a bug are outcomes, never results; resuming tries them again."""
    failed: set[int] = set()
    executor = InProcess(lambda key: _fails_once(key, failed))

    first = await held(SMALL, executor, tmp_path)
    errors = {one.key.seed: one.reason for one in read_outcomes(tmp_path) if one.status == "error"}
    again = await held(SMALL, executor, tmp_path)

    assert errors[3] == "The server did not answer."
    assert "ZeroDivisionError at test_runner.py" in errors[5]
    assert "bug" not in errors[5].replace("a fault of the program itself", "")
    assert first.scenarios[0].personas[0].errors == 2
    assert again.scenarios[0].personas[0].errors == 1


async def test_what_would_fail_all_ends_the_audit(tmp_path: Path) -> None:
    """A full disk is not an outcome; what was written before it stands."""

    async def hold(key: RunKey) -> Outcome:
        if key.seed == 4:
            raise JournalError("The disk is full.")
        return experts_pass(key)

    with pytest.raises(JournalError):
        await held(SMALL, InProcess(hold), tmp_path)

    assert {one.key.seed for one in read_outcomes(tmp_path)} == {1, 2, 3}


async def test_what_ends_in_the_same_moment_is_written_first(tmp_path: Path) -> None:
    """One interview fails for good as another ends: that one is not lost."""
    together = asyncio.Event()

    async def hold(key: RunKey) -> Outcome:
        if key.seed == 2:
            together.set()
        await together.wait()
        if key.seed == 1:
            raise JournalError("The disk is full.")
        return experts_pass(key)

    made = design(("reciter",), seeds=2, mode="fixed", members=[member("reciter")])
    with pytest.raises(JournalError):
        await held(made, InProcess(hold, 2), tmp_path)

    assert [one.key.seed for one in read_outcomes(tmp_path)] == [2]


async def test_a_worker_that_dies_costs_only_what_it_held(tmp_path: Path) -> None:
    """Its interview is held again in a fresh pool, and the report is as if nothing had been."""
    log = tmp_path / "log"
    log.mkdir()
    whole = await held(SMALL, InProcess(Pretended()), tmp_path / "whole")

    found = await held(SMALL, Workers(Pretended(log=log, dies_at=4), 2), tmp_path / "broken")

    assert (log / "died").exists()
    assert found == whole


async def test_an_interview_that_kills_every_worker_fails_alone(tmp_path: Path) -> None:
    """Those that were held beside it are held again without it."""
    made = design(members=[member("reciter")], seeds=4, mode="fixed")

    await held(made, Workers(Pretended(0.3, deadly=2), 2), tmp_path)

    status = {one.key.seed: one.status for one in read_outcomes(tmp_path)}
    assert status == {1: "scored", 2: "error", 3: "scored", 4: "scored"}


@pytest.mark.parametrize("jobs", [0, 2])
async def test_killed_and_resumed_it_ends_as_if_uninterrupted(tmp_path: Path, jobs: int) -> None:
    """SIGKILL at random moments: no finished interview is held again, and the report is equal."""
    log = tmp_path / "log"
    log.mkdir()
    rng = random.Random(jobs)
    for _ in range(1 if jobs else 2):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.audit.auditing", str(tmp_path), str(jobs)], cwd=ROOT
        )
        await asyncio.to_thread(_wait_for_more, tmp_path, rng.randint(3, 9))
        workers = _children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        await asyncio.to_thread(_wait_for_end_of, workers)
    before = set(_read(tmp_path))
    assert 0 < len(before) < 48

    started = time.monotonic_ns()
    found = await held(
        SMALL, InProcess(Pretended(log=log), 4), tmp_path / "audit"
    )  # resumed by another number of processes: the same
    whole = await held(SMALL, InProcess(Pretended()), tmp_path / "whole")
    fresh = [mark for mark in log.iterdir() if int(mark.name.rsplit("-", 1)[1]) > started]
    again = {f"{key.persona}-{key.seed}" for key in before}

    assert found == whole
    assert not [mark for mark in fresh if mark.name.rsplit("-", 1)[0] in again]
    written = [one.key for one in read_all(tmp_path / "audit" / "results.jsonl")[1]]
    assert len(written) == len(set(written)) == 48


def _wait_for_more(folder: Path, count: int) -> None:
    """Return once so many outcomes have been added to those that were there."""
    there = len(_read(folder))
    deadline = time.monotonic() + 30
    while len(_read(folder)) < there + count:
        assert time.monotonic() < deadline, "the audit does not go on"
        time.sleep(0.01)


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.is_file() else []


def _wait_for_end_of(workers: list[int]) -> None:
    """Return once no orphan is left."""
    deadline = time.monotonic() + 30
    while left := [pid for pid in workers if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < deadline, f"orphans are left: {left}"
        time.sleep(0.02)


def _read(folder: Path) -> list[RunKey]:
    path = folder / "audit" / "results.jsonl"
    if not path.is_file() or not path.stat().st_size:
        return []
    return [one.key for one in read_all(path)[1]]


async def test_the_analysis_does_not_depend_on_the_order() -> None:
    """Outcomes come as interviews end; the findings are the same in any order."""
    hold = Pretended()
    found = [await hold(one.key) for one in outcomes(SMALL, experts_pass)]
    shuffled = random.Random(3).sample(found, len(found))

    for mode in ("fixed", "quick"):
        made = SMALL.model_copy(update={"mode": mode})
        assert analyse(made, found) == analyse(made, shuffled)
