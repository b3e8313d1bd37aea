"""`scenarios`, `show` and `check`: everything about files; no embedder, no screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out, talk
from interviewer.content import Layers, Library, check_pair, load_scenario, load_yaml, problem_at
from interviewer.content.merging import Where
from interviewer.errors import ContentError, Exit, InterviewerError, Problem, UsageError
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario
from interviewer.settings import Settings


def list_scenarios(settings: Settings, *, as_json: bool) -> int:
    """Print the scenarios; broken ones are named on stderr and skipped."""
    rows = []
    for path in Library.shipped(settings.content).scenario_paths().values():
        try:
            rows.append(load_scenario(path))
        except ContentError as error:
            talk(str(error))
    if as_json:
        keys = {"id", "title", "level", "minutes", "about"}
        print_json([row.model_dump(include=keys, mode="json") for row in rows])
    else:
        for row in rows:
            out(f"{row.id:16} {row.level:7} {row.minutes:3} min  {row.title}\n{'':16} {row.about}")
    return int(Exit.GOOD if rows else Exit.FINDINGS)


def show_scenario(settings: Settings, name: str, *, facts: bool) -> int:
    """Print a scenario's brief; the facts only if asked, for they are earned in the interview."""
    scenario = load_scenario(Library.shipped(settings.content).find(name))
    out(f"{scenario.title}  ({scenario.level}, {scenario.minutes} minutes)\n")
    out(textwrap.fill(scenario.prompt, 80))
    out(f"\nThe interviewer is {scenario.role}.")
    for primitive in scenario.primitives:
        out(_bullet(primitive))
    if facts:
        out("\nFacts (told when asked for):")
        for fact in scenario.facts:
            out(_bullet(f"{fact.says} [{fact.status}]"))
    return int(Exit.GOOD)


def _bullet(text: str) -> str:
    return textwrap.fill(text, 80, initial_indent="- ", subsequent_indent="  ")


# --- check ----------------------------------------------------------------------------------------


def check_content(settings: Settings, paths: list[Path], *, as_json: bool) -> int:
    """Check files and print every problem; exit code 1 for any.

    Raises:
        UsageError: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{path} does not exist.", hint="Give a scenario, a rubric or a folder."
            )
    library = Library.shipped(settings.content)
    targets = list(dict.fromkeys(_targets(library, paths)))
    found = [problem for path in targets for problem in _problems(library, path, targets)]
    problems = list(dict.fromkeys(found))
    if as_json:
        print_json([vars(problem) for problem in problems])
    else:
        for problem in problems:
            out(str(problem))
        out(f"{_count(len(targets), 'file')}, {_count(len(problems), 'problem')}")
    if not targets:
        talk("Nothing was checked: no .yaml file is there.")
    return int(Exit.FINDINGS if problems or not targets else Exit.GOOD)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _targets(library: Library, paths: list[Path]) -> Iterable[Path]:
    if not paths:
        yield from library.scenario_paths().values()
        return
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        else:
            yield path


_RUBRIC_KEYS = {"extends", "phases", "criteria", "hooks", "estimates", "pass"}


def _problems(library: Library, path: Path, targets: list[Path]) -> list[Problem]:
    try:
        data = load_yaml(path)
        if "candidates" in data:
            _check_candidates(path)
        elif "prompt" in data or "facts" in data:
            return _scenario_problems(library, path, Layers(((path, data),)))
        elif _RUBRIC_KEYS & set(data):
            return _rubric_problems(library, path, data, targets)
        else:
            hint = "a scenario has `prompt` and `facts`, a rubric `criteria` and `hooks`"
            return [Problem(path, 1, 1, "", "is neither a scenario nor a rubric", hint)]
    except ContentError as error:
        return error.problems
    except InterviewerError as error:
        return [Problem(path, 1, 1, "", error.message, error.hint)]
    return []


def _check_candidates(path: Path) -> None:
    from interviewer.audit.scripts import load_scripts

    load_scripts(path)


def _rubric_problems(library: Library, path: Path, data: Any, targets: list[Path]) -> list[Problem]:
    try:
        pair = library.open_rubric(path, data)
    except ContentError as error:
        if "extends" in data or "hooks" in data:
            return error.problems
        # the base: complete only once a rubric extends it
        return [problem for problem in error.problems if problem.message != "is missing"]
    scenario = _beside(path, "scenarios") or library.scenario_paths().get(path.stem)
    if scenario is None or scenario in targets:
        return []
    source = Layers(((scenario, load_yaml(scenario)),))
    return _scenario_problems(library, scenario, source, (path, *pair))


def _beside(path: Path, folder: str) -> Path | None:
    """Return the file of the same name in the folder beside this one's."""
    found = path.absolute().parent.parent / folder / path.name
    return found if found.is_file() else None


def _scenario_problems(
    library: Library,
    path: Path,
    own: Layers,
    rubric: tuple[Path, Rubric, Layers] | None = None,
) -> list[Problem]:
    scenario = load_scenario(path, own.files[0][1])
    problems = []
    if scenario.id != path.stem:
        message, hint = f"`{scenario.id}` is not the file's name", f"name it {scenario.id}.yaml"
        problems.append(problem_at(own, scenario, ("id",), message, hint))
    try:
        if rubric is None:
            found_at = _beside(path, "rubrics") or library.rubric_path(scenario.id)
            rubric = (found_at, *library.open_rubric(found_at))
        rubric_path, judged, layers = rubric
        check_pair(scenario, judged, path, rubric_path, layers)
    except ContentError as error:
        return problems + error.problems
    found = [*_estimates(scenario, judged), *_probes(judged)]
    return problems + [problem_at(layers, judged, *finding) for finding in found]


Found = tuple[Where, str, str]


def _estimates(scenario: Scenario, rubric: Rubric) -> Iterable[Found]:
    """Find formulas that do not evaluate, and ranges that exclude the formula's own result."""
    from interviewer.evidence.estimates import expected, ranges

    for n, estimate in enumerate(rubric.estimates):
        try:
            result = expected(estimate, scenario)
        except ValueError as error:
            yield ("estimates", n, "formula"), str(error), "mend the formula"
            continue
        if estimate.accept.low is None:
            continue
        accepted = ranges(estimate, scenario)[0]
        if not accepted.low <= result <= accepted.high:
            message = f"the accepted range excludes the formula's own result, {result:.4g}"
            yield ("estimates", n, "accept"), message, "mend one of the two"


def _probes(rubric: Rubric) -> Iterable[Found]:
    """Find criteria that nothing probes, and gates that nothing verifies."""
    for n, criterion in enumerate(rubric.criteria):
        hooks = rubric.hooks_of(criterion.id)
        if not hooks:
            yield ("criteria", n), "no hook probes it", "write one"
        if criterion.gate and not any(hook.check and not hook.twist for hook in hooks):
            message = "is a gate, and no hook of it has a check that code can verify"
            yield ("criteria", n), message, "add `check` to one"
