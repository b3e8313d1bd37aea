"""What people type in interviews is read as the right number in the right unit."""

from __future__ import annotations

import pytest

from interviewer.evidence.arithmetic import derived
from interviewer.evidence.quantities import find, same, within
from interviewer.rubric import Range

READ = [
    ("36,960 calls a month", 36960, "call/month"),
    ("thirty-seven thousand calls", 37000, "call"),
    ("37k calls", 37000, "call"),
    ("30M payments", 30e6, "payment"),
    ("£4.9bn", 4.9e9, "GBP"),
    ("a dozen people", 12, "person"),
    ("half a dozen", 6, ""),
    ("a couple of hundred", 200, ""),
    ("two and a half million", 2.5e6, ""),
    ("two point five million", 2.5e6, ""),
    ("a hundred and forty agents", 140, "agent"),
    ("half of them", 0.5, "share"),
    ("a third of it", 1 / 3, "share"),
    ("two thirds", 2 / 3, "share"),
    ("nine in ten", 0.9, "share"),
    ("one in twenty", 0.05, "share"),
    ("1 in 850", 1 / 850, "share"),
    ("1-in-20", 0.05, "share"),
    ("one call in eighteen", 1 / 18, "share"),
    ("nine out of ten", 0.9, "share"),
    ("7.8 in 10,000", 7.8e-4, "share"),
    ("5.4%", 0.054, "share"),
    ("five percent", 0.05, "share"),
    ("0.117 per cent", 0.00117, "share"),
    ("110 per million", 1.1e-4, "share"),
    ("110 of every million payments", 1.1e-4, "share"),
    ("56 ppm", 5.6e-5, "share"),
    ("5 basis points", 5e-4, "share"),
    ("two percentage points", 0.02, "share"),
    ("£14 per call", 14, "GBP/call"),
    ("14 quid", 14, "GBP"),
    ("28p", 0.28, "GBP"),
    ("GBP 500", 500, "GBP"),
    ("$0.10 per million tokens", 1e-7, "USD/token"),
    ("ten dollars", 10, "USD"),
    ("-£34", -34, "GBP"),
    ("400 ms", 0.4, "second"),
    ("1.8s", 1.8, "second"),
    ("25-minute calls", 1500, "second"),
    ("half an hour", 1800, "second"),
    ("five business days", 432000, "second"),
    ("12 million a month", 12e6, "/month"),
    ("120 QPS", 120, "query/second"),
    ("50 req/s", 50, "req/second"),
    ("50 MB/s", 5e7, "byte/second"),
    ("2 GB", 2e9, "byte"),
    ("10T tokens", 1e13, "token"),
    ("7.8e-4", 7.8e-4, ""),
    ("10^6", 1e6, ""),
    ("10⁻³", 1e-3, ""),
    ("2 x 10^6", 2e6, ""),
    ("18 to 1", 18, "ratio"),
    ("18:1", 18, "ratio"),
    ("eighteen to one", 18, "ratio"),
    ("eighteen wrong calls for each right one", 18, "ratio"),
    ("for every real victim we bother 18 innocent people", 18, "ratio"),
    ("17.7 false per true", 17.7, "false/true"),
    ("10x", 10, "ratio"),
    ("three times as many", 3, "ratio"),
    ("twice a week", 2, "time/week"),
    ("1980 of", 1980, ""),
]


@pytest.mark.parametrize(("text", "value", "unit"), READ)
def test_one_quantity_is_read(text: str, value: float, unit: str) -> None:
    """The first quantity of the text has this value and this unit."""
    quantity = find(text)[0]
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


NOT_READ = """1. First I would ask|GPT-4 and v2|p99 latency|k8s and S3|F1 score|top-5|top five
an A/B test|in 2025|since 7 Oct 2024|October 7, 2024|2024-10-07|at 15:40|the right one|no one
one of them|which one|Llama 3|Python 3.11|24/7|a 50/50 split|3pm|the 2nd one|phase 2|E-417|1-in-N
a second opinion|a third party|the first half"""


