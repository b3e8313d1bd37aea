"""Judging again, as arithmetic: whose transcripts, what changed, how much of it is noise."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from interviewer import __version__
from interviewer.audit.rejudging import Judgement, Pair, compare, lost, noise, rejudge, wanted
from interviewer.cli.rejudge import found_by
from interviewer.errors import ContentError
from interviewer.judge.scorecard import Verdict
from interviewer.outcome import Outcome, RunKey
from tests.audit.auditing import design, experts_pass, member, outcome, outcomes

if TYPE_CHECKING:
    from interviewer.wiring import Stage


def _key(persona: str, seed: int) -> RunKey:
    return RunKey(scenario="bank-scams", persona=persona, seed=seed)


def _judged(credit: float, verdict: Verdict = "fail", level: int = 0) -> Judgement:
    return Judgement(verdict, credit, {"framing": level, "sizing": 0})


def _simulated(judge: float, talk: float, times: Sequence[int], seed: int = 1) -> list[Pair]:
    """Return 40 personas with 25 transcripts each, judged as often as `times` says in turn."""
    dice = random.Random(seed)
    pairs = []
    for persona in range(40):
        level = dice.random()
        for number in range(25):
            true = level + dice.gauss(0, talk)
            drawn = [true + dice.gauss(0, judge) for _ in range(times[number % len(times)] + 1)]
            before = outcome(_key(f"p{persona}", number), credit=drawn[0])
            pairs.append(Pair(before, tuple(_judged(credit) for credit in drawn[1:])))
    return pairs


@pytest.mark.parametrize(("judge", "talk"), [(0.05, 0.1), (0.1, 0.02), (0.08, 0.0)])
@pytest.mark.parametrize("times", [(2,), (3,), (1, 2, 5)])
@pytest.mark.parametrize("counts_before", [True, False])
def test_what_was_put_in_is_estimated(
    judge: float, talk: float, times: Sequence[int], counts_before: bool
) -> None:
    """Of 1,000 transcripts, known deviations within some per cent, equal numbers or not."""
    found = noise(_simulated(judge, talk, times), counts_before=counts_before)

    assert found is not None
    assert found.judge**0.5 == pytest.approx(judge, rel=0.06)
    assert found.conversation is not None
    assert found.conversation == pytest.approx(talk**2, abs=0.12 * (talk**2 + judge**2))
    once_is_too_few = not counts_before and 1 in times
    assert found.n == (640 if once_is_too_few else 1000)


@pytest.mark.parametrize(
    ("scenario", "rubric", "again"), [("s", "r", True), ("x", "r", False), ("s", "x", False)]
)
def test_only_the_same_scenario_and_rubric_show_the_judges_noise(
    scenario: str, rubric: str, again: bool
) -> None:
    """The audit's own judgement is one more only where nothing has changed; else it is said."""
    made = design(members=[member("waffler")]).model_copy(update={"package": __version__})
    loaded = SimpleNamespace(scenario_hash=scenario * 64, rubric=SimpleNamespace(hash=rubric * 64))
    stages = cast("dict[str, Stage]", {"bank-scams": SimpleNamespace(loaded=loaded)})
    pairs = [Pair(outcome(_key("waffler", seed)), (_judged(0.0),)) for seed in (1, 2)]

    found = found_by("embedded", made, stages, pairs)

    assert (found.noise is not None) == again
    assert found.same_rubric == (rubric == "r")
    assert found.other_scenarios == (["bank-scams"] if scenario == "x" else [])


def test_the_share_of_the_judge() -> None:
    """Variances add up; without any there is no share."""
    found = noise(_simulated(0.1, 0.1, (2,)), counts_before=False)
    none = noise([Pair(outcome(_key("a", 1)), (_judged(0.2), _judged(0.2)))], counts_before=False)

    assert found is not None
    assert found.share == pytest.approx(0.5, abs=0.05)
    assert none is not None
    assert none.conversation is None
    assert none.share is None


