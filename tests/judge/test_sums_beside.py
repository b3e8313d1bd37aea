"""A sum counts where it was asked for, wherever it is worked out; held up only to its question."""

from __future__ import annotations

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.evidence.arithmetic import check_stated
from interviewer.evidence.estimates import worked_out
from interviewer.judge.judging import judge
from interviewer.judge.scorecard import ArithmeticResult, CriterionResult, ProbeResult, Scorecard
from interviewer.settings import Settings
from tests.judge.hearing import card, hearing
from tests.judge.variants import Exchanges

ASKED = "value-of-minutes"
SUM = (
    "One in ten of 52,800 is 5,280 questions, ten minutes each is 880 hours, "
    "times 45 pounds is 39,600 pounds a month."
)
"""The asked answer, with its working."""
OTHER_SUM = "Two people for 20 minutes at 45 pounds an hour is 30 pounds a call."
EVASION = "That depends on many things, so we would look at it carefully with everybody."
ERROR = "42 wrong of 300 is 14 percent: the root of 0.14 x 0.86 / 300 is 0.02, "


@pytest.fixture
def loaded(settings: Settings) -> Loaded:
    """The question about the search in manuals."""
    return wiring.library(settings).load("company-search")


def _probe(found: Scorecard, probe: str = ASKED) -> ProbeResult:
    return next(result for result in found.probes if result.id == probe)


def _criterion(found: Scorecard, name: str = "sizing") -> CriterionResult:
    return next(criterion for criterion in found.criteria if criterion.id == name)


def _numbers(found: Scorecard, name: str = "sizing") -> list[ArithmeticResult]:
    return [result for result in found.arithmetic if result.criterion == name]


def test_under_its_question_a_sum_holds(loaded: Loaded, settings: Settings) -> None:
    """As ever: level four, since the number and the question meet."""
    found = card(loaded, settings, [(ASKED, SUM)])

    assert _probe(found).outcome == "held"
    assert _probe(found).why == ""
    assert _criterion(found).level == 4


@pytest.mark.parametrize(
    ("exchanges", "when"),
    [
        ([(ASKED, EVASION), (None, SUM)], "after"),
        ([(ASKED, EVASION), ("superseded-page", SUM)], "after"),
        ([(None, SUM), (ASKED, EVASION)], "before"),
    ],
)
def test_beside_its_question_it_counts_and_is_held_in_part(
    loaded: Loaded, settings: Settings, exchanges: Exchanges, when: str
) -> None:
    """Given after the question was left, to another one, or before it was put."""
    found = card(loaded, settings, exchanges)
    probe, (number,) = _probe(found), _numbers(found)

    assert probe.outcome == "partly"
    assert f"was given {when} the question" in probe.why
    assert number.record in probe.answer_records
    assert (number.right, number.asked, number.found) == (True, True, "39,600 pounds a month")
    assert number.expected == "35,000 to 45,000 GBP"
    assert _criterion(found).level == 2


def test_a_question_left_without_any_answer_is_answered_later(
    loaded: Loaded, settings: Settings
) -> None:
    """The candidate asked back, the interviewer went on, and the sum came by itself."""
    records = hearing(loaded, [(ASKED, "How long will they wait?"), (None, SUM)])
    found = judge(records, loaded, wiring.substance(settings, loaded))

    assert _probe(found).outcome == "partly"


@pytest.mark.parametrize(
    "later",
    [
        OTHER_SUM,
        "It comes to 39,600 pounds a month.",
        "One in ten of 52,800 is 5,280 questions, at 45 pounds that is 3,960 pounds a month.",
    ],
)
def test_another_sum_or_a_bare_result_answers_nothing(
    loaded: Loaded, settings: Settings, later: str
) -> None:
    """The value must be worked out, of the estimate's own inputs, and fall in its range."""
    found = card(loaded, settings, [(ASKED, EVASION), (None, later)])

    assert _probe(found).outcome != "partly"
    assert not any(number.right for number in _numbers(found))


