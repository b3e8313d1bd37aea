"""What neither a scenario nor a rubric can know alone: that every reference meets its target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from interviewer.content.explaining import nearest
from interviewer.content.merging import Layers, Where, spell
from interviewer.content.reading import load_yaml
from interviewer.errors import ContentError, Problem
from interviewer.formula import names_in
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario


class _Reference(NamedTuple):
    where: Where
    name: str
    what: str
    known: Sequence[str]


def check_pair(
    scenario: Scenario,
    rubric: Rubric,
    scenario_path: Path,
    rubric_path: Path,
    layers: Layers | None = None,
) -> None:
    """Check every reference inside and between the two files.

    Args:
        scenario: read from `scenario_path`.
        rubric: read from `rubric_path` and what it extends.
        scenario_path: the scenario's file.
        rubric_path: the rubric's file.
        layers: the rubric's file and those it extends; without them only its own lines are known.

    Raises:
        ContentError: with every reference that does not meet its target.
    """
    wrong = [r for r in _inside_scenario(scenario) if r.name not in r.known]
    problems = []
    if wrong or _twice(scenario):
        source = Layers(((scenario_path, load_yaml(scenario_path)),))
        problems += [_unmet(source, scenario, reference) for reference in wrong]
        problems += [
            problem_at(source, scenario, where, f"`{name}` stands twice", "values have one home")
            for where, name in _twice(scenario)
        ]
    references = (*_inside_itself(rubric), *_to_the_scenario(scenario, rubric))
    wrong = [reference for reference in references if reference.name not in reference.known]
    if wrong:
        source = layers or Layers(((rubric_path, load_yaml(rubric_path)),))
        problems += [_unmet(source, rubric, reference) for reference in wrong]
    if problems:
        raise ContentError(problems)


def check_rubric(rubric: Rubric, layers: Layers) -> None:
    """Check the references that a rubric makes to itself, where no scenario is at hand.

    Raises:
        ContentError: with every phase and criterion that is named and is not there.
    """
    wrong = [
        reference for reference in _inside_itself(rubric) if reference.name not in reference.known
    ]
    if wrong:
        raise ContentError([_unmet(layers, rubric, reference) for reference in wrong])


def problem_at(
    layers: Layers, model: Scenario | Rubric, where: Where, message: str, hint: str
) -> Problem:
    """Return a problem in the line of the file that this part of the model came from."""
    data = model.model_dump(by_alias=True)
    return Problem(*layers.find(data, where), spell(data, where), message, hint)


def _unmet(layers: Layers, model: Scenario | Rubric, reference: _Reference) -> Problem:
    near = nearest(reference.name, reference.known, 45)
    some = ", ".join(reference.known[:8]) or "none"
    hint = f"did you mean `{near}`?" if near else f"there are: {some}"
    message = f"`{reference.name}` is not {reference.what}"
    return problem_at(layers, model, reference.where, message, hint)


def _inside_scenario(scenario: Scenario) -> Iterator[_Reference]:
    sources = [source.id for source in scenario.sources]
    for n, fact in enumerate(scenario.facts):
        if fact.source:
            where = ("facts", n, "source")
            yield _Reference(where, fact.source, "one of the sources", sources)


def _twice(scenario: Scenario) -> list[tuple[Where, str]]:
    """Return the values whose names another fact has used before."""
    seen: set[str] = set()
    found: list[tuple[Where, str]] = []
    for n, fact in enumerate(scenario.facts):
        found += [(("facts", n, "values", name), name) for name in fact.values if name in seen]
        seen |= set(fact.values)
    return found


def _inside_itself(rubric: Rubric) -> Iterator[_Reference]:
    phases = [phase.id for phase in rubric.phases]
    criteria = [criterion.id for criterion in rubric.criteria]
    for n, criterion in enumerate(rubric.criteria):
        yield _Reference(("criteria", n, "phase"), criterion.phase, "a phase", phases)
    for n, hook in enumerate(rubric.hooks):
        yield _Reference(("hooks", n, "criterion"), hook.criterion, "a criterion", criteria)
    for n, estimate in enumerate(rubric.estimates):
        at = ("estimates", n)
        yield _Reference((*at, "criterion"), estimate.criterion, "a criterion", criteria)
        yield _Reference((*at, "phase"), estimate.phase, "a phase", phases)


def _to_the_scenario(scenario: Scenario, rubric: Rubric) -> Iterator[_Reference]:
    twists = [twist.id for twist in scenario.twists]
    for n, hook in enumerate(rubric.hooks):
        if hook.twist:
            where = ("hooks", n, "twist")
            yield _Reference(where, hook.twist, "a twist of the scenario", twists)
    for n, estimate in enumerate(rubric.estimates):
        known = [*scenario.values, *estimate.assumes]
        for name in names_in(estimate.formula):
            yield _Reference(("estimates", n, "formula"), name, "a value of a fact", known)
