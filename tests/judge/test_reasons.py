"""Why a level is not higher: what was not recognised, never that it was not said."""

from __future__ import annotations

from dataclasses import replace

from interviewer.evidence.reader import Reading
from interviewer.evidence.sentences import sentences
from interviewer.judge.credit import Evidence
from interviewer.judge.reasons import Found, why_not_higher
from interviewer.judge.scorecard import ArithmeticResult
from interviewer.judge.stories import Turn

SAID = "Each row becomes an entry that carries its header."
NUMBER = ArithmeticResult(
    record=12,
    text="1024/320 = 3.2 a day",
    what="a calculation of the candidate",
    expected="3.2",
    found="3.2 a day",
    right=True,
    derived=True,
)


def _evidence(level: int) -> Evidence:
    reading = Reading(sentences(SAID)[0])
    turn = Turn(12, SAID, "data", (reading,), None, "", (), ())
    return Evidence(turn, reading, "hook", "point", level, asked=False, sure=True)


APPLIED = Found(
    level=2,
    applied=[_evidence(2), _evidence(2)],
    mentions=[],
    numbers=[],
    stories=[],
    held=[],
    lowered=[],
)


def test_nothing_is_said_not_to_be_there() -> None:
    """The engine did not recognise it; the sentences may well hold it."""
    rule, why = why_not_higher(APPLIED)

    assert rule == "reason"
    assert why.startswith("None of the sentences that count here was recognised as")
    assert "was rejected" not in why
    assert "#" not in why


def test_a_right_number_that_counts_nowhere_is_named() -> None:
    """In the same message, and the answer to none of the criterion's questions."""
    _, why = why_not_higher(replace(APPLIED, unbound=[NUMBER]))

    assert "The number in #12 (3.2 a day) is right" in why


def test_one_reason_that_nobody_asked_for_is_named() -> None:
    """It takes two of them, or a question."""
    _, why = why_not_higher(replace(APPLIED, applied=[_evidence(3), _evidence(2)]))

    assert why.startswith("Only #12 was recognised as giving a reason")


def test_a_number_alone_is_not_denied() -> None:
    """Where the number made the level, it is not said that none was worked out."""
    _, why = why_not_higher(replace(APPLIED, applied=[], numbers=[NUMBER]))

    assert why.startswith("The number stands alone")
