"""The grammar deals its alternatives like cards."""

from __future__ import annotations

import random

import pytest

from interviewer.audit.grammar import Deck, Grammar, slots, tidy


def test_no_card_comes_twice_before_all_have_come() -> None:
    """Round after round."""
    deck = Deck("abcde", random.Random(1))

    for _ in range(4):
        assert sorted(deck.deal() for _ in range(5)) == list("abcde")


def test_new_cards_come_next() -> None:
    """Before those that were dealt; known ones are not taken in again."""
    deck = Deck("ab", random.Random(1))
    deck.deal(), deck.deal()
    deck.add("bcd")

    assert sorted([deck.deal(), deck.deal()]) == ["c", "d"]
    assert len(deck) == 4


def test_rules_may_need_rules() -> None:
    """Slots are filled to the bottom, choices are drawn, sentences begin with a capital."""
    grammar = Grammar({"thing": ["{kind} loaf"], "kind": ["old"]}, random.Random(1))

    assert grammar.fill("(take|take) a {thing} .") == "Take an old loaf."


def test_a_rule_that_needs_itself_is_refused() -> None:
    """Instead of running for ever."""
    with pytest.raises(RecursionError, match="needs itself"):
        Grammar({"x": ["{x}"]}, random.Random(1)).fill("{x}")


def test_braces_that_are_no_slot_stay() -> None:
    """JSON survives."""
    text = '{"verdict": "pass"}'

    assert slots(text) == set()
    assert tidy(text) == text
