"""Tokens and dollars in words. What is not known is said to be so: it is never 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.settings import EMBEDDED, Models
from interviewer.tui.show import listed

if TYPE_CHECKING:
    from interviewer.engine.state import Spending
    from interviewer.wiring.models import Quote

UNKNOWN = "price not known"


def money(dollars: float) -> str:
    """Return an amount that was spent or may be: `$0.05`, `$0.004`."""
    if not dollars or dollars >= 0.01:
        return f"${dollars:,.2f}"
    return f"${dollars:.3f}" if dollars >= 0.001 else "under $0.001"


def about(dollars: float | None) -> str:
    """Return what something is likely to cost: `about $0.05`, `free`, `price not known`."""
    if dollars is None:
        return UNKNOWN
    if not dollars:
        return "free"
    return f"about {money(dollars)}" if dollars >= 0.01 else "less than a cent"


def cost(dollars: float | None) -> str:
    """Return what a call did cost: `it cost $0.004`, `free`, `price not known`."""
    if dollars is None:
        return UNKNOWN
    return f"it cost {money(dollars)}" if dollars else "free"


def tokens(number: int) -> str:
    """Return a number of tokens in three digits or so: `850`, `12.4k`, `1.2M`."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            short = number / size
            return f"{short:.0f}{letter}" if short >= 100 else f"{short:.1f}{letter}"
    return str(number)


def bare(name: str) -> str:
    """Return a model's name without its provider: `openai/gpt-5.4` -> `gpt-5.4`."""
    return name.partition("/")[2] or name


def distinct(models: Models) -> list[str]:
    """Return the language models that play a role, each once."""
    return list(dict.fromkeys(models.named.values()))


def quoted(quote: Quote, budget: float | None, *, named: bool = True) -> tuple[str, bool]:
    """Return what an interview would cost, in one line, and whether it does not fit the budget.

    Nothing where no language model plays. `named`: with the models' names.
    """
    names = distinct(quote.models)
    if not names or not quote.calls:
        return "", False
    line = about(quote.price)
    if named:
        line = f"{listed(names)}: {line}" if quote.price is None else f"{line} with {listed(names)}"
    unpriced = listed(quote.unpriced)
    if quote.price is not None and unpriced:
        line = f"{line}, where that of {unpriced} is not known"
    if budget is None:
        return line, False
    if unpriced:
        return f"{line}; with a budget, {unpriced} is not used", True
    if quote.price is not None and quote.price > budget:
        return f"{line}; more than the budget of {money(budget)}", True
    return f"{line}; budget {money(budget)}", False


def metered(spent: Spending, models: Models, budget: float | None) -> tuple[str, ...]:
    """Return what was used so far, from the longest form to the shortest.

    Nothing where no language model plays or has played; the judge's is asked afterwards.
    """
    heard = (models.interviewer, models.listener)
    names = [name for name in dict.fromkeys(heard) if name != EMBEDDED]
    if not names and not spent.calls:
        return ()
    who = (bare(names[0]) if names else "embedded") + (f" +{len(names) - 1}" if names[1:] else "")
    paid = _paid(spent, budget)
    if not spent.calls:
        return (f"{who} · {paid}", paid) if paid else (who,)
    both = f"{tokens(spent.input)} in, {tokens(spent.output)} out"
    total = f"{tokens(spent.input + spent.output)} tokens"
    return (f"{who} · {both} · {paid}", f"{both} · {paid}", f"{total} · {paid}", paid)


def _paid(spent: Spending, budget: float | None) -> str:
    limit = f" of {money(budget)}" if budget is not None else ""
    if not spent.calls:
        return f"budget {money(budget)}" if budget is not None else ""
    if spent.unpriced == spent.calls:
        return UNKNOWN
    if spent.unpriced:
        return f"{money(spent.price)}{limit} and {UNKNOWN}"
    return f"{money(spent.price)}{limit}" if spent.price or limit else "free"
