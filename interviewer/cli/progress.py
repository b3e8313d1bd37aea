"""One line on a terminal that says how far an audit is; it leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from interviewer.report.audit_words import duration
from interviewer.text import clip, safe_text

if TYPE_CHECKING:
    from interviewer.audit.runner import Progress

WIDTH = 79
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
