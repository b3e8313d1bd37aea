"""Which models there are: a name becomes a `ChatModel`, and what is missing is said.

`openai/…` and `anthropic/…` go to their own adapters, everything else through LiteLLM. Nothing is
imported, sent or spent by making a model. It knows no interview.
"""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from interviewer.providers import addresses
from interviewer.providers.base import ChatModel
from interviewer.providers.calling import Limits
from interviewer.providers.errors import BadModelName, KeyMissing
from interviewer.providers.redaction import redact
from interviewer.text import safe_text

PROBE_SECONDS = 0.5
_PROBE_BYTES = 1_000_000
_NAME = re.compile(r"[A-Za-z0-9_.-]+/[^\s\x00-\x1f]+")
INSTALL = "pip install '.[litellm]' in the project's folder"

KEYS: dict[str, tuple[str, ...]] = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    "gemini": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "mistral": ("MISTRAL_API_KEY",),
    "groq": ("GROQ_API_KEY",),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "xai": ("XAI_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY",),
    "together_ai": ("TOGETHERAI_API_KEY", "TOGETHER_AI_TOKEN"),
    "cohere": ("COHERE_API_KEY",),
    "azure": ("AZURE_API_KEY",),
    "bedrock": ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK"),
    "litellm_proxy": ("LITELLM_PROXY_API_KEY",),
}
"""Providers, and the variables that their keys are read from: the first is the one to set."""
_OTHER_WAYS = frozenset({"azure", "bedrock", "litellm_proxy"})
"""Providers that can do without these variables: roles of a machine, files of their own."""
_OWN_ADDRESS = {"openai": "OPENAI_BASE_URL", "anthropic": "ANTHROPIC_BASE_URL"}
_FAMILIES = {"gpt": "openai", "o1": "openai", "o3": "openai", "o4": "openai", "chatgpt": "openai"}
_FAMILIES |= {"claude": "anthropic", "gemini": "gemini", "llama": "ollama", "qwen": "ollama"}


@dataclass(frozen=True)
class ModelState:
    """Whether a provider can be used: `key` is the name of the variable, never its value."""

    provider: str
    ready: bool
    key: str = ""
    address: str = ""
    models: tuple[str, ...] = ()
    todo: str = ""


def chat_model(name: str, limits: Limits | None = None) -> ChatModel:
    """Return the model of that name; raise `BadModelName`. It connects on first use."""
    if not _NAME.fullmatch(name):
        raise BadModelName(f"`{redact(name, 80)}` is no model.", hint=_hint(name))
    provider, _, model = name.partition("/")
    if provider == "openai":
        from interviewer.providers.openai import OpenAIModel

        return OpenAIModel(model, limits)
    if provider == "anthropic":
        from interviewer.providers.anthropic import AnthropicModel

        return AnthropicModel(model, limits)
    shown = redact(name, 80)
    if meant := _slip(provider):
        hint = f"Did you mean {meant}/{redact(model, 60)}?"
        raise BadModelName(f"{shown}: there is no provider of that name.", hint=hint)
    if not has_litellm():
        raise BadModelName(f"{shown} needs LiteLLM, which is not installed.", hint=_extra(provider))
    from interviewer.providers.litellm import LiteLLMModel

    return LiteLLMModel(name, limits, KEYS.get(provider, ()))


def need_key(name: str) -> None:
    """Raise `KeyMissing` if a model's provider wants a key and none is set. Sends nothing."""
    provider = name.partition("/")[0]
    names = KEYS.get(provider, ())
    served = os.environ.get(_OWN_ADDRESS.get(provider, ""), "").strip()
    if not names or served or provider in _OTHER_WAYS or _key(names):
        return
    raise KeyMissing(f"{redact(name, 80)} needs a key.", hint=f"Set {names[0]}.")


def destination(name: str) -> str:
    """Return where a model's prompts go: its provider, or the address that stands for it."""
    provider = name.partition("/")[0]
    if provider in ("ollama", "ollama_chat"):
        address = addresses.ollama()
    else:
        address = os.environ.get(_OWN_ADDRESS.get(provider, ""), "").strip()
    return _shown(address) if address else provider


def _key(names: tuple[str, ...]) -> str:
    return next((name for name in names if os.environ.get(name)), "")


def _slip(provider: str) -> str:
    """Return which provider of our own adapters a misspelt one most likely means, if any."""
    import difflib

    near = difflib.get_close_matches(provider.lower(), _OWN_ADDRESS, 1, cutoff=0.8)
    return near[0] if near else ""


