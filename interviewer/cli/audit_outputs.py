"""What `audit` prints and writes, text to annotations, and the exit code it ends with.

Each output shows the same audit; none of them decides anything.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from interviewer.cli.say import out, talk
from interviewer.errors import ContentError, UsageError
from interviewer.outcome import FAILING, Audit, Decision, Mode, failing
from interviewer.report.writing import write
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.content import Loaded
    from interviewer.report.audit_edits import Edit, Places

GOOD: frozenset[Decision] = frozenset({"resistant", "no_leak"})


@dataclass(frozen=True)
class Outputs:
    """What the command line wants to see, and which verdicts are to fail."""

    as_json: bool = False
    markdown: Path | None = None
    html: Path | None = None
    junit: Path | None = None
    github: bool = False
    fail_on: frozenset[Decision] | None = None
    """None: every verdict but a good one, and every finding that decides."""

    @classmethod
    def said(cls, fail_on: str | None, **others: Any) -> Outputs:
        """Return what the flags say.

        Raises:
            UsageError: `--fail-on` names no verdict, or one that does not exist.
        """
        if fail_on is None:
            return cls(**others)
        known = [decision for decision in get_args(Decision) if decision not in GOOD]
        names = [name.strip().replace("-", "_") for name in fail_on.split(",") if name.strip()]
        wrong = [name for name in names if name not in known]
        if wrong or not names:
            message = f"`{wrong[0]}` is no verdict to fail on." if wrong else "--fail-on is empty."
            raise UsageError(message, hint=f"There are: {', '.join(known)}.")
        return cls(fail_on=frozenset(names), **others)  # type: ignore[arg-type]

    def check(self, mode: Mode) -> None:
        """Make sure that an audit of this mode can give a verdict to fail on.

        Raises:
            UsageError: it cannot, so that it would be green whatever it found.
        """
        if self.fail_on is None or failing(self.fail_on) & FAILING[mode]:
            return
        names = ", ".join(sorted(self.fail_on))
        can = ", ".join(sorted(FAILING[mode]))
        raise UsageError(
            f"--fail-on {names} can never fail a {mode} audit.",
            hint=f"It says {can}; passable includes leaks.",
        )

    def refuse(self, flag: str) -> None:
        """Raise a UsageError if anything but JSON is wanted: `flag` has no such output."""
        if self != Outputs(as_json=self.as_json):
            raise UsageError(
                f"{flag} writes text or JSON only.",
                hint="Leave out --markdown, --html, --junit, --github and --fail-on.",
            )

    def exit_code(self, found: Audit) -> int:
        """Return the exit code of an audit."""
        if self.fail_on is None:
            return int(found.exit_code)
        return int(found.exit_code_for(self.fail_on))


def publish(settings: Settings, found: Audit, folder: Path, wanted: Outputs) -> None:
    """Print an audit and write what is wanted of it; `folder` holds its transcripts.

    Raises:
        JournalError: a file cannot be written.
    """
    bare = wanted == Outputs(as_json=True, fail_on=wanted.fail_on)  # it names no file
    loaded = {} if bare else _loaded(settings, found)
    known = _places(loaded)
    todo = _todo(found, known)
    if wanted.markdown:
        from interviewer.report.audit_markdown import audit_markdown

        keep(wanted.markdown, audit_markdown(found, todo))
    if wanted.junit:
        from interviewer.report.audit_junit import audit_junit

        keep(wanted.junit, audit_junit(found, wanted.fail_on))
    if wanted.html:
        _page(found, folder, wanted.html, loaded, todo)
    if wanted.github:
        _annotated(found, known, todo, as_json=wanted.as_json)
        return
    _report(found, todo, as_json=wanted.as_json)


def _report(found: Audit, todo: list[Edit], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found.model_dump(mode="json"), indent=2))
        return
    from interviewer.report.audit_text import audit_text

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size((100, 24)).columns
    text = audit_text(found, todo, width=min(width, 120), colour=colour)
    print(text) if colour else out(text)


def _annotated(found: Audit, known: dict[str, Places], todo: list[Edit], *, as_json: bool) -> None:
    """Print the report where GitHub reads no commands, and then the commands.

    With JSON on stdout they go to stderr, which GitHub reads as well.
    """
    from interviewer.report.audit_github import audit_github, resume, stop

    say = talk if as_json else out
    token = secrets.token_hex(16)
    say(stop(token))
    _report(found, todo, as_json=as_json)
    say(resume(token))
    files = {scenario: places.file for scenario, places in known.items()}
    for line in audit_github(found, todo, files):
        say(line)


def _page(
    found: Audit, folder: Path, path: Path, loaded: dict[str, Loaded], todo: list[Edit]
) -> None:
    from interviewer.audit.results import read_outcomes
    from interviewer.report.audit_html import Material, audit_html

    keep(path, audit_html(found, Material(folder, path, read_outcomes(folder), loaded, todo)))
    talk(f"Page: {path}")


def _loaded(settings: Settings, found: Audit) -> dict[str, Loaded]:
    """Return the scenarios as they are now; one that is gone is left out."""
    from interviewer import wiring

    library, loaded = wiring.library(settings), {}
    for scenario in found.scenarios:
        try:
            loaded[scenario.scenario] = library.load(scenario.scenario)
        except (ContentError, UsageError):
            continue
    return loaded


def _places(loaded: dict[str, Loaded]) -> dict[str, Places]:
    from interviewer.report.audit_edits import places

    return {name: places(pair, Path.cwd()) for name, pair in loaded.items()}


def _todo(found: Audit, known: dict[str, Places]) -> list[Edit]:
    from interviewer.report.audit_edits import edits

    return edits(found, known)


def keep(path: Path, text: str) -> None:
    """Write a report.

    Raises:
        JournalError: it cannot be written.
    """
    write(path, text + "\n", folders=True)
