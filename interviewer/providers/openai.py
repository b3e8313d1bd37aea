"""OpenAI's chat completions, and the many servers that speak the same (`OPENAI_BASE_URL`).

Compatible servers differ in what they accept. A parameter that one refuses is left out from then
on, and typed answers step down from a schema to JSON to plain words. It knows no other provider.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncGenerator
from typing import Any, Literal

from pydantic import BaseModel

from interviewer.providers import addresses, typed
from interviewer.providers.base import Finish, Prompt, TokenUsage
from interviewer.providers.calling import LOCAL, AskAgain, Heard, Limits, RemoteModel
from interviewer.providers.errors import (
    ContextTooLong,
    KeyMissing,
    ProviderDown,
    ProviderError,
    RequestRefused,
)

Mode = Literal["schema", "object", "plain"]
_STEP_DOWN: dict[Mode, Mode] = {"schema": "object", "object": "plain"}
_NO_SCHEMAS = frozenset({400, 404, 415, 422, 500, 501})
"""How compatible servers say that they know no `json_schema`; llama.cpp's says 500."""
_ABOUT_SCHEMA = re.compile(r"response_format|json_schema|schema", re.IGNORECASE)
_OPTIONAL = ("temperature", "stream_options")


class OpenAIModel(RemoteModel):
    """A model behind chat completions, by the SDK."""

    key_names = ("OPENAI_API_KEY",)

    def __init__(self, model: str, limits: Limits | None = None) -> None:
        self.address = os.environ.get("OPENAI_BASE_URL", "").strip()
        patient = LOCAL if addresses.is_loopback(self.address) else None
        super().__init__(f"openai/{model}", limits or patient)
        self.model = model
        self.mode: Mode = "schema"
        self._left_out: set[str] = set()
        # The vendor's reasoning models refuse `max_tokens`; other servers often know only that.
        self._limit_name = "max_tokens" if self.address else "max_completion_tokens"
        self._limit_swapped = False

    def connect(self) -> Any:
        """Return the SDK's client; a compatible server needs no key."""
        import openai

        if not os.environ.get("OPENAI_API_KEY") and not self.address:
            raise KeyMissing(
                f"{self.name} needs a key.",
                hint="Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.",
            )
        return openai.AsyncOpenAI(
            api_key=os.environ.get("OPENAI_API_KEY") or "none",
            base_url=self.address or None,
            max_retries=0,
            timeout=openai.Timeout(self.limits.whole, connect=self.limits.connect),
        )

    async def disconnect(self, client: Any) -> None:
        """Close the SDK's client."""
        await client.close()

    async def listen(self, prompt: Prompt, schema: type[BaseModel] | None) -> AsyncGenerator[Heard]:
        """Send one request and yield what is heard."""
        client = await self.client()
        refusal: ProviderError | None = None
        try:
            stream = await _opened(client, self._request(prompt, schema))
        except Exception as error:
            refusal = self.translated(error)
        if refusal:
            raise AskAgain(refusal) if self._gives_way(refusal, schema) else refusal
        async with stream:
            addresses.expect_stream(stream.response, self.name)
            async for chunk in stream:
                yield self._heard(chunk)

    def _request(self, prompt: Prompt, schema: type[BaseModel] | None) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self.model,
            "messages": self._messages(prompt, schema),
            "stream": True,
            "stream_options": {"include_usage": True},
            self._limit_name: prompt.max_tokens,
        }
        if prompt.temperature is not None:
            request["temperature"] = prompt.temperature
        if schema is not None and self.mode != "plain":
            request["response_format"] = self._format(schema)
        return {key: value for key, value in request.items() if key not in self._left_out}

    def _messages(self, prompt: Prompt, schema: type[BaseModel] | None) -> list[dict[str, str]]:
        told = typed.instructions(schema) if schema and self.mode != "schema" else ""
        system = "\n\n".join(part for part in (prompt.system, told) if part)
        first = [{"role": "system", "content": system}] if system else []
        return first + [{"role": one.role, "content": one.text} for one in prompt.messages]

    def _format(self, schema: type[BaseModel]) -> dict[str, Any]:
        if self.mode == "object":
            # llama.cpp's server makes a grammar of the schema here; others ignore it.
            extra = {"schema": schema.model_json_schema()} if self.address else {}
            return {"type": "json_object", **extra}
        wanted = {"name": schema.__name__, "strict": True, "schema": typed.strict_schema(schema)}
        return {"type": "json_schema", "json_schema": wanted}

    def _gives_way(self, refusal: ProviderError, schema: type[BaseModel] | None) -> bool:
        """Whether the next request leaves something out that this one was refused for."""
        if isinstance(refusal, ContextTooLong) or refusal.status is None:
            return False
        if isinstance(refusal, RequestRefused):
            if self._leaves_out(refusal.message):
                return True
            if re.search(r"max_(completion_)?tokens", refusal.message) and not self._limit_swapped:
                self._limit_swapped = True
                swap = {"max_tokens": "max_completion_tokens"}
                self._limit_name = swap.get(self._limit_name, "max_tokens")
                return True
        return schema is not None and self._steps_down(refusal)

    def _leaves_out(self, said: str) -> bool:
        for name in _OPTIONAL:
            if name in said and name not in self._left_out:
                self._left_out.add(name)
                return True
        return False

    def _steps_down(self, refusal: ProviderError) -> bool:
        own_server = bool(self.address) and refusal.status in _NO_SCHEMAS
        named = isinstance(refusal, RequestRefused) and _ABOUT_SCHEMA.search(refusal.message)
        if self.mode == "plain" or not (own_server or named):
            return False
        self.mode = _STEP_DOWN[self.mode]
        return True

    def _heard(self, chunk: object) -> Heard:
        event = _mapping(chunk)
        if event.get("error"):
            raise ProviderDown(f"{self.name}: it reported an error in mid-reply")
        choices = event.get("choices")
        choice = _mapping(choices[0]) if isinstance(choices, list) and choices else {}
        text = _mapping(choice.get("delta")).get("content")
        return Heard(
            text=text if isinstance(text, str) else "",
            finish=self._finish(choice.get("finish_reason")),
            usage=_usage(event.get("usage")),
        )

    def _finish(self, reason: object) -> Finish | None:
        if not reason:
            return None
        if reason == "content_filter":
            raise RequestRefused(f"{self.name}: its content filter stopped the reply")
        return "length" if reason == "length" else "stop"


async def _opened(client: Any, request: dict[str, Any]) -> Any:
    """Return the stream of a reply, each event as the JSON it is.

    The SDK's own method makes an object of every event, which costs 0.1 ms a token: five times all
    the rest of a call, and an audit makes thousands. This is its way for "undocumented endpoints".
    """
    from openai import AsyncStream

    return await client.post(
        "/chat/completions",
        body=request,
        cast_to=object,
        stream=True,
        stream_cls=AsyncStream[object],
    )


def _usage(told: object) -> TokenUsage | None:
    """Return the count of tokens, as far as a server tells it."""
    if not isinstance(told, dict):
        return None
    details = _mapping(told.get("prompt_tokens_details"))
    return TokenUsage(
        input=_count(told.get("prompt_tokens")),
        cached=_count(details.get("cached_tokens")),
        output=_count(told.get("completion_tokens")),
        written=_count(details.get("cache_write_tokens")),
    )


def _mapping(found: object) -> dict[str, Any]:
    """Return what was found where an object should be; empty if it is something else."""
    return found if isinstance(found, dict) else {}


def _count(found: object) -> int:
    return found if isinstance(found, int) else 0
