"""What there is to choose from, what it would cost, and what cannot play, with nothing sent."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.errors import Exit
from interviewer.providers import registry, usage
from interviewer.providers.errors import BadModelName, BudgetReached, KeyMissing
from interviewer.settings import Models, Settings
from interviewer.wiring.models import (
    Offer,
    castings,
    check_models,
    in_dollars,
    is_priced,
    offers,
    price_in_words,
    quote,
)
from tests.providers.making import CANARY
from tests.providers.server import Server, serving

HAS_LITELLM = importlib.util.find_spec("litellm") is not None


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody."""
    return Settings(transcripts=tmp_path, cache=tmp_path / "cache")


@pytest.fixture(autouse=True)
def _own_table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The figures of these tests are those of our own table."""
    monkeypatch.setattr(usage, "litellm_folder", lambda: None)
    usage.price_table.cache_clear()
    yield
    usage.price_table.cache_clear()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine that names two models."""
    with serving() as found:
        listed = b'{"data": [{"id": "small"}, {"id": "big"}]}'
        found.play(lambda wire: wire.whole(200, listed))
        yield found


def _named(found: list[Offer]) -> dict[str, Offer]:
    return {offer.name: offer for offer in found}


# --- offers ---------------------------------------------------------------------------------------


def test_no_model_is_the_first_offer_and_always_ready(settings: Settings) -> None:
    """With no key and no server it is the only one that is; the others say what to do."""
    first, *others = offers(settings, probe=False)
    assert first == Offer("embedded", True, price="free", interview=0.0)
    assert {offer.name.partition("/")[0] for offer in others} == set(registry.KEYS)
    for offer in others:
        assert not offer.ready
        assert offer.todo.startswith(f"Set {registry.KEYS[offer.name.partition('/')[0]][0]}")


def test_a_key_brings_a_few_current_models_with_prices(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before whatever is not ready; the key is named and never shown."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", CANARY)
    monkeypatch.setenv("GEMINI_API_KEY", CANARY)
    found = offers(settings, probe=False)
    ready = [offer for offer in found[1:] if offer.ready and offer.name.startswith("anthropic/")]
    assert 2 <= len(ready) <= 3
    assert found[1 : 1 + len(ready)] == ready or HAS_LITELLM
    for offer in ready:
        assert offer.key == "ANTHROPIC_API_KEY"
        assert offer.price.startswith("$")
        assert offer.interview
    if not HAS_LITELLM:
        gemini = _named(found)[usage.usual_models("gemini")[0]]
        assert (gemini.ready, gemini.key, gemini.todo) == (
            False,
            "GEMINI_API_KEY",
            registry.INSTALL,
        )
    assert CANARY not in repr(found)


def test_every_usual_model_is_in_our_table() -> None:
    """Names are not made up: each has a price of the table's date, and none two places."""
    for provider in registry.KEYS:
        names = usage.usual_models(provider)
        assert len(names) <= 3
        for name in names:
            assert name.startswith(f"{provider}/")
            assert is_priced(name), name


