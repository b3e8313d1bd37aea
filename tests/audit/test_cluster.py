"""An audit on a cluster: the same results, no shared disk, a worker's death costs what it held."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.audit import cluster
from interviewer.audit.cluster import INSTALL, connected
from interviewer.audit.designing import design_audit
from interviewer.audit.distil import said_hash
from interviewer.audit.executor import Executor, InProcess
from interviewer.audit.kit import ClusterError
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.runner import Progress, run
from interviewer.audit.venue import Venue
from interviewer.cli import doctor
from interviewer.errors import Exit, UsageError
from interviewer.outcome import Design, Outcome, RunKey
from interviewer.settings import Settings
from tests.audit.brief import Leaving
from tests.audit.dasks import Dasks, dasks
from tests.audit.test_kit import own_content
from tests.cli.conftest import _run


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dasks]:
    """A scheduler and two workers for all tests of this file."""
    with dasks(tmp_path_factory.mktemp("machines"), workers=2) as made:
        yield made


def _audit(
    folder: Path, wanted: Sequence[str], seeds: int = 1, content: tuple[Path, ...] = ()
) -> tuple[Venue, Design]:
    cast = Leaving(Settings.load(content=content))
    made = design_audit(cast, ["bank-scams"], mode="fixed", seeds=seeds, wanted=wanted)
    return Venue(cast, folder), made


async def _held(made: Design, executor: Executor, folder: Path) -> list[Outcome]:
    """Return what was held, without what may differ: how long it took."""
    with Results(folder, made) as results:
        await run(made, executor, results)
    return [outcome.model_copy(update={"seconds": 0.0}) for outcome in read_outcomes(folder)]


async def test_the_same_results_as_one_process(machines: Dasks, tmp_path: Path) -> None:
    """With content of one's own, in words and numbers; the transcripts are here and only here."""
    content = (own_content(tmp_path / "mine"),)
    who = ("my-injector", "terse-expert")
    here, made = _audit(tmp_path / "one", who, 2, content)
    there, _ = _audit(tmp_path / "two", who, 2, content)

    one = await _held(made, InProcess(here), tmp_path / "one")
    async with connected(machines.address, there, made) as executor:
        assert str(executor) == "on 2 Dask workers, 2 at a time"
        two = await _held(made, executor, tmp_path / "two")

    assert one == two
    assert [outcome.status for outcome in two] == ["scored"] * 3
    for outcome in two:
        records = t.read(tmp_path / "two" / outcome.transcript).records
        assert said_hash(records) == outcome.said
    assert not list((tmp_path / "two").rglob(".making-*"))
    for _ in range(200):
        if not machines.unpacked():
            break
        await asyncio.sleep(0.02)
    else:
        pytest.fail(f"workers keep {machines.unpacked()}")


async def test_workers_that_differ_are_named(machines: Dasks, tmp_path: Path) -> None:
    """Before the first interview, and nothing is written."""
    venue, made = _audit(tmp_path / "out", ["injector"])
    other = made.model_copy(update={"package": "0.0.9"})

    with pytest.raises(ClusterError) as caught:
        async with connected(machines.address, venue, other):
            pytest.fail("it began")

    assert caught.value.message.count("Worker tcp://127.0.0.1:") == 2
    assert "not 0.0.9" in caught.value.message
    assert not (tmp_path / "out").exists()


async def test_an_interview_given_up_is_dropped(machines: Dasks, tmp_path: Path) -> None:
    """Ctrl-C cancels: the scheduler has no work left."""
    venue, made = _audit(tmp_path, ["injector"])
    async with connected(machines.address, venue, made) as executor:
        async with executor:
            keys = [RunKey(scenario="bank-scams", persona="injector", seed=s) for s in range(9)]
            flying = [asyncio.create_task(executor.hold(key)) for key in keys]
            while not any((await executor._client.processing()).values()):
                await asyncio.sleep(0.01)
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)
        for _ in range(200):
            if not any((await executor._client.processing()).values()):
                break
            await asyncio.sleep(0.01)
        else:
            pytest.fail("the cluster still holds interviews")