def test_a_number_that_was_told_is_not_ones_own(loaded: Loaded, settings: Settings) -> None:
    """The interviewer gave the result; the candidate works it out after him."""
    records = hearing(loaded, [(ASKED, EVASION), (None, SUM)])
    told = t.InterviewerSaid(text="We reckon with 39,600 pounds a month.", move="answer")
    records.insert(-2, told)
    records = [record.model_copy(update={"seq": seq}) for seq, record in enumerate(records)]
    found = judge(records, loaded, wiring.substance(settings, loaded))

    assert _probe(found).outcome == "evaded"


def test_who_answers_wrongly_has_not_said_it_before(loaded: Loaded, settings: Settings) -> None:
    """Asked, another number is given: the earlier sum does not speak for it; a later one does."""
    wrong = "5,280 questions times ten minutes at 45 pounds is 3,960 pounds a month."
    before = card(loaded, settings, [(None, SUM), (ASKED, wrong)])
    after = card(loaded, settings, [(ASKED, wrong), (None, SUM)])

    assert _probe(before).outcome == "wrong"
    assert _probe(after).outcome == "partly"


def test_a_sum_that_nobody_asked_for_lifts_nothing_by_itself(
    loaded: Loaded, settings: Settings
) -> None:
    """It is named with what it is of, and *applied* takes a point of substance."""
    found = card(loaded, settings, [(None, SUM)])
    (number,) = _numbers(found)

    assert (number.right, number.asked) == (True, False)
    assert (_criterion(found).level or 0) < 2
    assert not next(gate for gate in found.gates if gate.id == "numbers").passed


def test_each_sum_stands_in_one_row(loaded: Loaded, settings: Settings) -> None:
    """The asked number is not counted again as a free calculation."""
    found = card(loaded, settings, [(ASKED, SUM)])

    assert [n.found for n in found.arithmetic].count("39,600 pounds a month") == 1


def test_a_loose_working_beside_the_right_result_caps_nothing(
    loaded: Loaded, settings: Settings
) -> None:
    """What the estimate asks for holds; the sum that is out by a decade is shown as wrong."""
    loose = f"{ERROR}times 1.96 is 0.39, so 3.9 points either way."
    found = card(loaded, settings, [("audit-error", loose)])

    assert _probe(found, "audit-error").outcome == "held"
    assert any(not number.right for number in found.arithmetic)
    assert _criterion(found, "evaluation").level == 4


def test_points_of_a_share_are_no_wrong_decade(loaded: Loaded, settings: Settings) -> None:
    """A right answer in points, its working in shares."""
    found = card(loaded, settings, [("audit-error", f"{ERROR}times 1.96 is 3.9 points.")])

    assert all(number.right for number in found.arithmetic)
    assert _criterion(found, "evaluation").level == 4


def test_a_checked_number_shows_its_range_and_itself(loaded: Loaded, settings: Settings) -> None:
    """Of all that would have been accepted one range, and the number of the answer."""
    said = (
        "12 percent of 240,000 is 28,800 tickets. A fix from such a ticket goes in a grey box "
        "under the manual page, headed 'a colleague wrote this in 2023, not checked', with "
        "machine, date and cause, the customer's name removed; tickets about lock-out steps are "
        "not shown at all."
    )
    found = card(loaded, settings, [("guessed-tickets", said)])
    (number,) = [n for n in found.arithmetic if n.criterion == "data"]

    assert number.expected == "28,000 to 29,500 tickets"
    assert number.found == "28,800 tickets"
    assert number.text == "12 percent of 240,000 is 28,800 tickets."


def test_a_sum_of_something_else_is_no_answer(settings: Settings) -> None:
    """It shares a factor with an estimate, and its result falls into the range by chance."""
    crawl = wiring.library(settings).load("crawl-dedup")
    said = "2 x 1e8 x 17.4e12 / 4e14 = 2,400 hours, $4,800, realistically four times."
    (stated,) = check_stated(said)

    assert stated.right
    assert not any(
        worked_out(estimate, crawl.scenario, said, [stated], ())
        for estimate in crawl.rubric.estimates
    )
