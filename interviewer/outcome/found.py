"""What an audit finds: by persona, by criterion, by scenario, and what a person should look at."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pydantic import Field

from interviewer.errors import Exit
from interviewer.judge.scorecard import Verdict
from interviewer.outcome.design import FORMAT, CriterionAbout, Design, Member, Mode
from interviewer.outcome.interview import Arm, CriterionOutcome, RunKey
from interviewer.outcome.searched import Searched
from interviewer.scenario import Identifier, Level, Strict

Source = Literal["scenario", "persona", "criterion", "seed"]
"""Of variance, from the outermost to the innermost; `seed` is what is left."""

Decision = Literal["passable", "resistant", "too_strict", "inconclusive", "leaks", "no_leak"]
Condition = Literal["holds", "fails", "open"]
MoreIf = Literal["missing", "rate", "clean"]

BAR = 0.10
"""Pass rate of a smooth persona from which a question counts as passable by talk."""
EXPERTS = 0.70
"""Pass rate that a question must grant those who know, where they have one."""

FAILING: dict[Mode, frozenset[Decision]] = {
    "quick": frozenset({"leaks", "inconclusive"}),
    "standard": frozenset({"passable", "too_strict", "inconclusive"}),
    "fixed": frozenset({"passable", "too_strict", "inconclusive"}),
}
"""The verdicts that are not good, of those that an audit of each mode can give."""


def failing(decisions: Collection[Decision]) -> frozenset[Decision]:
    """Return the verdicts that fail where these are to: a quick audit calls *passable* *leaks*."""
    found = frozenset(decisions)
    return found | {"leaks"} if "passable" in found else found


class Rate(Strict):
    """`k` of `n`, with its Wilson intervals as (low, high); null where runs are no replicates."""

    k: int
    n: int
    wilson99: tuple[float, float] | None = None
    wilson95: tuple[float, float] | None = None

    @property
    def share(self) -> float:
        """`k` by `n`; 0 if there are none."""
        return self.k / self.n if self.n else 0.0


class Sat(Strict):
    """One interview, pointed at: for a link to its transcript."""

    key: RunKey
    verdict: Verdict | None
    credit: float
    summary: str
    transcript: str


class PersonaResult(Strict):
    """One persona's interviews: the passes, and apart from them all that is no result."""

    member: Member
    passes: Rate
    verdicts: dict[str, int]
    sequential: Literal["leaks", "clean", "open"] | None = Field(
        default=None, description="What the sequential test says; only in `quick`."
    )
    invalid: int = 0
    unscored: int = 0
    errors: int = 0
    reasons: dict[str, int] = Field(
        default_factory=dict, description="Why interviews are no results, and how many."
    )
    credits: list[float] = Field(description="Of each result, in the order of the seeds.")
    words: float = Field(description="Median of the words a result.")
    best: Sat | None = Field(default=None, description="The result with the most credit.")
    worst: Sat | None = Field(
        default=None, description="The result with the least credit, of those that did not pass."
    )
    passed: list[Sat] = Field(default_factory=list, description="Results that passed; ten at most.")
    more: int | None = Field(
        default=0,
        description="Runs still needed to decide; null where no number of them does at this rate.",
    )
    more_if: MoreIf = Field(
        default="missing",
        description="What `more` counts on: nothing, the rate so far, or no further pass.",
    )

    @property
    def condition(self) -> Condition:
        """Whether somebody who knows gets through: by the interval where there is one.

        Where runs are replicates the lower bound (99 %) must be at or above 70 %, and it fails
        where the upper bound is below; otherwise each one passes.
        """
        if self.member.interval:
            low, high = self.passes.wilson99 or (0.0, 1.0)
            return "holds" if low >= EXPERTS else "fails" if high < EXPERTS else "open"
        if not self.passes.n:
            return "open"
        return "holds" if self.passes.k == self.passes.n else "fails"


class LeakQuote(Strict):
    """Words of a smooth candidate that earned credit, and where they stand."""

    key: RunKey
    record: int
    level: int
    text: str
    point: str = ""
    transcript: str


class CriterionFound(Strict):
    """How often a criterion is *applied* by those who talk and by those who know."""

    about: CriterionAbout
    smooth: Rate
    worst: str = Field(default="", description="The smooth persona with the highest lower bound.")
    worst_rate: Rate
    legitimate: Rate
    leaks: bool = Field(description="The worst smooth persona's lower bound is above 20 %.")
    separates: bool = Field(description="At least 30 points between legitimate and smooth.")
    quotes: list[LeakQuote] = Field(default_factory=list)


