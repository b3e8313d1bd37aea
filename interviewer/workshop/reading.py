"""From paths to what the rules read: which files belong together, and what keeps one from loading.

It knows scenarios and rubrics; other documents it hands to whoever knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from interviewer.content import Layers, Library, check_pair, load_scenario, load_yaml
from interviewer.errors import ContentError, InterviewerError, Problem
from interviewer.rubric import Rubric
from interviewer.workshop.checking import BLANK
from interviewer.workshop.findings import Finding
from interviewer.workshop.pair import Pair
from interviewer.workshop.texts import PLACEHOLDER

REFERENCE = "reference"
"""The rule's name for ids that meet nothing."""
_RUBRIC_KEYS = {"extends", "phases", "criteria", "hooks", "estimates", "pass"}
_NEITHER = "a scenario has `prompt` and `facts`, a rubric `criteria` and `hooks`"


@dataclass(frozen=True)
class Read:
    """What came of a file: what keeps it from loading, and the pair it belongs to if nothing."""

    findings: Sequence[Finding] = ()
    pair: Pair | None = None


class Reader:
    """Reads files as members of a library.

    Args:
        library: where the other half of a pair, and what a rubric extends, are looked for.
        today: the day for which expiry is judged.
        others: loads a document that holds `candidates`, given the rubric whose questions they
            answer, and raises what is wrong with it.
    """

    def __init__(
        self, library: Library, today: date, others: Callable[[Path, Rubric], object] | None = None
    ) -> None:
        self._library = library
        self._today = today
        self._others = others

    def read(self, path: Path, targets: Sequence[Path]) -> Read:
        """Read a file; a rubric whose scenario is among the targets is read with that."""
        try:
            data = load_yaml(path)
            if "candidates" in data:
                if self._others:
                    name = str(data.get("scenario", path.stem))
                    self._others(path, self._library.load_rubric(self._rubric_near(path, name)))
                return Read(_blanks(path))
            if "prompt" in data or "facts" in data:
                return self._scenario(path, data)
            if _RUBRIC_KEYS & set(data):
                return self._rubric(path, data, targets)
        except ContentError as error:
            return Read([Finding.of(problem) for problem in error.problems])
        except InterviewerError as error:
            return Read([Finding.of(Problem(path, 1, 1, "", error.message, error.hint))])
        message = "is neither a scenario nor a rubric"
        return Read([Finding.of(Problem(path, 1, 1, "", message, _NEITHER))])

    def _rubric_near(self, path: Path, name: str) -> Path:
        """Return the rubric of a scenario: in the folders above a file, else in the library."""
        above = (folder / "rubrics" / f"{name}.yaml" for folder in path.absolute().parents[:4])
        return next((found for found in above if found.is_file()), None) or (
            self._library.rubric_path(name)
        )

    def _scenario(self, path: Path, data: Any) -> Read:
        scenario = load_scenario(path, data)
        try:
            rubric_path = _beside(path, "rubrics") or self._library.rubric_path(scenario.id)
        except InterviewerError as error:
            found = Problem(path, 1, 1, "", error.message, error.hint)
            return Read([Finding.of(found, REFERENCE)])
        return self._pair(path, Layers(((path, data),)), rubric_path)

    def _rubric(self, path: Path, data: Any, targets: Sequence[Path]) -> Read:
        try:
            self._library.open_rubric(path, data)
        except ContentError as error:
            if "extends" in data or "hooks" in data:
                raise
            # the base: complete only once a rubric extends it
            problems = [one for one in error.problems if one.message != "is missing"]
            return Read([Finding.of(problem) for problem in problems])
        scenario = _beside(path, "scenarios") or self._library.scenario_paths().get(path.stem)
        if scenario is None or scenario.resolve() in [target.resolve() for target in targets]:
            return Read()
        return self._pair(scenario, Layers(((scenario, load_yaml(scenario)),)), path)

    def _pair(self, path: Path, source: Layers, rubric_path: Path) -> Read:
        scenario = load_scenario(path, source.files[0][1])
        try:
            rubric, layers = self._library.open_rubric(rubric_path)
        except ContentError as error:
            return Read([Finding.of(problem) for problem in error.problems])
        try:
            check_pair(scenario, rubric, path, rubric_path, layers)
        except ContentError as error:
            return Read([Finding.of(problem, REFERENCE) for problem in error.problems])
        return Read((), Pair(scenario, rubric, source, layers, self._today))


def _blanks(path: Path) -> list[Finding]:
    """Find what a scaffold left open in a file of candidates; they are written last."""
    lines = path.read_text("utf-8").splitlines()
    blank = next(
        ((n, m) for n, line in enumerate(lines, 1) if (m := PLACEHOLDER.search(line))), None
    )
    if blank is None:
        return []
    line, match = blank
    message = f"is to be filled in once the rubric is clean: {match.group()}"
    problem = Problem(path, line, match.start() + 1, "", message, "write them without the rubric")
    return [Finding.of(problem, BLANK, "note")]


def targets_of(library: Library, paths: Sequence[Path]) -> list[Path]:
    """Return the files that paths mean: a folder's .yaml files; all scenarios if none is given.

    Scenarios come before rubrics, whatever the order of the folders.
    """
    found = list(_files(paths)) if paths else list(library.scenario_paths().values())
    return sorted(dict.fromkeys(found), key=lambda path: "rubrics" in path.parts)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _beside(path: Path, folder: str) -> Path | None:
    """Return the file of the same name in the folder beside this one's, as `path` is spelt."""
    near = path.parent.parent if path.parent.name else path.absolute().parent.parent
    found = near / folder / path.name
    return found if found.is_file() else None
