"""The rule keeps its limits on the evidence it was chosen on."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interviewer.retrieval.calibration import (
    MOST_FOREIGN,
    MOST_OFF_TOPIC,
    MOST_WRONG,
    Leads,
    calibrate,
    frontier,
)


def leads(seed: int, count: int, skill: float, facts: int = 5) -> Leads:
    """Return leads of random scores in which the right fact stands out by `skill`."""
    random = np.random.default_rng(seed)
    owners = random.integers(0, facts, count)
    scores = random.random((count, facts))
    scores[np.arange(count), owners] += skill
    return Leads.of(scores, owners)


def nobody(seed: int, count: int, facts: int = 5) -> Leads:
    """Return leads of questions that belong to no fact."""
    scores = np.random.default_rng(seed).random((count, facts))
    return Leads.of(scores, np.full(count, -1))


@given(
    st.integers(0, 1000),
    st.integers(1, 60),
    st.floats(-1, 2),
    st.integers(0, 20),
    st.integers(1, 4),
)
def test_limits_are_kept(seed: int, count: int, skill: float, others: int, facts: int) -> None:
    """Whatever the evidence, the rule is within all three limits, if it must never tell at all."""
    evidence = (
        leads(seed, count, skill, facts),
        nobody(seed, others, facts),
        nobody(seed + 1, 3, facts),
    )
    rule = calibrate(*evidence).rule
    assert rule.wrong <= MOST_WRONG
    assert rule.off_topic <= MOST_OFF_TOPIC
    assert rule.foreign <= MOST_FOREIGN


def test_rates_are_those_of_the_rule() -> None:
    """The shares that are reported are those counted by hand."""
    asks = leads(1, 200, 0.5)
    found = calibrate(asks, nobody(2, 50), nobody(3, 50))
    told = (asks.top >= found.threshold) & (asks.margin >= found.margin)
    assert found.rule.right == (told & asks.right).sum() / 200
    assert found.n == 200
    assert found.floor <= found.threshold


def test_clear_questions_are_all_answered() -> None:
    """Where the right fact always stands out, nearly every ask is answered."""
    assert calibrate(leads(1, 200, 2), nobody(2, 50), nobody(3, 50)).rule.right > 0.9


def test_the_frontier_only_rises() -> None:
    """Each further point tells more right and more wrong."""
    points = frontier(leads(1, 200, 0.3), nobody(2, 50), nobody(3, 50))
    assert len(points) > 3
    assert all(a.right < b.right and a.wrong < b.wrong for a, b in pairwise(points))