def _hint(name: str) -> str:
    import difflib

    bare = name.strip()
    if difflib.get_close_matches(bare.lower(), ["embedded"], 1, cutoff=0.7):
        return "Did you mean embedded?"
    family = re.split(r"[-\d.:]", bare.lower(), maxsplit=1)[0] or bare[:2].lower()
    provider = _FAMILIES.get(family) or _FAMILIES.get(bare[:2].lower())
    if provider and "/" not in bare:
        return f"Did you mean {provider}/{redact(bare, 60)}?"
    return "Write provider/model, such as openai/gpt-5.4 or ollama/llama3.2, or embedded."


def _extra(provider: str) -> str:
    if provider.startswith("ollama"):
        served = f"{addresses.ollama()}/v1"
        return f"{INSTALL}, or without it: OPENAI_BASE_URL={served} and openai/MODEL"
    return INSTALL


def has_litellm() -> bool:
    """Whether the adapter for all but OpenAI and Anthropic is installed; it is not imported."""
    try:
        return importlib.util.find_spec("litellm") is not None
    except (ImportError, ValueError):
        return False


def available(*, probe: bool = False) -> list[ModelState]:
    """Return what this machine has: which keys (by name) and which local servers.

    Servers on this machine are asked what they serve only with `probe`, which blocks for at most
    half a second each; nothing is ever sent to another machine.
    """
    return [*_local(probe), *(_state(provider) for provider in KEYS)]


def _state(provider: str) -> ModelState:
    names = KEYS[provider]
    key = _key(names)
    adapted = provider in _OWN_ADDRESS or has_litellm()
    served = os.environ.get("ANTHROPIC_BASE_URL", "").strip() if provider == "anthropic" else ""
    if served:  # it may want no key; OpenAI's own address is among the servers
        return ModelState(provider, True, key, _shown(served))
    if not key:
        todo = f"Set {names[0]}." if adapted else f"Set {names[0]}, and: {INSTALL}"
        return ModelState(provider, False, todo=todo)
    return ModelState(provider, adapted, key, todo="" if adapted else INSTALL)


def _local(probe: bool) -> list[ModelState]:
    """Return the servers of one's own: those named in the environment, and Ollama if it is there.

    `ready` without a probe means no more than that an address was given.
    """
    found = []
    server = os.environ.get("OPENAI_BASE_URL", "").strip()
    if server:
        found.append(_served("openai", server, "/models", probe, extra=False))
    named = os.environ.get("OLLAMA_HOST") or os.environ.get("OLLAMA_API_BASE")
    if named or probe:
        state = _served("ollama", addresses.ollama(), "/api/tags", probe, extra=True)
        if named or state.ready or state.models:
            found.append(state)
    return found


def _served(provider: str, address: str, path: str, probe: bool, *, extra: bool) -> ModelState:
    shown = _shown(address)
    installed = not extra or has_litellm()
    todo = "" if installed else _extra(provider)
    if not probe or not addresses.is_loopback(address):
        return ModelState(provider, installed, address=shown, todo=todo)
    models = _ask(address, path)
    if models is None:
        return ModelState(provider, False, address=shown, todo=f"Nothing answers at {shown}.")
    names = tuple(f"{provider}/{model}" for model in models)
    return ModelState(provider, installed, address=shown, models=names, todo=todo)


def _shown(address: str) -> str:
    """Return an address without the user name and password that it may carry."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address that cannot be read"
    return safe_text(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl())


def _ask(address: str, path: str) -> list[str] | None:
    """Return the models that a server on this machine names; None if there is no server.

    An answer that is no list of models, such as a request for a key, is a server with no models.
    """
    try:
        parts = urlsplit(address)
        secure = parts.scheme == "https"
        make = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = make(parts.hostname or "127.0.0.1", parts.port, timeout=PROBE_SECONDS)
    except ValueError:
        return None
    try:
        connection.request("GET", parts.path.rstrip("/") + path)
        body = connection.getresponse().read(_PROBE_BYTES)
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return _named(body)


def _named(body: bytes) -> list[str]:
    try:
        told = json.loads(body)
    except ValueError:
        return []
    listed = (told.get("data") or told.get("models")) if isinstance(told, dict) else None
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    names = [one.get("id") or one.get("name") for one in entries]
    return [safe_text(name) for name in names if isinstance(name, str)]
