"""What a rule is, what it finds, and the shelf on which a module keeps its rules.

It knows no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from interviewer.content.merging import Where

if TYPE_CHECKING:
    from interviewer.workshop.nearness import Nearness
    from interviewer.workshop.pair import Pair

Severity = Literal["error", "warning", "note"]
"""An error breaks interviews or lets talk through; a warning costs quality; a note is no fault."""
Side = Literal["scenario", "rubric"]


@dataclass(frozen=True)
class Found:
    """What a rule saw: in which of the two documents, where in it, what, and what to do."""

    side: Side
    where: Where
    message: str
    do: str


Finds = Iterable[Found]
Look = Callable[["Pair"], Finds]
LookNear = Callable[["Nearness"], Finds]


@dataclass(frozen=True)
class Rule:
    """A rule: one of `look` and `look_near` is set, neither for what loading finds.

    Attributes:
        id: its name, in findings and for `--explain`.
        severity: how bad a finding is.
        why: one sentence that gives the reason.
        bad: an example of what it finds.
        good: the same, mended.
        look: reads a scenario with its rubric.
        look_near: reads them with sentence vectors at hand.
        alone: whether it reads the rubric only, so that it can do without a scenario.
    """

    id: str
    severity: Severity
    why: str
    bad: str
    good: str
    look: Look | None = None
    look_near: LookNear | None = None
    alone: bool = False


class Shelf:
    """The rules of one module, in the order in which an author works."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def rule(
        self, name: str, severity: Severity, *, why: str, bad: str, good: str, alone: bool = False
    ) -> Callable[[Look], Look]:
        """Keep a function as the rule of this name."""

        def keep(function: Look) -> Look:
            self._rules.append(Rule(name, severity, why, bad, good, look=function, alone=alone))
            return function

        return keep

    def near_rule(
        self, name: str, severity: Severity, *, why: str, bad: str, good: str
    ) -> Callable[[LookNear], LookNear]:
        """The same for a rule that compares meanings."""

        def keep(function: LookNear) -> LookNear:
            self._rules.append(Rule(name, severity, why, bad, good, look_near=function))
            return function

        return keep


def in_scenario(where: Where, message: str, do: str) -> Found:
    """Return what is wrong at a place of the scenario."""
    return Found("scenario", where, message, do)


def in_rubric(where: Where, message: str, do: str) -> Found:
    """Return what is wrong at a place of the rubric."""
    return Found("rubric", where, message, do)
