"""The search: it learns what is paid for, keeps to its budget, and does the same again."""

from __future__ import annotations

import random

import pytest

from interviewer.audit.attack.attacker import Attacker
from interviewer.audit.attack.attempt import Attempt, Paid, Sentence, Tried, Turn, asked
from interviewer.audit.attack.search import GENERATION, Search, worths
from tests.audit.attacking import ASKS, KEY, PAYS, Rooms, judged, pool, sat
from tests.audit.conftest import ScriptedInterview

POOL = pool()


async def _searched(budget: int, seed: int = 1, fails: frozenset[int] = frozenset()) -> Search:
    search = Search(KEY.model_copy(update={"seed": seed}), budget, POOL.nouns)
    while attempts := search.propose():
        results = [
            None if one.number in fails else judged(one, await sat(one, POOL)) for one in attempts
        ]
        search.take(attempts, results)
    return search


async def test_it_finds_what_is_paid_for() -> None:
    """All that the double pays for is found and said in one attempt; the curve never falls."""
    search = await _searched(48)

    assert search.best is not None
    assert search.best[1].credit == 1.0
    assert search.spent == len(search.curve) == 48
    assert search.curve == sorted(search.curve)
    assert sorted(c.id for c in search.best[1].criteria if c.applied) == sorted(PAYS)


async def test_learning_beats_drawing() -> None:
    """Over seeds, a budget that is learnt with finds more than as many attempts by chance."""
    learnt, drawn = 0.0, 0.0
    for seed in range(2, 5):
        search = await _searched(20, seed)
        learnt += search.curve[-1]
        chance = [
            judged(one, await sat(one, POOL)).credit or 0.0
            for number in range(20)
            for one in [Attempt(**search.key.model_dump(), number=number, fresh=5)]
        ]
        drawn += max(chance)

    assert learnt > drawn


async def test_the_same_again() -> None:
    """A search depends on its seed and on nothing else."""
    one, again, other = [await _searched(24, seed) for seed in (1, 1, 2)]

    assert one.best == again.best
    assert one.curve == again.curve
    assert one.best != other.best


@pytest.mark.parametrize("budget", [1, GENERATION, GENERATION + 3])
async def test_it_keeps_to_its_budget(budget: int) -> None:
    """As many attempts as it was given, each with a number of its own."""
    search = Search(KEY, budget, POOL.nouns)
    numbers = []
    while attempts := search.propose():
        assert len(attempts) <= GENERATION
        numbers += [attempt.number for attempt in attempts]
        search.take(attempts, [None] * len(attempts))

    assert numbers == list(range(budget))
    assert search.best is None
    assert search.curve == [0.0] * budget


async def test_what_could_not_be_held_teaches_nothing() -> None:
    """An attempt that failed counts against the budget and is never the best."""
    failing = frozenset(range(0, 40, 2))
    search = await _searched(40, fails=failing)

    assert search.best is not None
    assert search.best[0].number % 2 == 1
    assert (search.spent, search.judged) == (40, 20)


async def test_an_attacker_repeats_nothing() -> None:
    """What was planned comes first, what is new behind it, and no sentence twice."""
    planned = ("I would hold the branches.", "The script comes first.")
    attempt = Attempt(
        **KEY.model_dump(),
        number=3,
        answers=((asked(ASKS[0]), planned), (asked(ASKS[1]), planned)),
        spare=("Nothing is as it was.",),
        more=1,
    )
    attacker = Attacker(attempt, POOL)
    said = [await attacker.reply(question) or "" for question in ASKS]

    assert said[0].startswith(" ".join(planned))
    assert not any(text in said[1] for text in planned)
    assert said[2] == "Nothing is as it was."
    assert all(said)
    again = Attacker(attempt, POOL)
    assert said == [await again.reply(question) or "" for question in ASKS]


def test_the_question_is_told_from_what_leads_up_to_it() -> None:
    """Quoted words, facts and the case of letters do not make another question."""
    led = 'You said "I would ask who pays?". We have 90 branches. What would make you STOP?'

    assert asked(led) == asked("What would make you stop?") == "what would make you stop?"
    assert asked("") == ""
    assert asked("Go on.") == "go on."


def test_a_near_hit_is_worth_something() -> None:
    """Credit counts most, then what one rule alone kept from it; what was only named, hardly."""

    def worth(level: int, rule: str, ended: str = "") -> float:
        sentence = Sentence(text="x", paid=(Paid(criterion="a", level=level, rules=(rule,)),))
        turn = Turn.model_validate({"asked": "?", "said": [sentence], "ended": ended})
        return next(value for _, value in worths(turn))

    order = [
        worth(4, "held", "held"),
        worth(2, "substance"),
        worth(1, "alone"),
        worth(1, "margin"),
        worth(1, "named", "held"),
    ]
    assert order == sorted(order, reverse=True)
    assert order[-1] < 0.1


async def test_rooms_sit_like_people() -> None:
    """An attempt in front of the scripted interviewer answers until the end."""
    from interviewer.audit.sitting import sit
    from interviewer.engine.clock import VirtualClock

    interview = ScriptedInterview(list(ASKS), ends_after=4)
    attempt = Attempt(**KEY.model_dump(), number=0, fresh=2)
    await sit(interview, Attacker(attempt, POOL), VirtualClock())

    assert len(interview.heard) == 4
    assert interview.ended == "finished"


async def test_rooms_give_what_was_said() -> None:
    """The double judges what the attacker said, so that tests of the search mean something."""
    rooms = Rooms(chance=random.Random(1))
    found = await rooms.hold(Attempt(**KEY.model_dump(), number=0, fresh=2))

    assert isinstance(found, Tried)
    assert all(len(turn.said) >= 2 for turn in found.turns_tried)
