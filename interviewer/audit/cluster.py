"""Interviews on a Dask cluster: the same executor, its workers on other machines.

Dask hands interviews to workers and hands them out anew when a worker is lost. What is done here:
sending what a worker lacks (`kit`), looking that all workers are alike, writing down the transcript
that comes back, and saying in a sentence what went wrong. Dask is an extra, imported when used.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from interviewer.audit.executor import failed
from interviewer.audit.kit import SAME, ClusterError, Kit, Returned, Room
from interviewer.audit.venue import Venue, draft_of
from interviewer.errors import InterviewerError, UsageError
from interviewer.outcome import Design, Outcome, RunKey
from interviewer.text import clip

INSTALL = "pip install '.[cluster]' in the project's folder"
CONNECTS = 10.0
"""Seconds until a scheduler must have answered."""
JOINS = 30.0
"""Seconds until a worker must have joined it."""
LOOKS = 5.0
"""Seconds between two looks at who is there."""
ALONE = 300.0
"""Seconds without a single worker after which an audit ends; new ones may be starting."""


def has_cluster() -> bool:
    """Whether Dask distributed is installed; it is not imported."""
    return importlib.util.find_spec("distributed") is not None


@asynccontextmanager
async def connected(address: str, venue: Venue, design: Design) -> AsyncIterator[Cluster]:
    """Give an executor on the workers of a scheduler, all of them checked.

    TLS is Dask's own business: its configuration names the certificates, the address is `tls://`.

    Args:
        address: as `dask scheduler` prints it: `tcp://host:8786`.
        venue: writes into a folder of this machine; that is where transcripts end up.
        design: what a worker must be able to hold, file for file.

    Raises:
        UsageError: Dask is not installed, or this is no address.
        ClusterError: no scheduler, no worker, or a worker that differs.
    """
    if not has_cluster():
        raise UsageError("--cluster needs Dask distributed, an extra.", hint=INSTALL)
    kit = await asyncio.to_thread(Kit.packed, venue, design)
    client = await _client(address)
    try:
        await _joined(client, address)
        await _alike(client, kit)
        yield Cluster(client, kit, await client.nthreads())
    finally:
        with suppress(Exception):  # it may be gone: nothing is left to give back
            await client.close()


class Cluster:
    """An executor whose interviews are tasks of a Dask client; see `connected`."""

    def __init__(self, client: Any, kit: Kit, threads: Mapping[str, int]) -> None:
        self._client = client
        self._kit = kit
        self._run = ""
        self._tasks = count()
        self._threads = threads
        self._room: Any = None
        self._watching: asyncio.Task[None] | None = None
        self._flying: set[Any] = set()

    @property
    def slots(self) -> int:
        """One more than there are threads a worker, so that none waits for its next key."""
        return sum(self._threads.values()) + max(1, len(self._threads))

    def __str__(self) -> str:
        """Return where interviews are held."""
        return f"on {len(self._threads)} Dask workers, {sum(self._threads.values())} at a time"

    async def hold(self, key: RunKey) -> Outcome:
        """Hold one interview on any worker and write its transcript here.

        Raises:
            ClusterError: the cluster is lost, or a worker cannot hold interviews.
            InterviewerError: what would fail every interview.
        """
        name = f"interview-{self._run}-{next(self._tasks)}"
        task = self._client.submit(_hold, self._room, key, key=name, pure=False)
        self._flying.add(task)  # one that is given up stays there, to be cancelled in the end
        returned = await self._landed(key, task)
        self._flying.discard(task)
        if isinstance(returned, Returned):
            path = self._kit.venue.folder / key.file
            if returned.transcript:
                await asyncio.to_thread(_keep, path, returned.transcript)
            return returned.outcome
        return returned

    async def _landed(self, key: RunKey, task: Any) -> Returned | Outcome:
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        assert self._watching is not None
        result = asyncio.ensure_future(_result(task))
        try:
            await asyncio.wait({result, self._watching}, return_when=asyncio.FIRST_COMPLETED)
            if not result.done():
                self._watching.result()  # raises
            return result.result()
        except KilledWorker as error:
            return failed(key, f"{error.allowed_failures + 1} workers died while they held it.")
        except FutureCancelledError as error:
            raise _lost(error) from None
        except InterviewerError:
            raise
        except Exception as error:  # a worker that lacks the package, a pickle of another version
            raise _unfit(error) from None
        finally:
            result.cancel()

    async def __aenter__(self) -> Self:
        """Send the kit and begin to watch."""
        self._run = secrets.token_hex(4)  # Dask must not take a later task for an earlier one
        self._room = self._client.submit(Room, self._kit, key=f"room-{self._run}", pure=False)
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Cancel what is under way; a worker ends the interview it is in, and drops it."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        with suppress(Exception):  # no scheduler, nothing to cancel
            await self._client.cancel([*self._flying, self._room], force=True)
        self._flying.clear()
        self._room = None

    async def _watch(self) -> None:
        """Keep count of the workers; raise a ClusterError once there is nobody to wait for."""
        alone = 0.0
        while alone < ALONE:
            await asyncio.sleep(LOOKS)
            try:
                self._threads = await self._client.nthreads()
            except Exception as error:  # whatever a torn connection raises
                raise _lost(error) from None
            alone = 0.0 if self._threads else alone + LOOKS
        raise ClusterError(
            f"The cluster has had no worker for {ALONE / 60:.0f} minutes.",
            hint="Start workers, then go on with --resume: what was done stands.",
        )


# --- getting there -------------------------------------------------------------------------------


async def _client(address: str) -> Any:
    from distributed import Client
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend

    connect: Any = Client  # it has no types
    for name in ("distributed", "distributed.client"):  # what it logs is said here, in a sentence
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        scheme, place = parse_address(address)
        get_backend(scheme)
        parse_host_port(place)
    except ValueError as error:
        raise UsageError(
            f"--cluster: {clip(str(error), 120)}.", hint="As in --cluster tcp://host:8786."
        ) from None
    try:
        return await connect(address, asynchronous=True, timeout=CONNECTS, set_as_default=False)
    except OSError:
        raise ClusterError(
            f"No Dask scheduler answers at {clip(address, 80)}.",
            hint="Start one with `dask scheduler`, workers with `dask worker ADDRESS`; or leave out"
            " --cluster.",
        ) from None


async def _joined(client: Any, address: str) -> None:
    try:
        await client.wait_for_workers(1, timeout=JOINS)
    except TimeoutError:
        raise ClusterError(
            f"No worker has joined the scheduler at {clip(address, 80)}.",
            hint=f"Start some: dask worker {clip(address, 80)} --nworkers -1",
        ) from None


async def _alike(client: Any, kit: Kit) -> None:
    """Look that every worker can hold this audit.

    Raises:
        ClusterError: those that cannot, each with its reason.
    """
    found = await client.run(_look, Room(kit), on_error="return")
    unfit = {worker: answer for worker, answer in found.items() if answer is not None}
    if not unfit:
        return
    lines = [f"Worker {worker}: {_said(error)}" for worker, error in unfit.items()]
    more = [f"... and {len(lines) - 5} more."] if len(lines) > 5 else []
    raise ClusterError("\n".join([*lines[:5], *more]), hint=SAME)


def _said(error: object) -> str:
    if isinstance(error, InterviewerError):
        return error.message
    return f"{type(error).__name__}: {clip(str(error), 120)}"


def _lost(error: Exception) -> ClusterError:
    return ClusterError(
        f"The cluster was lost, or dropped an interview ({type(error).__name__}).",
        hint="What was done stands. Once the scheduler is there again, go on with --resume.",
    )


def _unfit(error: Exception) -> ClusterError:
    return ClusterError(
        f"A worker cannot hold interviews: {_said(error)}",
        hint=f"{SAME} What was done stands: go on with --resume.",
    )


async def _result(task: Any) -> Returned:
    returned = await task
    assert isinstance(returned, Returned)
    return returned


def _keep(path: Path, transcript: bytes) -> None:
    """Write a transcript whole, or not at all; it is on disk when this returns."""
    with draft_of(path) as draft:
        draft.write_bytes(transcript)


# --- on a worker ---------------------------------------------------------------------------------


def _hold(room: Room, key: RunKey) -> Returned:
    from distributed import get_worker

    worker = get_worker()
    return _named(worker.address, lambda: room.hold(key, worker.local_directory))


async def _look(room: Room, dask_worker: Any) -> None:
    """Raise what speaks against this worker; in a thread, so that it goes on talking meanwhile."""
    await asyncio.to_thread(room.venue, dask_worker.local_directory)


def _named(worker: str, call: Callable[[], Returned]) -> Returned:
    try:
        return call()
    except InterviewerError as error:
        raise ClusterError(f"Worker {worker}: {error.message}", hint=error.hint) from None
