"""Where in which file a part of a scenario or its rubric stands."""

from __future__ import annotations

from pathlib import Path

from interviewer.content import Layers, Library, Loaded, load_yaml
from interviewer.content.merging import Where

Place = tuple[Path, int]
"""A file and a line, from 1."""


class Places:
    """Finds facts, hooks, phases, criteria and estimates by their ids."""

    def __init__(self, loaded: Loaded, library: Library) -> None:
        rubric = library.open_rubric(loaded.rubric_path)[1]
        scenario = Layers(((loaded.scenario_path, load_yaml(loaded.scenario_path)),))
        self._known = (
            (scenario, loaded.scenario.model_dump(by_alias=True)),
            (rubric, loaded.rubric.model_dump(by_alias=True)),
        )

    def of(self, kind: str, identifier: str, *inside: str) -> Place:
        """Return where an entry stands, or a key in it: `of("hooks", "late-labels", "triggers")`.

        Raises:
            KeyError: there is no such entry.
        """
        for layers, data in self._known:
            for number, entry in enumerate(data.get(kind, ())):
                if entry["id"] == identifier:
                    where: Where = (kind, number, *inside)
                    path, line, _ = layers.find(data, where)
                    return path, line
        raise KeyError(identifier)
