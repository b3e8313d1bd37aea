"""From paths to what the rules read: which files belong together, and what keeps one from loading.

It knows scenarios and rubrics; other documents it hands to whoever knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from interviewer.content import (
    Layers,
    Library,
    check_pair,
    check_rubric,
    load_scenario,
    load_yaml,
)
from interviewer.errors import ContentError, InterviewerError, Problem
from interviewer.rubric import Rubric
from interviewer.workshop.catalogue import UNPAIRED
from interviewer.workshop.checking import BLANK
from interviewer.workshop.findings import Finding
from interviewer.workshop.pair import Pair
from interviewer.workshop.texts import PLACEHOLDER

REFERENCE = "reference"
"""The rule's name for ids that meet nothing."""
_RUBRIC_KEYS = {"extends", "phases", "criteria", "hooks", "estimates", "pass"}
_INTO = "put it into the rubrics/ of a --content folder that has the scenario"
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
            answer; raises what keeps it from loading and returns what else was found.
    """

    def __init__(
        self,
        library: Library,
        today: date,
        others: Callable[[Path, Rubric], Sequence[Finding]] | None = None,
    ) -> None:
        self._library = library
        self._today = today
        self._others = others

    def read(self, path: Path, targets: Sequence[Path]) -> Read:
        """Read a file; a rubric whose scenario is among the targets is read with that."""
        return _caught(path, lambda: self._read(path, targets))

    def candidates_of(self, pair: Pair, targets: Sequence[Path]) -> Sequence[Finding]:
        """Return what is found in the candidates who lie beside a pair, unless they are a target.

        A rubric from elsewhere is not theirs: they answer the one that lies with the scenario.
        """
        scenario, rubric = pair.scenario_source.files[0][0], pair.rubric_source.files[0][0]
        path = scenario.parent / "candidates" / scenario.name
        at_home = scenario.absolute().parents[1] == rubric.absolute().parents[1]
        if pair.alone or not at_home or not path.is_file() or _among(path, targets):
            return ()
        return _caught(path, lambda: self._candidates(path, pair.rubric)).findings

    def _read(self, path: Path, targets: Sequence[Path]) -> Read:
        data = load_yaml(path)
        if "candidates" in data:
            name = str(data.get("scenario", path.stem))
            return self._candidates(path, self._library.load_rubric(self._rubric_near(path, name)))
        if "prompt" in data or "facts" in data:
            return self._scenario(path, data)
        if _RUBRIC_KEYS & set(data):
            return self._rubric(path, data, targets)
        raise ContentError(
            [Problem(path, 1, 1, "", "is neither a scenario nor a rubric", _NEITHER)]
        )

    def _candidates(self, path: Path, rubric: Rubric) -> Read:
        found = self._others(path, rubric) if self._others else ()
        return Read([*found, *_blanks(path)])

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
            rubric, layers = self._library.open_rubric(path, data)
        except ContentError as error:
            if "extends" in data or "hooks" in data:
                raise
            # the base: complete only once a rubric extends it
            problems = [one for one in error.problems if one.message != "is missing"]
            return Read([Finding.of(problem) for problem in problems])
        scenario = self._scenario_of(path, rubric)
        if scenario is None:
            return self._alone(path, rubric, layers)
        if _among(scenario, targets) and self._is_rubric_of(scenario, path):
            return Read()
        return self._pair(scenario, Layers(((scenario, load_yaml(scenario)),)), path)

    def _scenario_of(self, path: Path, rubric: Rubric) -> Path | None:
        """Return the scenario of a rubric: of its name beside it, else of its id in the library."""
        known = self._library.scenario_paths()
        return _beside(path, "scenarios") or known.get(rubric.id) or known.get(path.stem)

    def _is_rubric_of(self, scenario: Path, path: Path) -> bool:
        """Tell whether this is the rubric with which a scenario is read by itself."""
        try:
            own = _beside(scenario, "rubrics") or self._library.rubric_path(scenario.stem)
        except InterviewerError:
            return False
        return own.resolve() == path.resolve()

    def _alone(self, path: Path, rubric: Rubric, layers: Layers) -> Read:
        """Read a rubric whose scenario is not in reach, and say so."""
        note = Problem(path, 1, 1, "", "not checked against a scenario", _INTO)
        noted = [Finding.of(note, UNPAIRED.id, UNPAIRED.severity)]
        try:
            check_rubric(rubric, layers)
        except ContentError as error:
            return Read([*noted, *(Finding.of(one, REFERENCE) for one in error.problems)])
        return Read(noted, Pair.of_rubric(rubric, layers, self._today))

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


def _caught(path: Path, read: Callable[[], Read]) -> Read:
    """Return what was read; what keeps a file from loading becomes findings."""
    try:
        return read()
    except ContentError as error:
        return Read([Finding.of(problem) for problem in error.problems])
    except InterviewerError as error:
        return Read([Finding.of(Problem(path, 1, 1, "", error.message, error.hint))])


def _among(path: Path, targets: Sequence[Path]) -> bool:
    return path.resolve() in [target.resolve() for target in targets]


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

    Scenarios come before rubrics and candidates last, whatever the order of the folders.
    """
    found = list(_files(paths)) if paths else list(library.scenario_paths().values())
    return sorted(dict.fromkeys(found), key=_turn)


def _turn(path: Path) -> int:
    """Return when in the order of work a file is written."""
    return 2 if path.parent.name == "candidates" else int("rubrics" in path.parts)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _beside(path: Path, folder: str) -> Path | None:
    """Return the file of the same name in the folder beside this one's, as `path` is spelt."""
    near = path.parent.parent if path.parent.name else path.absolute().parent.parent
    found = near / folder / path.name
    return found if found.is_file() else None
