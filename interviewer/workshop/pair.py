"""A scenario and its rubric as an author wrote them: the models, their files, the day.

It turns a place in a model into a line of a file. It knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from interviewer.content import Layers
from interviewer.content.merging import spell
from interviewer.errors import Problem
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario
from interviewer.workshop.rule import Found, Side


@dataclass(frozen=True)
class Pair:
    """What the rules read.

    Attributes:
        scenario: the world.
        rubric: what is judged, merged with what it extends.
        scenario_source: the scenario's file as nodes that remember lines.
        rubric_source: the same for the rubric and what it extends.
        today: the day for which it is checked.
        alone: whether the rubric stands alone, and the scenario is an empty one in its place.
    """

    scenario: Scenario
    rubric: Rubric
    scenario_source: Layers
    rubric_source: Layers
    today: date
    alone: bool = False

    @classmethod
    def of_rubric(cls, rubric: Rubric, source: Layers, today: date) -> Pair:
        """Return a rubric without a scenario, for the rules that need none."""
        empty = Scenario.model_construct(
            id=rubric.id,
            title="",
            about="",
            role="",
            prompt="",
            facts=[],
            twists=[],
            reviewed=today,
        )
        return cls(empty, rubric, source, source, today, alone=True)

    @cached_property
    def _data(self) -> Mapping[Side, Any]:
        return {
            "scenario": self.scenario.model_dump(by_alias=True),
            "rubric": self.rubric.model_dump(by_alias=True),
        }

    def problem(self, found: Found) -> Problem:
        """Return what a rule found in the line of the file that it came from."""
        layers = self.scenario_source if found.side == "scenario" else self.rubric_source
        data = self._data[found.side]
        return Problem(
            *layers.find(data, found.where), spell(data, found.where), found.message, found.do
        )

    def at(self, found: Found) -> Any:
        """Return what stands at the place of a finding, as plain data."""
        data: Any = self._data[found.side]
        for key in found.where:
            data = data[key]
        return data

    def texts(self, side: Side) -> Iterator[tuple[tuple[int | str, ...], str]]:
        """Yield every text of a document with its place."""
        yield from _texts(self._data[side], ())

    @cached_property
    def phase_of(self) -> Mapping[str, str]:
        """The phase of each criterion."""
        return {criterion.id: criterion.phase for criterion in self.rubric.criteria}


def _texts(data: Any, where: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts(value, (*where, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*where, index))