def test_one_judgement_shows_no_noise() -> None:
    """Two of a kind are needed; a judgement that failed is none."""
    pair = Pair(outcome(_key("a", 1)), (_judged(0.2), Judgement(None, failed="down")))

    assert noise([pair], counts_before=False) is None
    assert noise([], counts_before=True) is None
    again = noise([pair], counts_before=True)
    assert again is not None
    assert (again.n, again.times) == (1, 2)
    assert lost([pair]) == {"down": 1}


def test_verdicts_and_levels_that_differ_are_counted() -> None:
    """A transcript that passes by one judgement alone, a criterion in two."""
    steady = Pair(outcome(_key("a", 1)), (_judged(0.2), _judged(0.2)))
    split = Pair(outcome(_key("a", 2)), (_judged(0.5, "pass", 2), _judged(0.4, "fail", 1)))

    found = noise([steady, split], counts_before=False)

    assert found is not None
    assert found.split == 1
    assert found.levels == 0.25


def test_the_first_good_judgement_is_compared() -> None:
    """What one more judgement would say: neither the best nor the last; none leaves it out."""
    made = design(["waffler"], members=[member("waffler")])
    failed = Judgement(None, failed="down")
    passes = Pair(outcome(_key("waffler", 1)), (failed, _judged(0.6, "pass"), _judged(0.1)))
    nothing = Pair(outcome(_key("waffler", 2)), (failed, failed))

    (group,) = compare(made, [passes, nothing])

    assert (group.n, group.gained, group.lost) == (1, 1, 0)
    assert group.flips[0].credit_after == 0.6
    assert compare(made, [nothing]) == []


def test_who_is_judged_again() -> None:
    """Results alone; those that are named; so many of each persona, by seed."""
    made = design(["reciter", "waffler"], seeds=4, mode="fixed")

    def rule(key: RunKey) -> Outcome:
        broken = key.persona == "reciter" and key.seed == 1
        return outcome(key, status="error") if broken else experts_pass(key)

    everything = outcomes(made, rule)

    assert len(wanted(everything)) == 2 * 4 + 2 - 1
    assert not wanted(everything, ["slack-helper"])
    found = wanted(list(reversed(everything)), ["bank-scams"], ["reciter", "waffler"], 2)
    assert sorted((one.key.persona, one.key.seed) for one in found) == [
        ("reciter", 2),
        ("reciter", 3),
        ("waffler", 1),
        ("waffler", 2),
    ]


async def test_no_more_at_a_time_than_allowed_and_in_order() -> None:
    """As many as are allowed, told one by one; the pairs come in the order of the interviews."""
    running = most = 0
    told: list[int] = []
    held = [outcome(_key("a", seed)) for seed in range(7)]

    async def judge(one: Outcome) -> list[Judgement]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001 * (7 - one.key.seed))
        running -= 1
        return [_judged(one.key.seed / 10)]

    pairs = await rejudge(held, judge, at_once=3, tell=told.append)

    assert most == 3
    assert told == list(range(1, 8))
    assert [pair.before for pair in pairs] == held
    assert [pair.again[0].credit for pair in pairs] == [seed / 10 for seed in range(7)]
    assert await rejudge([], judge, at_once=3) == []


async def test_what_ends_it_is_raised_as_it_is() -> None:
    """Not as a group, and the others are stopped."""

    async def judge(one: Outcome) -> list[Judgement]:
        if one.key.seed == 1:
            raise ContentError([])
        await asyncio.sleep(60)
        return []

    with pytest.raises(ContentError):
        await rejudge([outcome(_key("a", seed)) for seed in range(3)], judge, at_once=3)


def test_criteria_that_pay_more_or_less_are_named() -> None:
    """By how many they are applied before and now; those that stay are left out."""
    before = [outcome(_key("reciter", seed), level=2) for seed in range(3)]
    kept: dict[str, int | None] = {found.id: 2 for found in before[0].criteria}
    pairs = [
        Pair(one, (Judgement("fail", 0.1, kept | {"framing": level}),))
        for one, level in zip(before, (0, 1, 3), strict=True)
    ]
    (group,) = compare(design(), pairs)
    assert [(a.criterion, a.before, a.after) for a in group.applied] == [("framing", 3, 1)]
