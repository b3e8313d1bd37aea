"""What a chat model is: a prompt in, pieces of a reply out, and typed answers.

It knows no provider and no SDK; the adapters beside it do, one each.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

Answer = TypeVar("Answer", bound="BaseModel")
Role = Literal["user", "assistant"]
Finish = Literal["stop", "length"]

CHARACTERS_A_TOKEN = 4
"""A common rule of thumb for English; it errs by up to a third, and more in other scripts."""


@dataclass(frozen=True)
class Message:
    """One message of the talk so far."""

    role: Role
    text: str


@dataclass(frozen=True)
class Prompt:
    """All that a model is sent. Messages are only ever appended, so that provider caches work.

    `temperature` is left to the provider where it is None.
    """

    system: str
    messages: tuple[Message, ...]
    max_tokens: int = 1024
    temperature: float | None = None

    @property
    def characters(self) -> int:
        """How long it is, as a first idea of what it costs."""
        return len(self.system) + sum(len(message.text) for message in self.messages)


@dataclass(frozen=True)
class TokenUsage:
    """Tokens of one call. `input` is the whole prompt; `cached` and `written` are parts of it.

    `estimated`: the provider did not say, and this is our guess.
    """

    input: int
    cached: int = 0
    output: int = 0
    written: int = 0
    estimated: bool = False

    def __add__(self, other: TokenUsage) -> TokenUsage:
        """Return what two calls used together."""
        return TokenUsage(
            self.input + other.input,
            self.cached + other.cached,
            self.output + other.output,
            self.written + other.written,
            self.estimated or other.estimated,
        )

    @classmethod
    def guess(cls, prompt: Prompt, text: str) -> TokenUsage:
        """Return an estimate by length, for a call whose provider did not tell."""
        return cls(
            input=-(-prompt.characters // CHARACTERS_A_TOKEN),
            output=-(-len(text) // CHARACTERS_A_TOKEN),
            estimated=True,
        )


@dataclass(frozen=True)
class Piece:
    """Some more text of a reply that is still coming, safe to show."""

    text: str


@dataclass(frozen=True)
class Reply:
    """A whole reply; `length` means that it used up `max_tokens`, so it may end mid-sentence."""

    text: str
    finish: Finish
    usage: TokenUsage


@dataclass(frozen=True)
class Done:
    """The last item of a stream, and only if the provider's own finish event was seen."""

    reply: Reply


class ChatModel(Protocol):
    """A model by its name, such as `openai/gpt-5.4`. All it raises is a `ProviderError`."""

    @property
    def name(self) -> str:
        """The provider's own name for it, as the user wrote it."""

    async def warm(self) -> None:
        """Make ready for the first call: import what is needed, find the key."""

    def stream(self, prompt: Prompt) -> AsyncIterator[Piece | Done]:
        """Yield the reply as it comes, then `Done`; close the iterator to interrupt it."""

    async def whole(self, prompt: Prompt) -> Reply:
        """Return a reply of which nothing is shown before its end, so a cut one is asked again."""

    async def ask_typed(self, prompt: Prompt, schema: type[Answer]) -> tuple[Answer, TokenUsage]:
        """Return an answer of that type and what it cost, a corrective second try included."""

    async def close(self) -> None:
        """Give back connections; the model may not be used afterwards."""
