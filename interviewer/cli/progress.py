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
    """Writes over itself; gone when all is done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, now: Progress) -> None:
        """Show how far an audit is."""
        self.show("" if now.done >= now.total else told(now))

    def show(self, text: str) -> None:
        """Show a text in the place of the last one; none if it is empty."""
        self._stream.write(f"{_CLEAR}{clip(safe_text(text), WIDTH)}")
        self._stream.flush()


class ProgressLog(ProgressLine):
    """Writes a line now and then, for a log that nobody overwrites."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._clock = clock
        self._last = clock()

    def show(self, text: str) -> None:
        """Write a text, if nothing was written for a while."""
        if text and (now := self._clock()) - self._last >= EVERY:
            self._last = now
            self._stream.write(f"{safe_text(text)}\n")
            self._stream.flush()


def progress() -> ProgressLine:
    """Return what says on stderr how far something is: as a terminal has it, or a log."""
    return ProgressLine(sys.stderr) if sys.stderr.isatty() else ProgressLog(sys.stderr)


def telling(planned: int) -> Callable[[int], None]:
    """Return what says how many of the planned transcripts are done."""
    shown = progress()
    return lambda done: shown.show("" if done == planned else f"{done} of {planned} transcripts")


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
