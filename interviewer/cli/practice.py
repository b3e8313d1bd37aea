"""`practice`: in the app, or over stdin and stdout."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from interviewer.errors import Exit, UsageError
from interviewer.settings import Models, Settings

if TYPE_CHECKING:  # before the app's first paint nothing heavy is imported
    from interviewer.scenario import Level

LEVELS = ("senior", "staff")


@dataclass(frozen=True)
class Wanted:
    """Which interview the user asked for."""

    scenario: str | None = None
    resume: str | None = None
    level: str | None = None
    minutes: int | None = None
    rubric: Path | None = None
    seed: int | None = None
    author: bool = False


def sit(settings: Settings, wanted: Wanted, *, plain: bool, blocks: bool) -> int:
    """Hold the interview.

    Raises:
        UsageError: a wrong scenario or level, or what cannot be asked for together.
        ProviderError: a language model that was named cannot play.
    """
    from interviewer import wiring
    from interviewer.cli.places import transcript_path
    from interviewer.content import nearest
    from interviewer.wiring.models import check_models

    if wanted.level not in (None, *LEVELS):
        near = nearest(wanted.level, LEVELS)
        hint = f"Did you mean {near}?" if near else "Choose senior or staff."
        raise UsageError(f"There is no level `{wanted.level}`.", hint=hint)
    if wanted.resume is not None and wanted != Wanted(resume=wanted.resume, author=wanted.author):
        hint = "Leave out scenario, level, minutes, rubric and seed: they stay what they were."
        raise UsageError("An interview is resumed as it was begun.", hint=hint)
    if wanted.scenario:
        wiring.library(settings).find(wanted.scenario)
    if wanted.resume is not None:
        transcript_path(settings, wanted.resume)
    if wanted.scenario:
        check_models(settings.models, settings.budget)
    else:
        check_flags(settings)
    if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from interviewer.cli.plain import PlainInterview

        if wanted.author:
            hint = "Leave out --plain and --blocks, and run it in a terminal."
            raise UsageError("Author mode needs the app.", hint=hint)
        if not wanted.scenario and not wanted.resume:
            names = ", ".join(wiring.library(settings).scenario_paths())
            raise UsageError("Which scenario?", hint=f"There are: {names}.")
        return PlainInterview(settings, blocks=blocks).run(wanted)
    return open_app(settings, wanted)


def check_flags(settings: Settings) -> None:
    """Make sure that the models which a flag names can play.

    Those of the environment and the file may fail to in the app, where others can be chosen, and
    an interview that is gone on with has its own.

    Raises:
        ProviderError: one cannot.
    """
    insisted = settings.recast(Models())
    if insisted:
        from interviewer.wiring.models import check_models

        check_models(insisted, settings.budget)


def open_app(settings: Settings, wanted: Wanted | None = None) -> int:
    """Open the app, in an interview if one was named."""
    from interviewer.tui.app import InterviewerApp

    wanted = wanted or Wanted()
    start: str | Path | None = wanted.scenario
    if wanted.resume:
        from interviewer.cli.places import transcript_path

        start = transcript_path(settings, wanted.resume)
    app = InterviewerApp(
        settings,
        start,
        level=cast("Level | None", wanted.level),
        minutes=wanted.minutes,
        rubric=wanted.rubric,
        seed=wanted.seed,
        author=wanted.author,
    )
    app.run()
    return app.return_code or int(Exit.GOOD)
