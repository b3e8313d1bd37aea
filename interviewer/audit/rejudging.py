"""The transcripts of an audit, judged again: by another rubric, or by the same for its noise.

Nothing is held again, so a difference is the rubric's (or the judge's) alone.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer.audit.statistics import mcnemar
from interviewer.judge.scorecard import Scorecard
from interviewer.outcome import PASSED, Design, Flip, Kind, Noise, Outcome, Rejudged

Judge = Callable[[str, Path], Awaitable[Scorecard]]
"""Scenario and transcript -> scorecard."""

LISTED = 20


@dataclass(frozen=True)
class Pair:
    """One transcript, judged twice."""

    before: Outcome
    after: Scorecard


async def rejudge(
    folder: Path, outcomes: Sequence[Outcome], judge: Judge, scenarios: Sequence[str] = ()
) -> list[Pair]:
    """Judge the stored transcripts of results again; of all scenarios unless some are named.

    Raises:
        ContentError: a transcript is gone or cannot be read.
    """
    wanted = [o for o in outcomes if o.counts and (not scenarios or o.key.scenario in scenarios)]
    return [Pair(o, await judge(o.key.scenario, folder / o.transcript)) for o in wanted]


def compare(design: Design, pairs: Sequence[Pair]) -> list[Rejudged]:
    """Return how verdicts changed, for each scenario and kind of candidate."""
    kinds: dict[tuple[str, str, str], Kind] = {
        (part.scenario, m.persona, m.arm): m.kind for part in design.parts for m in part.members
    }
    groups: dict[tuple[str, Kind], list[Pair]] = defaultdict(list)
    for pair in pairs:
        key = pair.before.key
        groups[key.scenario, kinds[key.scenario, key.persona, key.arm]].append(pair)
    return [_compared(scenario, kind, group) for (scenario, kind), group in sorted(groups.items())]


def _compared(scenario: str, kind: Kind, pairs: Sequence[Pair]) -> Rejudged:
    lost = [p for p in pairs if p.before.passed and p.after.verdict not in PASSED]
    gained = [p for p in pairs if not p.before.passed and p.after.verdict in PASSED]
    return Rejudged(
        scenario=scenario,
        kind=kind,
        n=len(pairs),
        lost=len(lost),
        gained=len(gained),
        p=mcnemar(len(lost), len(gained)),
        credit=statistics.fmean(p.after.credit - (p.before.credit or 0.0) for p in pairs),
        flips=[_flip(pair) for pair in (*lost, *gained)[:LISTED]],
    )


def _flip(pair: Pair) -> Flip:
    return Flip(
        key=pair.before.key,
        before=pair.before.verdict,
        after=pair.after.verdict,
        credit_before=pair.before.credit or 0.0,
        credit_after=pair.after.credit,
    )


def noise(pairs: Sequence[Pair]) -> Noise:
    """Return the judge's noise beside the conversation's, as variances of credit.

    The judge's: half the mean squared difference of two judgements of one transcript. The
    conversation's: the variance between seeds of one persona, pooled, without the judge's part.
    """
    judged = statistics.fmean(
        [(p.after.credit - (p.before.credit or 0.0)) ** 2 / 2 for p in pairs] or [0.0]
    )
    groups: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for pair in pairs:
        key = pair.before.key
        groups[key.scenario, key.persona, key.arm].append(pair.before.credit or 0.0)
    several = [values for values in groups.values() if len(values) > 1]
    degrees = sum(len(values) - 1 for values in several)
    pooled = sum(statistics.variance(v) * (len(v) - 1) for v in several) / max(1, degrees)
    return Noise(n=len(pairs), judge=judged, conversation=max(0.0, pooled - judged))
