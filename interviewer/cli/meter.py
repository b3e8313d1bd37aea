"""What an interview's language models are and cost, in words for stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.settings import ROLES, Models
from interviewer.wiring.models import asked_of, in_dollars, quote

if TYPE_CHECKING:
    from interviewer.engine.state import Spending


def announcement(models: Models, minutes: float, budget: float | None) -> list[str]:
    """Return who plays what, the likely cost, and where the words go; nothing if no model plays."""
    if not asked_of(models):
        return who_plays(models) if models.named else []
    return [*who_plays(models), estimate(models, minutes, budget), _destination(models)]


def who_plays(models: Models) -> list[str]:
    """Return a line a role: who plays it."""
    judges = " (observes; code judges)"
    return [
        f"{role:12} {models.of(role)}{judges if role == 'judge' and role in models.named else ''}"
        for role in ROLES
    ]


def estimate(models: Models, minutes: float, budget: float | None) -> str:
    """Return what so many minutes are likely to cost, beside the budget."""
    from interviewer.providers.usage import price_table

    found = quote(models, minutes)
    if found.price is None:
        text = f"Price not known: {', '.join(found.unpriced)}"
    else:
        cost = in_dollars(found.price)
        text = f"{cost[0].upper()}{cost[1:]} for {found.minutes} minutes"
        if found.unpriced:
            text += f", without {', '.join(found.unpriced)}, whose price is not known"
        if found.price:
            text += f" (prices: {price_table().source})"
    return f"{text}. {_beside(found.price, budget)}"


def _beside(price: float | None, budget: float | None) -> str:
    if budget is None:
        return "You set no budget."
    if price is not None and price > budget:
        return (
            f"Your budget is ${budget:.2f}: expect it to be reached, and the interviewer to go on "
            "in authored words."
        )
    return f"Your budget is ${budget:.2f}."


def _destination(models: Models) -> str:
    from interviewer.providers.registry import destination

    places = dict.fromkeys(destination(name) for name in asked_of(models).values())
    return f"What you write is sent to: {', '.join(places)}."


def totals(spent: Spending, budget: float | None) -> str:
    """Return what the models of an interview used: calls, tokens, price."""
    if not spent.calls:
        return "No language model was asked."
    calls = "1 call" if spent.calls == 1 else f"{spent.calls} calls"
    text = (
        f"{calls} to language models: {spent.input:,} tokens in ({spent.cached:,} of them cached), "
        f"{spent.output:,} out. Price: {_price(spent)}."
    )
    if budget is None:
        return text
    return f"{text} Of your budget of ${budget:.2f}, ${max(0.0, budget - spent.price):.4f} is left."


def _price(spent: Spending) -> str:
    known = f"${spent.price:.4f}" if spent.price else "nothing"
    if not spent.unpriced:
        return known
    if spent.unpriced == spent.calls:
        return "not known"
    many = "1 call" if spent.unpriced == 1 else f"{spent.unpriced} calls"
    return f"{known}, and what {many} cost whose price is not known"
