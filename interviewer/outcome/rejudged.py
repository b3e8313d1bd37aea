"""The same transcripts judged again, by another rubric or judge or the same: what changed."""

from __future__ import annotations

from pydantic import Field

from interviewer.errors import Exit
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


class Applied(Strict):
    """A criterion that is *applied* by another number of candidates than before."""

    criterion: str
    before: int
    after: int


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
    applied: list[Applied] = Field(
        default_factory=list, description="Criteria that are applied by more or by fewer now."
    )


class Noise(Strict):
    """Variances of credit: of judgements of one transcript, and between seeds of a persona."""

    n: int = Field(description="Transcripts that were judged more than once.")
    judge: float
    conversation: float | None = Field(
        description="Without the judge's part; null where no persona has several transcripts."
    )
    times: int = Field(default=2, description="Judgements of a transcript, at the most.")
    split: int = Field(
        default=0, description="Transcripts that pass by one judgement and not by another."
    )
    levels: float = Field(
        default=0.0, description="Share of criteria that did not get the same level each time."
    )

    @property
    def share(self) -> float | None:
        """The judge's share of both variances; None where there is no variance, or only one."""
        if self.conversation is None or not self.judge + self.conversation:
            return None
        return self.judge / (self.judge + self.conversation)


class Rejudgement(Strict):
    """An audit's transcripts judged again: by which rubric and judge, and what changed."""

    rubric_hashes: dict[str, str] = Field(description="Scenario -> the rubric judged by now.")
    same_rubric: bool
    other_scenarios: list[str] = Field(
        default_factory=list, description="Scenarios whose file has changed since the audit."
    )
    judge: str = Field(default="embedded", description="Who observes now.")
    judge_before: str = Field(default="embedded", description="Who observed in the audit.")
    times: int = Field(
        default=1, description="New judgements of each transcript; the first is compared."
    )
    groups: list[Rejudged]
    noise: Noise | None = Field(
        default=None, description="Only where a transcript has two judgements of one kind."
    )
    lost: dict[str, int] = Field(
        default_factory=dict, description="Why judgements are none, and how many."
    )
    missing: int = Field(default=0, description="Transcripts that got no new judgement at all.")
    calls: int = Field(default=0, description="To the judging model, in this run.")
    cost: float = Field(default=0.0, description="US dollars, earlier runs of this included.")
    unpriced: int = Field(default=0, description="Calls of this run whose price is not known.")

    @property
    def changed(self) -> bool:
        """Whether any verdict crossed the line between pass and no pass."""
        return any(group.lost or group.gained for group in self.groups)

    @property
    def exit_code(self) -> Exit:
        """0 nothing changed, 1 a verdict crossed the line, 6 a transcript got no judgement."""
        if self.changed:
            return Exit.FINDINGS
        return Exit.INCOMPLETE if self.missing else Exit.GOOD
