"""The transcripts of an audit, judged again: by another rubric or judge, or for a judge's noise.

Nothing is held again, so a difference is the rubric's or the judge's alone. It knows no judge: one
that is code says the same each time, a model is asked anew (`anew`).
"""

from __future__ import annotations

import asyncio
import statistics
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interviewer.audit.statistics import mcnemar
from interviewer.judge.scorecard import Scorecard, Verdict
from interviewer.outcome import PASSED, Applied, Design, Flip, Kind, Noise, Outcome, Rejudged

LISTED = 20
_APPLIED = 2


@dataclass(frozen=True)
class Judgement:
    """What one judgement of a transcript came to; `failed` says why there is none."""

    verdict: Verdict | None
    credit: float = 0.0
    levels: Mapping[str, int | None] | None = None
    """By criterion."""
    failed: str = ""

    @classmethod
    def of(cls, card: Scorecard) -> Judgement:
        """Return what of a scorecard is compared."""
        levels = {criterion.id: criterion.level for criterion in card.criteria}
        incomplete = card.verdict == "incomplete"
        return cls(card.verdict, card.credit, levels, card.summary if incomplete else "")

    @classmethod
    def before(cls, outcome: Outcome) -> Judgement:
        """Return the judgement that an audit's outcome holds."""
        levels = {criterion.id: criterion.level for criterion in outcome.criteria}
        return cls(outcome.verdict, outcome.credit or 0.0, levels)

    @property
    def passed(self) -> bool:
        """Whether the candidate gets through by it."""
        return self.verdict in PASSED


Judge = Callable[[Outcome], Awaitable[Sequence[Judgement]]]
"""An interview -> its new judgements, one or several."""


@dataclass(frozen=True)
class Pair:
    """One transcript, judged before and again."""

    before: Outcome
    again: tuple[Judgement, ...]

    @property
    def good(self) -> list[Judgement]:
        """Its new judgements, without those that could not be made."""
        return [one for one in self.again if not one.failed]


def wanted(
    outcomes: Sequence[Outcome],
    scenarios: Sequence[str] = (),
    personas: Sequence[str] = (),
    seeds: int | None = None,
) -> list[Outcome]:
    """Return the results to judge again; of everybody unless some are named.

    `seeds` is how many transcripts of each persona, those with the smallest seeds.
    """
    taken: Counter[tuple[str, str, str]] = Counter()
    found = []
    for one in sorted(outcomes, key=lambda o: o.key.seed):
        key = one.key
        mine = one.counts and (not scenarios or key.scenario in scenarios)
        mine = mine and (not personas or key.persona in personas)
        who = (key.scenario, key.persona, key.arm)
        if mine and (seeds is None or taken[who] < seeds):
            taken[who] += 1
            found.append(one)
    return found


async def rejudge(
    outcomes: Sequence[Outcome],
    judge: Judge,
    *,
    at_once: int = 1,
    tell: Callable[[int], None] = lambda done: None,
) -> list[Pair]:
    """Judge stored transcripts again, `at_once` at a time; `tell` is told how many are done.

    Raises:
        ContentError: a transcript is gone or cannot be read.
        ProviderError: what would fail every judgement.
    """
    made: dict[int, Pair] = {}
    left = iter(enumerate(outcomes))

    async def work() -> None:
        for index, outcome in left:
            made[index] = Pair(outcome, tuple(await judge(outcome)))
            tell(len(made))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(max(1, at_once), len(outcomes))):
                group.create_task(work())
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from failures
    return [made[index] for index in sorted(made)]


# --- what changed --------------------------------------------------------------------------------


def compare(design: Design, pairs: Sequence[Pair]) -> list[Rejudged]:
    """Return how verdicts changed, for each scenario and kind of candidate.

    Of several new judgements the first good one is compared: what one more judgement would say.
    """
    kinds: dict[tuple[str, str, str], Kind] = {
        (part.scenario, m.persona, m.arm): m.kind for part in design.parts for m in part.members
    }
    groups: dict[tuple[str, Kind], list[Pair]] = defaultdict(list)
    for pair in pairs:
        key = pair.before.key
        if pair.good:
            groups[key.scenario, kinds[key.scenario, key.persona, key.arm]].append(pair)
    return [_compared(scenario, kind, group) for (scenario, kind), group in sorted(groups.items())]


