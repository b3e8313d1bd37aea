"""`scenarios`, `show`, `check` and `schema`: everything about files; no embedder, no screen."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

from interviewer import wiring
from interviewer.content import Library, load_scenario, load_yaml
from interviewer.errors import ContentError, Exit, InterviewerError, Problem, UsageError
from interviewer.settings import Settings


def list_scenarios(settings: Settings, *, as_json: bool) -> int:
    """Print the scenarios; broken ones are named on stderr and skipped."""
    rows = []
    for path in wiring.library(settings).scenario_paths().values():
        try:
            rows.append(load_scenario(path))
        except ContentError as error:
            print(error, file=sys.stderr)
    if as_json:
        keys = ("id", "title", "level", "minutes", "about")
        print(
            json.dumps([row.model_dump(include=set(keys), mode="json") for row in rows], indent=2)
        )
    else:
        for row in rows:
            print(
                f"{row.id:16} {row.level:7} {row.minutes:3} min  {row.title}\n{'':16} {row.about}"
            )
    return int(Exit.GOOD if rows else Exit.FINDINGS)


def show_scenario(settings: Settings, name: str, *, facts: bool) -> int:
    """Print a scenario's brief; the facts only if asked, for they are earned in the interview."""
    scenario = load_scenario(wiring.library(settings).find(name))
    print(f"{scenario.title}  ({scenario.level}, {scenario.minutes} minutes)\n")
    print(textwrap.fill(scenario.prompt, 80))
    print(f"\nThe interviewer is {scenario.role}.")
    for primitive in scenario.primitives:
        print(textwrap.fill(primitive, 80, initial_indent="- ", subsequent_indent="  "))
    if facts:
        print("\nFacts (told when asked for):")
        for fact in scenario.facts:
            print(
                textwrap.fill(
                    f"{fact.says} [{fact.status}]", 80, initial_indent="- ", subsequent_indent="  "
                )
            )
    return int(Exit.GOOD)


def print_schema(kind: str) -> int:
    """Print the JSON Schema of a format."""
    from interviewer.rubric import Rubric
    from interviewer.scenario import Scenario

    if kind == "scenario":
        schema = Scenario.model_json_schema()
    elif kind == "rubric":
        schema = Rubric.model_json_schema()
    elif kind == "transcript":
        from interviewer.transcript import RECORD

        schema = RECORD.json_schema()
    elif kind == "scorecard":
        from interviewer.judge.scorecard import Scorecard

        schema = Scorecard.model_json_schema()
    else:
        raise UsageError(
            f"There is no format `{kind}`.",
            hint="Choose scenario, rubric, transcript or scorecard.",
        )
    print(
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=2)
    )
    return int(Exit.GOOD)


def check_content(settings: Settings, paths: list[Path], *, as_json: bool) -> int:
    """Check files and print every problem.

    Raises:
        UsageError: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{path} does not exist.", hint="Give a scenario, a rubric or a folder."
            )
    library = wiring.library(settings)
    targets = list(_targets(library, paths))
    problems = [problem for path in targets for problem in _problems(library, path)]
    problems = list(dict.fromkeys(problems))
    if as_json:
        print(json.dumps([{**vars(p), "path": str(p.path)} for p in problems], indent=2))
    else:
        for problem in problems:
            print(problem)
        count = f"{len(targets)} files, {len(problems)} problem{'s' if len(problems) != 1 else ''}"
        print(count, file=sys.stderr)
    return int(Exit.FINDINGS if problems or not targets else Exit.GOOD)


def _targets(library: Library, paths: list[Path]) -> Iterable[Path]:
    if not paths:
        yield from library.scenario_paths().values()
        return
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        else:
            yield path


def _problems(library: Library, path: Path) -> list[Problem]:
    try:
        data = load_yaml(path)
        if "prompt" in data or "facts" in data:
            return _scenario_problems(library, path)
        if "candidates" in data:
            return []
        if "extends" not in data and "hooks" not in data:
            return []  # the base rubric: complete only once a rubric extends it
        library.load_rubric(path)
    except ContentError as error:
        return error.problems
    except InterviewerError as error:
        return [Problem(path, 1, 1, "", error.message, error.hint)]
    return []


def _scenario_problems(library: Library, path: Path) -> list[Problem]:
    from interviewer.content import check_pair
    from interviewer.evidence.estimates import expected, ranges

    scenario = load_scenario(path)
    problems = []
    if scenario.id != path.stem:
        problems.append(
            Problem(
                path,
                1,
                1,
                "id",
                f"`{scenario.id}` is not the file's name",
                f"call the file {scenario.id}.yaml",
            )
        )
    beside = path.parent.parent / "rubrics" / path.name
    rubric_path = beside if beside.is_file() else library.rubric_path(scenario.id)
    rubric = library.load_rubric(rubric_path)
    check_pair(scenario, rubric, path, rubric_path)
    for estimate in rubric.estimates:
        where = f"estimates.{estimate.id}"
        try:
            result = expected(estimate, scenario)
        except ValueError as error:
            problems.append(Problem(rubric_path, 1, 1, where, str(error), "mend the formula"))
            continue
        accepted = ranges(estimate, scenario)
        if estimate.accept.low is not None and not accepted[0].low <= result <= accepted[0].high:
            message = f"the accepted range excludes the formula's own result, {result:.4g}"
            problems.append(Problem(rubric_path, 1, 1, where, message, "mend one of the two"))
    for criterion in rubric.criteria:
        hooks = rubric.hooks_of(criterion.id)
        if not hooks:
            problems.append(
                Problem(
                    rubric_path, 1, 1, f"criteria.{criterion.id}", "no hook probes it", "write one"
                )
            )
        if criterion.gate and not any(hook.check and not hook.twist for hook in hooks):
            message = "is a gate, and no hook of it has a check that code can verify"
            problems.append(
                Problem(
                    rubric_path, 1, 1, f"criteria.{criterion.id}", message, "add `check` to one"
                )
            )
    return problems
