"""The level changes what is asked and how much help there is, never the facts or the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from interviewer import transcript as t
from interviewer.engine import agenda, choosing
from interviewer.engine.policy import Asked
from interviewer.engine.pressing import DEEPER, MOST_DEEPENED
from interviewer.engine.state import Line, Probe, State
from interviewer.scenario import Level
from tests.engine.playing import play, questions
from tests.engine.test_policy import LOADED, SCENARIOS

LEVELS: tuple[Level, ...] = ("senior", "staff")


def _holds(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
    return t.TurnRead(of=0, outcome="held" if state.open_probe else None), (), 40.0


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_holds_is_taken_further_at_staff_alone(name: str) -> None:
    """By the hook's own press, each once, a few times an interview; a senior goes on instead."""
    loaded = LOADED[name]
    played = {level: play(loaded, _holds, level=level) for level in LEVELS}
    deeper = {
        level: [plan[-1] for plan, _ in one.replies if plan[-1].reason == DEEPER]
        for level, one in played.items()
    }
    assert not deeper["senior"]
    assert 1 <= len(deeper["staff"]) <= MOST_DEEPENED
    assert max(Counter(move.hook for move in deeper["staff"]).values()) == 1
    texts = [text for plan, text in played["staff"].replies if plan[-1].reason == DEEPER]
    for move, text in zip(deeper["staff"], texts, strict=True):
        assert any(text.endswith(press) for press in loaded.rubric.hook(move.hook or "").presses)


@pytest.mark.parametrize("name", SCENARIOS)
def test_only_a_senior_is_led_back_from_the_model(name: str) -> None:
    """Who models before asking is brought back once; a staff engineer has to notice."""
    claim = t.Claim(text="I would train a gradient boosted classifier", kind="decision")

    def eager(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
        outcome: t.Outcome | None = "evaded" if state.open_probe else None
        return t.TurnRead(of=0, claims=[claim], modelled=True, outcome=outcome), (), 60.0

    moves = {
        level: [plan[-1].move for plan, _ in play(LOADED[name], eager, level=level).replies]
        for level in LEVELS
    }
    assert moves["senior"].count("redirect") == 1
    assert "redirect" not in moves["staff"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_staff_is_asked_more_about_what_comes_after_launch(name: str) -> None:
    """The last two phases are worth one question more; the first ones the same."""
    rubric = LOADED[name].rubric
    worth = {
        level: [agenda.probes_worth(rubric, phase, 45, level) for phase in rubric.phases]
        for level in LEVELS
    }
    assert worth["staff"][:-2] == worth["senior"][:-2]
    assert worth["staff"][-2:] == [number + 1 for number in worth["senior"][-2:]]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_next_phase_must_be_set_off_and_waits_for_a_gate(name: str) -> None:
    """Nearly set off is enough at staff; while this phase owes a gate, nobody runs ahead."""
    rubric = LOADED[name].rubric
    ahead = next(
        hook
        for hook in rubric.hooks
        if rubric.criterion(hook.criterion).phase == "data" and hook.twist is None
    )
    gates = [c.id for c in rubric.criteria if c.gate and c.phase == "clarify"]
    probes = tuple(Probe("hook", rubric.hooks_of(gate)[0].id, gate, "clarify") for gate in gates)
    line = Line(1, "candidate", "words")
    claim = t.Claim(text="words", kind="decision", hook=ahead.id, similarity=choosing.NEAR)
    near = State(phase="clarify", lines=(line,), claims=((1, claim),), probes=probes)
    said = t.TurnRead(of=1, triggered=[ahead.id])

    def asked(state: State, reading: t.TurnRead | None, level: Level) -> str:
        hook = choosing.best_hook(rubric, state, reading, level)
        assert hook is not None
        return hook.id

    assert asked(near, None, "staff") == ahead.id
    assert asked(near, None, "senior") != ahead.id
    assert asked(near, said, "senior") == ahead.id
    assert asked(replace(near, probes=()), said, "staff") != ahead.id


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("level", LEVELS)
def test_both_levels_cover_everything_and_ask_one_thing(name: str, level: Level) -> None:
    """Every phase, every gate, one question a reply, to the end."""
    loaded = LOADED[name]
    played = play(loaded, _holds, level=level)
    entered = [record.phase for record in played.records if isinstance(record, t.PhaseEntered)]
    assert entered == [phase.id for phase in loaded.rubric.phases]
    gates = {criterion.id for criterion in loaded.rubric.criteria if criterion.gate}
    assert gates <= played.state.probed()
    assert played.state.moves[-1].move == "close"
    assert all(len(list(questions(text))) <= 3 for _, text in played.replies[1:])