@pytest.mark.parametrize(
    "text", [text for line in NOT_READ.splitlines() for text in line.split("|")]
)
def test_labels_dates_and_pronouns_are_no_quantities(text: str) -> None:
    """Nothing is found in list numbers, versions, dates, times of day, ranks and pronouns."""
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("4-7%", 0.04, 0.07, "share"),
        ("4 to 7 percent", 0.04, 0.07, "share"),
        ("between 15 and 20", 15, 20, ""),
        ("£2-4k", 2000, 4000, "GBP"),
        ("10–20 calls", 10, 20, "call"),
        ("between two hundred and three hundred calls", 200, 300, "call"),
        ("3 to 5 minutes", 180, 300, "second"),
    ],
)
def test_ranges_keep_both_ends(text: str, low: float, high: float, unit: str) -> None:
    """A range is one quantity with its two ends."""
    (quantity,) = find(text)
    assert quantity.low == pytest.approx(low)
    assert quantity.high == pytest.approx(high)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    "text",
    "about 5%|roughly 300|~40|300 or so|nearly 6|just over 300|300-ish|a couple of hundred".split(
        "|"
    ),
)
def test_about_is_noticed(text: str) -> None:
    """Words for "about" make a quantity approximate."""
    assert find(text)[0].approximate


SHARE, RATIO = Range(low=0.04, high=0.07, unit="share"), Range(low=15, high=20, unit="ratio")
CALLS, COST = Range(low=35000, high=39000, unit="calls"), Range(low=200, high=300, unit="GBP")
SECONDS, RATE = Range(low=11, high=14, unit="s"), Range(low=4, high=5, unit="requests/second")


@pytest.mark.parametrize(
    ("text", "accepted", "fits"),
    [
        ("5.4%", SHARE, True),
        ("one in twenty", SHARE, True),
        ("0.054", SHARE, True),
        ("54%", SHARE, False),
        ("5.4", SHARE, False),
        ("18 to 1", SHARE, False),
        ("3-8%", SHARE, True),
        ("0-11%", SHARE, False),
        ("eighteen wrong calls for each right one", RATIO, True),
        ("17.7 false per true", RATIO, True),
        ("1:18", RATIO, True),
        ("18%", RATIO, False),
        ("18 minutes", RATIO, False),
        ("37k", CALLS, True),
        ("37,000 conversations a month", CALLS, True),
        ("£37,000", CALLS, False),
        ("37,000 seconds", CALLS, False),
        ("£259", COST, True),
        ("about 259", COST, True),
        ("$259", COST, False),
        ("259%", COST, False),
        ("12,600 ms", SECONDS, True),
        ("12.6", SECONDS, True),
        ("12.6 minutes", SECONDS, False),
        ("12 million a month", RATE, True),
        ("12 million a week", RATE, False),
        ("about 8%", SHARE, True),
        ("8%", SHARE, False),
    ],
)
def test_within_knows_units(text: str, accepted: Range, fits: bool) -> None:
    """Units that mean the same are converted; others never fit."""
    assert within(find(text)[0], accepted) is fits


@pytest.mark.parametrize("unit", ["%", "percent", "share"])
def test_a_range_may_be_written_in_percent(unit: str) -> None:
    """An author may give a share in percent."""
    scale = 1 if unit == "share" else 100
    assert within(find("5.4%")[0], Range(low=0.04 * scale, high=0.07 * scale, unit=unit))


def test_same_compares_across_units() -> None:
    """Rates, times and shares agree across their spellings, different kinds never."""
    one, month, second, pound = find("one in twenty; 12 million a month; 4.56 per second; £0.05")
    assert same(one, find("5%")[0])
    assert same(month, second)
    assert not same(one, pound)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("36,960", True),
        ("1,980 calls", True),
        ("5.4%", True),
        ("3,300 a month", False),
        ("3.3k", False),
        ("140", False),
        ("0.45", False),
        ("11 per 100,000", False),
        ("1 in 9,100", False),
        ("37,000", True),
        ("12,300", False),
        ("two", False),
        ("half", False),
        ("4.6 per second", False),
        ("420 seconds", True),
        ("1,500 seconds", False),
        ("£25", True),
    ],
)
def test_only_worked_out_numbers_are_derived(text: str, new: bool) -> None:
    """A given number, its rewriting or its rounding is not derived."""
    given = find(
        "3,300 scams a month; 140 agents; 25 minutes; 45%; 110 per million; 12,345 views; "
        "12 million a month"
    )
    assert derived(find(text)[0], given) is new
