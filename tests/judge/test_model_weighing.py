"""What an observation is worth: each rule by itself, on words whose worth is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.evidence.substance import Substance
from interviewer.judge.case import Case
from interviewer.judge.observations import Observation, Warrant
from interviewer.judge.warrants import key_of, unwarranted
from interviewer.judge.weighing import Weighed, weigh
from interviewer.settings import Settings
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import authored, saw

NO_CONTINUE = (
    "There is no Continue button for a high-rank payment while she is on the phone; it waits until "
    "the call has ended and an agent has spoken to her."
)
INSTEAD = (
    "I would open every call with two minutes of screening instead of buying more agents, because "
    "most of the people we ring are paying for their own kitchen."
)
UNASKED = "Ring a random 400 of those who gave up a week later and ask what became of it."


@pytest.fixture
def bank(settings: Settings) -> tuple[Loaded, Substance]:
    """The first scenario."""
    loaded = wiring.library(settings).load("bank-scams")
    return loaded, wiring.substance(settings, loaded)


Bank = tuple[Loaded, Substance]
Exchanges = list[tuple[str | None, str]]


class Everything(dict[str, Warrant]):
    """A warrant for whatever is asked."""

    def __init__(self, make: Callable[[str], Warrant]) -> None:
        super().__init__()
        self._make = make

    def get(self, key: str, default: Any = None) -> Any:
        """Return the warrant."""
        return self._make(key)


GENERIC = Everything(lambda key: Warrant(reach="generic"))


def _case(bank: Bank, exchanges: Exchanges) -> Case:
    return Case.of(hearing(bank[0], exchanges), *bank)


def _weighed(
    case: Case, criterion: str, *observations: dict[str, Any], generic: bool = False
) -> Weighed:
    """Return what observations are worth with a warrant for each, or with none."""
    known = case.loaded.rubric.criterion(criterion)
    told = [Observation.model_validate(observation) for observation in observations]
    if generic:
        return weigh(known, told, case, GENERIC)
    asked = weigh(known, told, case, {})
    had = {
        key_of(f.sighting): Warrant(reach="specific", what=f.sighting.text) for f in asked.findings
    }
    return weigh(known, told, case, had)


def _record(case: Case, text: str) -> int:
    return next(turn.record for turn in case.turns.values() if text in turn.text)


def _saw(case: Case, text: str, kind: str, **more: str) -> dict[str, Any]:
    return saw(_record(case, text), text, kind, **more)


@pytest.mark.parametrize("kind", ["applied", "justified", "held_up"])
def test_what_is_generic_is_a_mention(bank: Bank, kind: str) -> None:
    """Whatever the model calls it and however good the words are."""
    case = _case(bank, [("warning-screen", NO_CONTINUE)])
    seen = _saw(case, NO_CONTINUE, kind)
    assert _weighed(case, "approach", seen, generic=True).level == 1
    assert _weighed(case, "approach", seen).level >= 2


def test_without_a_warrant_nothing_is_decided(bank: Bank) -> None:
    """Nobody has said that it is specific, nor that it is not."""
    case = _case(bank, [("warning-screen", NO_CONTINUE)])
    told = [Observation.model_validate(_saw(case, NO_CONTINUE, "applied"))]
    weighed = weigh(case.loaded.rubric.criterion("approach"), told, case, {})
    assert not weighed.decided
    assert weighed.least == 1


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("", "not shown"),
        ("a mandate with a cap", "not shown"),
        ("the customer", "not shown"),
        ("the payment", "the question's"),
        ("an agent has spoken to her", ""),
    ],
)
def test_who_says_specific_must_show_it(bank: Bank, what: str, why: str) -> None:
    """With words of the quote that are not the question's."""
    answer = f"I would stop the payment: {NO_CONTINUE}"
    records = hearing(bank[0], [("warning-screen", answer)])
    asked = "Why would she stop the payment?"
    records = [
        r.model_copy(update={"text": asked}) if isinstance(r, t.InterviewerSaid) and r.hook else r
        for r in records
    ]
    case = Case.of(records, *bank)
    known = case.loaded.rubric.criterion("approach")
    told = [Observation.model_validate(_saw(case, answer, "applied"))]
    (finding,) = weigh(known, told, case, {}).findings
    found = unwarranted(Warrant(reach="specific", what=what), finding.sighting)
    assert why in found
    assert bool(found) is bool(why)


