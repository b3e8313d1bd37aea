"""What the world of an interview is: the need, the facts, the twists and where they come from.

It knows neither what is judged (`rubric`) nor how a file is read (`content`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ValueName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Level = Literal["senior", "staff"]
Status = Literal["invented", "seen", "secondary", "from_memory", "derived"]


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Value(Strict):
    """A named number of the scenario. Shares are written 0-1 with the unit `share`."""

    value: float
    unit: Text


class Fact(Strict):
    """One thing the interviewer can tell, and the ways in which a candidate asks for it."""

    id: Identifier
    topic: Text = Field(
        description="What it is about, without its figures: 'the size of the call team'."
    )
    says: Text = Field(
        description="The fact, in the first person plural of the interviewer's role."
    )
    asks: list[Text] = Field(min_length=1, description="Ways in which candidates ask for it.")
    status: Status
    source: Identifier | None = Field(default=None, description="The id of an entry of `sources`.")
    valid_until: date | None = None
    values: dict[ValueName, Value] = Field(default_factory=dict)


class Twist(Strict):
    """A constraint that changes once the design stands, and what the interviewer then asks."""

    id: Identifier
    says: Text
    asks: Text


class Source(Strict):
    """Where a fact comes from. `read` says how the author knows it."""

    id: Identifier
    title: Text
    publisher: Text
    year: int = Field(ge=1900, le=2100)
    address: Text | None = None
    read: Status = "seen"


class Scenario(Strict):
    """The world of an interview: `scenarios/<id>.yaml`."""

    id: Identifier
    title: Text
    kind: Literal["ml_system_design"] = "ml_system_design"
    level: Level = "senior"
    minutes: int = Field(default=45, ge=10, le=120)
    about: Text = Field(description="One line for the list of scenarios.")
    role: Text = Field(description="Who the interviewer is inside the story.")
    prompt: Text = Field(
        description="The need, in two to four sentences; never a system to design."
    )
    primitives: list[Text] = Field(default_factory=list, description="What need not be rederived.")
    facts: list[Fact] = Field(min_length=1)
    twists: list[Twist] = Field(min_length=1)
    sources: list[Source] = Field(default_factory=list)
    reviewed: date
    stale_when: list[Text] = Field(default_factory=list)

    @property
    def values(self) -> dict[str, Value]:
        """Every named number of every fact."""
        return {name: value for fact in self.facts for name, value in fact.values.items()}

    def fact(self, identifier: str) -> Fact:
        """Return the fact with this id.

        Raises:
            KeyError: there is none.
        """
        for fact in self.facts:
            if fact.id == identifier:
                return fact
        raise KeyError(identifier)
