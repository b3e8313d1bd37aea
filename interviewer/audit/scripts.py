"""Authored candidates as files: `scenarios/candidates/<scenario>.yaml`.

It knows what a script holds, not how it is played (`authored`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field
from rapidfuzz import process

from interviewer.audit.candidate import Kind
from interviewer.content import Layers, content_root, load_yaml, plain, validate
from interviewer.errors import ContentError, Problem
from interviewer.rubric import Rubric
from interviewer.scenario import Identifier, Strict, Text
from interviewer.workshop.texts import blanks_in


class Answer(Strict):
    """What is said to one question in any of its wordings; `pressed` if it is put again."""

    hook: Identifier = Field(description="The hook, estimate or phase that it answers.")
    when: list[Text] = Field(
        default_factory=list, description="Its wordings; left out, they are the rubric's own."
    )
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


def load_scripts(path: Path, rubric: Rubric) -> Scripts:
    """Load the authored candidates of a scenario; the rubric tells how its questions are worded.

    Raises:
        ContentError: the file is not valid, or answers what the rubric does not ask (all are
            listed).
    """
    source = load_yaml(path)
    scripts = validate(Scripts, path, plain(source), source)
    asked = questions(rubric)
    problems = [
        Problem(
            path,
            1,
            1,
            f"{script.id}.answers",
            f"`{answer.hook}` is not asked",
            _nearest(answer, asked),
        )
        for script in scripts.candidates
        for answer in script.answers
        if not answer.when and answer.hook not in asked and not has_blanks(answer)
    ]
    if problems:
        raise ContentError(problems)
    return scripts.model_copy(
        update={"candidates": [_worded(script, asked) for script in scripts.candidates]}
    )


def has_blanks(part: Script | Answer) -> bool:
    """Tell whether a scaffold's blanks are left: its ids may be gone from the rubric by now."""
    return blanks_in(part) > 0


def place_of(path: Path, script: str) -> tuple[int, int]:
    """Return the line and the column at which a candidate begins in its file, from 1."""
    source = load_yaml(path)
    data = plain(source)
    names = [entry["id"] for entry in data["candidates"]]
    found = Layers(((path, source),)).find(data, ("candidates", names.index(script)))
    return found[1], found[2]


def questions(rubric: Rubric) -> dict[str, list[str]]:
    """Return the wordings of everything that is asked, by the id of hook, estimate or phase."""
    return {
        **{phase.id: [*phase.enters, *phase.redirects] for phase in rubric.phases},
        **{hook.id: hook.asks for hook in rubric.hooks},
        **{estimate.id: estimate.asks for estimate in rubric.estimates},
    }


def _worded(script: Script, asked: Mapping[str, list[str]]) -> Script:
    answers = [
        answer
        if answer.when
        else answer.model_copy(update={"when": asked.get(answer.hook, [answer.says])})
        for answer in script.answers
    ]
    return script.model_copy(update={"answers": answers})


def _nearest(answer: Answer, asked: Mapping[str, list[str]]) -> str:
    return f"did you mean `{process.extractOne(answer.hook, list(asked))[0]}`?"
