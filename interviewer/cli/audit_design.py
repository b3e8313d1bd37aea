"""What an audit is to be: from the command line, or as it was begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.audit_attack import attacking_of, begun_with
from interviewer.cli.audit_models import Playing
from interviewer.errors import UsageError
from interviewer.outcome import Design, Mode
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.audit.cast import Cast
    from interviewer.cli.audit import Asked


def design_of(cast: Cast, asked: Asked, folder: Path) -> Design:
    """Return who is to sit what, and how often.

    Raises:
        UsageError: no such scenario or persona; a scaffold; or an audit whose scenario is gone.
        ContentError: a file is not valid.
    """
    from interviewer.audit.designing import design_audit

    if asked.resume and not asked.scenarios:
        return _as_begun(cast, asked, folder)
    return design_audit(
        cast,
        _named(cast.settings, asked.scenarios),
        mode=mode_of(asked, folder),
        seeds=asked.seeds,
        first_seed=1 if asked.first_seed is None else asked.first_seed,
        wanted=asked.personas,
        models=asked.playing.models,
        attacking=attacking_of(asked.attack, asked.personas, leaked=asked.attack_leaked),
    )


def mode_of(asked: Asked, folder: Path) -> Mode:
    """Return how it is held: on a resume as it was begun, unless something else is asked for."""
    from interviewer.audit.results import read_design

    if asked.resume and asked.mode is None:
        return read_design(folder).mode
    return asked.mode or ("fixed" if asked.seeds else "standard")


def _as_begun(cast: Cast, asked: Asked, folder: Path) -> Design:
    """Return the design that an audit was begun with, but for what the command line says.

    Where that is something else, `Results` refuses to go on with it and says what differs.
    """
    from interviewer.audit.designing import design_audit
    from interviewer.audit.results import read_design

    begun = read_design(folder)
    arms = set(asked.arms) or {member.arm for part in begun.parts for member in part.members}
    sat = {
        part.scenario: [m.persona for m in part.members if m.arm in arms or m.searches]
        for part in begun.parts
    }
    return design_audit(
        replace(cast, arms=tuple(sorted(arms))),
        _there(cast.settings, [part.scenario for part in begun.parts]),
        mode=asked.mode or begun.mode,
        seeds=asked.seeds or begun.seeds,
        first_seed=begun.first_seed if asked.first_seed is None else asked.first_seed,
        wanted=asked.personas or sat,
        models=playing_of(asked, folder).models,
        attacking=begun_with(begun, asked.attack, leaked=asked.attack_leaked),
    )


def _there(settings: Settings, scenarios: Sequence[str]) -> Sequence[str]:
    """Return scenarios that an audit was begun with, if they are in reach still."""
    from interviewer import wiring

    known = wiring.library(settings).scenario_paths()
    if missing := [name for name in scenarios if name not in known]:
        raise UsageError(
            f"This audit is of {', '.join(missing)}, which is not in reach.",
            hint="Say the --content it was begun with; INTERVIEWER_CONTENT keeps it.",
        )
    return scenarios


def playing_of(asked: Asked, folder: Path) -> Playing:
    """Return who plays what: on a resume those that the audit was begun with."""
    from interviewer.audit.results import read_design

    return asked.playing.going_on(read_design(folder)) if asked.resume else asked.playing


def _named(settings: Settings, scenarios: Sequence[str]) -> list[str]:
    """Return the scenarios that are meant.

    Raises:
        UsageError: there is none of that name, or it is a scaffold with blanks.
    """
    from interviewer import wiring
    from interviewer.cli.blanks import refuse_blanks

    library = wiring.library(settings)
    found = [*library.scenario_paths()] if "all" in scenarios else [*scenarios]
    for name in found:
        refuse_blanks(library.load(name))
    return found
