"""Reading scenarios and rubrics: a guarded YAML loader and errors an author can act on.

Every error names file, line and key, and the nearest valid key. It knows what a valid file is, not
whether it makes a good interview.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from interviewer.errors import ContentError, Problem, UsageError
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario

MAX_BYTES = 512 * 1024
MAX_DEPTH = 64
BASE_RUBRIC = "ml-system-design"
_PACKAGE = Path(__file__).parent
M = TypeVar("M", bound=BaseModel)


def content_root() -> Path:
    """Return the folder that holds `scenarios/`, `rubrics/` and `transcripts/`.

    Installed from a wheel they lie inside the package; in a checkout, beside it.
    """
    inside = _PACKAGE / "_content"
    return inside if inside.is_dir() else _PACKAGE.parent


# --- YAML, guarded ---------------------------------------------------------------------------------


def load_yaml(path: Path) -> Any:
    """Load a YAML 1.2 mapping whose nodes remember their lines.

    Raises:
        ContentError: it is unreadable, too large, too deep, uses anchors or tags, repeats a key, or is
            not a mapping.
    """
    text = _read_text(path)
    _guard(path, text)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="rt", pure=True)
    yaml.allow_duplicate_keys = False
    try:
        data = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = (error.problem or "is not valid YAML").split("\n")[0]
        raise _error(path, line, column, "", what, "see the line named") from error
    except (YAMLError, ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError) as error:
        raise _error(path, 1, 1, "", f"is not valid YAML: {error}", "") from error
    if not isinstance(data, dict):
        raise _error(path, 1, 1, "", "must hold keys and values", "start with `id: ...`")
    return data


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _error(path, 1, 1, "", f"cannot be read: {error.strerror}", "check the path") from error
    if len(raw) > MAX_BYTES:
        raise _error(path, 1, 1, "", f"is larger than {MAX_BYTES // 1024} kB", "split it")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _error(path, line, 1, "", "is not UTF-8 text", "save it as UTF-8") from error


def _guard(path: Path, text: str) -> None:
    """Refuse what makes YAML parsers explode or lie before one of them sees it."""
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|(^|\s)#.*", "", line)
        depth += sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")
        indent = (len(line) - len(line.lstrip(" "))) // 2
        if depth > MAX_DEPTH or indent > MAX_DEPTH:
            raise _error(path, number, 1, "", "is nested too deeply", f"at most {MAX_DEPTH} levels")
        found = re.search(r"(?:^\s*|[:\-\[,]\s+)([&*!][A-Za-z!<])", bare)
        if found or re.match(r"\s*<<\s*:", bare):
            column = found.start(1) + 1 if found else 1
            raise _error(path, number, column, "", "uses an anchor, alias, merge key or tag", "write it out, or quote it")
        if number > 1 and re.match(r"(---|\.\.\.)(\s|$)", line):
            raise _error(path, number, 1, "", "holds more than one document", "one file, one document")
        bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", line)
        if bad:
            raise _error(path, number, bad.start() + 1, "", "holds a control character", "delete it")


def _error(path: Path, line: int, column: int, where: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path, line, column, where, message, hint)])


# --- from YAML to models ---------------------------------------------------------------------------


def plain(node: Any) -> Any:
    """Return plain dicts, lists and scalars for YAML nodes that remember lines."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    return float(node) if isinstance(node, float) else node


def position(node: Any, where: Sequence[int | str]) -> tuple[int, int]:
    """Return the 1-based line and column of the deepest part of `where` that the file has."""
    line, column = 1, 1
    for key in where:
        marks = getattr(getattr(node, "lc", None), "data", None) or {}
        if key in marks:
            line, column = marks[key][0] + 1, marks[key][1] + 1
        try:
            node = node[key]
        except (KeyError, IndexError, TypeError):
            break
    return line, column


def validate(model: type[M], path: Path, data: Any, source: Any) -> M:
    """Build the model; on failure raise one ContentError with every problem in the file's own lines."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = [_problem(model, path, source, detail) for detail in error.errors()]
        raise ContentError(problems) from None


def _problem(model: type[BaseModel], path: Path, source: Any, detail: Any) -> Problem:
    where = [part for part in detail["loc"] if part not in ("number", "choice", "order")]
    line, column = position(source, where)
    key = _spell(where)
    message = detail["msg"].removeprefix("Value error, ")
    hint = ""
    if detail["type"] == "extra_forbidden":
        known = _keys_at(model, where[:-1])
        near = process.extractOne(str(where[-1]), known, score_cutoff=55)
        message = "unknown key"
        hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(sorted(known))}"
    elif detail["type"] == "missing":
        message = "is missing"
        hint = "add it here"
    return Problem(path, line, column, key, message, hint)


def _spell(where: Iterable[int | str]) -> str:
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else str(part))
    return text


def _keys_at(model: type[BaseModel], where: Sequence[int | str]) -> list[str]:
    """Return the keys that are valid at a place of the model's JSON Schema."""
    schema = model.model_json_schema()
    nodes = [schema]
    for part in where:
        nodes = [found for node in nodes for found in _step(schema, node, part)]
    return sorted({key for node in nodes for key in _resolve(schema, node).get("properties", {})})


