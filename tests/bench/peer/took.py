"""What a run took: wall and processor time of this process, and the most memory it ever held.

Both sides measure themselves with it, each in a process of its own. It imports nothing of the
program, and the peer's environment can load it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass


@dataclass
class Took:
    """Seconds, MB and bytes of one run."""

    wall: float = 0.0
    cpu: float = 0.0
    start: float = 0.0
    """Seconds of processor time before the run: what is imported."""
    peak: int = 0
    """MB."""
    disk: int = 0
    """Bytes that lie on disk afterwards."""
    held: int = 0
    """Conversations that came to their end."""
    version: str = ""


@contextmanager
def measured() -> Iterator[Took]:
    """Measure what is done inside, and what this process did before."""
    took = Took(start=processor())
    began = time.perf_counter()
    yield took
    took.wall = time.perf_counter() - began
    took.cpu = processor() - took.start
    took.peak = peak()


def processor() -> float:
    """Return seconds of processor time, user and system, of this process and its children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak() -> int:
    """Return the most memory that was resident in this process, in MB."""
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale // 2**20


def size(folder: str) -> int:
    """Return how many bytes lie in a folder."""
    return sum(
        os.path.getsize(os.path.join(place, name))
        for place, _, names in os.walk(folder)
        for name in names
    )


def tell(took: Took) -> None:
    """Print it as the last line, for the process that asked."""
    print(json.dumps(asdict(took)), flush=True)
