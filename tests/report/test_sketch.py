"""Sketches: arrows become boxes, notes stay notes, and nothing that is typed breaks the drawing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.report.sketch import MOST_BOXES, sketch


def test_a_chain_is_drawn() -> None:
    """Each name in a box, once, with an arrow between."""
    drawn = sketch("app -> feature store -> ranker\nnote: 500 a day\nRanker -> App")
    for name in ("app", "feature store", "ranker"):
        assert drawn.count(name) == 1
    assert "┌" in drawn
    assert "▼" in drawn or "▶" in drawn
    assert "500" not in drawn


@pytest.mark.parametrize("arrow", ["->", "-->", "=>", "→"])
def test_arrows_are_written_in_many_ways(arrow: str) -> None:
    """All of them mean the same."""
    assert sketch(f"- a {arrow} b") == sketch("a -> b")


@pytest.mark.parametrize("text", ["", "just a note", "a ->", "-> b", "a -> a", "p -> \n -> q"])
def test_where_there_is_no_arrow_between_two_there_is_no_drawing(text: str) -> None:
    """Half an arrow is still being typed."""
    assert sketch(text) == ""


def test_a_drawing_has_bounds() -> None:
    """Too many boxes are not drawn; a narrow pane is not overrun."""
    chain = " -> ".join(f"box {n}" for n in range(MOST_BOXES + 1))
    assert sketch(chain) == ""
    drawn = sketch("\n".join(f"hub -> a rather long name {n}" for n in range(9)), 40)
    assert max(map(len, drawn.splitlines())) <= 40


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="ab[]/@\\ \n->→\x1b*#🙂é", max_size=80))
def test_whatever_is_typed_it_draws_or_does_not(text: str) -> None:
    """No text raises, and no escape comes through."""
    assert "\x1b" not in sketch(text, 60)
