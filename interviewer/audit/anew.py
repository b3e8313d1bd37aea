"""A model that judges stored transcripts again, several times, each time asked anew.

The answers of an interview's own judgement are not looked at, for what is remembered has no noise.
Those of each new judgement are kept in a file of its own, in a folder of the run: a run that was
killed goes on with them and pays for nothing twice, another run begins another folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from interviewer.audit.agency import Terms, agency, ends_all
from interviewer.audit.rejudging import Judgement
from interviewer.errors import ContentError, JournalError, Locked, Problem, UsageError
from interviewer.judge.remembering import SUFFIX
from interviewer.outcome import Outcome
from interviewer.providers.errors import ProviderError
from interviewer.scenario import Strict
from interviewer.wiring import Stage

FOLDER = "rejudged"
"""In the audit's folder: one folder a run, by number."""
NAME = "rejudging.json"


class Wish(Strict):
    """What a run set out to do; it is on disk before the first call."""

    model: str
    times: int = Field(ge=1)
    scenarios: list[str]
    personas: list[str] = Field(default_factory=list)
    seeds: int | None = None
    rubric: str = Field(default="", description="Set where it is not the library's own.")
    budget: float | None = None


def begin(audit: Path, wish: Wish) -> Path:
    """Make the folder of a new run, write down what it sets out to do, and return it.

    Raises:
        JournalError: it cannot be written.
    """
    number = max((int(path.name) for path in _runs(audit)), default=0) + 1
    place = audit / FOLDER / str(number)
    try:
        place.mkdir(parents=True)
        (place / NAME).write_text(wish.model_dump_json(indent=2) + "\n", "utf-8")
    except OSError as error:
        raise JournalError(
            f"{place} cannot be written: {error.strerror or error}.", hint="Free some space."
        ) from error
    return place


def begun(audit: Path) -> tuple[Path, Wish]:
    """Return the folder of the last run, and what it set out to do.

    Raises:
        UsageError: there is none.
        ContentError: it cannot be read.
    """
    runs = sorted(_runs(audit), key=lambda path: int(path.name))
    if not runs:
        raise UsageError(
            f"No model has judged the transcripts in {audit} again.", hint="Leave out --resume."
        )
    path = runs[-1] / NAME
    try:
        return runs[-1], Wish.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        message = "is not what a run set out to do"
        raise ContentError(
            [Problem(path, 1, 1, "", message)], hint="Leave out --resume to begin another."
        ) from error


def _runs(audit: Path) -> list[Path]:
    return [path for path in (audit / FOLDER).glob("*") if path.name.isdecimal() and path.is_dir()]


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Keep other processes out of a run.

    Raises:
        Locked: one is in it.
    """
    lock = FileLock(place / f"{NAME}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Locked(
            f"{place} is being judged by another process.", hint="Wait for it, or end it."
        ) from None
    try:
        yield
    finally:
        lock.release()


class Anew:
    """A `Judge` that asks a model `times` times about each transcript, one after the other."""

    def __init__(
        self,
        stages: Mapping[str, Stage],
        model: str,
        times: int,
        *,
        terms: Terms,
        audit: Path,
        place: Path,
    ) -> None:
        self.calls = self.unpriced = 0
        self._stages, self._model, self._times = stages, model, times
        self._terms, self._audit, self._place = terms, audit, place

    async def __call__(self, outcome: Outcome) -> Sequence[Judgement]:
        """Return the new judgements of an interview.

        Raises:
            ProviderError: what would fail every judgement: a refused key, the budget.
            ContentError: the transcript is gone or cannot be read.
        """
        stage = self._stages[outcome.key.scenario]
        _case = await stage.case(self._audit / outcome.transcript)  # held, so that it is read once
        return [await self._judged(stage, outcome, number) for number in range(self._times)]

    async def _judged(self, stage: Stage, outcome: Outcome, number: int) -> Judgement:
        crew = await agency(self._terms).crew({"judge": self._model})
        store = store_of(self._place, outcome, number)
        store.parent.mkdir(parents=True, exist_ok=True)
        try:
            card = await stage.judge(
                self._audit / outcome.transcript, observer=crew.playing("judge"), store=store
            )
            crew.check()
        except ProviderError as error:
            if ends_all(error):
                raise
            return Judgement(None, failed=error.message)
        finally:
            self.calls += len(crew.paid)
            self.unpriced += sum(call.price is None for call in crew.paid)
        return Judgement.of(card)


def store_of(place: Path, outcome: Outcome, number: int) -> Path:
    """Return where the answers of one new judgement are kept."""
    return place / f"{outcome.key}.{number + 1}{SUFFIX}"


def answered(place: Path) -> int:
    """Return how many answers a run has kept so far."""
    return sum(path.read_bytes().count(b"\n") for path in place.glob(f"*/*{SUFFIX}"))
