"""How far an audit is: a line on a terminal that leaves nothing behind; elsewhere, one a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from interviewer.report.audit_words import duration
from interviewer.text import clip, safe_text

if TYPE_CHECKING:
    from interviewer.audit.runner import Progress

WIDTH = 79
EVERY = 60.0
"""Seconds between two lines in a log."""
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """Writes over itself; gone when the last interview has ended."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, now: Progress) -> None:
        """Show how far it is."""
        over = now.done >= now.total
        self._stream.write(_CLEAR if over else f"{_CLEAR}{clip(safe_text(told(now)), WIDTH)}")
        self._stream.flush()


class ProgressLog:
    """Writes a line now and then, for a log that nobody overwrites."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._last = clock()

    def __call__(self, now: Progress) -> None:
        """Say how far it is, if nothing was said for a while."""
        if self._clock() - self._last >= EVERY and now.done < now.total:
            self._last = self._clock()
            self._stream.write(f"{safe_text(told(now))}\n")
            self._stream.flush()


def telling(planned: int) -> Callable[[int], None]:
    """Return what says on stderr how many of the planned transcripts are done."""
    terminal, said = sys.stderr.isatty(), [time.monotonic()]

    def tell(done: int) -> None:
        text = "" if done == planned else f"{done} of {planned} transcripts"
        if terminal:
            print(f"{_CLEAR}{text}", end="", file=sys.stderr, flush=True)
        elif text and time.monotonic() - said[0] >= EVERY:
            said[0] = time.monotonic()
            print(text, file=sys.stderr, flush=True)

    return tell


def told(now: Progress) -> str:
    """Return how far an audit is: interviews, time left, cost, and the last outcome."""
    parts = [f"{now.done} of {now.total}"]
    if now.left is not None:
        parts.append(f"{duration(now.left)} left")
    if now.cost:
        parts.append(f"${now.cost:.2f}")
    if now.last is not None:
        came = now.last.verdict if now.last.counts else now.last.status
        parts.append(f"{now.last.key}: {came}")
    return " · ".join(parts)
