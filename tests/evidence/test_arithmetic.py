"""Stated workings are recomputed; directions and signs are read.

The tables were written before the code was seen to answer them: `dev` while developing, `fresh` and
`last` afterwards, each with one first run whose figures are in the report.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer.evidence.arithmetic import Stated, check_stated, order_holds, sign_of

HERE = Path(__file__).parent
TABLES = ("arithmetic_dev.json", "arithmetic_fresh.json", "arithmetic_last.json")
ROWS = [
    (row["text"], row["expect"])
    for name in TABLES
    for row in json.loads((HERE / name).read_text("utf-8"))
]
RIGHT = [text for text, expect in ROWS if expect == "right"]
WRONG = [(text, expect) for text, expect in ROWS if expect not in ("right", "none", "any")]
OTHER = [(text, expect) for text, expect in ROWS if expect in ("none", "any")]


def _wrong(text: str) -> list[Stated]:
    return [stated for stated in check_stated(text) if not stated.right]


@pytest.mark.parametrize("text", RIGHT)
def test_right_arithmetic_is_recognised(text: str) -> None:
    """A right working is found, and none is called wrong."""
    assert check_stated(text)
    assert not _wrong(text)


@pytest.mark.parametrize(("text", "expect"), WRONG)
def test_wrong_arithmetic_is_caught(text: str, expect: str) -> None:
    """A working that was corrupted is called wrong, and a slip of scale by its name."""
    (stated, *_) = _wrong(text)
    assert stated.detail.endswith(".")
    if expect == "scale" and "50%" not in text:
        assert stated.error == "scale"


@pytest.mark.parametrize(("text", "expect"), OTHER)
def test_other_numbers_raise_no_alarm(text: str, expect: str) -> None:
    """Numbers without a working are left alone."""
    assert not _wrong(text)
    if expect == "none":
        assert not check_stated(text)


POINTS = {
    "The root of 0.14 x 0.86 / 300 is 0.02, times 1.96 is 3.9 points.": 3.92,
    "0.16 - 0.12 = 4 points": 4,
    "16% less 12% is 4 pts": 4,
    "1 - 0.86 = 14 points": 14,
    "0.02 x 1.96 = 3.9 percentage-points": 0.0392,
    "14% plus 3.9 points is 17.9%": 0.179,
    "14 points minus 12 points = 2%": 0.02,
    "0.5 x 8 points = 4 points": 4,
    "12 points / 4 = 3 points": 3,
    "3 tests x 5 points is 15 points": 15,
    "20 percent of 85 points is 17 points": 17,
    "42/300 = 14 points": 14,
}
DECADES_OF_POINTS = [
    "0.02 times 1.96 is 39 points",
    "0.02 times 1.96 is 0.39 points",
    "0.16 - 0.12 = 40 points",
    "16% less 12% is 0.4 points",
    "14% plus 3.9 points is 1.79%",
    "0.5 x 8 points = 40 points",
    "3 x 4 = 1200 points",
    "12 points / 4 = 300 points",
    "12 tests x 5 points is 600 points",
]


@pytest.mark.parametrize(("text", "result"), POINTS.items())
def test_points_are_hundredths_beside_shares(text: str, result: float) -> None:
    """Bare points as well as percentage points; where things are counted, they count."""
    (*_, stated) = check_stated(text)
    assert stated.right
    assert stated.expected == pytest.approx(result)


@pytest.mark.parametrize("text", DECADES_OF_POINTS)
def test_points_out_by_a_power_of_ten_are_wrong(text: str) -> None:
    """Reading them as hundredths excuses no other decade."""
    (stated,) = _wrong(text)
    assert stated.error == "scale"


def test_a_bare_number_that_may_be_a_percentage_is_left_alone() -> None:
    """Whether 3.9 is meant as 3.9 % nobody can tell, so nobody is accused."""
    assert not _wrong("The root is 0.02, so 0.02 times 1.96 is 3.9.")
    assert _wrong("0.02 times 1.96 is 0.39")


def test_the_detail_explains() -> None:
    """The sentence gives the working, the right result and the kind of slip."""
    (stated,) = check_stated("so 140 x 110 x 60 / 25 = 369,600 calls")
    assert stated.error == "scale"
    assert stated.expected == pytest.approx(36960)
    assert (
        stated.detail == "140 x 110 x 60 / 25 is 36,960, not 369,600 calls: off by a power of ten."
    )


def test_statements_in_another_voice() -> None:
    """Written before the code was looked at, half of them corrupted: none accused in error.

    What is read and caught is a floor, not a promise: the bench `arithmetic` says which are missed.
    """
    rows = json.loads((HERE / "arithmetic_third.json").read_text("utf-8"))
    right = [row["text"] for row in rows if row["expect"] == "right"]
    bad = [row["text"] for row in rows if row["expect"] in ("scale", "unit", "factor")]
    other = [row["text"] for row in rows if row["expect"] == "none"]
    assert (len(right), len(bad), len(other)) == (86, 86, 16)
    assert [text for text in right + other if _wrong(text)] == []
    assert sum(bool(check_stated(text)) for text in right) >= 54
    assert sum(bool(_wrong(text)) for text in bad) >= 61


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("30 days times 1,440 minutes gives 43,200 minutes.", True),
        ("1,900 users at 4 sessions a week makes 7,600 sessions a week.", True),
        ("12,000 calls at 400 a day takes 30 days.", True),
        ("768 floats of 4 bytes is 3,072 bytes per vector.", True),
        ("512 floats of 4 bytes each is 20,480 bytes.", False),
        ("14 GB plus 6 GB of cache is 20 GB.", True),
        ("40 ms for retrieval plus 180 ms for the ranker is 220 ms.", True),
        ("2,000 calls at 45 seconds is 25 minutes.", False),
        ("6 million tokens at 50 cents per million is $300", False),
    ],
)
def test_counts_sizes_and_rates(text: str, right: bool) -> None:
    """Things of a size each, rates of many, lengths of time multiplied, notes inside a sum."""
    assert [stated.right for stated in check_stated(text)] == [right]


MORE = ["wrong calls", "false alarms", "innocent people", "genuine customers", "innocent customers"]
LESS = ["right calls", "true victims", "hits", "real victims"]
ORDERS = json.loads((HERE / "orders.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "holds"), [(row["text"], row["holds"]) for row in ORDERS])
def test_order_is_read(text: str, holds: bool | None) -> None:
    """Ratios, comparisons and shares show which is larger; else nothing is claimed."""
    assert order_holds(text, MORE, LESS) is holds


def test_order_is_seldom_missed_and_never_turned() -> None:
    """On statements written after the code: none is read the wrong way round, few are missed."""
    rows = json.loads((HERE / "orders_fresh.json").read_text("utf-8"))
    read = [(order_holds(row["text"], MORE, LESS), row["holds"]) for row in rows]
    assert all(verdict in (holds, None) for verdict, holds in read)
    assert sum(verdict is holds for verdict, holds in read) >= 31


@pytest.mark.parametrize("text", [row["text"] for row in ORDERS if row["holds"] is not None])
def test_order_turns_with_its_lists(text: str) -> None:
    """With the two lists exchanged the answer is the reverse."""
    assert order_holds(text, LESS, MORE) is not order_holds(text, MORE, LESS)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Yes, it pays.", "positive"),
        ("No, it loses about £34", "negative"),
        ("it doesn't pay for itself", "negative"),
        ("It does not cover its cost", "negative"),
        ("it costs more than it saves", "negative"),
        ("each call saves more than it costs", "positive"),
        ("A call pays for itself", "positive"),
        ("we come out worse off", "negative"),
        ("it is well worth it", "positive"),
        ("it doesn't break even", "negative"),
        ("it breaks even", None),
        ("I would call them quickly", None),
        (
            "On bank money alone it isn't worth it, but counting customers it is worth it",
            "negative",
        ),
        ("the net benefit is clear", "positive"),
        ("we lose 34 pounds on each: a loss-making call", "negative"),
    ],
)
def test_sign_is_read(text: str, sign: str | None) -> None:
    """Plain wording says whether it pays."""
    assert sign_of(text) == sign


@pytest.mark.parametrize(
    "text",
    [
        "24.9 less 5 is 19.9 cents.",
        "So 0.0912 + 0.228 + 0.27 is 0.5892 cents.",
        "B would have twice its 1.8, that is 3.6 in 100, in the first place.",
    ],
)
def test_a_unit_named_only_with_the_result_is_that_of_its_terms(text: str) -> None:
    """An expert was once failed for each of these as out by a power of ten."""
    assert [stated.right for stated in check_stated(text)] == [True]


@pytest.mark.parametrize("text", ["24.9 less 5 is 199 cents.", "12 times 5 is 6 percent."])
def test_a_decade_is_a_decade_also_there(text: str) -> None:
    """The terms have one unit, whichever it is."""
    assert [stated.error for stated in check_stated(text)] == ["scale"]


@pytest.mark.parametrize(
    "text",
    [
        "47,520 times 72,000 at $0.10 is $342.",
        "3,800 times $3 is 1.14 cents.",
        "4.2 plus 7 plus 2.1 is 13.3 trillion.",
        "Six times 32 billion times 1,900 is 365 teraflops.",
        "600 billion at 0.076 a day takes eight days.",
    ],
)
def test_a_magnitude_said_on_one_side_only_is_no_slip(text: str) -> None:
    """A price of a million tokens, a trillion named once, a unit with a prefix."""
    assert not [found for found in check_stated(text) if found.right is False]


@pytest.mark.parametrize(
    "text",
    ["300 times 40 is 1,200.", "20 times $5 is $1,000.", "300 million times 40 is 12 million."],
)
def test_a_power_of_ten_is_still_one(text: str) -> None:
    """Where nothing is left out it is a slip."""
    assert [found.error for found in check_stated(text)] == ["scale"]
