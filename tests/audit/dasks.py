"""A Dask scheduler and workers as commands of their own, as an operator starts them.

Workers share nothing with the tests but the package and the vectors by hash: another home, another
working folder, another place for what they write.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass
class Dasks:
    """A scheduler of this machine and its workers; what they print lies beside their folders."""

    folder: Path
    cache: Path
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    scheduler: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start the scheduler on a free port."""
        found = self.folder / "scheduler.json"
        where = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(found))
        self.scheduler = self._started("scheduler", *where)
        deadline = time.monotonic() + PATIENCE
        while not self.address:
            assert time.monotonic() < deadline, (self.folder / "scheduler.log").read_text()
            if found.is_file() and (text := found.read_text()):
                self.address = str(json.loads(text)["address"])
            time.sleep(0.02)

    def add(self, *options: str) -> subprocess.Popen[bytes]:
        """Start a worker that holds one interview at a time; nobody restarts it."""
        name = f"worker-{len(self.workers)}"
        worker = self._started(
            *("worker", self.address, "--nthreads", "1", "--no-nanny", "--name", name),
            *("--host", "127.0.0.1", "--local-directory", str(self.folder / name), *options),
            log=name,
        )
        self.workers.append(worker)
        return worker

    def unpacked(self) -> list[Path]:
        """Return what workers hold of audits on their disks."""
        return [*self.folder.glob("worker-*/dask-scratch-space/worker-*/interviewer-*")]

    def end(self) -> None:
        """Kill what still runs."""
        for process in (*self.workers, self.scheduler):
            if process is not None and process.poll() is None:
                process.kill()
            if process is not None:
                process.wait()

    def _started(self, what: str, *arguments: str, log: str = "") -> subprocess.Popen[bytes]:
        home = self.folder / f"home-{log or what}"
        home.mkdir(parents=True)
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
        with (self.folder / f"{log or what}.log").open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", what, *arguments, "--no-dashboard"],
                cwd=home,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={
                    **kept,
                    "HOME": str(home),
                    "INTERVIEWER_CACHE": str(self.cache),
                    "PYTHONPATH": str(ROOT),
                },
            )


@contextmanager
def dasks(folder: Path, workers: int) -> Iterator[Dasks]:
    """Give a scheduler with some workers, and end them."""
    made = Dasks(folder, ROOT / ".cache" / "interviewer")
    try:
        made.begin()
        for _ in range(workers):
            made.add()
        yield made
    finally:
        made.end()
