"""What calls cost, and the purse that they may not empty.

Prices come from LiteLLM's table where it is installed (read as a file, nothing is imported), else
from `prices.json` beside this, which says of when it is. A price that is not known is None, never
0: a budget cannot be kept with it, and the meter says so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from interviewer.providers import addresses
from interviewer.providers.base import TokenUsage
from interviewer.providers.tokens import count_tokens, litellm_folder

__all__ = ["Meter", "count_tokens", "price_of", "price_table", "usual_models"]

_OWN = Path(__file__).with_name("prices.json")
_BUNDLED = "model_prices_and_context_window_backup.json"
_TIER = re.compile(r"input_cost_per_token_above_(\d+)k_tokens")
_NATIVE = ("openai/", "anthropic/")
_ADDRESSES = {"openai/": "OPENAI_BASE_URL", "anthropic/": "ANTHROPIC_BASE_URL"}


@dataclass(frozen=True)
class PriceTable:
    """Prices by model, in US dollars a token, and where and of when they are."""

    source: str
    models: Mapping[str, Mapping[str, Any]]


def price_of(model: str, usage: TokenUsage) -> float | None:
    """Return what a call costs in US dollars; None where the price is not known."""
    provider, _, bare = model.partition("/")
    if provider in ("ollama", "ollama_chat"):
        on_this_machine = addresses.is_loopback(addresses.ollama()) and "cloud" not in bare
        return 0.0 if on_this_machine else None
    # Another address is another price list.
    if any(model.startswith(p) and os.environ.get(name) for p, name in _ADDRESSES.items()):
        return None
    entry = price_table().models.get(bare if model.startswith(_NATIVE) else model)
    return _cost(entry, usage) if entry else None


def _cost(entry: Mapping[str, Any], usage: TokenUsage) -> float | None:
    tier = _tier(entry, usage.input)
    into, out = (
        _rate(entry, "input_cost_per_token", tier),
        _rate(entry, "output_cost_per_token", tier),
    )
    if into is None or out is None or not (into or out):
        return None  # a table's 0 means as often "not known" as "free"
    read = _rate(entry, "cache_read_input_token_cost", tier)
    write = _rate(entry, "cache_creation_input_token_cost", tier)
    plain = max(0, usage.input - usage.cached - usage.written)
    return (
        plain * into
        + usage.cached * (into if read is None else read)
        + usage.written * (write or into)
        + usage.output * out
    )


def _tier(entry: Mapping[str, Any], tokens: int) -> str:
    """Return the suffix of the dearer price that applies to a long prompt, or nothing."""
    found = [int(match[1]) for key in entry if (match := _TIER.fullmatch(key))]
    passed = [limit for limit in found if tokens > limit * 1000]
    return f"_above_{max(passed)}k_tokens" if passed else ""


def _rate(entry: Mapping[str, Any], name: str, tier: str) -> float | None:
    for key in (name + tier, name):
        rate = entry.get(key)
        if isinstance(rate, int | float):
            return float(rate)
    return None


@lru_cache(maxsize=1)
def price_table() -> PriceTable:
    """Return the prices there are: LiteLLM's where installed, else our own few."""
    folder = litellm_folder()
    if folder:
        try:
            models = json.loads((folder / _BUNDLED).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            models = None
        if isinstance(models, dict):
            return PriceTable(f"the table of the installed LiteLLM {_version()}".strip(), models)
    own = _own()
    return PriceTable(f"{own['source']}, {own['date']}", own["models"])


def usual_models(provider: str) -> tuple[str, ...]:
    """Return a few current models of a provider, as of our own table's date; the first is usual."""
    return tuple(_own()["usual"].get(provider, ()))


@lru_cache(maxsize=1)
def _own() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_OWN.read_text(encoding="utf-8"))
    return found


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("litellm")
    except PackageNotFoundError:
        return ""


@dataclass
class Meter:
    """Counts what was used, and says whether the next call still fits into the budget (dollars)."""

    budget: float | None = None
    total: float = 0.0
    """Dollars, of the calls whose price is known."""
    unpriced: int = 0
    """Calls whose price is not known."""
    tokens: TokenUsage = field(default_factory=lambda: TokenUsage(0))

    def afford(self, estimate: float | None) -> bool:
        """Whether a call of that price may be made. With a budget, an unknown price may not."""
        if self.budget is None:
            return True
        return estimate is not None and self.total + estimate <= self.budget

    def add(self, model: str, usage: TokenUsage) -> float | None:
        """Count one call; return its price, None where it is not known."""
        price = price_of(model, usage)
        self.tokens += usage
        if price is None:
            self.unpriced += 1
        else:
            self.total += price
        return price

    @property
    def left(self) -> float | None:
        """Dollars left; None without a budget."""
        return None if self.budget is None else max(0.0, self.budget - self.total)
