"""Where scenarios and rubrics lie, and how a pair of them is loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from rapidfuzz import process

from interviewer.content.explaining import nearest, validate
from interviewer.content.merging import Layers, merge
from interviewer.content.reading import load_yaml, plain
from interviewer.content.references import check_pair
from interviewer.errors import ContentError, Problem, UsageError
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario
from interviewer.text import clip

_PACKAGE = Path(__file__).parent.parent


def content_root() -> Path:
    """Return the folder that holds `scenarios/`, `rubrics/` and `transcripts/`.

    Installed from a wheel they lie inside the package; in a checkout, beside it.
    """
    inside = _PACKAGE / "_content"
    return inside if inside.is_dir() else _PACKAGE.parent


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
        """Return the shipped library with further folders on top.

        Raises:
            UsageError: a folder is not there, or holds neither scenarios/ nor rubrics/.
        """
        roots = (content_root(), *extra)
        for root in roots[1:]:
            if not root.is_dir():
                raise UsageError(
                    f"There is no folder {root}.", hint="Check --content and INTERVIEWER_CONTENT."
                )
            if not any((root / name).is_dir() for name in ("scenarios", "rubrics")):
                message = f"{root} holds neither scenarios/ nor rubrics/."
                raise UsageError(message, hint="--content takes the folder above them.")
        return cls(roots)

    def scenario_paths(self) -> dict[str, Path]:
        """Return the scenario files by id (their file names), in alphabetical order."""
        return self._files("scenarios")

    def _files(self, folder: str) -> dict[str, Path]:
        found = {
            path.stem: path
            for root in self.roots
            for path in sorted((root / folder).glob("*.yaml"))
            if not path.name.startswith(".") and not path.is_dir()  # an editor's own
        }
        return dict(sorted(found.items()))

    def rubric_path(self, identifier: str) -> Path:
        """Return the file of a rubric: the last root that has one.

        Raises:
            UsageError: no root has it; the nearest name is offered.
        """
        paths = self._files("rubrics")
        if identifier in paths:
            return paths[identifier]
        raise UsageError(
            f"There is no rubric `{clip(identifier, 60)}`.",
            hint=_offer(identifier, paths) or "Expected rubrics/<id>.yaml beside scenarios/.",
        )

    def find(self, identifier: str) -> Path:
        """Return a scenario's file.

        Raises:
            UsageError: there is none; the nearest names are offered.
        """
        paths = self.scenario_paths()
        if identifier in paths:
            return paths[identifier]
        offer = _offer(identifier, paths) or f"There are: {', '.join(paths) or 'none at all'}."
        raise UsageError(f"There is no scenario `{clip(identifier, 60)}`.", hint=offer)

    def load(self, identifier: str, rubric: Path | None = None) -> Loaded:
        """Load a scenario with its rubric.

        Raises:
            UsageError: there is no such scenario or rubric.
            ContentError: a file is not valid; every problem is listed.
        """
        path = self.find(identifier)
        scenario = load_scenario(path)
        rubric_path = rubric or self.rubric_path(identifier)
        loaded, layers = self.open_rubric(rubric_path)
        check_pair(scenario, loaded, path, rubric_path, layers)
        digest = hashlib.sha256(scenario.model_dump_json().encode()).hexdigest()
        return Loaded(scenario, loaded, path, rubric_path, digest)

    def load_rubric(self, path: Path) -> Rubric:
        """Load a rubric merged with what it extends.

        Raises:
            ContentError: it, or what it extends, is not valid.
        """
        return self.open_rubric(path)[0]

    def open_rubric(self, path: Path, node: Any = None) -> tuple[Rubric, Layers]:
        """Load a rubric together with the files it was merged from; `node` if it was read already.

        Raises:
            ContentError: it, or what it extends, is not valid.
        """
        layers = self._layers(path, node)
        return _build(path, layers), layers

    def _layers(self, path: Path, node: Any) -> Layers:
        """Return a rubric's file and those it extends, one after the other."""
        files: list[tuple[Path, Any]] = []
        while path not in [known for known, _ in files]:
            files.append((path, load_yaml(path) if node is None else node))
            node = None
            parent = files[-1][1].get("extends")
            if parent is None:
                return Layers(tuple(files))
            path = self._parent(*files[-1], parent)
        chain = " > ".join(known.stem for known, _ in [*files, (path, None)])
        raise _at_extends(*files[0], f"extends itself ({chain})", "name another rubric")

    def _parent(self, path: Path, node: Any, parent: object) -> Path:
        paths = self._files("rubrics")
        if isinstance(parent, str) and parent in paths:
            return paths[parent]
        near = nearest(str(parent), list(paths), 45)
        hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(paths)}"
        raise _at_extends(path, node, f"`{clip(str(parent), 60)}` is not a rubric", hint)


def _offer(name: str, paths: Iterable[str]) -> str:
    wanted = Path(clip(name, 200)).name.removesuffix(".yaml")
    near = [
        found for found, score, _ in process.extract(wanted, list(paths), limit=3) if score > 55
    ]
    return f"Did you mean {' or '.join(near)}?" if near else ""


def _at_extends(path: Path, node: Any, message: str, hint: str) -> ContentError:
    found = Layers(((path, node),)).find(node, ["extends"])
    return ContentError([Problem(*found, "extends", message, hint)])


def _build(path: Path, layers: Layers) -> Rubric:
    documents = [plain(node) for _, node in layers.files]
    merged = reduce(merge, reversed(documents))
    merged["extends"] = documents[0].get("extends")
    return validate(Rubric, path, merged, layers, strict=True)


def load_scenario(path: Path, node: Any = None) -> Scenario:
    """Load one scenario file; `node` if it was read already.

    Raises:
        ContentError: it is not valid, or its id is not the file's name; every problem is listed.
    """
    source = load_yaml(path) if node is None else node
    found = validate(Scenario, path, plain(source), source, strict=True)
    if found.id != path.stem:  # it is found by one and asked for by the other
        message, hint = f"`{found.id}` is not the file's name", f"name it {found.id}.yaml"
        where = Layers(((path, source),)).find(plain(source), ["id"])
        raise ContentError([Problem(*where, "id", message, hint)])
    return found
