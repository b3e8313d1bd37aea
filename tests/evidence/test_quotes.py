"""Quotes are found as they were said, mended by a few letters at most, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.evidence.quotes import find_quote

SAID = (
    "I'd hold the payment for a day —  not block it.\nThen somebody who isn’t the agent calls "
    "back, because 4 in 5 victims are coached “on the line”."
)


@pytest.mark.parametrize(
    ("quote", "true"),
    [
        ("hold the payment for a day", "hold the payment for a day"),
        ("i'd HOLD the payment", "I'd hold the payment"),
        ("a day - not block it. Then somebody", "a day —  not block it.\nThen somebody"),
        ("who isn't the agent", "who isn’t the agent"),
        ('coached "on the line"', "coached “on the line”"),
        ("hold the payments for a day", "hold the payment for a day"),
        ("because 4 in 5 victims are coached", "because 4 in 5 victims are coached"),
    ],
)
def test_a_quote_is_returned_as_it_stands(quote: str, true: str) -> None:
    """Case, spaces, quotation marks and a letter may differ; the true words come back."""
    assert find_quote(quote, SAID) == true


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "   ",
        "block the payment for a day",
        "somebody calls back because victims are coached",
        "I would hold the payment until the next morning",
        "on the line and then the agent calls the victims back",
        "xyz",
        SAID + " and more that was never said at all",
    ],
)
def test_what_was_not_said_is_not_found(quote: str) -> None:
    """Invented, glued together or longer than the text: nothing."""
    assert find_quote(quote, SAID) is None


@given(text=st.text(max_size=200), data=st.data())
def test_a_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    """Whatever the text, a piece of it is found, and what is found stands in it."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = find_quote(text[start:end], text)
    if found is not None:
        assert found in text
    if text[start:end].strip().isascii() and text[start:end].strip():
        assert found is not None
