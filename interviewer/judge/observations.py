"""What a judging model reports, and what a judging run brought home: pure data.

A model can name no level and no score: there is no place for one, and an answer that adds one is no
answer. What its observations are worth is worked out elsewhere (`weighing`), by code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interviewer.providers.base import TokenUsage
from interviewer.scenario import Strict

Kind = Literal["mentioned", "applied", "justified", "held_up", "wrong", "retracted"]
What = Literal["criterion", "warrant"]
"""What a call asks: for observations on a criterion, or whether words are specific."""
Reason = Literal[
    "fabricated",
    "interviewer",
    "rubric",
    "glued",
    "unplaced",
    "quarantined",
    "copied",
    "echo",
    "repeat",
    "back",
    "denied",
    "surplus",
]
"""Why a quote was dropped."""
WHY_DROPPED: Mapping[Reason, str] = {
    "fabricated": "stand in nothing that was said",
    "interviewer": "are the interviewer's words",
    "rubric": "are the rubric's words",
    "glued": "are put together from several places",
    "unplaced": "stand in several places, and not where they are said to stand",
    "quarantined": "hold text that speaks to the grader or poses as another role",
    "copied": "hold words that the candidate took from the rubric",
    "echo": "only give back what the candidate was told",
    "repeat": "say again what the candidate had said",
    "back": "only take something back",
    "denied": "only deny words of one's own",
    "surplus": "are more than were asked for",
}


class Observation(Strict):
    """One thing that the candidate said, as a model reports it."""

    record: int
    quote: str
    kind: Kind
    fact: str = ""
    rejected: str = ""
    number: str = ""


class Observations(Strict):
    """What a model is asked for: what it saw on one criterion. An empty list must be said."""

    observations: list[Observation]


class Warrant(Strict):
    """Whether words could be said of any system; `what` are those of them that could not."""

    reach: Literal["specific", "generic"]
    what: str = ""


@dataclass(frozen=True)
class Sample:
    """One answer on a criterion; `failed` says why there is none, and then the rest is empty."""

    observations: tuple[Observation, ...] = ()
    level: int | None = None
    dropped: Mapping[Reason, int] = field(default_factory=dict)
    failed: str = ""


@dataclass(frozen=True)
class Sampled:
    """All answers on one criterion. `wanted`: how many were needed; `unscored`: why no level."""

    criterion: str
    samples: tuple[Sample, ...]
    wanted: int
    unscored: str = ""

    @property
    def levels(self) -> list[int]:
        """The levels of the samples that have one, in the order in which they were asked for."""
        return [sample.level for sample in self.samples if sample.level is not None]

    @property
    def level(self) -> int | None:
        """The lower median; None where it is unscored."""
        return None if self.unscored else lower_median(self.levels)

    @property
    def unstable(self) -> bool:
        """Whether the samples are two levels apart, or more."""
        levels = self.levels
        return bool(levels) and max(levels) - min(levels) >= 2


@dataclass(frozen=True)
class Observed:
    """What a judging run brought home. The hashes say of what: it counts for nothing else."""

    model: str
    transcript: str
    rubric: str
    prompts: Mapping[str, str]
    criteria: tuple[Sampled, ...]
    warrants: Mapping[str, Warrant]
    usage: TokenUsage = field(default_factory=lambda: TokenUsage(0))
    """Of this run; what was remembered cost nothing."""
    price: float | None = 0.0
    """US dollars of this run; None where a call's price is not known."""
    calls: int = 0
    remembered: int = 0
    """Answers that an earlier run had got."""
    notes: tuple[str, ...] = ()

    def of(self, criterion: str) -> Sampled:
        """Return what was observed on a criterion; KeyError if it is not among them."""
        return {sampled.criterion: sampled for sampled in self.criteria}[criterion]


@dataclass(frozen=True)
class Progress:
    """How far a judging run has come. `planned` may grow: doubtful criteria are asked again."""

    what: What
    about: str
    """The criterion."""
    done: int
    planned: int
    usage: TokenUsage
    price: float | None


def lower_median(levels: list[int]) -> int:
    """Return the middle level, of two middle ones the lower; 0 of none."""
    return sorted(levels)[(len(levels) - 1) // 2] if levels else 0
