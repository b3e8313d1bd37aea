"""Every other provider, through LiteLLM: Ollama, vLLM, Gemini, Bedrock, a gateway by its address.

Three things about it are worked around here. It goes online and prints when imported, so the
environment is set first and its voice turned down. It retries on its own, so that is turned off.
And it reports replies that broke off as finished: the finish reason of its last chunk is not
believed, only the one it recorded from a chunk of the provider (`received_finish_reason`).
It knows no other adapter.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import AsyncGenerator
from typing import Any, ClassVar

from pydantic import BaseModel

from interviewer.providers import addresses, typed
from interviewer.providers.base import Finish, Prompt, TokenUsage
from interviewer.providers.calling import LOCAL, AskAgain, Heard, Limits, RemoteModel
from interviewer.providers.errors import ProviderError, RequestRefused

_LOGGERS = ("LiteLLM", "LiteLLM Proxy", "LiteLLM Router")
_ABOUT_SCHEMA = re.compile(r"response_format|json_schema|schema|UnsupportedParams", re.IGNORECASE)
_STEPS_DOWN = frozenset({400, 404, 415, 422, 500, 501})
_REFUSALS = frozenset({"content_filter", "refusal"})


class LiteLLMModel(RemoteModel):
    """A model by LiteLLM's name for it, such as `ollama/llama3.2`."""

    _connected: ClassVar[int] = 0
    """How many of them share the HTTP clients that the library keeps."""

    def __init__(
        self, model: str, limits: Limits | None = None, key_names: tuple[str, ...] = ()
    ) -> None:
        self.provider = model.split("/", 1)[0]
        self.address = addresses.ollama() if self.provider.startswith("ollama") else ""
        patient = LOCAL if addresses.is_loopback(self.address) else None
        super().__init__(model, limits or patient)
        self.key_names = key_names
        self.json_mode = True

    def connect(self) -> Any:
        """Import the library, which is all there is to hold."""
        os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
        os.environ.setdefault("LITELLM_LOG", "ERROR")
        import litellm

        for name in _LOGGERS:  # it writes to stderr, over the screen
            logger = logging.getLogger(name)
            logger.handlers.clear()
            logger.setLevel(logging.CRITICAL)
        litellm.suppress_debug_info = True
        litellm.telemetry = False
        litellm.drop_params = True
        LiteLLMModel._connected += 1
        return litellm

    async def disconnect(self, client: Any) -> None:
        """Close the library's HTTP clients with the last model that uses them."""
        LiteLLMModel._connected -= 1
        if not LiteLLMModel._connected:
            await client.close_litellm_async_clients()

    async def listen(self, prompt: Prompt, schema: type[BaseModel] | None) -> AsyncGenerator[Heard]:
        """Send one request and yield what is heard."""
        client = await self.client()
        refusal: ProviderError | None = None
        try:
            stream = await client.acompletion(**self._request(prompt, schema))
        except Exception as error:
            refusal = self.translated(error)
        if refusal:
            raise AskAgain(refusal) if self._gives_way(refusal, schema) else refusal
        try:
            async for chunk in stream:
                yield self._heard(chunk, stream)
            yield Heard(finish=self._finish(stream))
        finally:
            await stream.aclose()

    def _request(self, prompt: Prompt, schema: type[BaseModel] | None) -> dict[str, Any]:
        told = typed.instructions(schema) if schema else ""
        system = "\n\n".join(part for part in (prompt.system, told) if part)
        request: dict[str, Any] = {
            "model": self._name,
            "messages": ([{"role": "system", "content": system}] if system else [])
            + [{"role": one.role, "content": one.text} for one in prompt.messages],
            "stream": True,
            "stream_options": {"include_usage": True},
            "max_tokens": prompt.max_tokens,
            "num_retries": 0,
            "max_retries": 0,
            "timeout": self.limits.whole,
        }
        if prompt.temperature is not None:
            request["temperature"] = prompt.temperature
        if self.address:
            request["api_base"] = self.address
        if schema is not None and self.json_mode:
            # Not a pydantic class: llama.cpp's server and others refuse `json_schema`. LiteLLM's
            # own name for the schema comes first; servers of one's own are handed it by the second.
            wanted = schema.model_json_schema()
            request["response_format"] = {
                "type": "json_object",
                "response_schema": wanted,
                "schema": wanted,
            }
        return request

    def _gives_way(self, refusal: ProviderError, schema: type[BaseModel] | None) -> bool:
        """Whether the next request leaves something out that this one was refused for."""
        if schema is None or not self.json_mode:
            return False
        named = _ABOUT_SCHEMA.search(refusal.message) and isinstance(refusal, RequestRefused)
        self.json_mode = not (named or refusal.status in _STEPS_DOWN)
        return not self.json_mode

    def _heard(self, chunk: Any, stream: Any) -> Heard:
        choice = chunk.choices[0] if chunk.choices else None
        text = choice.delta.content if choice and choice.delta else None
        usage = _usage(getattr(chunk, "usage", None))
        return Heard(text or "", self._finish(stream), usage)

    def _finish(self, stream: Any) -> Finish | None:
        """Return how the provider itself ended the reply; None where it never said so."""
        reason = getattr(stream, "received_finish_reason", None)
        if not reason:
            return None
        if reason in _REFUSALS:
            raise RequestRefused(f"{self.name}: the provider stopped the reply ({reason})")
        return "length" if reason in ("length", "max_tokens") else "stop"


def _usage(told: Any) -> TokenUsage | None:
    if told is None:
        return None
    details = getattr(told, "prompt_tokens_details", None)
    return TokenUsage(
        input=told.prompt_tokens or 0,
        cached=getattr(details, "cached_tokens", None) or 0,
        output=told.completion_tokens or 0,
        written=getattr(told, "cache_creation_input_tokens", None) or 0,
    )
