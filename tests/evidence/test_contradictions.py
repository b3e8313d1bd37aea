"""Contradictions: planted ones are mostly found, harmless likenesses are left alone.

`contradictions_dev.json` chose the rules; `contradictions_heldout.json` was written in another
voice. The bounds leave a margin below what was measured.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interviewer.evidence.contradictions import Ledger, contradictions
from interviewer.evidence.corrections import corrects, retracts

FOLDER = Path(__file__).parent


def _cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (FOLDER / f"contradictions_{name}.json").read_text("utf-8")
    )
    return found


def _found(case: dict[str, Any]) -> bool:
    return bool(contradictions(enumerate(case["turns"])))


@pytest.mark.parametrize(("name", "recall", "alarms"), [("dev", 0.8, 0.02), ("heldout", 0.4, 0.04)])
def test_planted_ones_are_found_and_harmless_ones_left(
    name: str, recall: float, alarms: float
) -> None:
    """Rather silent than wrong: alarms are rarer than misses."""
    cases = _cases(name)
    planted = [_found(case) for case in cases if case["contradicts"]]
    harmless = [_found(case) for case in cases if not case["contradicts"]]
    assert len(planted) >= 25
    assert len(harmless) >= 25
    assert sum(planted) / len(planted) >= recall
    assert sum(harmless) / len(harmless) <= alarms


def test_a_pair_is_reported_once_and_with_its_records() -> None:
    """Both sentences, where they stand, and what is contradicted."""
    ledger = Ledger()
    assert not ledger.feed(3, "The team can call 500 customers a day.")
    (pair,) = ledger.feed(9, "With that, the team can call 100 customers a day.")
    assert (pair.first.record, pair.second.record) == (3, 9)
    assert "#3" in pair.sentence
    assert "#9" in pair.sentence


def test_a_changed_constraint_and_a_correction_contradict_nothing() -> None:
    """What a twist changed is held against nobody; neither is what is openly corrected."""
    first, second = (
        "The team can call 500 customers a day.",
        "The team can call 100 customers a day.",
    )
    changed = Ledger()
    changed.feed(1, first)
    changed.change()
    assert not changed.feed(2, second)
    corrected = Ledger()
    corrected.feed(1, first)
    assert not corrected.feed(2, f"Actually, I was wrong about that. {second}")


def test_what_would_come_of_a_thing_is_no_promise_to_do_it() -> None:
    """A consequence named to reject it does not contradict the rejection."""
    turns = ["Nobody is tagged by surprise.", "Surprise tags would cost the goodwill."]
    assert not contradictions(enumerate(turns))


@pytest.mark.parametrize(
    "turns",
    [
        ["Together $127.", "Post $24, answer $36, together $732."],
        [
            "For part numbers I'd take it; for torques and lock-out never.",
            "One event turns it off: a wrong lock-out or torque step reached a screen.",
        ],
    ],
)
def test_a_sum_has_no_name_and_half_a_sentence_denies_nothing(turns: list[str]) -> None:
    """Two sums "together" are of different things; what is never done has a verb."""
    assert not contradictions(enumerate(turns))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Actually, make that 100 a day.", True),
        ("Let me correct myself: it is ten.", True),
        ("We call 100 customers a day.", False),
        ("The correct label arrives late.", False),
    ],
)
def test_a_correction_is_said_openly(text: str, says: bool) -> None:
    """Only words that change something count."""
    assert corrects(text) is says


def test_a_retraction_says_what_it_takes_back() -> None:
    """What follows its words is what is meant; nothing, where nothing is retracted."""
    assert "warning" in str(retracts("Forget what I said about the warning."))
    assert retracts("Scratch that.") == ""
    assert retracts("We show a warning.") is None
