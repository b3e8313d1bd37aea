"""The desk that the app is used at: every wish goes to `wiring`.

It is imported only when something is asked of it, so that the first paint waits for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.settings import ROLES, Models, Origin, Settings
from interviewer.tui.costs import cost
from interviewer.tui.desk import Card, Choice, Kind, Workshop
from interviewer.tui.keeper import forget

if TYPE_CHECKING:
    from interviewer.content import Loaded
    from interviewer.engine.interview import Interview
    from interviewer.judge.observations import Progress
    from interviewer.judge.scorecard import Scorecard
    from interviewer.transcript import Transcript
    from interviewer.wiring import Session
    from interviewer.wiring.models import Offer, Quote

HERE = Origin("file", "chosen in the app")


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

        settings = self._settings
        if choice.path is not None:
            models = await asyncio.to_thread(self._recast, choice.path)
            budget = settings.budget if settings.insists("budget") else None
            return await wiring.resume(settings, choice.path, models=models, budget=budget)
        assert choice.scenario is not None
        return await wiring.start(
            settings,
            choice.scenario,
            rubric=choice.rubric,
            level=choice.level,
            minutes=choice.minutes,
            seed=choice.seed,
            models=settings.models,
            budget=settings.budget,
        )

    def _recast(self, path: Path) -> Models | None:
        """Return who goes on with an interview, if a flag names another than began it."""
        from interviewer import transcript
        from interviewer.engine.state import fold
        from interviewer.tui.casting import cast_of

        return self._settings.recast(cast_of(fold(transcript.read(path).records)))

    def workshop(self, interview: Interview) -> Workshop:
        """Furnish it."""
        from interviewer.wiring.authoring import workshop

        return workshop(self._settings, interview)

    async def score(
        self, path: Path, on_progress: Callable[[Progress], None] | None = None
    ) -> Scorecard:
        """Score, or fetch what was scored before."""
        from interviewer import wiring

        return await wiring.score(self._settings, path, on_progress=on_progress)

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
        forget(path)

    def export(self, path: Path, kind: Kind, to: Path) -> Path:
        """Export."""
        from interviewer import wiring

        return wiring.export_session(self._settings, path, kind, to)

    # --- language models -------------------------------------------------------------------------

    def models(self) -> Models:
        """Return those of the settings."""
        return self._settings.models

    def budget(self) -> float | None:
        """Return that of the settings."""
        return self._settings.budget

    def undecided(self) -> bool:
        """Return whether neither flag nor environment nor file names a model."""
        return all(self._settings.origin(role).kind == "default" for role in ROLES)

    def offers(self, probe: bool) -> Sequence[Offer]:
        """List them."""
        from interviewer.wiring.models import offers

        return offers(self._settings, probe=probe)

    def quote(self, models: Models, minutes: int) -> Quote:
        """Reckon it."""
        from interviewer.wiring.models import quote

        return quote(models, minutes)

    def choose(self, models: Models, budget: float | None) -> None:
        """Make sure that they can play, take them for this run, then write it down."""
        from interviewer.settings import remember

        _check(models, budget, "Choose another model, or empty the budget.")
        origins = {**self._settings.origins, **dict.fromkeys((*ROLES, "budget"), HERE)}
        self._settings = replace(self._settings, models=models, budget=budget, origins=origins)
        remember(models, budget)

    async def test(self, name: str) -> str:
        """Try it."""
        from interviewer.wiring.trial import try_model

        trial = await try_model(name)
        if trial.error is not None:
            raise trial.error
        began = "no word" if trial.first is None else f"first word after {trial.first:.1f} s"
        return f"Works: {began}; {cost(trial.price)}."

    async def change_models(self, interview: Interview, models: Models) -> None:
        """Recast it, if they can play within its budget."""
        _check(models, interview.header.budget, "Choose another: the budget stays as it was.")
        await interview.change_models(models)


def _check(models: Models, budget: float | None, hint: str) -> None:
    """Raise what keeps a model from playing; `hint` is for a budget that could not be kept."""
    from interviewer.providers.errors import BudgetReached
    from interviewer.providers.registry import chat_model, need_key
    from interviewer.wiring.models import is_priced

    for name in models.named.values():
        chat_model(name)
        need_key(name)
        if budget is not None and not is_priced(name):
            says = f"The price of {name} is not known, so no budget can be kept with it."
            raise BudgetReached(says, hint=hint)
