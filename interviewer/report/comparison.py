"""Two scorecards of one transcript, held against each other: what differs, and why it may.

A rubric's new version, another judge, a changed rule: each is named among what the results depend
on. It judges nothing; the scorecards say what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from interviewer.errors import UsageError
from interviewer.judge.scorecard import LEVELS, CriterionResult, Scorecard, Verdict
from interviewer.scenario import Strict
from interviewer.text import clip


class Moved(Strict):
    """A criterion at its two levels; null where it is unscored or missing on that side."""

    id: str
    name: str
    before: int | None
    after: int | None
    why: str = Field(description="What the side that stands lower says about why not higher.")
    lost: list[str] = Field(default_factory=list, description="Quotes that only the first credits.")
    won: list[str] = Field(default_factory=list, description="Quotes that only the second credits.")


class Comparison(Strict):
    """What differs between two scorecards."""

    transcript: str
    verdicts: tuple[Verdict, Verdict]
    credits: tuple[float, float]
    moved: list[Moved]
    same: int
    gates: list[str]
    depends: list[str] = Field(description="What the two results rest on that is not the same.")


def compare(before: Scorecard, after: Scorecard) -> Comparison:
    """Return what differs.

    Raises:
        UsageError: they are not of the same transcript, so their difference says nothing.
    """
    if before.fingerprints.transcript != after.fingerprints.transcript:
        raise UsageError(
            "These are scorecards of two different interviews.",
            hint="Compare two scorecards of one transcript: score it twice, with another rubric "
            "or judge.",
        )
    firsts = {found.id: found for found in before.criteria}
    seconds = {found.id: found for found in after.criteria}
    rows = [_moved(firsts.get(name), seconds.get(name)) for name in dict.fromkeys(firsts | seconds)]
    moved = [row for row in rows if row.before != row.after or row.lost or row.won]
    return Comparison(
        transcript=before.session,
        verdicts=(before.verdict, after.verdict),
        credits=(before.credit, after.credit),
        moved=moved,
        same=len(rows) - len(moved),
        gates=_gates(before, after),
        depends=_depends(before, after),
    )


def _moved(before: CriterionResult | None, after: CriterionResult | None) -> Moved:
    known = before or after
    assert known is not None
    first, second = _level(before), _level(after)
    credited = [
        {q.text for q in found.quotes if q.level > 1} if found else set()
        for found in (before, after)
    ]
    lower = before if (first or 0) < (second or 0) else after
    return Moved(
        id=known.id,
        name=known.name,
        before=first,
        after=second,
        why="" if first == second or lower is None else lower.unscored or lower.why_not_higher,
        lost=sorted(credited[0] - credited[1]),
        won=sorted(credited[1] - credited[0]),
    )


def _level(found: CriterionResult | None) -> int | None:
    return found.level if found else None


def _gates(before: Scorecard, after: Scorecard) -> list[str]:
    passed = {gate.id: gate.passed for gate in before.gates}
    return [
        f"{gate.name}: {'passes now' if gate.passed else 'fails now'} ({gate.detail})"
        for gate in after.gates
        if passed.get(gate.id, gate.passed) != gate.passed
    ]


def _depends(before: Scorecard, after: Scorecard) -> list[str]:
    first, second = before.fingerprints.model_dump(), after.fingerprints.model_dump()
    first["judge"], second["judge"] = before.judge, after.judge
    return [
        f"{name.replace('_', ' ')}: {_short(first[name])} → {_short(second[name])}"
        for name in first
        if first[name] != second[name]
    ]


def _short(value: object) -> str:
    return clip(str(value) or "none", 48)


def comparison_text(found: Comparison) -> str:
    """Return it as lines for a terminal."""
    lines = [
        f"{found.transcript}",
        f"verdict  {found.verdicts[0]} → {found.verdicts[1]}",
        f"credit   {found.credits[0]:.2f} → {found.credits[1]:.2f}",
        "",
    ]
    for row in found.moved:
        lines.append(f"{_name(row.before):10} → {_name(row.after):10} {row.name}")
        lines += _indented([row.why] if row.why else [])
        lines += _indented([f"no longer credited: “{text}”" for text in row.lost])
        lines += _indented([f"credited now: “{text}”" for text in row.won])
    lines.append(f"{found.same} criteria are as they were." if found.moved else "No level differs.")
    lines += ["", *found.gates] if found.gates else []
    lines += ["", *found.depends] if found.depends else ["", "Both rest on the same."]
    return "\n".join(lines)


def _indented(texts: Sequence[str]) -> list[str]:
    return [f"    {clip(text, 110)}" for text in texts]


def _name(level: int | None) -> str:
    return "unscored" if level is None else LEVELS[level]