def _resolve(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def _step(schema: Mapping[str, Any], node: Mapping[str, Any], part: int | str) -> list[Mapping[str, Any]]:
    node = _resolve(schema, node)
    found: list[Any] = []
    if isinstance(part, int):
        found = [node["items"]] if "items" in node else []
    elif part in node.get("properties", {}):
        found = [node["properties"][part]]
    elif isinstance(node.get("additionalProperties"), dict):
        found = [node["additionalProperties"]]
    spread = []
    for item in found:
        item = _resolve(schema, item)
        spread += item.get("anyOf") or item.get("oneOf") or [item]
    return spread


# --- rubrics that extend ---------------------------------------------------------------------------


def merge(base: Any, child: Any) -> Any:
    """Merge a child file over its base: lists merge by `id`, keys replace, null removes."""
    if isinstance(base, dict) and isinstance(child, dict):
        merged = dict(base)
        for key, value in child.items():
            if value is None:
                merged.pop(key, None)
            else:
                merged[key] = merge(base[key], value) if key in base else value
        return merged
    if _by_id(base) and _by_id(child):
        return _merge_lists(base, child)
    return child


def _by_id(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) and "id" in v for v in value)


def _merge_lists(base: list[Any], child: list[Any]) -> list[Any]:
    new = {entry["id"]: entry for entry in child}
    merged = [merge(entry, new.pop(entry["id"])) if entry["id"] in new else entry for entry in base]
    merged += list(new.values())
    return [entry for entry in merged if set(entry) != {"id"} and entry.get("removed") is not True]


# --- the library -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Loaded:
    """A scenario and its rubric, with the files they came from and the scenario's hash."""

    scenario: Scenario
    rubric: Rubric
    scenario_path: Path
    rubric_path: Path
    scenario_hash: str


@dataclass(frozen=True)
class Library:
    """The folders in which scenarios and rubrics are looked for; later ones win."""

    roots: tuple[Path, ...]

    @classmethod
    def shipped(cls, extra: Iterable[Path] = ()) -> Library:
        """Return the shipped library with further folders on top."""
        return cls((content_root(), *extra))

    def scenario_paths(self) -> dict[str, Path]:
        """Return the scenario files by id (their file names), in alphabetical order."""
        found = {path.stem: path for root in self.roots for path in sorted((root / "scenarios").glob("*.yaml"))}
        return dict(sorted(found.items()))

    def rubric_path(self, identifier: str) -> Path:
        """Return the file of a rubric: the last root that has one.

        Raises:
            UsageError: no root has it.
        """
        for root in reversed(self.roots):
            path = root / "rubrics" / f"{identifier}.yaml"
            if path.is_file():
                return path
        raise UsageError(f"There is no rubric `{identifier}`.", hint="Expected rubrics/<id>.yaml beside scenarios/.")

    def find(self, identifier: str) -> Path:
        """Return a scenario's file.

        Raises:
            UsageError: there is none; the nearest names are offered.
        """
        paths = self.scenario_paths()
        if identifier in paths:
            return paths[identifier]
        near = [name for name, score, _ in process.extract(identifier, list(paths), limit=3) if score > 45]
        offer = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(paths)}."
        raise UsageError(f"There is no scenario `{identifier}`.", hint=offer)

    def load(self, identifier: str, rubric: Path | None = None) -> Loaded:
        """Load a scenario with its rubric.

        Raises:
            UsageError: there is no such scenario or rubric.
            ContentError: a file is not valid; every problem is listed.
        """
        path = self.find(identifier)
        scenario = load_scenario(path)
        rubric_path = rubric or self.rubric_path(identifier)
        loaded = self.load_rubric(rubric_path)
        check_pair(scenario, loaded, path, rubric_path)
        digest = hashlib.sha256(scenario.model_dump_json().encode()).hexdigest()
        return Loaded(scenario, loaded, path, rubric_path, digest)

    def load_rubric(self, path: Path) -> Rubric:
        """Load a rubric merged with what it extends."""
        source = load_yaml(path)
        data = plain(source)
        seen = [str(data.get("id", path.stem))]
        merged = data
        while parent := merged.get("extends"):
            if parent in seen:
                raise _error(path, *position(source, ["extends"]), "extends", f"`{parent}` extends itself", "")
            seen.append(parent)
            base = plain(load_yaml(self.rubric_path(parent)))
            grand = base.pop("extends", None)
            merged = {**merge(base, {k: v for k, v in merged.items() if k != "extends"}), "extends": grand}
        return validate(Rubric, path, {**merged, "extends": data.get("extends")}, _MergedSource(source, merged))