def test_servers_of_one_s_own_come_before_providers(
    settings: Settings, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its models is offered; another address is another price list."""
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://me:{CANARY}@127.0.0.1:{server.port}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    monkeypatch.setenv("ANTHROPIC_API_KEY", CANARY)
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    found = offers(settings, probe=True)
    assert [offer.name for offer in found[:3]] == ["embedded", "openai/small", "openai/big"]
    assert found[1] == Offer(
        "openai/small",
        True,
        address=f"http://127.0.0.1:{server.port}/v1",
        price="price not known",
    )
    assert found[3].name.startswith("anthropic/")
    assert not any(name in _named(found) for name in usage.usual_models("openai"))
    ollama = next(offer for offer in found if offer.name == "ollama/…")
    assert "Nothing answers at http://127.0.0.1:9" in ollama.todo
    assert CANARY not in repr(found)
    assert not any("authorization" in request.headers for request in server.requests)


def test_without_a_probe_nothing_is_sent(
    settings: Settings, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server whose models nobody asked for is no offer yet, but what was chosen there is."""
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
    found = _named(offers(settings, probe=False))
    assert found["openai/…"].todo == "Name one of its models: openai/NAME."
    assert not found["openai/…"].ready
    chosen = Settings(settings.transcripts, settings.cache, models=Models.all("openai/mine"))
    assert _named(offers(chosen, probe=False))["openai/mine"].ready
    assert not server.requests


def test_an_address_for_anthropic_needs_no_key(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies there is unknown, and so are its prices."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://gateway.example")
    offer = _named(offers(settings, probe=True))["anthropic/…"]
    assert (offer.address, offer.price) == ("https://gateway.example", "price not known")
    check_models(Models.all("anthropic/mine"))


def test_a_chosen_model_is_among_the_offers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picker must be able to show what is picked."""
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    chosen = Settings(settings.transcripts, settings.cache, models=Models(listener="openai/own"))
    offer = _named(offers(chosen, probe=False))["openai/own"]
    assert (offer.ready, offer.price, offer.interview) == (True, "price not known", None)


# --- who can play ---------------------------------------------------------------------------------


def test_what_cannot_play_is_found_before_anything_starts(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name, a key, an adapter: each with its exit code and what to do."""
    check_models(Models(), 0.0)
    with pytest.raises(BadModelName, match=r"Did you mean openai/gpt-5\.4\?"):
        check_models(Models(judge="gpt-5.4"))
    with pytest.raises(BadModelName, match=r"Did you mean openai/gpt-5\.4\?"):
        check_models(Models(judge="opnai/gpt-5.4"))
    with pytest.raises(BadModelName, match=r"Did you mean embedded\?"):
        check_models(Models.all("embeded"))
    with pytest.raises(KeyMissing, match=r"Set OPENAI_API_KEY\..*--model embedded") as missing:
        check_models(Models(listener="openai/gpt-5.4"))
    assert missing.value.exit_code == Exit.KEY
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    check_models(Models(listener="openai/gpt-5.4"))
    with pytest.raises(BadModelName) as refused:
        check_models(Models.all(CANARY))
    assert CANARY not in str(refused.value)


def test_a_budget_wants_prices(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of whoever is asked, the judge among them."""
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    check_models(Models.all("openai/gpt-5.4"), 0.1)
    check_models(Models.all("openai/unheard-of"))
    for unpriced in (Models(listener="openai/unheard-of"), Models(judge="openai/unheard-of")):
        with pytest.raises(BudgetReached, match="--budget none"):
            check_models(unpriced, 0.1)


def test_castings_say_who_chose_and_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """One a role."""
    monkeypatch.setenv("INTERVIEWER_LISTENER_MODEL", "openai/gpt-5.4")
    found = {one.role: one for one in castings(Settings.load(judge_model="x"))}
    assert found["interviewer"].problem is None
    assert isinstance(found["listener"].problem, KeyMissing)
    assert found["listener"].origin.name == "INTERVIEWER_LISTENER_MODEL"
    assert isinstance(found["judge"].problem, BadModelName)


# --- quotes ---------------------------------------------------------------------------------------


def test_a_quote_grows_with_the_minutes() -> None:
    """And with the scenario."""
    models = Models.all("openai/gpt-6.1-sol")
    prices = [quote(models, minutes).price or 0.0 for minutes in range(10, 121)]
    assert prices == sorted(prices)
    assert prices[0] < prices[35] < prices[-1]
    longer = quote(models, 45, scenario_prompt_tokens=9_000).price
    assert longer is not None
    assert longer > prices[35]


def test_a_quote_is_plausible() -> None:
    """24 turns in 45 minutes, two calls each, and a judge; most prompts come from the cache."""
    found = quote(Models.all("openai/gpt-6.1-sol"), 45)
    assert (found.calls, found.minutes, found.unpriced) == (125, 45, ())
    assert 0.5 < found.cached / found.input < 1
    assert found.price is not None
    assert 0.02 < found.price < 1
    dearer = quote(Models.all("openai/gpt-5.5"), 45).price
    assert dearer is not None
    assert dearer > found.price


def test_each_call_is_priced_by_its_own_length() -> None:
    """A dearer price for long prompts is about one prompt, not about all of them together."""
    long = quote(Models.all("openai/gpt-6.1-sol"), 120)
    assert long.input > 272_000
    assert long.price is not None
    entry = usage.price_table().models["gpt-6.1-sol"]
    most = long.input * entry["cache_creation_input_token_cost"]
    assert long.price < most + long.output * entry["output_cost_per_token"]


def test_an_unknown_price_is_named_and_never_zero() -> None:
    """None where it is known of none; else the sum of what is known, and who is not in it."""
    assert quote(Models.all("groq/llama"), 45).price is None
    mixed = quote(Models("openai/gpt-6.1-sol", "groq/llama"), 45)
    assert mixed.price == quote(Models("openai/gpt-6.1-sol"), 45).price
    assert mixed.unpriced == ("groq/llama",)
    local = quote(Models.all("ollama/llama3.2"), 45)
    assert (local.price, local.unpriced) == (0.0, ())


def test_no_model_costs_nothing() -> None:
    """No calls, no tokens, nothing unknown."""
    found = quote(Models(), 45)
    assert (found.calls, found.input, found.price, found.unpriced) == (0, 0, 0.0, ())


def test_a_judge_is_paid_for_as_well() -> None:
    """A call a criterion and more, on a transcript that is cached; unknown prices are named."""
    found = quote(Models(judge="openai/gpt-5.4"), 45)
    assert found.calls == 77
    assert found.price is not None
    assert 0.1 < found.price < 1.0
    assert quote(Models(judge="groq/llama"), 45).unpriced == ("groq/llama",)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("openai/gpt-6.1-sol", "$2.00 in, $10.00 out"),
        ("openai/gpt-5.4-mini", "$0.75 in, $4.50 out"),
        ("groq/openai/gpt-oss-120b", "$0.15 in, $0.60 out"),
        ("ollama/llama3.2", "free"),
        ("nobody/knows", "price not known"),
    ],
)
def test_prices_in_words(name: str, words: str) -> None:
    """A million tokens, with the digits that the price has."""
    assert price_in_words(name) == words


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (None, "price not known"),
        (0.0, "free"),
        (0.004, "less than a cent"),
        (0.126, "about $0.13"),
    ],
)
def test_an_estimate_in_words(price: float | None, words: str) -> None:
    """What is not known is not free, and what is little is not nothing."""
    assert in_dollars(price) == words
