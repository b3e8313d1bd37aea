"""What is Anthropic's own: cache marks, forced tools, the order of messages."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from pydantic import BaseModel

from interviewer.providers.anthropic import AnthropicModel
from interviewer.providers.base import Message, Prompt
from interviewer.providers.errors import KeyMissing
from tests.providers.making import QUICK
from tests.providers.server import Server, Wire, says

MARK = {"type": "ephemeral"}
TALK = (Message("user", "A cache."), Message("assistant", "How big?"), Message("user", "8 GB."))
PROMPT = Prompt("Listen.", TALK, max_tokens=50)


class Answer(BaseModel):
    """Some answer."""

    count: int


@pytest.fixture
async def model(server: Server) -> AsyncIterator[AnthropicModel]:
    """The adapter."""
    del server
    made = AnthropicModel("claude-test", QUICK)
    await made.warm()
    yield made
    await made.close()


async def test_all_but_the_last_message_is_cached(model: AnthropicModel, server: Server) -> None:
    """The system prompt and the last message but one are marked, and nothing else."""
    server.play(says())
    _ = [item async for item in model.stream(PROMPT)]
    body = server.requests[0].body
    assert body["system"] == [{"type": "text", "text": "Listen.", "cache_control": MARK}]
    marks = [one["content"][0].get("cache_control") for one in body["messages"]]
    assert marks == [None, MARK, None]


async def test_a_typed_answer_is_a_forced_tool(model: AnthropicModel, server: Server) -> None:
    """The schema is the tool's, and the model has no choice."""
    server.play(says('{"count": 3}'))
    answer, _ = await model.ask_typed(PROMPT, Answer)
    assert answer.count == 3
    body = server.requests[0].body
    assert body["tool_choice"] == {"type": "tool", "name": body["tools"][0]["name"]}
    assert body["tools"][0]["input_schema"]["required"] == ["count"]


async def test_a_model_without_forced_tools_is_asked_in_words(
    model: AnthropicModel, server: Server
) -> None:
    """The schema goes into the instructions, from then on."""

    def behave(wire: Wire) -> None:
        if "tools" in wire.request.body:
            wire.error(400, "tool_choice forces tool use, which this model does not do")
        else:
            says('{"count": 3}')(wire)

    server.play(behave)
    answer, _ = await model.ask_typed(PROMPT, Answer)
    assert answer.count == 3
    assert "JSON Schema" in server.requests[1].body["system"][0]["text"]


async def test_the_user_speaks_first(model: AnthropicModel, server: Server) -> None:
    """An interview that the interviewer opens gets a first word of the user; no text is empty."""
    server.play(says())
    opened = (Message("assistant", "Welcome. "), Message("user", " \n"), Message("user", "Hello."))
    _ = [item async for item in model.stream(Prompt("", opened))]
    body = server.requests[0].body
    assert "system" not in body
    assert [one["role"] for one in body["messages"]] == ["user", "assistant", "user"]
    assert body["messages"][1]["content"][0]["text"] == "Welcome."


async def test_it_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key nothing is sent, and the variable is named."""
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(KeyMissing, match="ANTHROPIC_API_KEY"):
        await AnthropicModel("claude-test").warm()
