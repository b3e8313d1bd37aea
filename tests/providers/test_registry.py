"""Names become models, and what is missing on this machine is said without a secret."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time

import pytest

from interviewer.providers import addresses, registry
from interviewer.providers.anthropic import AnthropicModel
from interviewer.providers.errors import BadModelName
from interviewer.providers.openai import OpenAIModel
from tests.providers.making import CANARY
from tests.providers.server import Server, Wire

HAS_LITELLM = importlib.util.find_spec("litellm") is not None


def test_native_names_go_to_their_adapters() -> None:
    """The rest of the name, slashes included, is the provider's business."""
    model = registry.chat_model("openai/org/ft:gpt-5.4")
    assert isinstance(model, OpenAIModel)
    assert model.model == "org/ft:gpt-5.4"
    assert model.name == "openai/org/ft:gpt-5.4"
    assert isinstance(registry.chat_model("anthropic/claude-sonnet-5"), AnthropicModel)


@pytest.mark.parametrize("name", ["", "embedded", "gpt-5.4", "openai/", "/x", "a b/c", "x/\x1b[2J"])
def test_bad_names_are_refused(name: str) -> None:
    """With exit code 2, and nothing in the message that a terminal would obey."""
    with pytest.raises(BadModelName) as refused:
        registry.chat_model(name)
    assert refused.value.exit_code == 2
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("gpt-5.4", "openai/gpt-5.4"), ("claude-opus-5", "anthropic/claude-opus-5")],
)
def test_a_name_without_a_provider_gets_a_hint(name: str, meant: str) -> None:
    """Well-known families are known by their first word."""
    with pytest.raises(BadModelName, match=meant):
        registry.chat_model(name)


@pytest.mark.skipif(HAS_LITELLM, reason="about its absence")
def test_without_litellm_the_way_to_it_is_shown() -> None:
    """And for Ollama, the way without it."""
    with pytest.raises(BadModelName, match=r"pip install '\.\[litellm\]'"):
        registry.chat_model("gemini/gemini-2.5-pro")
    with pytest.raises(BadModelName, match=r"OPENAI_BASE_URL=http://127\.0\.0\.1:11434/v1"):
        registry.chat_model("ollama/llama3.2")


def test_keys_are_named_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A state holds the name of a variable, not its value."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", CANARY)
    monkeypatch.setenv("GEMINI_API_KEY", CANARY)
    states = {state.provider: state for state in registry.available()}
    assert states["anthropic"].ready
    assert states["anthropic"].key == "ANTHROPIC_API_KEY"
    assert not states["openai"].ready
    assert "OPENAI_API_KEY" in states["openai"].todo
    assert states["gemini"].ready is HAS_LITELLM
    assert CANARY not in repr(states)


def test_a_local_server_is_asked_only_when_asked_for(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `probe` its models are listed; without, nothing is sent."""
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://user:{CANARY}@127.0.0.1:{server.port}/v1")
    monkeypatch.setenv("OLLAMA_HOST", f"127.0.0.1:{server.port}")

    def behave(wire: Wire) -> None:
        ollama = wire.request.path == "/api/tags"
        wire.whole(200, b'{"models": [{"name": "llama3.2:1b"}]}' if ollama else b'{"data": 3}')

    server.play(behave)
    assert [state.models for state in registry.available()[:2]] == [(), ()]
    assert not server.requests
    states = registry.available(probe=True)
    assert states[0].provider == "openai"
    assert states[0].ready
    assert states[1].models == ("ollama/llama3.2:1b",)
    assert [one.path for one in server.requests] == ["/v1/models", "/api/tags"]
    assert not any("authorization" in one.headers for one in server.requests)
    assert CANARY not in repr(states)


def test_a_silent_server_is_not_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second, then it is not there."""
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    server.play(lambda wire: wire.stall())
    began = time.monotonic()
    states = registry.available(probe=True)
    assert time.monotonic() - began < 10
    assert not states[0].ready
    assert "Nothing answers" in states[0].todo


def test_no_other_machine_is_probed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server elsewhere is listed as it is named; the network guard of the tests stays quiet."""
    monkeypatch.setenv("OPENAI_BASE_URL", "https://gateway.example/v1")
    monkeypatch.setenv("OLLAMA_HOST", "https://gpu.example")
    states = registry.available(probe=True)
    assert [state.address for state in states[:2]] == [
        "https://gateway.example/v1",
        "https://gpu.example",
    ]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        (":8080", "http://127.0.0.1:8080"),
        ("localhost:99", "http://localhost:99"),
        ("http://[::1]:7/", "http://[::1]:7"),
        ("https://gpu.example", "https://gpu.example"),
        ("http://x:port", "http://127.0.0.1:11434"),
    ],
)
def test_every_form_of_ollamas_address(
    given: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Ollama itself takes it: a host, a port, both, or an address."""
    monkeypatch.setenv("OLLAMA_HOST", given)
    assert addresses.ollama() == address


def test_making_models_imports_no_sdk() -> None:
    """The first call pays for the import, in a thread; naming a model is free."""
    code = (
        "import sys\n"
        "from interviewer.providers import registry, scripted, usage\n"
        "registry.chat_model('openai/x'); registry.chat_model('anthropic/x')\n"
        "registry.available(); usage.price_of('openai/gpt-4o', usage.TokenUsage(1))\n"
        "heavy = {'openai', 'anthropic', 'litellm', 'httpx', 'httpx2', 'tiktoken', 'textual'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
