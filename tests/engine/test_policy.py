"""Whatever a candidate does, the interview ends, covers each phase and asks one thing at a time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer import transcript as t
from interviewer.content import Library, Loaded
from interviewer.engine.policy import Asked
from interviewer.engine.state import State
from tests.engine.playing import Played, Turn, play, questions

SCENARIOS = ["bank-scams", "slack-helper"]
LOADED = {name: Library.shipped().load(name) for name in SCENARIOS}


def _random_turns(loaded: Loaded, seed: int, pace: float) -> Turn:
    """Return a candidate who does anything: asks, evades, holds, jumps, gives up, says nothing."""
    dice = random.Random(seed)
    hooks = [hook.id for hook in loaded.rubric.hooks if hook.triggers]
    facts = [fact.id for fact in loaded.scenario.facts]

    def turn(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
        asked = []
        if dice.random() < 0.3:
            for number in range(dice.randint(1, 3)):
                asked.append(_asked(dice, facts, f"What about thing {number}?"))
        claims = [
            t.Claim(text=f"I would do thing {dice.randint(0, 99)} first", kind="decision", hook=h)
            for h in dice.sample(hooks, k=dice.randint(0, 2))
        ]
        outcomes: list[t.Outcome | None] = ["held", "partly", "evaded", "wrong", None]
        outcome = dice.choice(outcomes)
        reading = t.TurnRead(
            of=0,
            questions=[item.question for item in asked],
            claims=claims,
            triggered=[claim.hook for claim in claims if claim.hook],
            covered=[],
            outcome=outcome if state.open_probe else None,
            wants=dice.choice([None] * 8 + ["repeat", "narrow", "advance"]),
            modelled=dice.random() < 0.3,
        )
        return reading, asked, dice.uniform(0.2, 2.0) * pace

    return turn


def _asked(dice: random.Random, facts: list[str], question: str) -> Asked:
    kind = dice.random()
    if kind < 0.6:
        told = t.Released(fact=dice.choice(facts), question=question, similarity=0.7)
        return Asked(question, facts=(told,))
    if kind < 0.8:
        return Asked(question, unknown=t.QuestionDeclined(question=question))
    first, second = dice.sample(facts, 2)
    return Asked(question, either=(first, second))


def _silent(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
    outcome: t.Outcome | None = "evaded" if state.open_probe else None
    return t.TurnRead(of=0, outcome=outcome), (), 60.0


def _phases(played: Played) -> list[str]:
    return [record.phase for record in played.records if isinstance(record, t.PhaseEntered)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), pace=st.floats(5, 400), name=st.sampled_from(SCENARIOS))
def test_it_ends_and_leaves_no_phase_out(seed: int, pace: float, name: str) -> None:
    """A random candidate at any pace: it closes, and every phase was entered in order, once."""
    loaded = LOADED[name]
    played = play(loaded, _random_turns(loaded, seed, pace), seed=seed)
    assert played.state.moves[-1].move == "close"
    entered = _phases(played)
    order = [phase.id for phase in loaded.rubric.phases]
    assert entered == order[: len(entered)]
    if pace <= 100:
        assert entered == order


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), name=st.sampled_from(SCENARIOS))
def test_one_ask_at_a_time(seed: int, name: str) -> None:
    """A reply holds at most one move that asks something, and it stands last."""
    asking = {"probe", "press", "ask_estimate", "check_estimate", "redirect", "twist", "advance"}
    loaded = LOADED[name]
    for plan, _ in play(loaded, _random_turns(loaded, seed, 60), seed=seed).replies:
        asks = [move for move in plan if move.move in asking or move.ambiguous]
        assert len(asks) <= 1
        assert not asks or plan[-1] is asks[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), name=st.sampled_from(SCENARIOS))
def test_no_question_is_repeated(seed: int, name: str) -> None:
    """A hook is put once, pressed once at most, and an estimate likewise."""
    loaded = LOADED[name]
    played = play(loaded, _random_turns(loaded, seed, 60), seed=seed)
    opened = Counter(
        (record.probe, record.press)
        for record in played.records
        if isinstance(record, t.ProbeOpened)
    )
    assert set(opened.values()) <= {1}
    assert max((press for _, press in opened), default=0) <= 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), name=st.sampled_from(SCENARIOS))
def test_facts_are_told_only_when_earned(seed: int, name: str) -> None:
    """A reply tells only facts that were asked for, or that an estimate needs."""
    loaded = LOADED[name]
    played = play(loaded, _random_turns(loaded, seed, 60), seed=seed)
    for index, record in enumerate(played.records):
        if isinstance(record, t.FactsReleased):
            following = played.records[index : index + 4]
            move = next(r for r in following if isinstance(r, t.MoveChosen))
            assert move.move in ("answer", "clarify", "ask_estimate")
            assert {fact.fact for fact in record.facts} <= set(move.facts) or move.move == "clarify"


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_evades_everything_is_pressed_once_and_reaches_the_end(name: str) -> None:
    """Evasion is pressed once, put down as evaded, and every gate was probed."""
    loaded = LOADED[name]
    played = play(loaded, _silent)
    presses = Counter(
        move.hook or move.estimate
        for move in played.state.moves
        if move.move in ("press", "check_estimate")
    )
    assert presses
    assert set(presses.values()) == {1}
    gates = {criterion.id for criterion in loaded.rubric.criteria if criterion.gate}
    assert gates <= played.state.probed()
    assert all(probe.outcome == "evaded" for probe in played.state.probes[:-1])


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_interview_has_an_estimate_and_a_twist(name: str) -> None:
    """Unless time runs out, a number is asked for and a constraint changes."""
    played = play(LOADED[name], _silent)
    assert any(probe.kind == "estimate" for probe in played.state.probes)
    assert played.state.twists


@pytest.mark.parametrize("name", SCENARIOS)
def test_who_models_before_asking_is_brought_back_once(name: str) -> None:
    """The first message names a model and asks nothing: redirect, by their own words, once."""
    loaded = LOADED[name]
    claim = t.Claim(text="I would train a gradient boosted classifier", kind="decision")

    def eager(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
        outcome: t.Outcome | None = "evaded" if state.open_probe else None
        return t.TurnRead(of=0, claims=[claim], modelled=True, outcome=outcome), (), 60.0

    played = play(loaded, eager)
    redirects = [text for plan, text in played.replies if plan[-1].move == "redirect"]
    assert len(redirects) == 1
    assert "gradient boosted classifier" in redirects[0]


@pytest.mark.parametrize("name", SCENARIOS)
def test_twenty_turns_do_not_sound_like_a_form(name: str) -> None:
    """In twenty replies no lead-in comes more than three times, and no reply is said twice."""
    loaded = LOADED[name]
    replies = [text for _, text in play(loaded, _random_turns(loaded, 5, 60), seed=5).replies[:21]]
    assert len(set(replies)) == len(replies)
    leads = Counter(text.split(".")[0][:40] for text in replies)
    assert max(leads.values()) <= 3


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_same_seed_says_the_same(name: str) -> None:
    """Deterministic for a seed; another seed is worded otherwise."""
    loaded = LOADED[name]

    def words(seed: int) -> list[str]:
        return [text for _, text in play(loaded, _random_turns(loaded, 3, 60), seed=seed).replies]

    assert words(1) == words(1)
    assert words(1) != words(2)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_probe_asks_one_thing(name: str) -> None:
    """An authored question asks at most two joined things, and no press repeats its ask."""
    loaded = LOADED[name]
    for hook in loaded.rubric.hooks:
        for text in (*hook.asks, *hook.presses):
            assert len(list(questions(text))) <= 2, text
        assert not set(hook.asks) & set(hook.presses)
