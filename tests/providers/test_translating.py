"""Foreign exceptions become ours by what they say of themselves, and lose every key."""

from __future__ import annotations

import asyncio
import json
from email.utils import formatdate
from time import time
from types import SimpleNamespace
from typing import Any

import pytest

from interviewer.providers.errors import (
    BadModelName,
    ContextTooLong,
    KeyMissing,
    KeyRefused,
    ProviderDown,
    ProviderError,
    RateLimited,
    RequestRefused,
    Timeout,
)
from interviewer.providers.redaction import redact
from interviewer.providers.translating import translate


class Foreign(Exception):
    """As an SDK's: a status, a body, a response with headers."""

    def __init__(
        self, message: str, status: int | None = None, code: str = "", **headers: str
    ) -> None:
        super().__init__(message)
        self.status_code = status
        self.body: dict[str, Any] = {"error": {"message": message, "type": code}}
        shown = {name.replace("_", "-"): value for name, value in headers.items()}
        self.response = SimpleNamespace(headers=shown)


class ReadTimeout(Exception):
    """As an HTTP library's."""


KINDS: list[tuple[BaseException, type[ProviderError]]] = [
    (Foreign("slow down", 429), RateLimited),
    (Foreign("You exceeded your current quota", 429, "insufficient_quota"), KeyRefused),
    (Foreign("Your credit balance is too low", 400), KeyRefused),
    (Foreign("invalid x-api-key", 401), KeyRefused),
    (Foreign("The api_key client option must be set", 401), KeyMissing),
    (Foreign("Missing Gemini API key. Set GEMINI_API_KEY. Traceback (most", 500), KeyMissing),
    (Foreign("LLM Provider NOT provided. You passed model=x/y", 400), BadModelName),
    (Foreign("anthropic_messages: Invalid model name passed in model=x", 400), BadModelName),
    (Foreign("No connected db.", 400, "no_db_connection"), KeyRefused),
    (Foreign('AnthropicException - {"type":"no_db_connection"}', 400), KeyRefused),
    (Foreign("not for you", 403), KeyRefused),
    (Foreign("model: x", 404), BadModelName),
    (Foreign("prompt is too long: 210000 tokens > 200000 maximum", 400), ContextTooLong),
    (Foreign("maximum context length is 8192 tokens", 400), ContextTooLong),
    (Foreign("too big", 400, "context_length_exceeded"), ContextTooLong),
    (Foreign("unknown field", 422), RequestRefused),
    (Foreign("upstream timed out", 504), Timeout),
    (Foreign("oops", 500), ProviderDown),
    (Foreign("Overloaded", 529), ProviderDown),
    (Foreign("Overloaded", 200, "overloaded_error"), ProviderDown),
    (ReadTimeout(), Timeout),
    (ConnectionResetError("reset"), ProviderDown),
    (json.JSONDecodeError("bad", "{", 0), ProviderDown),
    (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), ProviderDown),
    (AssertionError(), ProviderDown),
    (asyncio.IncompleteReadError(b"", 3), ProviderDown),
]


@pytest.mark.parametrize(("error", "ours"), KINDS, ids=[str(pair[0])[:30] for pair in KINDS])
def test_each_kind(error: BaseException, ours: type[ProviderError]) -> None:
    """The class is the right one, and names the model."""
    made = translate(error, "openai/x", ("OPENAI_API_KEY",))
    assert type(made) is ours
    assert "openai/x" in made.message


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after_ms": "1500"}, 1.5),
        ({"retry_after": "-3"}, 0),
        ({"retry_after": "nan"}, None),
        ({"retry_after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after(headers: dict[str, Any], seconds: float | None) -> None:
    """Seconds, milliseconds, or nothing that can be used."""
    assert translate(Foreign("busy", 429, **headers), "m").retry_after == seconds


def test_retry_after_as_a_date() -> None:
    """HTTP allows a date as well."""
    told = translate(Foreign("busy", 429, retry_after=formatdate(time() + 9, usegmt=True)), "m")
    assert told.retry_after == pytest.approx(9, abs=2)


def test_a_web_page_is_not_quoted() -> None:
    """A gateway's page says nothing that a candidate should read."""
    error = Foreign("", 502)
    error.args = ("<!doctype html><html><body>Bad gateway</body></html>",)
    assert "<" not in translate(error, "m").message


def test_servers_made_with_fastapi_say_detail() -> None:
    """What such a server says is quoted, as llama.cpp's Python server refuses a key."""
    error = Foreign("Error code: 401", 401)
    error.body = {"detail": "Invalid API key"}
    assert translate(error, "m").message == "m: Invalid API key"


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-proj-abcdefgh12345678",
        "https://user:hunter2hunter2@host/v1 refused",
        "GET https://host/v1?key=AIzaSyA-1234567890abcdefghijk failed",
        "header Authorization: Bearer abcdefgh12345678",
        "it was my-secret-value-1 in the environment",
    ],
)
def test_keys_are_redacted(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By their value, by their look, and where addresses carry them."""
    monkeypatch.setenv("SOME_API_KEY", "my-secret-value-1")
    shown = redact(text)
    assert "[key]" in shown
    for secret in ("abcdefgh12345678", "hunter2", "AIzaSyA", "my-secret-value-1"):
        assert secret not in shown


def test_what_is_shown_is_one_safe_line() -> None:
    """Messages of a server are foreign text like any other."""
    assert redact("a\x1b[2J\nb") == "a␛[2J b"
    assert len(redact("x" * 10_000)) <= 300
