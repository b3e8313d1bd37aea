"""Anthropic's Messages. Typed answers are the arguments of a tool that the model must call.

The system prompt and all but the last message are marked for the provider's cache: the talk only
ever grows, so the next request begins with the same words. It knows no other provider.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from interviewer.providers import addresses, typed
from interviewer.providers.base import Finish, Message, Prompt, TokenUsage
from interviewer.providers.calling import LOCAL, AskAgain, Heard, Limits, RemoteModel
from interviewer.providers.errors import KeyMissing, ProviderError, RequestRefused

_TOOL = "answer"
_CACHED = {"cache_control": {"type": "ephemeral"}}
_OPENING = Message("user", "Please begin.")
"""The first message must be the user's."""
_LENGTH = frozenset({"max_tokens", "model_context_window_exceeded"})


class AnthropicModel(RemoteModel):
    """A model behind Messages, by the SDK."""

    key_names = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")

    def __init__(self, model: str, limits: Limits | None = None) -> None:
        self.address = os.environ.get("ANTHROPIC_BASE_URL", "").strip()
        patient = LOCAL if addresses.is_loopback(self.address) else None
        super().__init__(f"anthropic/{model}", limits or patient)
        self.model = model
        self.forced = True
        self._left_out: set[str] = set()

    def connect(self) -> Any:
        """Return the SDK's client; a server of one's own needs no key."""
        import anthropic

        key, token = (os.environ.get(name) or None for name in self.key_names)
        if not key and not token and not self.address:
            raise KeyMissing(f"{self.name} needs a key.", hint="Set ANTHROPIC_API_KEY.")
        return anthropic.AsyncAnthropic(
            api_key=key or (None if token else "none"),
            auth_token=None if key else token,
            base_url=self.address or None,
            max_retries=0,
            timeout=anthropic.Timeout(self.limits.whole, connect=self.limits.connect),
        )

    async def disconnect(self, client: Any) -> None:
        """Close the SDK's client."""
        await client.close()

    async def listen(self, prompt: Prompt, schema: type[BaseModel] | None) -> AsyncGenerator[Heard]:
        """Send one request and yield what is heard."""
        client = await self.client()
        refusal: ProviderError | None = None
        try:
            stream = await client.messages.create(**self._request(prompt, schema))
        except Exception as error:
            refusal = self.translated(error)
        if refusal:
            raise AskAgain(refusal) if self._gives_way(refusal) else refusal
        counted = _Counted()
        async with stream:
            addresses.expect_stream(stream.response, self.name)
            async for event in stream:
                yield self._heard(event, counted)

    def _request(self, prompt: Prompt, schema: type[BaseModel] | None) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self.model,
            "messages": _messages(prompt.messages),
            "max_tokens": prompt.max_tokens,
            "stream": True,
        }
        system = prompt.system
        if schema is not None and self.forced:
            request["tools"] = [_tool(schema)]
            request["tool_choice"] = {"type": "tool", "name": _TOOL}
        elif schema is not None:
            system = f"{system}\n\n{typed.instructions(schema)}".strip()
        if system:
            request["system"] = [{"type": "text", "text": system, **_CACHED}]
        if prompt.temperature is not None and "temperature" not in self._left_out:
            # Newer SDKs and models are doing away with it: past the SDK's own signature.
            request["extra_body"] = {"temperature": prompt.temperature}
        return request

    def _gives_way(self, refusal: ProviderError) -> bool:
        """Whether the next request leaves something out that this one was refused for."""
        if not isinstance(refusal, RequestRefused):
            return False
        if "temperature" in refusal.message and "temperature" not in self._left_out:
            self._left_out.add("temperature")
            return True
        if "tool" in refusal.message and self.forced:
            self.forced = False
            return True
        return False

    def _heard(self, event: Any, counted: _Counted) -> Heard:
        if event.type == "message_start":
            counted.take(event.message.usage)
        elif event.type == "content_block_delta":
            delta = event.delta
            if delta.type == "text_delta":
                return Heard(text=delta.text or "")
            if delta.type == "input_json_delta":
                return Heard(text=delta.partial_json or "")
        elif event.type == "message_delta":
            counted.take(event.usage)
            return Heard(finish=self._finish(event.delta.stop_reason), usage=counted.usage)
        return Heard()

    def _finish(self, reason: str | None) -> Finish | None:
        if not reason:
            return None
        if reason == "refusal":
            raise RequestRefused(f"{self.name}: the model declined to answer")
        return "length" if reason in _LENGTH else "stop"


@dataclass
class _Counted:
    """Tokens as far as they were told: the prompt's at the start, the reply's at the end."""

    plain: int = 0
    cached: int = 0
    written: int = 0
    output: int = 0

    @property
    def usage(self) -> TokenUsage | None:
        """All of them; None while nothing was told. The vendor counts the cached ones apart."""
        whole = self.plain + self.cached + self.written
        if not whole and not self.output:
            return None
        return TokenUsage(whole, self.cached, self.output, self.written)

    def take(self, told: Any) -> None:
        """Take the figures of one event; a missing one keeps its last value."""
        if told is None:
            return
        self.plain = getattr(told, "input_tokens", None) or self.plain
        self.cached = getattr(told, "cache_read_input_tokens", None) or self.cached
        self.written = getattr(told, "cache_creation_input_tokens", None) or self.written
        self.output = getattr(told, "output_tokens", None) or self.output


def _messages(messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    said = [message for message in messages if message.text.strip()]
    if not said or said[0].role != "user":
        said = [_OPENING, *said]
    shaped = [_shaped(message) for message in said]
    if len(said) > 1:
        shaped[-2]["content"][0] |= _CACHED
    return shaped


def _shaped(message: Message) -> dict[str, Any]:
    # A message of the assistant may not end in white space; trim both alike.
    return {"role": message.role, "content": [{"type": "text", "text": message.text.rstrip()}]}


def _tool(schema: type[BaseModel]) -> dict[str, Any]:
    return {
        "name": _TOOL,
        "description": "Give the answer.",
        "input_schema": schema.model_json_schema(),
    }
