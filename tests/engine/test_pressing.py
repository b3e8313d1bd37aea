"""How long a question waits, how it is made smaller, and what is quoted before the next one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from interviewer import transcript as t
from interviewer.engine.choosing import QUOTABLE, quote, taken_up
from interviewer.engine.policy import REWORDED, Asked
from interviewer.engine.pressing import LONGEST_WAIT, NARROWED, NARROWED_ALREADY
from interviewer.engine.state import State
from interviewer.engine.wording import phrases
from tests.engine.playing import Played, Turn, play
from tests.engine.test_policy import LOADED, SCENARIOS

COMES_BACK = "the candidate asked before answering"


def _after_a_probe(turn: Turn, turns: int) -> Turn:
    """Return a candidate who says nothing until a probe is open, then does `turn` that often."""
    done = 0

    def take(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
        nonlocal done
        if state.open_probe is None or done == turns:
            outcome: t.Outcome | None = "evaded" if state.open_probe else None
            return t.TurnRead(of=0, outcome=outcome), (), 20.0
        done += 1
        return turn(state)

    return take


def _asks(state: State) -> tuple[t.TurnRead, Sequence[Asked], float]:
    """Ask for a fact, and for something that nobody knows."""
    fact = next(f.id for f in LOADED["bank-scams"].scenario.facts if f.id not in state.facts_told)
    told = Asked("And?", facts=(t.Released(fact=fact, question="And?", similarity=0.7),))
    unknown = Asked("Or?", unknown=t.QuestionDeclined(question="Or?"))
    return t.TurnRead(of=0, questions=["And?", "Or?"]), (told, unknown), 20.0


def _wants(wish: str) -> Turn:
    reading = t.TurnRead.model_validate({"of": 0, "wants": wish})
    return lambda state: (reading, (), 20.0)


def _reasons(played: Played) -> list[str]:
    return [move.reason for move in played.state.moves]


def test_a_question_waits_three_turns_while_the_candidate_asks_back() -> None:
    """Turns count, not moves: each of these tells something and comes back to the question."""
    played = play(LOADED["bank-scams"], _after_a_probe(_asks, 20))
    plans = [[move.reason for move in plan] for plan, _ in played.replies]
    back = [n for n, reasons in enumerate(plans) if COMES_BACK in reasons]
    assert back[:LONGEST_WAIT] == [back[0] + n for n in range(LONGEST_WAIT)]
    assert back[0] + LONGEST_WAIT not in back
    opened = next(r for r in played.records if isinstance(r, t.ProbeOpened))
    settled = next(r for r in played.records if isinstance(r, t.ProbeSettled))
    assert settled.probe == opened.probe
    between = [r for r in played.records if opened.seq < r.seq < settled.seq]
    assert sum(isinstance(r, t.CandidateSaid) for r in between) == LONGEST_WAIT + 1


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_plea_for_help_narrows_once_and_is_then_declined_once(name: str) -> None:
    """First the smaller question, then the honest word that it gets no smaller, then another."""
    played = play(LOADED[name], _after_a_probe(_wants("narrow"), 3))
    reasons = _reasons(played)
    at = reasons.index(NARROWED)
    assert reasons[at + 1] == NARROWED_ALREADY
    assert NARROWED_ALREADY not in reasons[at + 2 :]
    texts = {plan[-1].reason: text for plan, text in played.replies}
    assert any(text in texts[NARROWED] for text in phrases()["narrowing"])
    opened = [r for r in played.records if isinstance(r, t.ProbeOpened)]
    assert opened[0].probe == opened[1].probe
    assert opened[1].press == 1


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_question_is_put_in_other_words_as_long_as_it_waits(name: str) -> None:
    """Who never understands is asked something else in the end."""
    played = play(LOADED[name], _after_a_probe(_wants("reword"), 20))
    texts = [text for plan, text in played.replies if plan[-1].reason == REWORDED]
    assert len(set(texts)) == len(texts)
    reasons = _reasons(played)
    longest = max(
        len(run) for run in "".join("r" if x == REWORDED else "-" for x in reasons).split("-")
    )
    assert longest == LONGEST_WAIT
    assert played.state.moves[-1].move == "close"


def _claim(**values: object) -> t.Claim:
    near = {"text": "I would call the oldest ones first", "kind": "decision", "hook": "one"}
    return t.Claim.model_validate({**near, "similarity": 0.9, "asked": 0.9, **values})


@pytest.mark.parametrize(
    "claim",
    [
        _claim(asked=QUOTABLE - 0.01),
        _claim(hook="another"),
        _claim(text="I did not say that: I'd never call them"),
        _claim(text="I never wanted two calls a day"),
        _claim(text="I\u2019ve already told you who is called"),
        _claim(text="That is not what I meant by a call"),
        _claim(text="Would you call the oldest ones first?"),
        _claim(kind="unknown"),
    ],
)
def test_what_leads_nowhere_and_what_protests_is_not_quoted(claim: t.Claim) -> None:
    """Words that are only about the same scenario, and words about the talk itself."""
    reading = t.TurnRead(of=3, claims=[claim])
    assert quote(reading, "one") == ""
    assert taken_up(State(claims=((3, claim),)), reading, "one") == ""


def test_words_near_the_question_are_quoted() -> None:
    """Those of this turn before those of an earlier one; a rule of the design is no protest."""
    now, before = _claim(text="We never call after ten at night"), _claim(text="Old ones first")
    reading = t.TurnRead(of=3, claims=[now])
    assert quote(reading, "one") == now.text
    assert taken_up(State(claims=((1, before),)), reading, "one") == now.text
    assert taken_up(State(claims=((1, before),)), t.TurnRead(of=3), "one") == before.text
