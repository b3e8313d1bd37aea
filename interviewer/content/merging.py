"""Files that extend others: lists merge by `id`, the child's keys replace, null removes.

`merge` makes one document of two; `Layers` finds the line of the file that a part came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interviewer.errors import Problem

Where = Sequence[int | str]


def merge(base: Any, child: Any) -> Any:
    """Merge a child over its base.

    Mappings merge key by key; null removes a key of the base. Lists whose entries all have an `id`
    merge entry by entry, new ones at the end; `removed: true` takes an entry of the base away.
    Anything else of the child replaces. Neither argument is changed.
    """
    if isinstance(base, dict) and isinstance(child, dict):
        merged = dict(base)
        for key, value in child.items():
            if value is None and key in base:
                del merged[key]
            else:
                merged[key] = merge(base[key], value) if key in base else value
        return merged
    if _by_id(base) and _by_id(child):
        return _merge_lists(base, child)
    return child


def _by_id(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_id_of, value))


def _id_of(entry: Any) -> str | None:
    """Return an entry's id; None for what has none or no text for one."""
    found = entry.get("id") if isinstance(entry, Mapping) else None
    return found if isinstance(found, str) else None


def _merge_lists(base: list[Any], child: list[Any]) -> list[Any]:
    new = {entry["id"]: entry for entry in child}
    kept = [entry for entry in base if not _removed(new.get(entry["id"]))]
    merged = [merge(entry, new[entry["id"]]) if entry["id"] in new else entry for entry in kept]
    known = {entry["id"] for entry in base}
    return merged + [entry for entry in new.values() if entry["id"] not in known]


def _removed(entry: Any) -> bool:
    return entry is not None and entry.get("removed") is True


@dataclass(frozen=True)
class Layers:
    """The files of a merged document, child first, as nodes that remember lines."""

    files: tuple[tuple[Path, Any], ...]

    def find(self, data: Any, where: Where) -> tuple[Path, int, int]:
        """Return file, line and column (from 1) of the deepest part of `where` that a file has.

        Of several files that have it, the child's.
        """
        nodes = list(self.files)
        best = (nodes[0][0], 1, 1)
        for key in where:
            data = _inside(data, key)
            found = [(path, *_step(node, key, data)) for path, node in nodes]
            reached = [(path, node, mark) for path, node, mark in found if mark]
            if not reached:
                break
            path, _, mark = reached[0]
            best = (path, mark[0] + 1, mark[1] + 1)
            nodes = [(path, node) for path, node, _ in reached]
            if isinstance(key, int) and _id_of(data) is None:
                nodes = nodes[:1]  # a list without ids is never merged
        return best

    def twins(self) -> Iterator[Problem]:
        """Find entries of one list of one file that have the same id."""
        for path, node in self.files:
            yield from _twins(path, node, "")


def _inside(data: Any, key: int | str) -> Any:
    try:
        return data[key]
    except (KeyError, IndexError, TypeError):
        return None


def _step(node: Any, key: int | str, value: Any) -> tuple[Any, Sequence[int]]:
    """Return what a file's own node has there, and where; by id in a list of things with ids."""
    if isinstance(key, int) and isinstance(node, list) and (name := _id_of(value)) is not None:
        key = next((n for n, entry in enumerate(node) if _id_of(entry) == name), -1)
    marks = getattr(getattr(node, "lc", None), "data", None) or {}
    return (_inside(node, key), marks[key]) if key in marks else (None, ())


def _twins(path: Path, node: Any, where: str) -> Iterator[Problem]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _twins(path, value, f"{where}.{key}" if where else str(key))
    if isinstance(node, list):
        seen: dict[str, int] = {}
        marks = getattr(getattr(node, "lc", None), "data", None) or {}
        for index, entry in enumerate(node):
            name = _id_of(entry)
            yield from _twins(path, entry, f"{where}[{name or index}]")
            if name is None or index not in marks:
                continue
            line, column = marks[index][0] + 1, marks[index][1] + 1
            if name in seen:
                hint = f"the other is on line {seen[name]}; ids are unique"
                yield Problem(path, line, column, f"{where}[{name}]", "stands twice", hint)
            seen.setdefault(name, line)


def spell(data: Any, where: Where) -> str:
    """Return a place in words, an entry by its id if it has one: `hooks[late-labels].asks[1]`."""
    text = ""
    for part in where:
        data = _inside(data, part)
        if isinstance(part, int):
            text += f"[{_id_of(data) or part}]"
        else:
            text += f".{part}" if text else part
    return text
