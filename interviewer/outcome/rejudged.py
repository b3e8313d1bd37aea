"""The same transcripts judged again, by another rubric or the same: what changed."""

from __future__ import annotations

from pydantic import Field

from interviewer.judge.scorecard import Verdict
from interviewer.outcome.design import Kind
from interviewer.outcome.interview import RunKey
from interviewer.scenario import Identifier, Strict


class Flip(Strict):
    """An interview whose verdict another rubric or judge changed."""

    key: RunKey
    before: Verdict | None
    after: Verdict | None
    credit_before: float
    credit_after: float


class Rejudged(Strict):
    """Two judgements of the same transcripts: McNemar's exact test over pass and no pass."""

    scenario: Identifier
    kind: Kind
    n: int
    lost: int = Field(description="Passed before, not after.")
    gained: int = Field(description="Passed after, not before.")
    p: float = Field(description="Two-sided, exact binomial; 1 if no verdict differs.")
    credit: float = Field(description="Mean change of credit.")
    flips: list[Flip] = Field(description="Twenty at most.")


class Noise(Strict):
    """Variances of credit: of two judgements of one transcript, and between seeds of a persona."""

    n: int
    judge: float
    conversation: float


class Rejudgement(Strict):
    """An audit's transcripts judged again: by which rubric, and what changed."""

    rubric_hashes: dict[str, str] = Field(description="Scenario -> the rubric judged by now.")
    same_rubric: bool
    groups: list[Rejudged]
    noise: Noise | None = Field(default=None, description="Only where the rubric is the same.")

    @property
    def changed(self) -> bool:
        """Whether any verdict crossed the line between pass and no pass."""
        return any(group.lost or group.gained for group in self.groups)