class AttackFound(Strict):
    """The best that a search for empty words found, and what it was paid for."""

    member: Member
    sat: Sat
    words: int
    criteria: list[CriterionOutcome]
    searched: Searched


class PairAuc(Strict):
    """How well a legitimate and a smooth persona are told apart: by credit, words, keywords."""

    legitimate: str
    smooth: str
    n: int = Field(description="Comparisons.")
    credit: float
    words: float
    keywords: float


class Separation(Strict):
    """The pair told apart worst, with a bootstrap interval (95 %) of the smallest AUC."""

    smallest: PairAuc
    low: float
    high: float
    resamples: int
    words: float = Field(description="AUC of the word count over all pairs.")
    keywords: float = Field(description="AUC of the keyword count over all pairs.")
    credit: float = Field(description="AUC of the credit over all pairs.")
    pairs: list[PairAuc]


class Share(Strict):
    """A share of the variance of criterion credit (0-1) and what it is put down to."""

    source: Source
    share: float


class Finding(Strict):
    """Something that a person should look at; one that `decides` sets the exit code."""

    kind: Literal[
        "passed_by_talk",
        "talker_passed",
        "attack_passed",
        "too_strict",
        "criterion_leaks",
        "criterion_flat",
        "invalid",
        "unscored",
        "error",
    ]
    says: str
    decides: bool
    scenario: Identifier
    persona: str = ""
    arm: Arm | None = Field(default=None, description="How that persona was made.")
    criterion: str = ""
    transcripts: list[str] = Field(default_factory=list)


class ScenarioAudit(Strict):
    """What was found about one scenario."""

    scenario: Identifier
    title: str
    level: Level
    decision: Decision
    says: str = Field(description="The verdict in a sentence.")
    personas: list[PersonaResult]
    experts: Rate = Field(description="Authored legitimate candidates that passed; no interval.")
    criteria: list[CriterionFound]
    separation: Separation | None = None
    attacks: list[AttackFound] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)
    more: int | None = Field(
        default=0,
        description="Interviews still needed to decide; null where no number of them does so at "
        "the rates so far.",
    )
    needs: str = Field(default="", description="What would settle it, in a sentence.")

    @property
    def smooth(self) -> list[PersonaResult]:
        """The smooth personas that decide, the worst first."""
        found = [p for p in self.personas if p.member.kind == "smooth" and p.member.decides]
        return sorted(
            found,
            key=lambda p: (
                -p.passes.share,
                not p.member.interval,
                -max(p.credits, default=0.0),
                p.member.persona,
            ),
        )


class Took(Strict):
    """What an audit used; the only part that differs when it is done again."""

    interviews: int
    seconds: float = Field(
        description="Of interviews: of those that were held side by side each one counts."
    )
    cost: float = Field(description="US dollars, of the interviews that stand.")
    ledger: float | None = Field(
        default=None, description="US dollars, of all calls: those of lost interviews included."
    )
    unpriced: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def spent(self) -> float:
        """US dollars of everything that was asked of a model, as far as prices are known."""
        return max(self.cost, self.ledger or 0.0)


class Audit(Strict):
    """The result of an audit: computed from its outcomes, shown by `report`."""

    format: int = FORMAT
    design: Design
    scenarios: list[ScenarioAudit]
    variance: list[Share] = Field(default_factory=list, description="Over all scenarios.")
    judge_noise: str = Field(description="What is known of the judge's own noise, in a sentence.")
    took: Took

    @property
    def exit_code(self) -> Exit:
        """0 good, 1 a finding that decides, 6 inconclusive: the worst of all scenarios.

        A finding weighs more than an open question: it stays when the question is settled.
        """
        if any(finding.decides for found in self.scenarios for finding in found.findings):
            return Exit.FINDINGS
        good = {"resistant", "no_leak"}
        if all(found.decision in good for found in self.scenarios) and self.scenarios:
            return Exit.GOOD
        return Exit.INCOMPLETE

    def exit_code_for(self, decisions: Collection[Decision]) -> Exit:
        """Return the exit code where only some verdicts are to fail: 1, 6 for inconclusive alone.

        *Passable* includes *leaks*, which is all that a quick audit can say of it. A talker that
        passed once fails an audit by default, but is no verdict: it does not here.
        """
        bad = {found.decision for found in self.scenarios} & failing(decisions)
        if bad - {"inconclusive"}:
            return Exit.FINDINGS
        return Exit.INCOMPLETE if bad else Exit.GOOD
