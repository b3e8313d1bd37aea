"""An author's formula is arithmetic and nothing else."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.formula import evaluate, names_in


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("a * 2 + b", 7.0),
        ("(a + b) / a ** 2", 1.25),
        ("log10(1000) + log2(8) + sqrt(16) + exp(0) + log(1)", 11.0),
        ("-a + +b", 1.0),
        ("a\n  + b", 5.0),
        ("1_000 * 1e-3", 1.0),
    ],
)
def test_arithmetic_is_worked_out(formula: str, result: float) -> None:
    """The operators and functions that are promised work, on several lines too."""
    assert evaluate(formula, {"a": 2.0, "b": 3.0}) == pytest.approx(result)


@pytest.mark.parametrize(
    "formula",
    [
        *("", "a b", "1;2", "x=1", "1\n2", "(a", "log(a", "a if", "\x00", "1,2", "a,"),
        *("a.__class__", "a[0]", "'a' * 9", "[1]", "{}", "f'{a}'", "1j", "True", "None", "..."),
        *("1 if a else 2", "lambda: 1", "(a := 1)", "a < b", "not a", "a and b", "a % b", "a // b"),
        *("open('x')", "__import__('os')", "sqrt(x=1)", "log(*a)", "[x for x in a]", "a @ b", "~a"),
        *("1/0", "log(0)", "sqrt(-1)", "(-1) ** 0.5", "exp(1000)", "1e999", "10 ** 400", "log"),
        *(
            "9**9**9**9",
            "9**99999999",
            "unknown + 1",
            "é + 1",
            "nothing(1)",
            "sqrt()",
            "sqrt(1, 2)",
        ),
        *("(" * 249 + "1" + ")" * 249, "-" * 499 + "1", "1+" * 5000 + "1"),
    ],
)
def test_anything_else_is_a_value_error_at_once(formula: str) -> None:
    """No code, no text, no endless number: ValueError with the formula's fault, in a moment."""
    started = time.process_time()
    try:
        evaluate(formula, {"a": 2.0, "b": 3.0})
    except ValueError:
        pass
    else:
        assert set(formula) <= set("(1-)"), "only nesting and signs may succeed"
    assert time.process_time() - started < 1


def test_names_are_given_in_reading_order_once_each() -> None:
    """Functions are no names; a formula that does not parse has none."""
    assert names_in("log(b) * (a + c) / b") == ["b", "a", "c"]
    assert names_in("a +") == []
    assert names_in("a.b") == []


@given(st.text(alphabet="ab1290+-*/()., elogqrtxps_[]'\"=:", max_size=60))
@settings(max_examples=500, deadline=None)
def test_no_text_makes_it_fail_otherwise(formula: str) -> None:
    """Whatever an author types: a finite number or a ValueError."""
    names_in(formula)
    with contextlib.suppress(ValueError):
        assert abs(evaluate(formula, {"a": 2.0, "b": 3.0})) < float("inf")
