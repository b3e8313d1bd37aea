"""What an audit sets out to do: who sits what, how often. Fixed before the first interview."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from interviewer.outcome.interview import Arm, named
from interviewer.scenario import Identifier, Level, Strict

FORMAT = 1

Kind = Literal["smooth", "legitimate"]

Mode = Literal["quick", "standard", "fixed"]
"""`quick` stops as soon as it can tell; `standard` is 60 runs a persona, `fixed` another number."""


class Member(Strict):
    """One persona of the audit, made one way."""

    persona: Identifier
    arm: Arm
    kind: Kind
    about: str = ""
    file_hash: str = Field(default="", description="Of the file that it is played from.")

    @property
    def label(self) -> str:
        """What it is called among the others of the audit."""
        return named(self.persona, self.arm)

    @property
    def decides(self) -> bool:
        """Whether the verdict rests on it; a search with the rubric in hand is shown apart."""
        return self.arm != "attack-leaked"

    @property
    def searches(self) -> bool:
        """Whether it is no interview but a search over many of them."""
        return self.arm in ("attack", "attack-leaked")

    @property
    def interval(self) -> bool:
        """Whether its runs are replicates: the seeds of one authored text are not."""
        return self.arm in ("scripted", "model")


class CriterionAbout(Strict):
    """What a rubric says of a criterion, as far as a report shows it."""

    id: Identifier
    name: str
    weight: float
    gate: bool
    core: bool


class Part(Strict):
    """What an audit asks of one scenario: its files, by hash, and who sits it."""

    scenario: Identifier
    title: str
    level: Level
    scenario_hash: str
    rubric_hash: str
    rubric_file: str = Field(default="", description="Set where it is not the library's own.")
    criteria: list[CriterionAbout]
    members: list[Member]


class Design(Strict):
    """What an audit sets out to do, fixed before the first interview."""

    format: int = FORMAT
    mode: Mode
    seeds: int = Field(ge=1, description="Results a persona; in `quick`, at the most.")
    first_seed: int = Field(default=1, ge=0)
    parts: list[Part] = Field(min_length=1)
    models: dict[str, str] = Field(default_factory=dict, description="Role -> model.")
    budget: float | None = Field(
        default=None, description="US dollars for models, as it was begun; a resume may allow more."
    )
    attack: int = Field(default=0, ge=0, description="Judgings that each search may spend.")
    embedder: str
    swap_corpus: str
    package: str

    def part(self, scenario: str) -> Part:
        """Return what is asked of a scenario.

        Raises:
            KeyError: it is not part of the audit.
        """
        for part in self.parts:
            if part.scenario == scenario:
                return part
        raise KeyError(scenario)
