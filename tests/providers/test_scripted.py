"""The double keeps the contract of the real ones."""

from __future__ import annotations

import time

import pytest

from interviewer.providers.base import ChatModel, Done, Message, Piece, Prompt
from interviewer.providers.errors import CutReply, ProviderDown, RateLimited
from interviewer.providers.scripted import ScriptedModel

PROMPT = Prompt("s", (Message("user", "u"),))


async def _all(model: ChatModel) -> list[Piece | Done]:
    return [item async for item in model.stream(PROMPT)]


async def test_it_says_its_lines_in_order() -> None:
    """Piece by piece, and then that it is done."""
    model = ScriptedModel().say("One ", "two.").say("Three.", finish="length")
    first, second = await _all(model), await _all(model)
    assert first[:2] == [Piece("One "), Piece("two.")]
    assert isinstance(first[2], Done)
    assert first[2].reply.text == "One two."
    assert isinstance(second[-1], Done)
    assert second[-1].reply.finish == "length"
    assert model.prompts == [PROMPT, PROMPT]


async def test_it_breaks_off_and_fails_as_told() -> None:
    """Before the first word an error is itself; after it, a cut reply with what was said."""
    model = ScriptedModel().cut("Half").fail(RateLimited("busy", retry_after=3))
    model.fail(ProviderDown("gone"), after=["Some "])
    with pytest.raises(CutReply) as cut:
        await _all(model)
    assert cut.value.partial == "Half"
    with pytest.raises(RateLimited) as limited:
        await _all(model)
    assert limited.value.retry_after == 3
    with pytest.raises(CutReply, match="gone") as failed:
        await _all(model)
    assert failed.value.partial == "Some "


async def test_it_can_be_slow() -> None:
    """A delay stands before each piece."""
    model = ScriptedModel().say("a", "b", delay=0.03)
    began = time.monotonic()
    await _all(model)
    assert time.monotonic() - began >= 0.06


async def test_without_a_line_it_is_the_tests_fault() -> None:
    """An empty queue is no provider error, so that nothing degrades quietly around it."""
    with pytest.raises(LookupError, match="no line left"):
        await _all(ScriptedModel())
    model = ScriptedModel(otherwise=lambda prompt: prompt.messages[-1].text * 2)
    assert (await _all(model))[0] == Piece("uu")
