"""What is judged: criteria, the hooks that probe them, the estimates, the bar.

A rubric file `extends` the base rubric; `content` merges the two before they reach these classes.
It knows nothing of transcripts and of how evidence is found.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from interviewer.scenario import Identifier, Level, Strict, Text, ValueName


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Wordings = Annotated[
    list[Text],
    BeforeValidator(_as_list, json_schema_input_type=Text | list[Text]),
    Field(min_length=1),
]


class Phase(Strict):
    """A part of the interview and its share of the clock (0-1)."""

    id: Identifier
    name: Text
    share: float = Field(gt=0, le=1)
    enters: Wordings = Field(
        description="How the interviewer leads into it: one open question each."
    )
    redirects: Wordings = Field(description="How the interviewer brings back who has jumped ahead.")


class Point(Strict):
    """A thing that a substantive answer contains, and several ways of saying it."""

    id: Identifier
    says: Text
    paraphrases: list[Text] = Field(min_length=3)


class Anchors(Strict):
    """What each level looks like. For people and prompts; code never reads them."""

    mentioned: Text
    applied: Text
    justified: Text
    held_up: Text


class Criterion(Strict):
    """One thing that is judged on the ladder 0-4."""

    id: Identifier
    name: Text
    weight: float = Field(gt=0, le=10)
    gate: bool = False
    core: bool = False
    phase: Identifier
    names: list[Text] = Field(min_length=1, description="Words that name the concept: a mention.")
    expects: Text
    anchors: Anchors
    near_misses: list[Text] = Field(min_length=3)
    wrong_claims: list[Text] = Field(default_factory=list)
    accepts: list[Point] = Field(
        default_factory=list, description="Approaches that are legitimately strong."
    )


class Range(Strict):
    """An inclusive range of a quantity in a unit (`share` for proportions)."""

    low: float
    high: float
    unit: Text

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.low > self.high:
            raise ValueError(f"low ({self.low:g}) is above high ({self.high:g})")
        return self


class NumberCheck(Strict):
    """The answer must contain a number in one of the ranges."""

    kind: Literal["number"]
    accept: list[Range] = Field(min_length=1)
    reject: list[Range] = Field(default_factory=list)


class ChoiceCheck(Strict):
    """The answer must choose something in `right`, nothing in `wrong`: phrases of 1-4 words."""

    kind: Literal["choice"]
    right: list[Text] = Field(min_length=1)
    wrong: list[Text] = Field(min_length=1)


class OrderCheck(Strict):
    """The answer must put `more` above `less`: "eighteen wrong calls for each right one"."""

    kind: Literal["order"]
    more: list[Text] = Field(min_length=1)
    less: list[Text] = Field(min_length=1)


Check = Annotated[NumberCheck | ChoiceCheck | OrderCheck, Field(discriminator="kind")]


class Hook(Strict):
    """A pointed question, what sets it off and what tells substance from talk."""

    id: Identifier
    criterion: Identifier
    about: Text = Field(description="What it is about, in a few words, for the scorecard.")
    twist: Identifier | None = Field(
        default=None, description="Asked only after this twist is played."
    )
    triggers: list[Text] = Field(
        default_factory=list, description="What a candidate says that sets it off."
    )
    asks: Wordings
    presses: Wordings
    needs: int = Field(ge=1, le=4)
    substance: list[Point] = Field(min_length=1)
    hollow: list[Text] = Field(min_length=3)
    check: Check | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Hook:
        if self.needs > len(self.substance):
            raise ValueError(f"needs {self.needs} points but names only {len(self.substance)}")
        if self.twist is None and not self.triggers:
            raise ValueError("a hook without a twist needs triggers")
        return self


class Accept(Strict):
    """What result of an estimate is accepted: a range, the formula's decade, or its sign."""

    low: float | None = None
    high: float | None = None
    decade: bool | None = None
    sign: Literal["positive", "negative"] | None = None

    @model_validator(mode="after")
    def _one(self) -> Accept:
        ways = [
            self.low is not None and self.high is not None,
            bool(self.decade),
            self.sign is not None,
        ]
        if sum(ways) != 1:
            raise ValueError("give either low and high, or decade, or sign")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low:g}) is above high ({self.high:g})")
        return self


class Estimate(Strict):
    """A number worth working out, with the formula that gives it.

    `formula` uses + - * / ** ( ) log sqrt over the scenario's values and `assumes`.
    """

    id: Identifier
    criterion: Identifier
    phase: Identifier
    asks: Wordings
    assumes: dict[ValueName, float] = Field(default_factory=dict)
    formula: Text
    unit: Text
    accept: Accept
    also: list[Range] = Field(
        default_factory=list, description="The same result said in another unit."
    )
    explains: Text


class Bar(Strict):
    """The weighted credit that passes, by level (0-1)."""

    senior: float = Field(gt=0, lt=1)
    staff: float = Field(gt=0, lt=1)


class Pass(Strict):
    """Everything a pass needs (rubrics/JUDGING.md, section 2)."""

    credit: Bar
    strong_margin: float = Field(gt=0, lt=1)
    core_applied: float = Field(gt=0, le=1)
    justified: int = Field(ge=0)
    checked_numbers: int = Field(ge=0)
    probed: int = Field(ge=0)
    held_share: float = Field(ge=0, le=1)
    strong_held: int = Field(ge=0)


class Rubric(Strict):
    """What is judged and how: `rubrics/<id>.yaml`, merged with the base it extends."""

    id: Identifier
    extends: Identifier | None = None
    phases: list[Phase] = Field(min_length=1)
    criteria: list[Criterion] = Field(min_length=1)
    hooks: list[Hook] = Field(min_length=1)
    estimates: list[Estimate] = Field(min_length=1)
    passing: Pass = Field(alias="pass")

    def criterion(self, identifier: str) -> Criterion:
        """Return the criterion with this id; KeyError if there is none."""
        return {criterion.id: criterion for criterion in self.criteria}[identifier]

    def hook(self, identifier: str) -> Hook:
        """Return the hook with this id; KeyError if there is none."""
        return {hook.id: hook for hook in self.hooks}[identifier]

    def estimate(self, identifier: str) -> Estimate:
        """Return the estimate with this id; KeyError if there is none."""
        return {estimate.id: estimate for estimate in self.estimates}[identifier]

    def hooks_of(self, criterion: str) -> list[Hook]:
        """Return the hooks that probe this criterion, in file order."""
        return [hook for hook in self.hooks if hook.criterion == criterion]

    def bar(self, level: Level) -> float:
        """Return the weighted credit that passes at this level."""
        return self.passing.credit.senior if level == "senior" else self.passing.credit.staff

    @property
    def hash(self) -> str:
        """SHA-256 over the merged rubric's canonical JSON: a reformatted file keeps its hash."""
        data = self.model_dump(mode="json", by_alias=True)
        return hashlib.sha256(
            json.dumps(data, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
