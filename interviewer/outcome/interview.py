"""What came of one interview of an audit: a few hundred bytes, one line of its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from interviewer.judge.scorecard import Verdict
from interviewer.outcome.searched import Searched
from interviewer.scenario import Identifier, Strict

Arm = Literal["scripted", "authored", "model", "attack", "attack-leaked"]
"""How a candidate is made: by a grammar, by an author, by a language model, by a search for words
that pay. `attack-leaked` has seen the rubric; it is reported apart and decides nothing."""

Status = Literal["scored", "unscored", "invalid", "error"]
"""Only `scored` is a result. `unscored`: the judge or the interviewer could not finish its work.
`invalid`: the candidate was not who it was meant to be. `error`: the interview was not held."""

PASSED: frozenset[Verdict] = frozenset({"pass", "strong_pass"})


def named(persona: str, arm: Arm) -> str:
    """Return what a persona is called among others: made by a model it is somebody else."""
    return persona if arm in ("scripted", "authored") else f"{persona} ({arm})"


class RunKey(Strict):
    """Which interview: who sat what, made how, with which seed. An audit holds each one once."""

    scenario: Identifier
    persona: Identifier
    arm: Arm = "scripted"
    seed: int = Field(ge=0)

    def __str__(self) -> str:
        """Return its name, part of file names: `bank-scams/reciter-scripted-7`."""
        return f"{self.scenario}/{self.persona}-{self.arm}-{self.seed}"

    @property
    def label(self) -> str:
        """What its persona is called among the others of the audit."""
        return named(self.persona, self.arm)

    @property
    def file(self) -> str:
        """Where its transcript lies, relative to the audit's folder."""
        return f"transcripts/{self}.jsonl"


class Earned(Strict):
    """Words that earned credit: where they stand, and how far they reach by themselves."""

    record: int
    level: int = Field(ge=0, le=4)
    text: str
    point: str = Field(default="", description="The expected point that the judge took it for.")


class CriterionOutcome(Strict):
    """One criterion of one interview; `level` is null where it was not scored."""

    id: Identifier
    level: int | None = Field(ge=0, le=4)
    quotes: list[Earned] = Field(default_factory=list, description="Of *applied* and above.")

    @property
    def applied(self) -> bool:
        """Whether it earned credit at all."""
        return (self.level or 0) >= 2


class Outcome(Strict):
    """What came of one interview: a few hundred bytes, whatever the transcript weighs."""

    key: RunKey
    status: Status
    reason: str = Field(default="", description="Why it is no result, in a sentence.")
    verdict: Verdict | None = None
    summary: str = Field(default="", description="The verdict and the first gate that failed.")
    credit: float | None = None
    criteria: list[CriterionOutcome] = Field(default_factory=list)
    words: int = 0
    keywords: int = 0
    turns: int = 0
    probed: int = 0
    held: int = 0
    minutes: float = Field(default=0.0, description="On the interview's own, virtual clock.")
    seconds: float = Field(default=0.0, description="That it took to hold and judge it.")
    calls: int = Field(default=0, description="To language models, of all roles.")
    cost: float = Field(default=0.0, description="US dollars.")
    unpriced: int = Field(default=0, description="Calls whose price is not known.")
    tokens_in: int = 0
    tokens_out: int = 0
    transcript: str = Field(default="", description="Relative to the audit's folder.")
    said: str = Field(default="", description="SHA-256 of what both sides said: equal if repeated.")
    scenario_hash: str = ""
    rubric_hash: str = ""
    searched: Searched | None = Field(
        default=None, description="Of the arms `attack`: this is the best of many interviews."
    )

    @property
    def counts(self) -> bool:
        """Whether it is a result: neither a failure, nor invalid, nor unscored."""
        return self.status == "scored"

    @property
    def passed(self) -> bool:
        """Whether the candidate got through."""
        return self.counts and self.verdict in PASSED

    def level_of(self, criterion: str) -> int | None:
        """Return the level of a criterion; None if it was not scored."""
        return next((c.level for c in self.criteria if c.id == criterion), None)


@dataclass(frozen=True, slots=True)
class Ended:
    """What going on with an audit needs of an outcome: a hundred bytes; the words stay on disk."""

    key: RunKey
    status: Status
    passed: bool
    cost: float

    @classmethod
    def of(cls, outcome: Outcome | Ended) -> Ended:
        """Return what is kept of an outcome."""
        return cls(outcome.key, outcome.status, outcome.passed, outcome.cost)

    @property
    def counts(self) -> bool:
        """Whether it is a result."""
        return self.status == "scored"
