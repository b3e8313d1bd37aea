"""The verdict: a conjunction of gates, computed by code (rubrics/JUDGING.md, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.judge.scorecard import CREDIT, CriterionResult, GateResult, Verdict
from interviewer.rubric import Rubric
from interviewer.scenario import Level


@dataclass(frozen=True)
class Grounds:
    """What a verdict rests on besides the levels."""

    checked_numbers: int
    checked_gates: frozenset[str]
    probed: int
    stayed: bool
    """The candidate stayed to the end; if so, too few probes are the interviewer's failure."""


@dataclass(frozen=True)
class Ruling:
    """The verdict, what it was computed from and the first gate that failed."""

    verdict: Verdict
    credit: float
    bar: float
    gates: tuple[GateResult, ...]
    summary: str


_WORDS: dict[Verdict, str] = {
    "strong_pass": "Strong pass",
    "pass": "Pass",
    "borderline": "Borderline",
    "fail": "Not a pass",
    "incomplete": "Incomplete",
}


def rule(
    rubric: Rubric, level: Level, criteria: Sequence[CriterionResult], grounds: Grounds
) -> Ruling:
    """Return the verdict on these levels."""
    bar = rubric.bar(level)
    credit = weighted_credit(criteria)
    gates = _gates(rubric, bar, criteria, grounds)
    verdict = _verdict(rubric, bar, criteria, grounds, gates, credit)
    failed = next((gate for gate in gates if not gate.passed), None)
    summary = _WORDS[verdict]
    if failed and verdict not in ("pass", "strong_pass"):
        summary += f". Not met: “{failed.name}”: {failed.detail}"
    elif verdict == "borderline":
        summary += ": every gate is met, but one level less on one criterion would change that."
    return Ruling(
        verdict, credit, bar, tuple(gates), summary if summary.endswith(".") else summary + "."
    )


def weighted_credit(criteria: Sequence[CriterionResult]) -> float:
    """Return the credit over the criteria that were scored, 0-1."""
    scored = [c for c in criteria if c.level is not None]
    total = sum(c.weight for c in scored)
    return round(sum(c.weight * CREDIT[c.level or 0] for c in scored) / total, 4) if total else 0.0


def _verdict(
    rubric: Rubric,
    bar: float,
    criteria: Sequence[CriterionResult],
    grounds: Grounds,
    gates: Sequence[GateResult],
    credit: float,
) -> Verdict:
    if any(c.level is None for c in criteria) or (
        grounds.stayed and grounds.probed < rubric.passing.probed
    ):
        return "incomplete"
    passed = all(gate.passed for gate in gates)
    if any(
        _passes(rubric, bar, moved, grounds) != passed
        for moved in _neighbours(criteria, up=not passed)
    ):
        return "borderline"
    if not passed:
        return "fail"
    held = sum(c.level == 4 for c in criteria)
    strong = credit >= bar + rubric.passing.strong_margin and held >= rubric.passing.strong_held
    return "strong_pass" if strong else "pass"


def _passes(
    rubric: Rubric, bar: float, criteria: Sequence[CriterionResult], grounds: Grounds
) -> bool:
    return all(gate.passed for gate in _gates(rubric, bar, criteria, grounds))


def _neighbours(criteria: Sequence[CriterionResult], *, up: bool) -> list[list[CriterionResult]]:
    """Return the outcomes in which one criterion, no gate, stands one level higher (or lower)."""
    moved = []
    for index, criterion in enumerate(criteria):
        target = (criterion.level or 0) + (1 if up else -1)
        if criterion.gate or not 0 <= target <= 4:
            continue
        moved.append(
            [
                *criteria[:index],
                criterion.model_copy(update={"level": target}),
                *criteria[index + 1 :],
            ]
        )
    return moved


def _gates(
    rubric: Rubric, bar: float, criteria: Sequence[CriterionResult], grounds: Grounds
) -> list[GateResult]:
    needs = rubric.passing
    levels = {c.id: c.level or 0 for c in criteria}
    unscored = [c.name for c in criteria if c.level is None]
    gates = [
        _gate(
            "scored", "Every criterion scored", not unscored, ", ".join(unscored) or "all of them"
        )
    ]
    for c in (c for c in criteria if c.gate):
        applied = levels[c.id] >= 2
        checked = c.id in grounds.checked_gates or levels[c.id] >= 3
        detail = _gate_detail(applied=applied, checked=checked)
        gates.append(_gate(f"gate-{c.id}", c.name, applied and checked, detail))
    core = [c for c in criteria if c.core]
    core_applied = sum(levels[c.id] >= 2 for c in core)
    gates.append(
        _gate(
            "core",
            "Most core criteria applied",
            core_applied >= needs.core_applied * len(core),
            f"{core_applied} of {len(core)}; {needs.core_applied:.0%} are needed",
        )
    )
    justified = sum(level >= 3 for level in levels.values())
    gates.append(
        _gate(
            "justified",
            "Decisions justified",
            justified >= needs.justified,
            f"{justified}; {needs.justified} are needed",
        )
    )
    numbers = grounds.checked_numbers
    gates.append(
        _gate(
            "numbers",
            "A number worked out that checks",
            numbers >= needs.checked_numbers,
            f"{numbers}; {needs.checked_numbers} is needed",
        )
    )
    held = sum(levels[c.id] == 4 for c in criteria if c.probed)
    wanted = needs.held_share * grounds.probed
    gates.append(
        _gate(
            "held",
            "Half of the probed criteria held up",
            grounds.probed >= needs.probed and held >= wanted,
            f"{held} of {grounds.probed} probed",
        )
    )
    credit = weighted_credit(criteria)
    gates.append(
        _gate(
            "credit", "Enough weighted credit", credit >= bar, f"{credit:.2f}; {bar:.2f} is needed"
        )
    )
    return gates


def _gate_detail(*, applied: bool, checked: bool) -> str:
    if applied and checked:
        return "applied, and confirmed by a check, a reason or a pointed question"
    return (
        "applied, but neither checked nor justified nor held under a question"
        if applied
        else "it was not applied"
    )


def _gate(identifier: str, name: str, passed: bool, detail: str) -> GateResult:
    return GateResult(id=identifier, name=name, passed=passed, detail=detail)
