"""What is OpenAI's own, and how compatible servers are met where they are."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from enum import Enum
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from interviewer.providers.base import Done, Message, Prompt
from interviewer.providers.calling import LOCAL, Limits
from interviewer.providers.errors import KeyMissing, ProviderDown
from interviewer.providers.openai import OpenAIModel
from tests.providers.making import QUICK
from tests.providers.server import Server, Wire, says

PROMPT = Prompt("Listen.", (Message("user", "A cache."),), max_tokens=50)
ANSWER = '{"verdict": "held", "count": 3}'


class Verdict(Enum):
    """Held or not."""

    HELD = "held"
    EVADED = "evaded"


class Answer(BaseModel):
    """A strict class, as the project's own are."""

    model_config = ConfigDict(extra="forbid", strict=True)

    verdict: Verdict
    count: int = Field(default=0, ge=0)


@pytest.fixture
async def model(server: Server) -> AsyncIterator[OpenAIModel]:
    """The adapter, at a compatible server."""
    del server
    made = OpenAIModel("gpt-test", QUICK)
    await made.warm()
    yield made
    await made.close()


def _formats(server: Server) -> list[str | None]:
    return [(one.body.get("response_format") or {}).get("type") for one in server.requests]


def _knows(*kinds: str | None, status: int) -> Any:
    def behave(wire: Wire) -> None:
        kind = (wire.request.body.get("response_format") or {}).get("type")
        if kind in kinds:
            says(ANSWER)(wire)
        else:
            wire.error(status, f"response_format {kind} is not supported")

    return behave


async def test_a_schema_is_closed_and_strict(model: OpenAIModel, server: Server) -> None:
    """Strict mode wants every key required and no other allowed."""
    server.play(says(ANSWER))
    answer, _ = await model.ask_typed(PROMPT, Answer)
    assert answer == Answer(verdict=Verdict.HELD, count=3)
    wanted = server.requests[0].body["response_format"]["json_schema"]
    assert wanted["strict"] is True
    assert wanted["schema"]["required"] == ["verdict", "count"]
    assert wanted["schema"]["additionalProperties"] is False
    assert "default" not in wanted["schema"]["properties"]["count"]
    assert "JSON Schema" not in str(server.requests[0].body["messages"])


@pytest.mark.parametrize("status", [400, 500])
async def test_without_schemas_it_asks_for_an_object(
    status: int, model: OpenAIModel, server: Server
) -> None:
    """llama.cpp's server says 500 to a schema; the next call does not try it again."""
    server.play(_knows("json_object", status=status))
    for _ in range(2):
        answer, _ = await model.ask_typed(PROMPT, Answer)
        assert answer.count == 3
    assert _formats(server) == ["json_schema", "json_object", "json_object"]
    assert "JSON Schema" in server.requests[-1].body["messages"][0]["content"]
    assert server.requests[-1].body["response_format"]["schema"]["type"] == "object"


async def test_without_json_at_all_it_asks_in_words(model: OpenAIModel, server: Server) -> None:
    """The last step is plain text with the schema in the instructions."""
    server.play(_knows(None, status=400))
    answer, _ = await model.ask_typed(PROMPT, Answer)
    assert answer.count == 3
    assert _formats(server) == ["json_schema", "json_object", None]


async def test_stepping_down_ends_after_three_requests(model: OpenAIModel, server: Server) -> None:
    """A server that fails at everything is down, not asked for ever."""
    server.play(lambda wire: wire.error(500, "Internal server error"))
    with pytest.raises(ProviderDown):
        await model.ask_typed(PROMPT, Answer)
    assert len(server.requests) == 3


async def test_the_name_of_the_limit_is_learnt(model: OpenAIModel, server: Server) -> None:
    """`max_tokens` is refused by newer models, the newer name by older servers."""

    def behave(wire: Wire) -> None:
        if "max_completion_tokens" in wire.request.body:
            says()(wire)
        else:
            wire.error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.")

    server.play(behave)
    items = [item async for item in model.stream(PROMPT)]
    assert isinstance(items[-1], Done)
    assert server.requests[1].body["max_completion_tokens"] == 50
    assert "max_tokens" not in server.requests[1].body


async def test_the_vendor_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key and without an address, nothing is sent and the variable is named."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(KeyMissing, match="OPENAI_API_KEY") as failed:
        await anext(OpenAIModel("gpt-test").stream(PROMPT))
    assert failed.value.exit_code == 4


async def test_a_server_of_ones_own_needs_none(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address is enough, and a server on this machine is waited for longer."""
    monkeypatch.delenv("OPENAI_API_KEY")
    server.play(says())
    model = OpenAIModel("gpt-test")
    assert model.limits == LOCAL != Limits()
    assert [item async for item in model.stream(PROMPT)]
    await model.close()


async def test_nothing_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused connection is `ProviderDown`, with the cause in words."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    model = OpenAIModel("gpt-test", QUICK)
    await model.warm()
    with pytest.raises(ProviderDown, match="Connect"):
        await anext(model.stream(PROMPT))
    await model.close()


async def test_warming_imports_what_the_first_call_needs(model: OpenAIModel) -> None:
    """The SDK imports much on first use, version 2 for 0.4 s: not while the loop runs."""
    before = {name for name in sys.modules if name.startswith("openai")}
    await drained(model)
    assert {name for name in sys.modules if name.startswith("openai")} == before


@pytest.mark.parametrize(
    "event",
    [
        "[1, 2]",
        '"a string"',
        '{"choices": "none"}',
        '{"choices": ["text"]}',
        '{"choices": [{"delta": "text"}]}',
        '{"choices": [{"delta": {"content": [{"type": "thinking"}]}}]}',
        '{"choices": [], "usage": {"prompt_tokens": "many", "prompt_tokens_details": []}}',
    ],
)
async def test_an_event_of_another_shape_adds_nothing(
    model: OpenAIModel, server: Server, event: str
) -> None:
    """Events are read as the JSON they are, so what a server sends beside the text cannot hurt."""

    def behave(wire: Wire) -> None:
        wire.open_stream()
        wire.chunk(wire.begin() + f"data: {event}\n\n".encode() + wire.text("Why?"))
        wire.chunk(wire.finish())
        wire.close_stream()

    server.play(behave)
    assert await drained(model) == "Why?"


async def drained(model: OpenAIModel) -> str:
    """Return the text of one reply."""
    *_, last = [item async for item in model.stream(PROMPT)]
    assert isinstance(last, Done)
    return last.reply.text
