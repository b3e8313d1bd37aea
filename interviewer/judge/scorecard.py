"""The scorecard: what a judging pass found, level by level, with the candidate's words.

It is data: how it is computed stands in `judge`, how it is shown in `report`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from interviewer.scenario import Identifier, Level, Strict
from interviewer.transcript import Outcome, ProbeKind

FORMAT = 1

Verdict = Literal["strong_pass", "pass", "borderline", "fail", "incomplete"]
LEVELS = ("absent", "mentioned", "applied", "justified", "held up")
CREDIT = (0.0, 0.0, 0.5, 0.8, 1.0)


class Quote(Strict):
    """The candidate's words and the record they stand in."""

    record: int
    text: str
    level: int = Field(ge=0, le=4)
    hook: str | None = None
    point: str | None = Field(default=None, description="What of the expected substance it says.")
    rules: list[str] = Field(default_factory=list, description="What each rule did, in a sentence.")


class RuleFinding(Strict):
    """What one rule did in one case: its sentence and the words it is about."""

    rule: str
    does: str
    criterion: str = Field(description="Empty where no criterion rests on the words.")
    sentence: str
    quotes: list[Quote]


class CriterionResult(Strict):
    """One criterion: its level, the words that earned it, and what was missing."""

    id: Identifier
    name: str
    weight: float
    gate: bool
    core: bool
    phase: Identifier
    level: int | None = Field(ge=0, le=4)
    unscored: str = ""
    probed: bool
    quotes: list[Quote]
    why_not_higher: str
    why_not_lower: str
    decided_by: str = Field(default="", description="The rule that keeps it from being higher.")
    kept_by: str = Field(default="", description="The rule that keeps it from being lower.")


class GateResult(Strict):
    """One condition of a pass."""

    id: str
    name: str
    passed: bool
    detail: str


class ArithmeticResult(Strict):
    """A number of the candidate, recomputed."""

    record: int
    text: str
    what: str
    expected: str
    found: str
    right: bool
    derived: bool = Field(description="Worked out by the candidate, not repeated from a fact.")
    asked: bool = Field(default=False, description="A question asked for it, at some time.")
    criterion: str | None = None


class ProbeResult(Strict):
    """A pointed question, how it ended, and what a substantive answer contains."""

    kind: ProbeKind
    id: str
    criterion: str
    record: int
    question: str
    outcome: Outcome
    in_interview: Outcome | None
    answer_records: list[int]
    points: list[str] = Field(description="Expected points that the answer made.")
    missing: list[str] = Field(description="Expected points that it did not make.")
    why: str = Field(default="", description="Why it is not held up though points were made.")


class Talk(Strict):
    """How much was said for how much substance."""

    words: int
    turns: int
    median_turn_words: float
    mentions: int
    applications: int
    words_per_application: float | None
    questions_asked: int
    facts_told: int
    verbless: float = Field(default=0.0, description="Share of sentences without a verb, 0-1.")
    terms_per_clause: float = Field(
        default=0.0, description="Terms of the trade for each clause with a verb."
    )


class Fingerprints(Strict):
    """What the result depends on: a scorecard with the same ones says the same."""

    transcript: str
    scenario: str
    rubric: str
    embedder: str
    swap_corpus: str
    package: str
    models: dict[str, str] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)


class NextTime(Strict):
    """A criterion that was not reached, and one thing that a substantive answer contains."""

    criterion: Identifier
    name: str
    says: str


class Scorecard(Strict):
    """The result of judging one transcript."""

    format: int = FORMAT
    scenario: Identifier
    title: str
    level: Level
    session: str
    judge: str
    verdict: Verdict
    summary: str = Field(description="One sentence: the verdict and the first gate that failed.")
    ending: str = Field(
        default="", description="How it ended early: minutes used, phases not reached."
    )
    next_time: list[NextTime] = Field(
        default_factory=list, description="The heaviest criteria not reached, at most three."
    )
    credit: float
    bar: float
    criteria: list[CriterionResult]
    gates: list[GateResult]
    arithmetic: list[ArithmeticResult]
    probes: list[ProbeResult]
    talk: Talk
    coverage: dict[str, int] = Field(
        description="Candidate's turns by phase: how far the interviewer came."
    )
    notes: list[str] = Field(default_factory=list)
    quarantined: list[Quote] = Field(default_factory=list)
    findings: list[RuleFinding] = Field(
        default_factory=list, description="What was contradicted, wrong, taken back or odd."
    )
    rules: dict[str, int] = Field(
        default_factory=dict, description="How many sentences each rule removed or capped."
    )
    fingerprints: Fingerprints