def _compared(scenario: str, kind: Kind, pairs: Sequence[Pair]) -> Rejudged:
    lost = [p for p in pairs if p.before.passed and not p.good[0].passed]
    gained = [p for p in pairs if not p.before.passed and p.good[0].passed]
    return Rejudged(
        scenario=scenario,
        kind=kind,
        n=len(pairs),
        lost=len(lost),
        gained=len(gained),
        p=mcnemar(len(lost), len(gained)),
        credit=statistics.fmean(p.good[0].credit - (p.before.credit or 0.0) for p in pairs),
        flips=[_flip(pair) for pair in (*lost, *gained)[:LISTED]],
        applied=list(_applied(pairs)),
    )


def _applied(pairs: Sequence[Pair]) -> Iterator[Applied]:
    """Yield the criteria that are applied by more or by fewer, in the order of the rubric."""
    before = Counter(name for p in pairs for name in _reached(Judgement.before(p.before)))
    after = Counter(name for p in pairs for name in _reached(p.good[0]))
    for name in dict.fromkeys([*before, *after]):
        if before[name] != after[name]:
            yield Applied(criterion=name, before=before[name], after=after[name])


def _reached(judged: Judgement) -> Iterator[str]:
    return (name for name, level in (judged.levels or {}).items() if (level or 0) >= _APPLIED)


def _flip(pair: Pair) -> Flip:
    after = pair.good[0]
    return Flip(
        key=pair.before.key,
        before=pair.before.verdict,
        after=after.verdict,
        credit_before=pair.before.credit or 0.0,
        credit_after=after.credit,
    )


def lost(pairs: Sequence[Pair]) -> dict[str, int]:
    """Return why judgements are none, the most frequent reason first."""
    return dict(Counter(one.failed for p in pairs for one in p.again if one.failed).most_common())


# --- noise ---------------------------------------------------------------------------------------


def noise(pairs: Sequence[Pair], *, counts_before: bool) -> Noise | None:
    """Return the judge's noise beside the conversation's, as variances of credit.

    A nested analysis of variance with a random effect of each transcript. The judge's: the variance
    between judgements of one transcript, pooled. The conversation's: the variance between the means
    of one persona's transcripts, pooled, without the part of it that is the judge's.

    `counts_before`: the audit's own judgement is one more of the same kind. None where no
    transcript has two judgements.
    """
    groups: dict[tuple[str, str, str], list[list[Judgement]]] = defaultdict(list)
    for pair in pairs:
        key = pair.before.key
        found = [*([Judgement.before(pair.before)] if counts_before else []), *pair.good]
        if len(found) > 1:
            groups[key.scenario, key.persona, key.arm].append(found)
    several = [found for group in groups.values() for found in group]
    if not several:
        return None
    differ = [one for found in several for one in _differ(found)]
    return Noise(
        n=len(several),
        judge=_pooled([[one.credit for one in found] for found in several]) or 0.0,
        conversation=_between(list(groups.values())),
        times=max(map(len, several)),
        split=sum(len({one.passed for one in found}) > 1 for found in several),
        levels=statistics.fmean(differ) if differ else 0.0,
    )


def _between(groups: Sequence[Sequence[Sequence[Judgement]]]) -> float | None:
    """Return the variance between transcripts of one persona, never below zero."""
    found = parts = degrees = 0.0
    for group in groups:
        if len(group) > 1:
            credits = [[one.credit for one in judged] for judged in group]
            weight = len(group) - 1
            judge = _pooled(credits) or 0.0
            found += weight * statistics.variance([statistics.fmean(each) for each in credits])
            parts += weight * judge * statistics.fmean([1 / len(each) for each in credits])
            degrees += weight
    return max(0.0, (found - parts) / degrees) if degrees else None


def _pooled(groups: Sequence[Sequence[float]]) -> float | None:
    """Return the variance within groups, each weighted by its degrees of freedom."""
    degrees = sum(len(values) - 1 for values in groups)
    if not degrees:
        return None
    return sum(statistics.variance(v) * (len(v) - 1) for v in groups if len(v) > 1) / degrees


def _differ(found: Sequence[Judgement]) -> Iterator[bool]:
    """Yield for each criterion that all judgements scored whether its level differs."""
    levels = [one.levels or {} for one in found]
    for name in levels[0]:
        values = [each.get(name) for each in levels]
        if None not in values:
            yield len(set(values)) > 1
