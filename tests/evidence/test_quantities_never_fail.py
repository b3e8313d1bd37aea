"""Whatever is typed, reading it raises nothing, stays inside the text and takes no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviewer.evidence.arithmetic import check_stated, derived, order_holds, sign_of
from interviewer.evidence.quantities import find, same, within
from interviewer.rubric import Range

_PIECES = """1 0 12 3,300 36,960 0.5 .7 1e9 9e999 10^6 10^-999 2^2^2 ½ 10⁻³ ⁻ - – to and of in
    per a an the one half third thirds twice couple dozen hundred thousand million point
    zero two twenty , . : ; ( ) [ ] / x × * + = ≈ ~ % £ $ € k m bn ms s GB QPS week
    month call calls for each every is so gives times divided by sqrt ln minus less no
    not one's wrong right ones more fewer than most only at over among them many out per"""
typed = st.lists(st.sampled_from([*_PIECES.split(), "\n"]), max_size=40).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces))
)


@given(st.one_of(st.text(), typed))
@example("2^2^2^2^2^2^2^2^2^2" * 50)
@example("(" * 5000 + "1" + ")" * 5000)
@settings(max_examples=600, deadline=None)
def test_find_never_raises_and_spans_are_in_bounds(text: str) -> None:
    """Spans lie inside the text, in order, without overlap, and quote it."""
    last = 0
    for quantity in find(text):
        assert last <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low <= quantity.value <= quantity.high
        last = quantity.end


@given(st.one_of(st.text(), typed))
@example("sqrt " * 500 + "4 = 2")
@example("2 ^ " * 500 + "2 = 4")
@settings(max_examples=600, deadline=None)
def test_nothing_built_on_it_raises(text: str) -> None:
    """Workings, directions, signs, ranges and derivations survive any text."""
    for stated in check_stated(text):
        assert text[stated.start : stated.end] == stated.text
        assert stated.right == (stated.error == "none")
    order_holds(text, ["wrong calls", "false"], ["right calls", "true"])
    sign_of(text)
    quantities = find(text)
    for quantity in quantities[:5]:
        assert same(quantity, quantity)
        derived(quantity, quantities)
        within(quantity, Range(low=0.04, high=0.07, unit="share"))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1,",
        "111,",
        "1-",
        "one ",
        "a ",
        "for every ",
        "£",
        "(",
        "1 x ",
        "1 = ",
        "1 of ",
        "half ",
        "-",
        "10^",
    ],
)
def test_long_texts_are_quick(piece: str) -> None:
    """16 kB of one repeated piece takes seconds at most: nothing is worse than linear."""
    text = (piece * (16384 // len(piece) + 1))[:16384]
    start = time.thread_time()
    find(text)
    check_stated(text)
    order_holds(text, ["wrong calls"], ["right calls"])
    assert time.thread_time() - start < 6


@pytest.mark.parametrize("piece", ["7", " ", "7 ", "1,000", "7" * 50 + " "])
def test_64_kb_of_digits_and_spaces_are_quick(piece: str) -> None:
    """64 kB of digits and spaces takes seconds of the processor at most."""
    text = (piece * (65536 // len(piece) + 1))[:65536]
    start = time.thread_time()
    find(text)
    assert time.thread_time() - start < 6
