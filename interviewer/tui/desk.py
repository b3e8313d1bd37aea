"""What the screens need from the rest of the house, and how they get it.

The real desk imports `wiring` only when something is asked of it, so that the first paint waits for
nothing. Tests put a scripted one in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.content import Loaded
    from interviewer.engine.interview import Interview
    from interviewer.judge.scorecard import Scorecard
    from interviewer.scenario import Level
    from interviewer.transcript import Transcript
    from interviewer.wiring import Session

Kind = Literal["markdown", "html", "json"]


@dataclass(frozen=True)
class Card:
    """A scenario as the list shows it. `problem` says why it cannot be used, if it cannot."""

    id: str
    title: str
    level: Level = "senior"
    minutes: int = 45
    about: str = ""
    role: str = ""
    prompt: str = ""
    primitives: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Choice:
    """Which interview to open: a scenario with its options, or a transcript to go on with."""

    scenario: str | None = None
    path: Path | None = None
    rubric: Path | None = None
    level: Level | None = None
    minutes: int | None = None
    seed: int | None = None


class Desk(Protocol):
    """Everything that a screen may ask for. All raise InterviewerError."""

    def cards(self) -> Iterator[Card]:
        """Yield the scenarios, one by one as they are read. Blocks: call it in a thread."""

    def sessions(self) -> Sequence[Session]:
        """Return past interviews, newest first. Blocks."""

    async def open(self, choice: Choice) -> Interview:
        """Return the interview that was chosen, ready to be held."""

    async def score(self, path: Path) -> Scorecard:
        """Return the scorecard of a transcript."""

    def read(self, path: Path) -> tuple[Transcript, Loaded | None]:
        """Return a transcript, and its scenario if that still exists. Blocks."""

    def delete(self, path: Path) -> None:
        """Delete an interview and all that was derived from it."""

    def export(self, path: Path, kind: Kind, to: Path) -> Path:
        """Write an interview and its scorecard to a file, and return the file. Blocks."""


class WiredDesk:
    """The real one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def cards(self) -> Iterator[Card]:
        """Yield the scenarios; one that cannot be read is shown with its problem."""
        from interviewer.content import Library, load_scenario
        from interviewer.errors import InterviewerError

        for identifier, path in Library.shipped(self._settings.content).scenario_paths().items():
            try:
                found = load_scenario(path)
            except InterviewerError as error:
                yield Card(identifier, identifier, problem=str(error))
                continue
            yield Card(
                found.id,
                found.title,
                found.level,
                found.minutes,
                found.about,
                found.role,
                found.prompt,
                tuple(found.primitives),
            )

    def sessions(self) -> Sequence[Session]:
        """Return past interviews, newest first."""
        from interviewer import wiring

        return wiring.list_sessions(self._settings)

    async def open(self, choice: Choice) -> Interview:
        """Start or resume."""
        import asyncio
        import importlib

        await asyncio.to_thread(importlib.import_module, "interviewer.wiring")
        from interviewer import wiring

        if choice.path is not None:
            return await wiring.resume(self._settings, choice.path)
        assert choice.scenario is not None
        return await wiring.start(
            self._settings,
            choice.scenario,
            rubric=choice.rubric,
            level=choice.level,
            minutes=choice.minutes,
            seed=choice.seed,
        )

    async def score(self, path: Path) -> Scorecard:
        """Score, or fetch what was scored before."""
        from interviewer import wiring

        return await wiring.score(self._settings, path)

    def read(self, path: Path) -> tuple[Transcript, Loaded | None]:
        """Read the transcript; a scenario that is gone is no reason not to show it."""
        from interviewer import transcript
        from interviewer.content import Library
        from interviewer.errors import InterviewerError

        found = transcript.read(path)
        try:
            return found, Library.shipped(self._settings.content).load(found.header.scenario)
        except InterviewerError:
            return found, None

    def delete(self, path: Path) -> None:
        """Delete."""
        from interviewer import wiring

        wiring.delete_session(path)

    def export(self, path: Path, kind: Kind, to: Path) -> Path:
        """Export."""
        from interviewer import wiring

        return wiring.export_session(self._settings, path, kind, to)
