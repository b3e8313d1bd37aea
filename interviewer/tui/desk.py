"""What the screens need from the rest of the house: `wired` has it, tests have a scripted one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from interviewer.settings import Models

if TYPE_CHECKING:
    from interviewer.authoring.changes import News
    from interviewer.authoring.view import AuthorView
    from interviewer.content import Loaded
    from interviewer.engine.interview import Interview
    from interviewer.judge.observations import Progress
    from interviewer.judge.scorecard import Scorecard
    from interviewer.scenario import Level
    from interviewer.transcript import Transcript
    from interviewer.wiring import Session
    from interviewer.wiring.models import Offer, Quote

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
    author: bool = False


class Workshop(Protocol):
    """What the author's pane needs: `wiring.authoring` has it, tests have a scripted one."""

    def look(self, interview: Interview) -> AuthorView:
        """Return what the interviewer sees. Blocks."""

    def poll(self) -> News | None:
        """Return what a save changed; None if there was none. Blocks."""

    async def again(self, interview: Interview, record: int | None = None) -> Interview:
        """Return the interview as before a message, or as it is, with the newest files."""

    def forget(self, path: Path) -> bool:
        """Delete a copy in which nothing was said."""

    def close(self) -> None:
        """Give back what it holds."""


class Desk(Protocol):
    """Everything that a screen may ask for. All raise InterviewerError."""

    def cards(self) -> Iterator[Card]:
        """Yield the scenarios, one by one as they are read. Blocks: call it in a thread."""

    def sessions(self) -> Sequence[Session]:
        """Return past interviews, newest first. Blocks."""

    async def open(self, choice: Choice) -> Interview:
        """Return the interview that was chosen, ready to be held."""

    def workshop(self, interview: Interview) -> Workshop:
        """Return what an author needs beside an interview. Blocks."""

    async def score(
        self, path: Path, on_progress: Callable[[Progress], None] | None = None
    ) -> Scorecard:
        """Return the scorecard of a transcript; a model that judges says how far it is."""

    def read(self, path: Path) -> tuple[Transcript, Loaded | None]:
        """Return a transcript, and its scenario if that still exists. Blocks."""

    def delete(self, path: Path) -> None:
        """Delete an interview and all that was derived from it."""

    def export(self, path: Path, kind: Kind, to: Path) -> Path:
        """Write an interview and its scorecard to a file, and return the file. Blocks."""

    # --- language models -------------------------------------------------------------------------

    def models(self) -> Models:
        """Return which models play the next interview."""

    def budget(self) -> float | None:
        """Return the US dollars that the next interview may cost; None is no limit."""

    def undecided(self) -> bool:
        """Return whether nobody has ever chosen a model, not even none."""

    def offers(self, probe: bool) -> Sequence[Offer]:
        """Return the models in reach; with `probe` servers on this machine are asked. Blocks."""

    def quote(self, models: Models, minutes: int) -> Quote:
        """Return what an interview is likely to cost. Blocks."""

    def choose(self, models: Models, budget: float | None) -> None:
        """Let them play from the next interview on, and remember it. Blocks."""

    async def test(self, name: str) -> str:
        """Make one small call to a model; return in words how it went."""

    async def change_models(self, interview: Interview, models: Models) -> None:
        """Let other models play the rest of an interview."""
