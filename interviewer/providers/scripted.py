"""A model that says what it was told to: for tests and rehearsals, exact and offline.

It keeps to the same contract as the real ones, so what it is told can also be to break off, to
wait, or to fail. It knows no provider.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from interviewer.providers import typed
from interviewer.providers.base import Answer, Done, Finish, Piece, Prompt, Reply, TokenUsage
from interviewer.providers.errors import CutReply, ProviderError


@dataclass(frozen=True)
class Line:
    """One reply to come: its pieces, the seconds before each, and how it ends.

    `error` is raised after the pieces; `cut` ends them without a finish event.
    """

    pieces: tuple[str, ...] = ()
    delay: float = 0.0
    finish: Finish = "stop"
    cut: bool = False
    error: ProviderError | None = None
    usage: TokenUsage | None = None


@dataclass
class ScriptedModel:
    """A `ChatModel` that takes its lines from a queue, and from `otherwise` when that is empty.

    `prompts` and `schemas` record what it was asked; a schema is None for a stream.
    """

    name: str = "scripted/double"
    otherwise: Callable[[Prompt], str] | None = None
    prompts: list[Prompt] = field(default_factory=list)
    schemas: list[type[BaseModel] | None] = field(default_factory=list)
    closed: bool = False
    lines: deque[Line] = field(default_factory=deque)

    def say(
        self,
        *pieces: str,
        delay: float = 0.0,
        finish: Finish = "stop",
        usage: TokenUsage | None = None,
    ) -> ScriptedModel:
        """Enqueue a whole reply, in these pieces."""
        return self.enqueue(Line(pieces, delay, finish, usage=usage))

    def answer(
        self, answer: BaseModel | dict[str, Any] | str, *, usage: TokenUsage | None = None
    ) -> ScriptedModel:
        """Enqueue a typed answer; a string stands as it is, so it can be a bad one."""
        if isinstance(answer, BaseModel):
            text = answer.model_dump_json()
        else:
            text = answer if isinstance(answer, str) else json.dumps(answer)
        return self.enqueue(Line((text,), usage=usage))

    def cut(self, *pieces: str, delay: float = 0.0) -> ScriptedModel:
        """Enqueue a reply that breaks off after these pieces."""
        return self.enqueue(Line(pieces, delay, cut=True))

    def fail(
        self, error: ProviderError, after: Sequence[str] = (), delay: float = 0.0
    ) -> ScriptedModel:
        """Enqueue a failure, before anything was said or after some pieces."""
        return self.enqueue(Line(tuple(after), delay, error=error))

    def enqueue(self, line: Line) -> ScriptedModel:
        """Enqueue a line; return the model, for a chain of them."""
        self.lines.append(line)
        return self

    async def warm(self) -> None:
        """Need nothing."""

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Piece | Done]:
        """Yield the next line, piece by piece."""
        line = self._next(prompt, None)
        said = ""
        for piece in line.pieces:
            await asyncio.sleep(line.delay)
            said += piece
            yield Piece(piece)
        yield Done(await self._end(line, said, prompt))

    async def whole(self, prompt: Prompt) -> Reply:
        """Return the next line as a whole."""
        line = self._next(prompt, None)
        await asyncio.sleep(line.delay)
        return await self._end(line, "".join(line.pieces), prompt)

    async def ask_typed(self, prompt: Prompt, schema: type[Answer]) -> tuple[Answer, TokenUsage]:
        """Return the next line as an answer of that type."""

        async def ask(asked: Prompt) -> Reply:
            line = self._next(asked, schema)
            await asyncio.sleep(line.delay)
            return await self._end(line, "".join(line.pieces), asked)

        return await typed.ask(ask, prompt, schema, self.name)

    async def close(self) -> None:
        """Note that it was closed."""
        self.closed = True

    def _next(self, prompt: Prompt, schema: type[BaseModel] | None) -> Line:
        self.prompts.append(prompt)
        self.schemas.append(schema)
        if self.lines:
            return self.lines.popleft()
        if self.otherwise:
            return Line((self.otherwise(prompt),))
        raise LookupError(f"{self.name} was asked {len(self.prompts)} times and has no line left")

    async def _end(self, line: Line, said: str, prompt: Prompt) -> Reply:
        if not line.pieces:
            await asyncio.sleep(line.delay)
        if line.error and not said:
            raise line.error
        if line.error or line.cut or not said.strip():
            why = line.error.message if line.error else "it broke off"
            raise CutReply(f"{self.name}: {why}", partial=said)
        return Reply(said, line.finish, line.usage or TokenUsage.guess(prompt, said))
