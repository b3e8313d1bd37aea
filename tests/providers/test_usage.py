"""Prices are known or None, budgets hold, and tokens are counted without a network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.providers import tokens, usage
from interviewer.providers.base import Message, Prompt, TokenUsage
from interviewer.providers.usage import Meter, count_tokens, price_of


@pytest.fixture(autouse=True)
def _own_table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tests are about our own table, whether LiteLLM is installed or not."""
    monkeypatch.setattr(usage, "litellm_folder", lambda: None)
    usage.price_table.cache_clear()
    tokens._encoding.cache_clear()
    yield
    usage.price_table.cache_clear()
    tokens._encoding.cache_clear()


def test_price_of_a_call() -> None:
    """Cached tokens cost less, written ones more, and each is counted once."""
    entry = usage.price_table().models["claude-sonnet-5"]
    used = TokenUsage(input=10_000, cached=6_000, output=500, written=1_000)
    expected = (
        3_000 * entry["input_cost_per_token"]
        + 6_000 * entry["cache_read_input_token_cost"]
        + 1_000 * entry["cache_creation_input_token_cost"]
        + 500 * entry["output_cost_per_token"]
    )
    assert price_of("anthropic/claude-sonnet-5", used) == pytest.approx(expected)


def test_a_long_prompt_has_its_own_price() -> None:
    """Some models cost more beyond a length; all tokens then do."""
    short = price_of("openai/gpt-5.4", TokenUsage(272_000))
    long = price_of("openai/gpt-5.4", TokenUsage(272_001))
    assert short is not None
    assert long is not None
    assert long == pytest.approx(2 * short, rel=0.01)


@pytest.mark.parametrize("model", ["openai/gpt-99", "groq/llama", "scripted/double", "nonsense"])
def test_an_unknown_price_is_none(model: str) -> None:
    """Never 0: nobody is told that a call is free because we do not know."""
    assert price_of(model, TokenUsage(1_000, 0, 1_000)) is None


def test_another_address_is_another_price_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gateway may charge what it likes for a model of that name."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    assert price_of("openai/gpt-4o", TokenUsage(1_000)) is None


def test_ollama_is_free_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere, and for the models of its cloud, nobody told us a price."""
    assert price_of("ollama/llama3.2", TokenUsage(1_000)) == 0.0
    assert price_of("ollama/gpt-oss:120b-cloud", TokenUsage(1_000)) is None
    monkeypatch.setenv("OLLAMA_HOST", "https://gpu.example")
    assert price_of("ollama/llama3.2", TokenUsage(1_000)) is None


def test_litellms_table_is_read_as_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is installed it has the newer prices; a broken one is passed over."""
    table = tmp_path / "model_prices_and_context_window_backup.json"
    monkeypatch.setattr(usage, "litellm_folder", lambda: tmp_path)
    table.write_text(
        json.dumps(
            {
                "gpt-99": {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
                "x/zero": {"input_cost_per_token": 0, "output_cost_per_token": 0},
            }
        )
    )
    assert price_of("openai/gpt-99", TokenUsage(1_000, 0, 1_000)) == pytest.approx(0.003)
    assert price_of("x/zero", TokenUsage(1_000)) is None
    usage.price_table.cache_clear()
    table.write_text("{")
    assert "2026" in usage.price_table().source


def test_every_price_of_ours_is_complete() -> None:
    """Positive, and output dearer than input."""
    for name, entry in usage.price_table().models.items():
        assert 0 < entry["input_cost_per_token"] < entry["output_cost_per_token"] < 1e-3, name
        assert entry["cache_read_input_token_cost"] < entry["input_cost_per_token"], name


def test_a_budget_stops_before_it_is_passed() -> None:
    """What was spent and what comes next must fit; what costs nobody knows what does not."""
    meter = Meter(budget=0.01)
    price = meter.add("openai/gpt-4o", TokenUsage(2_000, 0, 400))
    assert price == pytest.approx(0.009)
    assert meter.left == pytest.approx(0.001)
    assert meter.afford(0.0009)
    assert not meter.afford(0.0011)
    assert not meter.afford(None)
    assert Meter().afford(None)


def test_unknown_prices_are_counted_apart() -> None:
    """The total is of what is known, and says how many calls are not in it."""
    meter = Meter()
    assert meter.add("groq/llama", TokenUsage(10, 4, 2)) is None
    meter.add("openai/gpt-4o", TokenUsage(1_000_000))
    assert meter.total == pytest.approx(2.5)
    assert meter.unpriced == 1
    assert meter.tokens == TokenUsage(1_000_010, 4, 2)


def test_a_guess_is_marked() -> None:
    """By length, rounded up, and it stays marked in a sum."""
    guess = TokenUsage.guess(Prompt("abcd", (Message("user", "e"),)), "12345")
    assert guess == TokenUsage(2, 0, 2, estimated=True)
    assert (guess + TokenUsage(1)).estimated


def test_without_files_tokens_are_estimated_by_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is downloaded: the network guard of the tests would tell."""
    monkeypatch.setattr(tokens, "_folders", lambda: [tmp_path])
    assert count_tokens("a" * 4_001, "openai/gpt-5.4") == 1_001
    assert count_tokens("", "anything") == 0
    assert not tokens.is_exact("openai/gpt-5.4")


def test_a_wrong_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with a wrong hash would be deleted and downloaded by tiktoken; it does not get to."""
    source = tokens._SOURCE.format("o200k_base").encode()
    bad = tmp_path / hashlib.sha1(source, usedforsecurity=False).hexdigest()
    bad.write_bytes(b"not it")
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(tokens, "_folders", lambda: [tmp_path])
    assert count_tokens("four", "openai/gpt-4o") == 1
    assert bad.read_bytes() == b"not it"


def test_with_the_files_tokens_are_exact() -> None:
    """OpenAI's by their own encoding; special tokens in a text are only text."""
    if tokens._encoding("o200k_base") is None:
        pytest.skip("no encoding on this machine")
    assert tokens.is_exact("openai/gpt-5.4")
    assert count_tokens("hello world", "openai/gpt-5.4") == 2
    assert count_tokens("<|endoftext|>", "openai/gpt-5.4") > 1
