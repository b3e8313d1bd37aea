"""How far the credit of those who know lies from that of those who talk, and what varies it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from interviewer.audit.leaking import Group
from interviewer.audit.separation import Measured, separation
from interviewer.audit.statistics import RESAMPLES, nested_shares, smallest_auc
from interviewer.judge.scorecard import CREDIT
from interviewer.outcome import Member, Outcome, PairAuc, Separation, Share, Source

SOURCES: tuple[Source, ...] = get_args(Source)


def separation_of(group: Group) -> Separation | None:
    """Return how pairs of personas are told apart; None where one side has no result.

    Beside the credit stand two measures that know nothing: words, and keywords.
    """
    measured = [
        _measured(member, outcome)
        for member, outcomes in group
        if member.decides and not member.searches
        for outcome in _results(outcomes)
    ]
    smallest = smallest_auc(_credits(measured, True), _credits(measured, False))
    if smallest is None:
        return None
    told = separation(measured)
    pairs = [
        PairAuc(
            legitimate=pair.legitimate,
            smooth=pair.smooth,
            n=pair.n,
            credit=pair.credit,
            words=pair.words,
            keywords=pair.keywords,
        )
        for pair in told.pairs
    ]
    return Separation(
        smallest=next(
            p for p in pairs if (p.legitimate, p.smooth) == (smallest.high, smallest.low)
        ),
        low=smallest.interval[0],
        high=smallest.interval[1],
        resamples=RESAMPLES,
        words=told.overall(lambda pair: pair.words),
        keywords=told.overall(lambda pair: pair.keywords),
        credit=told.overall(lambda pair: pair.credit),
        pairs=pairs,
    )


def _results(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.counts]


def _measured(member: Member, outcome: Outcome) -> Measured:
    return Measured(
        scenario=outcome.key.scenario,
        persona=f"{member.persona} ({member.arm})",
        legitimate=member.kind == "legitimate",
        verdict=outcome.verdict,
        credit=outcome.credit or 0.0,
        words=outcome.words,
        keywords=outcome.keywords,
    )


def _credits(measured: Sequence[Measured], legitimate: bool) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for one in measured:
        if one.legitimate == legitimate:
            found.setdefault(one.persona, []).append(one.credit)
    return found


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
