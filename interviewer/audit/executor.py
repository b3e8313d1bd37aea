"""Where interviews are held: in this process, or in worker processes of this machine.

An executor turns keys into outcomes; it knows nothing of plans, files or statistics. `hold` is the
seam: whoever distributes interviews over machines ships that one picklable callable and the keys.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from interviewer.audit.agency import disband, ends_all
from interviewer.errors import InterviewerError
from interviewer.outcome import Outcome, RunKey
from interviewer.providers.errors import ProviderError

Hold = Callable[[RunKey], Awaitable[Outcome]]
"""Holds and judges one interview. Errors of a provider are outcomes (see `guarded`); an
`InterviewerError` of another kind (a full disk, a broken file) ends the audit."""


class Executor(Protocol):
    """Holds interviews, `slots` of them at a time."""

    @property
    def slots(self) -> int:
        """How many interviews it can hold at the same time."""

    def __str__(self) -> str:
        """Return where that is, as in `240 interviews in 2 processes`."""

    async def hold(self, key: RunKey) -> Outcome:
        """Hold one interview; raise only what must end the audit."""

    async def __aenter__(self) -> Self:
        """Get ready."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go; what is under way is given up."""


class InProcess:
    """Interviews on one event loop: for models, which are waited for, and for a single core."""

    def __init__(self, hold: Hold, concurrency: int = 1) -> None:
        self._hold = hold
        self._slots = max(1, concurrency)

    @property
    def slots(self) -> int:
        """How many interviews it can hold at the same time."""
        return self._slots

    def __str__(self) -> str:
        """Return where interviews are held."""
        return "in one process"

    async def hold(self, key: RunKey) -> Outcome:
        """Hold one interview."""
        return await guarded(self._hold, key)

    async def __aenter__(self) -> Self:
        """Get ready."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is held open."""


class Workers:
    """Interviews in worker processes, for those that compute: one at a time in each.

    A worker loads the embedder and its scenarios once. One that dies takes its interview with it,
    and those of its siblings, since the pool breaks: each is tried once more, alone, so that one
    that kills every worker fails nobody else.
    """

    def __init__(self, hold: Hold, jobs: int) -> None:
        self._hold = hold
        self._jobs = max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None
        self._alone = asyncio.Lock()

    @property
    def slots(self) -> int:
        """One more than there are workers, so that none waits for its next key."""
        return self._jobs + 1

    def __str__(self) -> str:
        """Return where interviews are held."""
        return f"in {self._jobs} processes"

    async def hold(self, key: RunKey) -> Outcome:
        """Hold one interview in a worker."""
        pool = self._pool = self._pool or self._fresh(self._jobs)
        try:
            return await _in(pool, key)
        except BrokenProcessPool:
            if self._pool is pool:  # the first to notice; the others find a new one
                self._pool = None
        async with self._alone:
            return await self._once_more(key)

    async def _once_more(self, key: RunKey) -> Outcome:
        pool = self._fresh(1)
        try:
            return await _in(pool, key)
        except BrokenProcessPool:
            return failed(key, "Its worker process died, twice.")
        finally:
            await _ended(pool)

    def _fresh(self, jobs: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork copies locks that other threads hold.
        return ProcessPoolExecutor(
            jobs, multiprocessing.get_context("spawn"), _settle_in, (self._hold,)
        )

    async def __aenter__(self) -> Self:
        """Start the workers."""
        self._pool = self._fresh(self._jobs)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop the workers once each has ended its interview; the others are given up."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await _ended(pool)


async def _in(pool: ProcessPoolExecutor, key: RunKey) -> Outcome:
    return await asyncio.get_running_loop().run_in_executor(pool, _hold_here, key)


async def _ended(pool: ProcessPoolExecutor) -> None:
    await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1


async def guarded(hold: Hold, key: RunKey) -> Outcome:
    """Hold an interview; a provider's failure, or a fault of ours, is an outcome of its own.

    Raises:
        InterviewerError: what would fail every other interview too: a refused key, the budget.
    """
    try:
        return await hold(key)
    except ProviderError as error:
        if ends_all(error):
            raise
        return failed(key, error.message)
    except InterviewerError:
        raise
    except Exception as error:  # one bug must not cost a night's interviews
        return failed(key, _fault(error))


async def held_alone(hold: Hold, key: RunKey) -> Outcome:
    """Hold an interview on an event loop of its own, and leave nothing open behind."""
    try:
        return await guarded(hold, key)
    finally:
        await disband()


def failed(key: RunKey, reason: str) -> Outcome:
    """Return the outcome of an interview that was not held."""
    return Outcome(key=key, status="error", reason=reason)


def _fault(error: Exception) -> str:
    """Return where a bug is; no values, for they may hold a key."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"a fault of the program itself: {type(error).__name__} at {place}"


# --- in a worker ---------------------------------------------------------------------------------

_here: list[Hold] = []


def _settle_in(hold: Hold) -> None:
    """Begin a worker: the interrupt of a terminal is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _here[:] = [hold]


def _end_with_parent() -> None:
    """End this worker when its parent is gone; the pool's pipe, which it holds too, stays open."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _hold_here(key: RunKey) -> Outcome:
    return asyncio.run(held_alone(_here[0], key))
