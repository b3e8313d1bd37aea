"""Every call is paid for before it is made, and reported whatever becomes of it."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from pydantic import BaseModel

from interviewer.providers.base import Message, Prompt, TokenUsage
from interviewer.providers.errors import BudgetReached, CutReply, MalformedReply, ProviderDown
from interviewer.providers.metering import Call, MeteredModel
from interviewer.providers.scripted import ScriptedModel
from interviewer.providers.usage import Meter

PROMPT = Prompt("Be brief.", (Message("user", "Hello there, how are you?"),), max_tokens=100)
USED = TokenUsage(input=1000, cached=200, output=50)


class Yes(BaseModel):
    """A typed answer."""

    yes: bool


def _metered(
    model: ScriptedModel, budget: float | None = None
) -> tuple[MeteredModel, Meter, list[Call]]:
    calls: list[Call] = []
    meter = Meter(budget=budget)
    return MeteredModel(model, "interviewer", meter, calls.append), meter, calls


async def _drained(model: MeteredModel) -> list[object]:
    return [item async for item in model.stream(PROMPT)]


async def test_a_whole_reply_is_reported_with_its_price() -> None:
    """The provider's own count, priced by the table."""
    model, meter, calls = _metered(ScriptedModel("openai/gpt-5.4").say("Fine.", usage=USED))
    await _drained(model)
    (call,) = calls
    assert (call.role, call.model, call.usage) == ("interviewer", "openai/gpt-5.4", USED)
    assert call.price is not None
    assert meter.total == call.price > 0


async def test_a_price_that_is_not_known_is_none() -> None:
    """It counts as unpriced, never as free."""
    model, meter, calls = _metered(ScriptedModel("nobody/knows").say("Fine.", usage=USED))
    await _drained(model)
    assert calls[0].price is None
    assert (meter.total, meter.unpriced) == (0.0, 1)


async def test_a_call_that_may_pass_the_budget_is_not_made() -> None:
    """The model hears nothing of it."""
    double = ScriptedModel("openai/gpt-5.4").say("Fine.")
    model, _, calls = _metered(double, budget=0.00001)
    with pytest.raises(BudgetReached):
        await _drained(model)
    assert not double.prompts
    assert not calls


async def test_no_budget_can_be_kept_without_a_price() -> None:
    """With a budget, a model of unknown price is not called."""
    double = ScriptedModel("nobody/knows").say("Fine.")
    model, _, _ = _metered(double, budget=100.0)
    with pytest.raises(BudgetReached, match="not known"):
        await _drained(model)
    assert not double.prompts


async def test_an_interrupted_reply_is_paid_for() -> None:
    """What came before the interruption is estimated and counted."""
    model, meter, calls = _metered(ScriptedModel("openai/gpt-5.4").say("One. ", "Two. ", "Three."))
    async with aclosing(model.stream(PROMPT)) as items:
        await anext(items)
    assert calls[0].usage.estimated
    assert meter.total > 0


async def test_a_cut_reply_and_a_bad_answer_are_paid_for() -> None:
    """A failure that cost something says so."""
    model, meter, calls = _metered(ScriptedModel("openai/gpt-5.4").cut("Half a "))
    with pytest.raises(CutReply):
        await _drained(model)
    double = ScriptedModel("openai/gpt-5.4").answer("no").answer("no")
    typed, typed_meter, typed_calls = _metered(double)
    with pytest.raises(MalformedReply):
        await typed.ask_typed(PROMPT, Yes)
    assert len(calls) == len(typed_calls) == 1
    assert meter.total > 0
    assert typed_meter.total > 0


async def test_a_failure_that_cost_nothing_is_not_counted() -> None:
    """No connection, no price."""
    model, meter, calls = _metered(ScriptedModel("openai/gpt-5.4").fail(ProviderDown("gone")))
    with pytest.raises(ProviderDown):
        await _drained(model)
    assert not calls
    assert meter.total == 0
