"""What a search for empty words that pay found: how it went, beside a naive scorer."""

from __future__ import annotations

from pydantic import Field

from interviewer.judge.scorecard import Verdict
from interviewer.scenario import Strict


class KeywordAttack(Strict):
    """The same sentences chosen to please a scorer that counts keywords, and sat for the judge."""

    share: float = Field(description="Share of criteria of which it names a keyword, 0-1.")
    scorings: int = Field(description="Of the keyword scorer that it took.")
    credit: float | None = Field(default=None, description="Of the judge; null if not judged.")
    verdict: Verdict | None = None


class Searched(Strict):
    """One search: its budget, how far it came, and what a keyword scorer says of the best text."""

    budget: int
    judged: int = Field(description="Interviews held and judged; the rest could not be held.")
    sentences: int = Field(description="Different sentences that were judged.")
    bar: float = Field(description="Weighted credit that a pass takes, among other things.")
    curve: list[float] = Field(
        description="Credit of the best attempt after each judging; a pass beats more credit."
    )
    unlearned: list[float] = Field(
        default_factory=list, description="Credit of the attempts before anything was learnt."
    )
    keyword_share: float = Field(
        description="Share of criteria of which the best text names a keyword, 0-1."
    )
    keywords: KeywordAttack | None = Field(
        default=None, description="A text made for keywords; not where the rubric was known."
    )

    @property
    def interviews(self) -> int:
        """The interviews of a search besides the best one, which is held again to be kept."""
        return self.judged + (self.keywords is not None and self.keywords.credit is not None)
