"""What a reader of a model's judgement should know besides the levels: in sentences.

What was dropped, where the samples disagree, where model and evidence engine do, and whether the
judge had another part in the interview. It changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from interviewer import transcript as t
from interviewer.judge.case import Case
from interviewer.judge.observations import WHY_DROPPED, Observed, Reason
from interviewer.judge.scorecard import LEVELS, CriterionResult
from interviewer.judge.weighing import Finding, Weighed

APART = 2
"""Levels between the model's and the engine's judgement from which somebody should look."""


def notes_on(
    observed: Observed,
    weighed: Mapping[str, Sequence[Weighed]],
    criteria: Sequence[CriterionResult],
    case: Case,
) -> list[str]:
    """Return the notes on a judgement."""
    return [
        *_parts(observed.model, case),
        *_dropped(observed),
        *_unstable(observed, case),
        *_look(criteria, case),
        *_checked(weighed, case),
        *observed.notes,
    ]


def dropped(observed: Observed) -> Counter[Reason]:
    """Return how many quotes were dropped for which reason, over all samples."""
    counts: Counter[Reason] = Counter()
    for sampled in observed.criteria:
        for sample in sampled.samples:
            counts.update(sample.dropped)
    return counts


def _parts(model: str, case: Case) -> list[str]:
    """Warn where the judge's model had another part in the interview, by whatever way it went."""
    parts = dict(case.header.models)
    for record in case.records:
        if isinstance(record, t.ModelChanged):
            parts[f"{record.role} (later)"] = record.model
    same = [role for role, name in parts.items() if _bare(name) == _bare(model)]
    return [
        f"The judge's model, {model}, was also the {role.removesuffix(' (later)')} of this "
        "interview: it may be partial to its own words."
        for role in dict.fromkeys(role.removesuffix(" (later)") for role in same)
        if role != "judge"
    ]


def _bare(model: str) -> str:
    return model.rsplit("/", 1)[-1].casefold()


def _dropped(observed: Observed) -> list[str]:
    counts = dropped(observed)
    if not counts:
        return []
    said = sum(len(s.observations) for sampled in observed.criteria for s in sampled.samples)
    reasons = "; ".join(f"{counts[why]} {text}" for why, text in WHY_DROPPED.items() if counts[why])
    return [f"Of {said} quotes by the judge's model {counts.total()} were dropped: {reasons}."]


def _unstable(observed: Observed, case: Case) -> list[str]:
    return [
        f"Unstable: {case.loaded.rubric.criterion(one.criterion).name} "
        f"(levels {', '.join(str(level) for level in one.levels)})."
        for one in observed.criteria
        if one.unstable
    ]


def _look(criteria: Sequence[CriterionResult], case: Case) -> list[str]:
    """Name the criteria on which the model and the evidence engine are far apart."""
    notes = []
    for result in criteria:
        engine = case.engine(result.id).level
        if result.level is None or engine is None or abs(result.level - engine) < APART:
            continue
        notes.append(
            f"Worth a human look: {result.name}: {LEVELS[result.level]} by the model's "
            f"observations, {LEVELS[engine]} by the evidence engine alone."
        )
    return notes


def _checked(weighed: Mapping[str, Sequence[Weighed]], case: Case) -> list[str]:
    """Name the numbers that the model calls wrong and code finds right."""
    found: dict[tuple[str, int], Finding] = {}
    for name, samples in weighed.items():
        for finding in (f for one in samples for f in one.findings if f.checked):
            found.setdefault((name, finding.sighting.turn.record), finding)
    return [
        f"Worth a human look: {case.loaded.rubric.criterion(name).name}: the model calls a number "
        f"wrong that code recomputed and found right (#{record})."
        for name, record in found
    ]
