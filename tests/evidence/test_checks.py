"""Numbers, choices and orders are verified; repeating what was told is no answer."""

from __future__ import annotations

import pytest

from interviewer.evidence.checks import mentions, verify
from interviewer.evidence.quantities import find
from interviewer.rubric import ChoiceCheck, NumberCheck, OrderCheck, Range

CALLS = NumberCheck(kind="number", accept=[Range(low=35_000, high=40_000, unit="calls")])
CHOICE = ChoiceCheck(
    kind="choice", right=["call in progress", "savings sweep"], wrong=["account age", "name match"]
)
ORDER = OrderCheck(
    kind="order", more=["wrong calls", "false alarms"], less=["right ones", "true victims"]
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("That is about 37,000 calls a month.", "right"),
        ("Thirty-seven thousand, give or take.", "right"),
        ("We have 140 agents.", "absent"),
        ("It is 370,000 calls.", "absent"),
        ("No idea.", "absent"),
    ],
)
def test_numbers(text: str, finding: str) -> None:
    """A number in the range, in digits or words."""
    assert verify(CALLS, text, find("There are 140 agents.")) == finding


def test_a_told_number_is_no_answer() -> None:
    """Saying back what the interviewer said works nothing out."""
    assert verify(CALLS, "So 37,000 calls.", find("We can place 37,000 calls a month.")) == "absent"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("The call in progress; ten minutes later it is over.", "right"),
        ("I would say the savings sweep. The account age can wait.", "right"),
        ("Not the account age but the call that is in progress.", "right"),
        ("The account age.", "wrong"),
        ("All of them matter.", "absent"),
    ],
)
def test_choices(text: str, finding: str) -> None:
    """What is rejected in so many words is not chosen."""
    assert verify(CHOICE, text) == finding


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Eighteen wrong calls for each of the right ones.", "right"),
        ("False alarms outnumber true victims.", "right"),
        ("Eighteen right ones for each of the wrong calls.", "wrong"),
        ("Calls are made.", "absent"),
    ],
)
def test_orders(text: str, finding: str) -> None:
    """Embeddings cannot see the direction; this can."""
    assert verify(ORDER, text) == finding


def test_phrases_are_matched_in_order() -> None:
    """Stems, in order, with little between."""
    assert mentions("the calls that are in progress now", ["call in progress"])
    assert not mentions("progress was made on calls", ["call in progress"])
