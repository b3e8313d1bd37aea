"""A server that misbehaves, and the adapters pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from interviewer.providers.base import Message, Prompt
from interviewer.providers.calling import RemoteModel
from tests.providers.making import ADAPTERS, CANARY, QUICK
from tests.providers.server import Server, says, serving


@pytest.fixture(scope="module")
def listening() -> Iterator[Server]:
    """One server for the tests of a module."""
    with serving() as found:
        yield found


@pytest.fixture
def server(listening: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, with every provider's address and key in the environment."""
    monkeypatch.setenv("OPENAI_BASE_URL", f"{listening.url}/v1")
    monkeypatch.setenv("HOSTED_VLLM_API_BASE", f"{listening.url}/v1")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", listening.url)
    monkeypatch.setenv("ANTHROPIC_API_BASE", listening.url)
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "HOSTED_VLLM_API_KEY"):
        monkeypatch.setenv(name, CANARY)
    return listening


_CALLED: set[object] = set()
"""Adapters that have been called once in this process."""


@pytest.fixture(params=ADAPTERS)
async def model(request: pytest.FixtureRequest, server: Server) -> AsyncIterator[RemoteModel]:
    """Each adapter in turn, its SDK already imported and called once.

    LiteLLM imports more at its first call, in a thread: a test that gives up that soon would leave
    a coroutine behind that nobody awaits.
    """
    if request.param not in _CALLED:
        _CALLED.add(request.param)
        first: RemoteModel = request.param(replace(QUICK, first=30.0))
        server.play(says())
        _ = [item async for item in first.stream(Prompt("", (Message("user", "Hello."),)))]
        await first.close()
    made: RemoteModel = request.param(QUICK)
    await made.warm()
    yield made
    await made.close()
