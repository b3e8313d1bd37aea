"""What calls to any provider over a network share: patience, retries, and when a reply is whole.

An adapter says only what it heard (`RemoteModel.listen`). Here, once for all of them: nothing is
waited for without end; a failure is tried again, but never after a piece was shown; and a reply
counts as whole only if its own finish event was heard. It knows no SDK.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from interviewer.providers import typed
from interviewer.providers.base import (
    Answer,
    Done,
    Finish,
    Piece,
    Prompt,
    Reply,
    TokenUsage,
)
from interviewer.providers.errors import CutReply, ProviderDown, ProviderError, Timeout
from interviewer.providers.translating import translate
from interviewer.text import safe_text

_TALKATIVE = ("httpcore", "httpcore2", "httpx", "httpx2", "openai", "anthropic")
"""They log addresses at INFO, headers and what the candidate said at DEBUG.

Who wants that sets the SDKs' own OPENAI_LOG or ANTHROPIC_LOG, which they read when imported."""


@dataclass(frozen=True)
class Limits:
    """How patient we are, in seconds, and how often we ask."""

    first: float = 60.0
    """Until the first text, all attempts together."""
    each: float = math.inf
    """Until the first text of one attempt: a request that hangs is made again."""
    between: float = 20.0
    """Until the next sign of life."""
    whole: float = 300.0
    """Until the end of the reply."""
    tail: float = 3.0
    """After the finish event, for the count of tokens: the reply is whole without it."""
    connect: float = 8.0
    """Until a connection stands."""
    attempts: int = 3
    retrying: float = 20.0
    """No attempt begins later than this after the first began."""
    pause: float = 0.5
    """Before the second attempt, doubled for the third, where the provider names no time."""
    characters: int = 400_000
    """A reply longer than this is a runaway."""


LOCAL = Limits(first=300.0, between=60.0, whole=900.0)
"""A model on this machine may read a long prompt for minutes before its first word."""

NOTHING = TokenUsage(0)


@dataclass(frozen=True)
class Heard:
    """What one event of a provider's stream said."""

    text: str = ""
    finish: Finish | None = None
    usage: TokenUsage | None = None


class AskAgain(Exception):
    """A request was refused for a part of it that can be left out; the next one leaves it out.

    It never leaves this package.
    """

    def __init__(self, refusal: ProviderError) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class RemoteModel(ABC):
    """A `ChatModel` behind a network. An adapter adds `connect`, `listen` and `disconnect`."""

    key_names: tuple[str, ...] = ()
    """Environment variables that may hold its key."""

    def __init__(self, name: str, limits: Limits | None = None) -> None:
        self._name = name
        self.limits = limits or Limits()
        self._client: Any = None
        self._connecting = asyncio.Lock()

    @property
    def name(self) -> str:
        """The name it was asked for by."""
        return self._name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._name}>"

    @abstractmethod
    def connect(self) -> Any:
        """Import the SDK and return its client. Runs in a thread, once; may raise `KeyMissing`."""

    @abstractmethod
    def listen(self, prompt: Prompt, schema: type[BaseModel] | None) -> AsyncGenerator[Heard]:
        """Send one request and yield what is heard; any exception may escape."""

    @abstractmethod
    async def disconnect(self, client: Any) -> None:
        """Close the SDK's client."""

    async def warm(self) -> None:
        """Import the SDK and make the client ahead of the first call, off the event loop."""
        failure: ProviderError | None = None
        try:
            await self.client()
        except Exception as error:
            failure = self.translated(error)
        if failure:
            raise failure

    async def client(self) -> Any:
        """Return the SDK's client, made on first use."""
        async with self._connecting:
            if self._client is None:
                for name in _TALKATIVE:
                    logging.getLogger(name).setLevel(logging.WARNING)
                self._client = await asyncio.to_thread(self.connect)
            return self._client

    def translated(self, error: BaseException) -> ProviderError:
        """Return our error for an exception, cut off from what it was made of.

        A foreign exception holds the request, the request its headers, the headers the key.
        """
        ours = translate(error, self._name, self.key_names)
        ours.__cause__ = ours.__context__ = None
        return ours.with_traceback(None)

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Piece | Done]:
        """Yield the reply as it comes, then `Done`."""
        patience = _Patience(self.limits)
        while True:
            shown = False
            failure: ProviderError | None = None
            try:
                async with aclosing(self._once(prompt, None, patience)) as items:
                    async for item in items:
                        shown = True
                        yield patience.paid(item) if isinstance(item, Done) else item
                return
            except AskAgain as again:
                failure = patience.at_once(again)
            except ProviderError as error:
                failure = error
            if failure:
                await patience.again(failure, give_up=shown)

    async def whole(self, prompt: Prompt) -> Reply:
        """Return a reply of which nothing is shown before its end, so a cut one is asked again."""
        return await self._whole(prompt, None)

    async def ask_typed(self, prompt: Prompt, schema: type[Answer]) -> tuple[Answer, TokenUsage]:
        """Return an answer of that type and what it cost."""

        async def ask(asked: Prompt) -> Reply:
            return await self._whole(asked, schema)

        return await typed.ask(ask, prompt, schema, self._name)

    async def close(self) -> None:
        """Give back connections."""
        client, self._client = self._client, None
        if client is None:
            return
        failure: ProviderError | None = None
        try:
            await self.disconnect(client)
        except Exception as error:
            failure = self.translated(error)
        if failure:
            raise failure

    async def _whole(self, prompt: Prompt, schema: type[BaseModel] | None) -> Reply:
        patience = _Patience(self.limits)
        while True:
            failure: ProviderError | None = None
            try:
                async with aclosing(self._once(prompt, schema, patience)) as items:
                    async for item in items:
                        if isinstance(item, Done):
                            return patience.paid(item).reply
            except AskAgain as again:
                failure = patience.at_once(again)
            except ProviderError as error:
                failure = error
            if failure:
                await patience.again(failure)

    async def _once(
        self, prompt: Prompt, schema: type[BaseModel] | None, patience: _Patience
    ) -> AsyncGenerator[Piece | Done]:
        """Yield what one request brings; raise a `ProviderError` unless it was whole."""
        reply = _Growing(patience)
        failure: ProviderError | None = None
        async with aclosing(self.listen(prompt, schema)) as events:
            while failure is None:
                heard = None
                try:
                    async with asyncio.timeout_at(reply.patient_until()):
                        heard = await anext(events, None)
                except AskAgain:
                    raise
                except TimeoutError:
                    failure = Timeout(f"{self._name}: {reply.waited_for()}")
                except Exception as error:  # whatever an SDK lets through: it is the boundary
                    failure = self.translated(error)
                if heard is None:
                    break
                text = reply.add(heard)
                if text:
                    yield Piece(text)
                if reply.too_long:
                    failure = ProviderDown(f"{self._name}: the reply does not end")
        yield reply.done(prompt, self._name, failure)