class _MergedSource:
    """Finds lines in the child file for places of the merged one, entry by `id`."""

    def __init__(self, source: Any, merged: Any) -> None:
        self.lc = getattr(source, "lc", None)
        self._source, self._merged = source, merged

    def __getitem__(self, key: int | str) -> Any:
        value = self._merged[key]
        if isinstance(key, int) and isinstance(value, dict) and "id" in value:
            for entry in self._source:
                if entry.get("id") == value["id"]:
                    return _MergedSource(entry, value)
        return _MergedSource(self._source[key], value)


def load_scenario(path: Path) -> Scenario:
    """Load one scenario file."""
    source = load_yaml(path)
    return validate(Scenario, path, plain(source), source)


def check_pair(scenario: Scenario, rubric: Rubric, scenario_path: Path, rubric_path: Path) -> None:
    """Check what neither file can know alone: that every reference meets its target.

    Raises:
        ContentError: with every reference that does not.
    """
    problems = [
        Problem(path, 1, 1, where, f"`{name}` is not {what}", _nearest(name, known))
        for path, where, name, what, known in _references(scenario, rubric, scenario_path, rubric_path)
        if name not in known
    ]
    problems += [
        Problem(path, 1, 1, where, f"`{name}` stands twice", "ids are unique")
        for path, where, names in _id_lists(scenario, rubric, scenario_path, rubric_path)
        for name in sorted({n for n in names if names.count(n) > 1})
    ]
    if problems:
        raise ContentError([_locate(problem) for problem in problems])


def _nearest(name: str, known: Iterable[str]) -> str:
    near = process.extractOne(name, list(known), score_cutoff=45)
    return f"did you mean `{near[0]}`?" if near else ""


def _locate(problem: Problem) -> Problem:
    name = problem.message.split("`")[1]
    try:
        lines = problem.path.read_text(encoding="utf-8").split("\n")
    except OSError:
        return problem
    for number, line in enumerate(lines, 1):
        if re.search(rf"[:\-\s]\s*[\"']?{re.escape(name)}\b", line):
            return Problem(problem.path, number, line.index(name) + 1, problem.where, problem.message, problem.hint)
    return problem


def _references(
    scenario: Scenario, rubric: Rubric, here: Path, there: Path
) -> Iterable[tuple[Path, str, str, str, set[str]]]:
    from interviewer.formula import names_in

    criteria = {criterion.id for criterion in rubric.criteria}
    phases = {phase.id for phase in rubric.phases}
    sources = {source.id for source in scenario.sources}
    twists = {twist.id for twist in scenario.twists}
    for fact in scenario.facts:
        if fact.source:
            yield here, f"facts.{fact.id}.source", fact.source, "one of the sources", sources
    for criterion in rubric.criteria:
        yield there, f"criteria.{criterion.id}.phase", criterion.phase, "a phase", phases
    for hook in rubric.hooks:
        yield there, f"hooks.{hook.id}.criterion", hook.criterion, "a criterion", criteria
        if hook.twist:
            yield there, f"hooks.{hook.id}.twist", hook.twist, "a twist of the scenario", twists
    for estimate in rubric.estimates:
        yield there, f"estimates.{estimate.id}.criterion", estimate.criterion, "a criterion", criteria
        yield there, f"estimates.{estimate.id}.phase", estimate.phase, "a phase", phases
        for name in names_in(estimate.formula):
            known = set(scenario.values) | set(estimate.assumes)
            yield there, f"estimates.{estimate.id}.formula", name, "a value of a fact", known


def _id_lists(
    scenario: Scenario, rubric: Rubric, here: Path, there: Path
) -> Iterable[tuple[Path, str, list[str]]]:
    yield here, "facts", [fact.id for fact in scenario.facts]
    yield here, "values", [name for fact in scenario.facts for name in fact.values]
    yield here, "twists", [twist.id for twist in scenario.twists]
    yield there, "criteria", [criterion.id for criterion in rubric.criteria]
    yield there, "hooks", [hook.id for hook in rubric.hooks]
    yield there, "estimates", [estimate.id for estimate in rubric.estimates]
