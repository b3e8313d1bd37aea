"""Guesses in a row are no answer; a bare number does not fit a check of many scales."""

from __future__ import annotations

import pytest

from interviewer.evidence.checks import verify
from interviewer.evidence.offered import MOST, offered
from interviewer.evidence.quantities import find
from interviewer.rubric import NumberCheck, Range

DELAY = NumberCheck(
    kind="number",
    accept=[Range(low=85, high=730, unit="day"), Range(low=2.8, high=24, unit="month")],
)
CALLS = NumberCheck(kind="number", accept=[Range(low=35000, high=40000, unit="calls")])


def _numbers(text: str) -> list[float]:
    return [quantity.value for quantity in offered(text, find("We have 140 agents."))]


def test_a_row_of_guesses_is_dropped() -> None:
    """Commas, slashes and "or" between five numbers or more; what is worked out stays."""
    assert _numbers("It is 100, 300, 1000, 3000, 10000 or 30000.") == []
    assert _numbers("Say 3 / 30 / 300 / 3000 / 30000, so 36,960 calls.") == [36960]
    assert _numbers("Between 35,000 and 40,000, so 36,960.") == [37500, 36960]
    assert _numbers("140 agents and 25 minutes make 36,960 calls.") == [1500, 36960]


def test_too_many_numbers_are_none() -> None:
    """Who names every number names the right one, too."""
    assert _numbers(" ".join(f"It may be {n + 3}." for n in range(MOST + 1))) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("I'd wait 120 days.", "right"),
        ("Four months.", "right"),
        ("Level 4, held up.", "absent"),
        ("I have eight other offers.", "absent"),
    ],
)
def test_a_bare_number_has_no_scale(text: str, finding: str) -> None:
    """Where days as well as months are accepted, nearly any bare number would fit."""
    assert verify(DELAY, text) == finding


def test_a_bare_number_fits_where_one_thing_is_counted() -> None:
    """To how many calls a plain 36,960 is an answer."""
    assert verify(CALLS, "That comes to 36,960.") == "right"
    assert verify(CALLS, "20000, 25000, 30000, 36000, 50000") == "absent"
