"""What a save changed: which facts, hooks, wordings; in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from interviewer.content import Loaded

What = Literal["new", "gone", "changed"]
_NOUNS = {
    "facts": "fact",
    "twists": "twist",
    "sources": "source",
    "phases": "phase",
    "criteria": "criterion",
    "hooks": "hook",
    "estimates": "estimate",
    "substance": "point",
    "accepts": "approach",
}


@dataclass(frozen=True)
class Change:
    """One change: `thing` is such as "hook late-labels"; `parts` names what of it, with counts."""

    what: What
    thing: str
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it in words: `hook late-labels: 2 of asks, presses`."""
        return f"{self.thing}: {', '.join(self.parts) if self.parts else self.what}"


@dataclass(frozen=True)
class News:
    """What a save did. With a `problem` the files cannot be used, and the old ones stay in use."""

    changes: tuple[Change, ...] = ()
    problem: str = ""


def changes(old: Loaded, new: Loaded) -> tuple[Change, ...]:
    """Return what is different in the scenario and the rubric; empty if only the form changed."""
    pairs = ((old.scenario, new.scenario), (old.rubric, new.rubric))
    return tuple(
        change
        for before, after in pairs
        for change in _document(
            before.model_dump(mode="json", by_alias=True),
            after.model_dump(mode="json", by_alias=True),
        )
    )


def _document(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in new:
        before, after = old.get(key), new[key]
        if before == after:
            continue
        if key in _NOUNS:
            yield from _entries(_NOUNS[key], before or [], after)
        elif isinstance(after, Mapping) and isinstance(before, Mapping):
            yield Change("changed", key, tuple(_parts(before, after)))
        else:
            yield Change("changed", key)


def _entries(
    noun: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[Change]:
    before, after = ({entry["id"]: entry for entry in entries} for entries in (old, new))
    for name, entry in after.items():
        if name not in before:
            yield Change("new", f"{noun} {name}")
        elif before[name] != entry:
            yield Change("changed", f"{noun} {name}", tuple(_parts(before[name], entry)))
    for name in before:
        if name not in after:
            yield Change("gone", f"{noun} {name}")
    if before == after and [*before] != [*after]:
        yield Change("changed", f"{noun}s", ("order",))


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys that differ; of lists, how many entries are new or reworded."""
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if key in _NOUNS and isinstance(before, list) and isinstance(after, list):
            yield from (str(change) for change in _entries(_NOUNS[key], before, after))
        elif isinstance(before, list) and isinstance(after, list):
            fresh = sum(entry not in before for entry in after)
            lost = sum(entry not in after for entry in before)
            yield f"{key} ({_said(fresh, lost)})"
        else:
            yield key


def _said(fresh: int, lost: int) -> str:
    reworded = min(fresh, lost)
    counted = (
        (reworded, "reworded"),
        (fresh - reworded, "new"),
        (lost - reworded, "gone"),
    )
    return ", ".join(f"{number} {word}" for number, word in counted if number) or "order"
