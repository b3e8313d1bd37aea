"""Where a model is served: on this machine or elsewhere, and whether what answers is a stream."""

from __future__ import annotations

import ipaddress
import os
from typing import Any
from urllib.parse import urlsplit

from interviewer.providers.errors import ProviderDown, ProviderError

OLLAMA = "http://127.0.0.1:11434"


class NotAStream(ProviderDown):
    """Something answered that is no model: asking again will not change it."""

    retryable = False


def is_loopback(address: str) -> bool:
    """Whether an address is this machine."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ollama() -> str:
    """Return where Ollama listens, from `OLLAMA_API_BASE` or `OLLAMA_HOST` in any of its forms."""
    given = (os.environ.get("OLLAMA_API_BASE") or os.environ.get("OLLAMA_HOST") or "").strip()
    if not given:
        return OLLAMA
    if given.startswith(":"):
        given = "127.0.0.1" + given
    given = given if "://" in given else f"http://{given}"
    given = given.replace("//0.0.0.0", "//127.0.0.1").rstrip("/")
    try:
        parts = urlsplit(given)
        named = parts.port is not None
    except ValueError:
        return OLLAMA
    return given if named or parts.scheme == "https" else f"{given}:11434"


def expect_stream(response: Any, model: str) -> None:
    """Raise if an HTTP answer is something else than events: a web page, one JSON document."""
    headers = getattr(response, "headers", None)
    kind = str(headers.get("content-type", "") if headers is not None else "").split(";")[0]
    if kind and kind.strip().lower() != "text/event-stream":
        raise unexpected(kind.strip(), model)


def unexpected(kind: str, model: str) -> ProviderError:
    """Return the error for an answer of that media type."""
    return NotAStream(
        f"{model}: it answered with {kind[:40]!r} instead of a stream",
        hint="Is the address right? It often ends in /v1.",
    )
