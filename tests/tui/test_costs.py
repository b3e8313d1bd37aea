"""Tokens and dollars in words: short, and never 0 for what is not known."""

from __future__ import annotations

import pytest

from interviewer.engine.state import Spending
from interviewer.settings import Models
from interviewer.tui.costs import about, metered, money, quoted, tokens
from interviewer.wiring.models import Quote

GPT, OWN = "openai/gpt-5.4", "openai/own"


def quote(models: Models, price: float | None, *unpriced: str) -> Quote:
    """Return a quote."""
    return Quote(models, 45, 40, 200_000, 150_000, 6_000, price, unpriced)


@pytest.mark.parametrize(
    ("dollars", "words"),
    [
        (0.0, "$0.00"),
        (0.0004, "under $0.001"),
        (0.004, "$0.004"),
        (0.05, "$0.05"),
        (1234, "$1,234.00"),
    ],
)
def test_amounts(dollars: float, words: str) -> None:
    """Cents, or tenths of them where there are no whole ones."""
    assert money(dollars) == words


@pytest.mark.parametrize(
    ("dollars", "words"),
    [(None, "price not known"), (0.0, "free"), (0.004, "less than a cent"), (0.05, "about $0.05")],
)
def test_estimates(dollars: float | None, words: str) -> None:
    """They do not pretend to be exact."""
    assert about(dollars) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (999, "999"), (12_400, "12.4k"), (124_000, "124k"), (1_240_000, "1.2M")],
)
def test_numbers_of_tokens(number: int, words: str) -> None:
    """Three digits or so."""
    assert tokens(number) == words


@pytest.mark.parametrize(
    ("found", "budget", "words", "warns"),
    [
        (quote(Models(), 0.0), 0.5, "", False),
        (quote(Models.all(GPT), 0.05), None, f"about $0.05 with {GPT}", False),
        (quote(Models.all(GPT), 0.05), 0.5, f"about $0.05 with {GPT}; budget $0.50", False),
        (
            quote(Models.all(GPT), 0.6),
            0.5,
            f"about $0.60 with {GPT}; more than the budget of $0.50",
            True,
        ),
        (quote(Models.all(OWN), None, OWN), None, f"{OWN}: price not known", False),
        (
            quote(Models.all(OWN), None, OWN),
            0.5,
            f"{OWN}: price not known; with a budget, {OWN} is not used",
            True,
        ),
        (
            quote(Models(GPT, OWN, GPT), 0.05, OWN),
            None,
            f"about $0.05 with {GPT} and {OWN}, where that of {OWN} is not known",
            False,
        ),
    ],
)
def test_quotes(found: Quote, budget: float | None, words: str, warns: bool) -> None:
    """Nothing without a model; a warning where the budget will not do."""
    assert quoted(found, budget) == (words, warns)


def test_nothing_is_metered_without_a_model() -> None:
    """But what was spent before the model was sent away is."""
    assert metered(Spending(), Models(), 0.5) == ()
    spent = Spending(calls=2, input=1000, output=100, price=0.02)
    assert metered(spent, Models(), None)[0] == "embedded · 1.0k in, 100 out · $0.02"


def test_the_meter_has_shorter_forms() -> None:
    """Each is shorter than the one before; the price is the last to go."""
    spent = Spending(calls=2, input=12_400, output=900, price=0.034)
    forms = metered(spent, Models(GPT, OWN, GPT), 0.5)
    assert forms[0] == "gpt-5.4 +1 · 12.4k in, 900 out · $0.03 of $0.50"
    assert forms[-1] == "$0.03 of $0.50"
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)