@pytest.mark.parametrize(
    ("rejected", "level"),
    [
        ("buying more agents", 3),
        ("Buying  more agents", 3),
        ("hiring people", 2),
        ("", 2),
        ("of", 2),
    ],
)
def test_justified_takes_an_alternative_that_stands_in_it(
    bank: Bank, rejected: str, level: int
) -> None:
    """Named in the very words, and no little word."""
    case = _case(bank, [(None, INSTEAD)])
    seen = _saw(case, INSTEAD, "justified", rejected=rejected)
    assert _weighed(case, "evaluation", seen).level == level


def test_justified_takes_words_that_turn_something_down(bank: Bank) -> None:
    """A thing that is named and wanted is no alternative."""
    plain = "Payments to new payees above one thousand pounds wait a day with savings moved."
    case = _case(bank, [(None, plain)])
    seen = _saw(case, plain, "justified", rejected="wait a day")
    assert _weighed(case, "approach", seen).level == 2


@pytest.mark.parametrize(
    ("number", "level"), [("34,980", 3), ("43,000", 2), ("36,960", 3), ("", 2)]
)
def test_justified_by_a_number_that_code_finds_too(bank: Bank, number: str, level: int) -> None:
    """The sum in the quote is recomputed; the number must stand in it."""
    said = "36,960 calls minus 1,980 victims is 34,980 honest people that we ring."
    case = _case(bank, [("warning-screen", said)])
    seen = _saw(case, said, "justified", number=number)
    assert _weighed(case, "evaluation", seen).level == level


def test_a_sum_that_is_wrong_justifies_nothing(bank: Bank) -> None:
    """Out by a tenth, and the number is no reason."""
    said = "36,960 calls minus 1,980 victims is 31,980 honest people that we ring."
    case = _case(bank, [("warning-screen", said)])
    seen = _saw(case, said, "justified", number="31,980")
    assert _weighed(case, "evaluation", seen).level <= 2


def test_held_up_takes_a_question_aimed_at_it(bank: Bank) -> None:
    """In answer to an open question, or to one on something else, it is *applied*."""
    for asked, level in (("warning-screen", 4), ("friday-hold", 2), (None, 2)):
        case = _case(bank, [(asked, NO_CONTINUE)])
        assert _weighed(case, "approach", _saw(case, NO_CONTINUE, "held_up")).level == level


def test_held_up_takes_something_new(bank: Bank) -> None:
    """Who says under the question what they had said before holds nothing up."""
    case = _case(bank, [(None, NO_CONTINUE), ("warning-screen", NO_CONTINUE)])
    first, second = sorted(case.turns)
    again = _weighed(case, "approach", saw(second, NO_CONTINUE, "held_up"))
    assert again.level == 0
    assert again.dropped == {"repeat": 1}
    assert _weighed(case, "approach", saw(first, NO_CONTINUE, "held_up")).level == 2


def test_what_belongs_elsewhere_is_a_mention_here(bank: Bank) -> None:
    """A sentence does not count for a criterion when it is much nearer to another one."""
    case = _case(bank, [(None, UNASKED)])
    levels = {
        c.id: _weighed(case, c.id, _saw(case, UNASKED, "applied")).level
        for c in case.loaded.rubric.criteria
    }
    assert levels["feedback"] == 2
    assert sum(level >= 2 for level in levels.values()) <= 5


@pytest.mark.parametrize(
    "said",
    [
        "Could we ring a random 400 of those who gave up and ask what became of it?",
        "Hold it.",
        "We would handle the payments of our customers with great care and high quality.",
        "Gradient boosting, a graph neural network, XGBoost, rules, ranking and warnings.",
    ],
)
def test_what_decides_nothing_is_a_mention(bank: Bank, said: str) -> None:
    """A question, two words, a promise, a list: whatever the model and its warrant say."""
    case = _case(bank, [("gave-up", said)])
    for criterion in case.loaded.rubric.criteria:
        assert _weighed(case, criterion.id, _saw(case, said, "held_up")).level <= 1


