"""Time spent in an interview: accumulated monotonic seconds, never a difference of wall clocks."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Counts seconds while it runs."""

    def elapsed(self) -> float:
        """Return seconds counted so far."""
        ...

    def pause(self) -> None:
        """Stop counting."""
        ...

    def unpause(self) -> None:
        """Count on."""
        ...


class RunningClock:
    """Counts real time from what was spent before."""

    def __init__(self, spent: float = 0.0) -> None:
        self._spent = spent
        self._since: float | None = time.monotonic()

    def elapsed(self) -> float:
        """Return seconds counted so far."""
        running = time.monotonic() - self._since if self._since is not None else 0.0
        return self._spent + max(0.0, running)

    def pause(self) -> None:
        """Stop counting."""
        self._spent = self.elapsed()
        self._since = None

    def unpause(self) -> None:
        """Count on."""
        if self._since is None:
            self._since = time.monotonic()


class VirtualClock:
    """Counts what it is told: for simulated candidates and tests."""

    def __init__(self, spent: float = 0.0) -> None:
        self._spent = spent
        self._running = True

    def elapsed(self) -> float:
        """Return seconds counted so far."""
        return self._spent

    def advance(self, seconds: float) -> None:
        """Let time pass, unless paused."""
        if self._running:
            self._spent += max(0.0, seconds)

    def pause(self) -> None:
        """Stop counting."""
        self._running = False

    def unpause(self) -> None:
        """Count on."""
        self._running = True
