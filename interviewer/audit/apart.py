"""How far the credit of those who know lies from that of those who talk, and what varies it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from interviewer.audit.leaking import Group
from interviewer.audit.separation import auc
from interviewer.audit.statistics import RESAMPLES, nested_shares, smallest_auc
from interviewer.judge.scorecard import CREDIT
from interviewer.outcome import Outcome, PairAuc, Separation, Share, Source

SOURCES: tuple[Source, ...] = get_args(Source)
Measure = Callable[[Outcome], float]


def separation_of(group: Group) -> Separation | None:
    """Return how pairs of personas are told apart; None where one side has no result.

    Beside the credit stand two measures that know nothing: words, and keywords.
    """
    high = {f"{m.persona} ({m.arm})": _results(o) for m, o in group if m.kind == "legitimate"}
    low = {
        f"{m.persona} ({m.arm})": _results(o)
        for m, o in group
        if m.kind == "smooth" and m.decides and not m.searches
    }
    smallest = smallest_auc(_credits(high), _credits(low))
    if smallest is None:
        return None
    pairs = [_pair(a, b, high[a], low[b]) for a in high for b in low if high[a] and low[b]]
    return Separation(
        smallest=next(
            p for p in pairs if (p.legitimate, p.smooth) == (smallest.high, smallest.low)
        ),
        low=smallest.interval[0],
        high=smallest.interval[1],
        resamples=RESAMPLES,
        words=_overall(pairs, lambda pair: pair.words),
        keywords=_overall(pairs, lambda pair: pair.keywords),
        credit=_overall(pairs, lambda pair: pair.credit),
        pairs=pairs,
    )


def _results(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.counts]


def _credits(side: Mapping[str, Sequence[Outcome]]) -> dict[str, list[float]]:
    return {name: [o.credit or 0.0 for o in found] for name, found in side.items()}


def _pair(above: str, below: str, high: Sequence[Outcome], low: Sequence[Outcome]) -> PairAuc:
    def by(measure: Measure) -> float:
        return auc([measure(o) for o in high], [measure(o) for o in low])

    return PairAuc(
        legitimate=above,
        smooth=below,
        n=len(high) * len(low),
        credit=by(lambda o: o.credit or 0.0),
        words=by(lambda o: o.words),
        keywords=by(lambda o: o.keywords),
    )


def _overall(pairs: Sequence[PairAuc], what: Callable[[PairAuc], float]) -> float:
    """Return the mean over pairs, each weighted by its number of comparisons."""
    total = sum(pair.n for pair in pairs)
    return sum(what(pair) * pair.n for pair in pairs) / total if total else 0.0


def variance_of(groups: Sequence[Group]) -> list[Share]:
    """Return what the variance of criterion credit is put down to, over one or more scenarios.

    A plain analysis of variance (`statistics.nested_shares`): scenario, persona in it, criterion in
    that; what is left differs from seed to seed.
    """
    labels: list[tuple[str, str, str]] = []
    credits_: list[float] = []
    for group in groups:
        for member, outcomes in group:
            for outcome in _results(outcomes):
                for criterion in outcome.criteria:
                    if criterion.level is not None and not member.searches:
                        persona = f"{member.persona}-{member.arm}"
                        labels.append((outcome.key.scenario, persona, criterion.id))
                        credits_.append(CREDIT[criterion.level])
    shares = nested_shares(labels, credits_)
    return [Share(source=s, share=share) for s, share in zip(SOURCES, shares, strict=False)]