def test_what_is_wrong_caps_and_is_shown(bank: Bank) -> None:
    """One wrong thing, and the rest of the criterion is a mention."""
    wrong = (
        "Customers who abandoned after we stepped in are confirmed scams and go in as positives."
    )
    case = _case(bank, [("warning-screen", NO_CONTINUE), (None, wrong)])
    good, bad = _saw(case, NO_CONTINUE, "held_up"), _saw(case, wrong, "wrong")
    weighed = _weighed(case, "approach", good, bad)
    assert weighed.level == 1
    assert [finding.rule for finding in weighed.lowered] == ["model-wrong"]
    assert wrong in weighed.lowered[0].sentence
    assert _weighed(case, "approach", good).level == 4


def test_a_number_that_code_finds_right_is_not_wrong(bank: Bank) -> None:
    """The model's word against arithmetic counts for nothing."""
    said = "36,960 calls minus 1,980 victims is 34,980 honest people that we ring."
    case = _case(bank, [("calls-bought", said), ("warning-screen", NO_CONTINUE)])
    bad = _saw(case, said, "wrong")
    weighed = _weighed(case, "approach", _saw(case, NO_CONTINUE, "held_up"), bad)
    assert weighed.level == 4
    assert [finding.checked for finding in weighed.findings] == [False, True]


def test_what_is_taken_back_costs_a_level(bank: Bank) -> None:
    """Unless something as good is said after it."""
    back = "Forget the part about the button, on reflection it would be a mistake for us."
    later = "Her own account at the other bank is asked for in person before anything leaves."
    case = _case(bank, [("warning-screen", NO_CONTINUE), (None, back), ("phone-robot", later)])
    good, gone = _saw(case, NO_CONTINUE, "held_up"), _saw(case, back, "retracted")
    lowered = _weighed(case, "approach", good, gone)
    assert lowered.level == 3
    assert {f.rule for f in lowered.lowered} & {"model-retracted", "retraction"}
    again = _weighed(case, "approach", _saw(case, later, "held_up"), gone)
    assert "model-retracted" not in {f.rule for f in again.lowered}


def test_the_evidence_engines_caps_hold_for_the_models_words(bank: Bank) -> None:
    """A pointed question answered wrongly caps the criterion, whatever the model saw in it."""
    replay = (
        "I would replay three matured months at 36,960 fixed calls and count the victims that the "
        "vendor's score adds to the alerts we have."
    )
    wrong = "There would be eighteen victims for each wrong call, as far as I can see."
    good: Exchanges = [("vendor-uplift", replay)]
    case = _case(bank, good)
    assert _weighed(case, "evaluation", _saw(case, replay, "held_up")).level == 4
    case = _case(bank, [*good, ("calls-bought", wrong)])
    weighed = _weighed(case, "evaluation", _saw(case, replay, "held_up"))
    assert weighed.level == 1
    assert [finding.rule for finding in weighed.lowered] == ["check"]


def test_the_whiteboard_is_the_candidates(bank: Bank) -> None:
    """What stands on it is found and counts; it answers no question."""
    records = hearing(bank[0], [(None, "I have written it down.")])
    board = t.WhiteboardSaved(text=f"plan\n{NO_CONTINUE}", seq=len(records))
    case = Case.of([*records, board], *bank)
    weighed = _weighed(case, "approach", saw(board.seq, NO_CONTINUE, "held_up"))
    assert weighed.level == 2


def test_a_verified_number_counts_without_the_model(bank: Bank) -> None:
    """An estimate that code finds right is held up, though the model saw nothing."""
    answers = dict(authored(bank[0]))
    case = _case(bank, [("call-precision", answers["call-precision"])])
    assert case.numbers("sizing")
    assert _weighed(case, "sizing").level == 4
    assert _weighed(case, "people").level == 0
