"""The interviewer's own words: no phrase wears out, and a quotation says what was said."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from interviewer import transcript as t
from interviewer.engine.policy import STRAYED, UNCLEAR_PART, View
from interviewer.engine.quoting import leading, short
from interviewer.engine.state import Line, State
from interviewer.engine.wording import Wording, phrases
from tests.engine.test_policy import LOADED

BANK = LOADED["bank-scams"]


def _view(said: list[str], plan: tuple[t.MoveChosen, ...] = ()) -> View:
    lines = tuple(Line(n, "interviewer", text) for n, text in enumerate(said))
    moves = (*(t.MoveChosen(move="answer", reason="", facts=["call-team"]) for _ in said), *plan)
    state = State(phase="data", lines=lines, moves=moves, plan=plan)
    return View(BANK.scenario, BANK.rubric, state, 45, 600.0)


@pytest.mark.parametrize("bank", ["pressing", "dropped", "unknown", "held", "narrowing"])
def test_a_phrase_comes_again_only_after_all_others(bank: str) -> None:
    """Twice through a bank: each of its phrases was said twice."""
    said: list[str] = []
    for _ in range(2 * len(phrases()[bank])):
        said.append(Wording(3, _view(said)).pick(bank))
    assert set(Counter(said).values()) == {2}


def test_a_bare_slot_comes_every_other_time() -> None:
    """A fact is told with and without a lead, and no lead wears out."""
    said: list[str] = []
    for number in range(12):
        said += [Wording(3, _view(said)).pick("told_one", says=f"Fact {number}."), "…"]
    told = said[::2]
    bare = [text for text in told if text.startswith("Fact")]
    assert 4 <= len(bare) <= 8


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        (
            "No ranker until it beats that by ten points.",
            "No ranker until it beats that by ten points",
        ),
        ("No, the rule stays.", "the rule stays"),
        ("So I would call them.", "I would call them"),
        (
            "I'd sort payments to someone new by how much is at stake, and ring when savings were "
            "just moved and the payment empties them.",
            "I'd sort payments to someone new by how much is at stake",
        ),
        (
            "If anybody told her what to say, or to keep it secret, I stop the payment, because no "
            "honest builder asks for that.",
            "",
        ),
        ('He said "press Continue" to her.', "He said 'press Continue' to her"),
    ],
)
def test_a_quotation_ends_where_a_clause_does(sentence: str, quoted: str) -> None:
    """It keeps its meaning, and is left out where it would hang in the air."""
    assert short(sentence) == quoted


def test_what_cannot_be_cut_short_leads_to_nothing() -> None:
    """Words that stop in the middle of a clause are no quotation."""
    long = "a server that " + "comes back from repair " * 5 + "has to pass the same test again"
    assert short(long).endswith("…")
    assert leading(long) == ""
    assert leading("I would call them first") == "I would call them first"


def test_what_was_told_before_is_not_told_twice_among_others() -> None:
    """The new fact is said, the old one is referred to; asked alone, it is said again."""
    both = t.MoveChosen(move="answer", reason="asked", facts=["call-team", "call-cost"])
    said = Wording(1, _view(["told"], (both,))).says(both)
    team, cost = (BANK.scenario.fact(fact).says for fact in both.facts)
    assert cost in said
    assert team not in said
    alone = both.model_copy(update={"facts": ["call-team"]})
    assert team in Wording(1, _view(["told"], (alone,))).says(alone)


def test_a_part_that_was_not_clear_is_said_to_be_so() -> None:
    """After what could be told, in the candidate's own words, not in what they might mean."""
    asked = "How long does it take?"
    move = t.MoveChosen(move="answer", reason=UNCLEAR_PART, facts=["call-cost"], quote=asked)
    said = Wording(1, _view([], (move,))).says(move)
    ways = [phrase.format(question=f'"{asked}"') for phrase in phrases()["unclear_part"]]
    assert any(said.endswith(way) for way in ways)
    assert BANK.scenario.fact("call-cost").says in said


def test_small_talk_is_answered_by_one_line_and_the_question() -> None:
    """The question of before, without its case."""
    move = t.MoveChosen(move="repeat", reason=STRAYED)
    view = _view(["There are 140 agents. What runs out first?"])
    assert Wording(1, view).says(move).endswith("What runs out first?")


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_announced_as_the_last_question(seed: int) -> None:
    """A probe may follow the open question of the last phase."""
    move = t.MoveChosen(move="advance", reason="", phase="wrap-up")
    assert "ast question" not in Wording(seed, _view([], (move,))).says(move)


def test_to_say_it_again_is_to_tell_the_fact_again() -> None:
    """Where a fact was told last, it is what the candidate did not catch."""
    told = t.MoveChosen(move="answer", reason="", facts=["call-team"])
    view = _view(["We have 140 agents."])
    line = Line(1, "interviewer", "We have 140 agents.", move="answer", plan=(told,))
    view = replace(view, state=replace(view.state, lines=(line,)))
    said = Wording(1, view).says(t.MoveChosen(move="repeat", reason="asked to hear it again"))
    assert BANK.scenario.fact("call-team").says in said


@pytest.mark.parametrize("facts", [["call-cost"], []])
def test_nothing_is_said_to_be_known_that_was_not_told(facts: list[str]) -> None:
    """What leads back to a question after a fact does not fit after none."""
    answer = t.MoveChosen(move="answer", reason="", facts=facts, declined=[] if facts else ["Why?"])
    back = t.MoveChosen(move="repeat", reason="the candidate asked", hook="cost-of-errors")
    bank = "back_to_it" if facts else "still_open"
    asked = "There are 140 agents. What runs out first?"
    said = Wording(1, _view([asked], (answer, back))).says(back)
    assert said in [phrase.format(question="What runs out first?") for phrase in phrases()[bank]]


@pytest.mark.parametrize("bank", ["dropped", "pressing"])
def test_what_follows_an_answer_that_was_not_recognised_does_not_accuse(bank: str) -> None:
    """The ear may have missed it: nothing is said of the answer, and nothing of the candidate."""
    blames = re.compile(
        r"\b(?:stuck|enough|general|vague|insist|specific|matter|answer to|yet|still|open|"
        r"fail\w*|miss\w*|avoid\w*|not (?:answer|say|said)|you (?:did|have|were)|aside)\b|n't\b",
        re.IGNORECASE,
    )
    assert not [phrase for phrase in phrases()[bank] if blames.search(phrase)]