@dataclass
class _Patience:
    """How long this call may still take, and whether it may be tried again."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)
    used: int = 0
    spent: TokenUsage = NOTHING
    """Of the attempts that failed: they are paid for too."""

    def paid(self, done: Done) -> Done:
        """Return a whole reply with what the attempts before it used."""
        return Done(replace(done.reply, usage=self.spent + done.reply.usage))

    def at_once(self, again: AskAgain) -> ProviderError | None:
        """Count an attempt; return the refusal if it was the last, else None: ask again now."""
        self.used += 1
        return None if self.used < self.limits.attempts else again.refusal

    async def again(self, failure: ProviderError, *, give_up: bool = False) -> None:
        """Wait before the next attempt, or raise the failure."""
        self.used += 1
        self.spent += failure.spent or NOTHING
        failure.spent = self.spent if self.spent != NOTHING else None
        wait = failure.retry_after
        if wait is None:
            wait = self.limits.pause * 2.0 ** (self.used - 1) * random.uniform(0.75, 1.25)
        passed = time.monotonic() - self.began
        late = passed + wait > min(self.limits.retrying, self.limits.first)
        if give_up or late or not failure.retryable or self.used >= self.limits.attempts:
            raise failure
        await asyncio.sleep(wait)


@dataclass
class _Growing:
    """A reply as far as it has come."""

    patience: _Patience
    parts: list[str] = field(default_factory=list)
    length: int = 0
    finish: Finish | None = None
    usage: TokenUsage | None = None
    last: float = field(default_factory=time.monotonic)

    @property
    def too_long(self) -> bool:
        """Whether it is longer than any reply should be."""
        return self.length > self.patience.limits.characters

    def patient_until(self) -> float:
        """Return the loop's time at which we stop waiting for the next event."""
        limits, began = self.patience.limits, self.patience.began
        if self.finish:
            until = self.last + limits.tail
        elif self.parts:
            until = min(self.last + limits.between, began + limits.whole)
        else:
            until = min(began + limits.first, self.last + limits.each)
        return asyncio.get_running_loop().time() + until - time.monotonic()

    def waited_for(self) -> str:
        """Return what did not come, in words."""
        limits = self.patience.limits
        if not self.parts:
            return f"no answer within {min(limits.first, limits.each):g} s"
        return f"nothing more for {limits.between:g} s, or not done within {limits.whole:g} s"

    def add(self, heard: Heard) -> str:
        """Take one event in; return the text to show."""
        text = safe_text(heard.text)
        if text:
            self.parts.append(text)
            self.length += len(text)
        if text or heard.finish:
            self.last = time.monotonic()
        self.finish = heard.finish or self.finish
        self.usage = heard.usage or self.usage
        return text

    def done(self, prompt: Prompt, name: str, failure: ProviderError | None) -> Done:
        """Return the whole reply; raise if it is not whole."""
        text = "".join(self.parts)
        used = self.usage or TokenUsage.guess(prompt, text)
        if self.finish and text.strip() and not self.too_long:
            return Done(Reply(text, self.finish, used))
        if failure and not text:
            failure.spent = self.usage  # the provider may have told what it read
            raise failure
        raise self._cut(text, name, failure, used)

    def _cut(
        self, text: str, name: str, failure: ProviderError | None, used: TokenUsage
    ) -> CutReply:
        if failure:
            why = f"{failure.message} (after {len(text)} characters)"
        elif self.finish == "length":
            why = f"{name}: it used up its tokens before it said anything"
        elif self.finish:
            why = f"{name}: the reply is empty"
        else:
            why = f"{name}: the reply ended without its finish event"
        cut = CutReply(why, partial=text)
        cut.spent = used
        return cut
