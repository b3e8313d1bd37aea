"""Which interviews are held: the same ones in whatever order they end."""

from __future__ import annotations

import random

import pytest

from interviewer.audit.plan import Plan
from interviewer.outcome import Design, Outcome, RunKey
from tests.audit.auditing import Rule, design, experts_pass, member, outcome


def _play(plan: Plan, rule: Rule, slots: int = 1, seed: int = 0) -> list[Outcome]:
    """Hold what the plan asks for, `slots` at a time; they end in random order."""
    rng = random.Random(seed)
    flying: list[RunKey] = []
    ended: list[Outcome] = []
    while True:
        while len(flying) < slots and (key := plan.next()):
            flying.append(key)
        if not flying:
            return ended
        ended.append(rule(flying.pop(rng.randrange(len(flying)))))
        plan.take(ended[-1])


def _keys(found: list[Outcome]) -> set[RunKey]:
    return {one.key for one in found}


def test_every_talker_gets_its_runs_and_every_author_one() -> None:
    """60 seeds a scripted persona; an authored text says the same with every seed."""
    found = _play(Plan(design(seeds=60)), experts_pass)

    assert len(found) == len(_keys(found)) == 2 * 60 + 2


@pytest.mark.parametrize("slots", [1, 3, 8])
def test_invalid_runs_are_replaced_by_the_next_seed(slots: int) -> None:
    """There are as many valid runs as planned, whatever the number of workers."""

    def rule(key: RunKey) -> Outcome:
        return outcome(key, status="invalid" if key.seed % 4 == 0 else "scored")

    found = _play(Plan(design(["reciter"], seeds=10)), rule, slots)
    reciters = [one for one in found if one.key.persona == "reciter"]

    assert sum(one.counts for one in reciters) == 10
    assert {one.key.seed for one in reciters} == set(range(1, 14))


def test_a_persona_that_is_never_valid_is_given_up() -> None:
    """Replacing stops after half as many spare runs as planned."""
    found = _play(
        Plan(design(members=[member("reciter")], seeds=10)),
        lambda key: outcome(key, status="invalid"),
    )

    assert len(found) == 15


@pytest.mark.parametrize("mode", ["standard", "quick"])
def test_what_was_done_is_not_done_again(mode: str) -> None:
    """A plan that is told of earlier outcomes asks for the others, and errors again."""
    made: Design = design(seeds=20, mode="quick" if mode == "quick" else "standard")
    everything = _play(Plan(made), experts_pass)
    rng = random.Random(1)
    done = rng.sample(everything, len(everything) // 2)
    failed = outcome(done[0].key, status="error")

    again = _play(Plan(made, [failed, *done[1:]]), experts_pass)

    assert _keys(again) == _keys(everything) - _keys(done[1:])


def test_a_quick_audit_stops_when_it_can_tell() -> None:
    """18 runs without a pass are enough; so are three passes in a row."""

    def rule(key: RunKey) -> Outcome:
        leaks = key.persona == "waffler" or key.arm == "authored"
        return outcome(key, "pass" if leaks else "fail")

    found = _play(Plan(design(mode="quick")), rule)
    held = [one.key.persona for one in found]

    assert held.count("reciter") == 18
    assert held.count("waffler") == 3


def test_a_persona_that_is_decided_leaves_its_gaps() -> None:
    """Resumed, a seed beyond the decision is not held; one before it is, and may decide."""
    made = design(mode="quick", members=[member("reciter")])

    def left(*missing: int) -> list[int]:
        done = [outcome(_reciter(seed)) for seed in range(1, 22) if seed not in missing]
        return [one.key.seed for one in _play(Plan(made, done), outcome)]

    assert left(19) == []
    assert left(5, 20) == [5]


def _reciter(seed: int) -> RunKey:
    return RunKey(scenario="bank-scams", persona="reciter", seed=seed)


def test_how_many_there_will_be() -> None:
    """Errors are held again and invalid runs are replaced; a decided test is over."""
    made = design(members=[member("reciter")], seeds=10)
    found = [outcome(_reciter(1), status="error"), outcome(_reciter(2), status="invalid")]
    plan = Plan(made, [*found, outcome(_reciter(3))])

    assert (plan.done, plan.total) == (2, 11)
    decided = [outcome(_reciter(seed), "pass") for seed in (1, 2, 3)]
    assert Plan(made.model_copy(update={"mode": "quick"}), decided).total == 3


@pytest.mark.parametrize("slots", [1, 2, 5])
def test_scenarios_come_one_after_the_other(slots: int) -> None:
    """A worker need not hold all scenarios at once; talkers take turns within one."""
    made = design(seeds=5, scenarios=("bank-scams", "slack-helper"))
    order: list[RunKey] = []

    def rule(key: RunKey) -> Outcome:
        order.append(key)
        return experts_pass(key)

    _play(Plan(made), rule)
    names = [key.scenario for key in order]

    assert names == sorted(names)
    assert [key.seed for key in order[:4]] == [1, 1, 1, 1]
