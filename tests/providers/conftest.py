"""A server that misbehaves, and the adapters pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from interviewer.providers.calling import RemoteModel
from tests.providers.making import ADAPTERS, CANARY, QUICK
from tests.providers.server import Server, serving


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


@pytest.fixture(params=ADAPTERS)
async def model(request: pytest.FixtureRequest, server: Server) -> AsyncIterator[RemoteModel]:
    """Each adapter in turn, its SDK already imported."""
    made: RemoteModel = request.param(QUICK)
    await made.warm()
    yield made
    await made.close()
