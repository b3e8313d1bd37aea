"""Authored candidates as files: `scenarios/candidates/<scenario>.yaml`.

It knows what a script holds, not how it is played (`authored`).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from interviewer.audit.candidate import Kind
from interviewer.content import content_root, load_yaml, plain, validate
from interviewer.scenario import Identifier, Strict, Text


class Answer(Strict):
    """What is said to one question in any of its wordings; `pressed` if it is put again."""

    hook: Identifier = Field(description="The hook, estimate or phase that it answers; for people.")
    when: list[Text] = Field(min_length=1)
    says: Text
    pressed: Text


class Script(Strict):
    """One candidate: what is asked, how the problem is seen, what is answered."""

    id: Identifier
    kind: Kind
    about: Text
    questions: list[Text] = Field(default_factory=list)
    opening: Text
    answers: list[Answer] = Field(min_length=1)


class Scripts(Strict):
    """The candidates of one scenario."""

    scenario: Identifier
    candidates: list[Script] = Field(min_length=1)


def scripts_path(scenario: str, root: Path | None = None) -> Path:
    """Return where the authored candidates of a scenario lie."""
    return (root or content_root()) / "scenarios" / "candidates" / f"{scenario}.yaml"


def load_scripts(path: Path) -> Scripts:
    """Load the authored candidates of a scenario.

    Raises:
        ContentError: the file is not valid; every problem is listed.
    """
    source = load_yaml(path)
    return validate(Scripts, path, plain(source), source)