async def test_a_poisonous_interview_is_an_error(
    machines: Dasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What kills every worker that holds it is given up by Dask; the others are results."""
    from distributed.scheduler import KilledWorker

    venue, made = _audit(tmp_path, ["injector"])

    async def died(task: object) -> object:
        raise KilledWorker("interview", None, 3)  # type: ignore[arg-type]

    monkeypatch.setattr(cluster, "_result", died)
    async with connected(machines.address, venue, made) as executor, executor:
        outcome = await executor.hold(RunKey(scenario="bank-scams", persona="injector", seed=1))

    assert outcome.status == "error"
    assert outcome.reason == "4 workers died while they held it."


async def test_nobody_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No scheduler, no worker, no address: each says what to do."""
    monkeypatch.setattr(cluster, "CONNECTS", 0.5)
    monkeypatch.setattr(cluster, "JOINS", 0.5)
    venue, made = _audit(tmp_path, ["injector"])

    with pytest.raises(ClusterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        async with connected("tcp://127.0.0.1:9", venue, made):
            pass
    with pytest.raises(UsageError, match="tcp://host:8786"):
        async with connected("gopher://host", venue, made):
            pass
    with dasks(tmp_path / "machines", workers=0) as machines:
        empty = machines.address
        with pytest.raises(ClusterError, match="No worker has joined"):
            async with connected(empty, venue, made):
                pass


async def test_workers_that_never_come_back_end_the_audit(
    machines: Dasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An audit does not wait for ever for a worker."""
    monkeypatch.setattr(cluster, "LOOKS", 0.01)
    monkeypatch.setattr(cluster, "ALONE", 0.03)
    venue, made = _audit(tmp_path, ["injector"])
    async with connected(machines.address, venue, made) as executor:
        monkeypatch.setattr(executor._client, "nthreads", _nobody)
        async with executor:
            with pytest.raises(ClusterError, match="has had no worker"):
                await executor.hold(RunKey(scenario="bank-scams", persona="injector", seed=1))


async def _nobody() -> dict[str, int]:
    return {}


async def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how to install it."""
    monkeypatch.setattr(cluster, "has_cluster", lambda: False)
    venue, made = _audit(tmp_path, ["injector"])

    with pytest.raises(UsageError) as caught:
        async with connected("tcp://127.0.0.1:9", venue, made):
            pass

    assert caught.value.hint == INSTALL


def test_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Exit codes 2 and 3, a sentence each, and no folder is made."""
    monkeypatch.setattr(cluster, "CONNECTS", 0.5)
    flags = ("audit", "bank-scams", "--quick", "--out", str(tmp_path / "runs"))

    lost = _run((*flags, "--cluster", "tcp://127.0.0.1:9"), b"")
    both = _run((*flags, "--cluster", "tcp://127.0.0.1:9", "--jobs", "2"), b"")

    assert lost.code == 3
    assert "dask scheduler" in lost.err
    assert both.code == 2
    assert not (tmp_path / "runs").exists()


def test_the_doctor_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which version is there, or how to get one; none is needed."""
    there = doctor._cluster(Settings.load())
    monkeypatch.setattr(cluster, "has_cluster", lambda: False)
    missing = doctor._cluster(Settings.load())

    assert there.good
    assert "Dask distributed 2" in there.detail
    assert missing.good
    assert INSTALL in missing.detail


async def test_a_worker_that_dies_costs_only_what_it_held(machines: Dasks, tmp_path: Path) -> None:
    """Killed in an interview: it is held elsewhere, none is lost and none is there twice.

    Tests from here on have one worker less.
    """
    venue, made = _audit(tmp_path / "out", ["injector"], seeds=6)
    victim = machines.workers[0]
    seen: list[Progress] = []

    def kill(now: Progress) -> None:
        seen.append(now)
        if now.done == 1 and victim.poll() is None:
            os.kill(victim.pid, signal.SIGKILL)

    async with connected(machines.address, venue, made) as executor:
        with Results(tmp_path / "out", made) as results:
            await run(made, executor, results, kill)

    outcomes = read_outcomes(tmp_path / "out")
    assert victim.poll() == -signal.SIGKILL
    assert [outcome.key.seed for outcome in outcomes] == [1, 2, 3, 4, 5, 6]
    assert {outcome.status for outcome in outcomes} == {"scored"}
    assert len(seen) == 7


async def test_a_lost_scheduler_ends_the_audit_not_what_was_done(
    machines: Dasks, tmp_path: Path
) -> None:
    """Exit code 3 at once; the same folder is gone on with in one process.

    The last test of this file, for it ends the cluster.
    """
    venue, made = _audit(tmp_path, ["injector"], seeds=6)

    def kill(now: Progress) -> None:
        if now.done == 1 and machines.scheduler is not None:
            machines.scheduler.kill()

    with Results(tmp_path, made) as results, pytest.raises(ClusterError) as caught:
        async with connected(machines.address, venue, made) as executor:
            await run(made, executor, results, kill)

    assert caught.value.exit_code is Exit.PROVIDER
    assert "--resume" in caught.value.hint
    before = read_outcomes(tmp_path)
    assert 1 <= len(before) < 6
    assert len(await _held(made, InProcess(venue), tmp_path)) == 6
