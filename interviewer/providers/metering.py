"""A model in one role: every call is paid for before it is made, and reported afterwards.

It adds nothing to what a model says. It knows no interview: who makes it says what becomes of the
reports.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass

from interviewer.providers.base import Answer, ChatModel, Done, Piece, Prompt, Reply, TokenUsage
from interviewer.providers.errors import BudgetReached, CutReply, ProviderError
from interviewer.providers.tokens import count_tokens
from interviewer.providers.usage import Meter, price_of


@dataclass(frozen=True)
class Call:
    """One call: who made it, what it used and cost (US dollars; None: not known)."""

    role: str
    model: str
    usage: TokenUsage
    price: float | None


class MeteredModel:
    """A `ChatModel` whose calls are held against a budget that all roles share."""

    def __init__(
        self, model: ChatModel, role: str, meter: Meter, report: Callable[[Call], None]
    ) -> None:
        self._model, self._role, self._meter, self._report = model, role, meter, report

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    async def warm(self) -> None:
        """Make the model ready."""
        await self._model.warm()

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Piece | Done]:
        """Yield the reply as it comes; raise `BudgetReached` before a call that may exceed it."""
        self._admit(prompt)
        said, used = "", None
        try:
            async with aclosing(self._model.stream(prompt)) as items:  # type: ignore[type-var]
                async for item in items:
                    if isinstance(item, Done):
                        used = item.reply.usage
                        self._count(used)
                    else:
                        said += item.text
                    yield item
        except ProviderError as error:
            self._count_failure(error, prompt)
            used = TokenUsage(0)
            raise
        finally:
            if used is None and said:  # interrupted: what came is paid for
                self._count(TokenUsage.guess(prompt, said))

    async def whole(self, prompt: Prompt) -> Reply:
        """Return a whole reply; raise `BudgetReached` before a call that may exceed the budget."""
        self._admit(prompt)
        try:
            reply = await self._model.whole(prompt)
        except ProviderError as error:
            self._count_failure(error, prompt)
            raise
        self._count(reply.usage)
        return reply

    async def ask_typed(self, prompt: Prompt, schema: type[Answer]) -> tuple[Answer, TokenUsage]:
        """Return a typed answer; raise `BudgetReached` before a call that may exceed the budget."""
        self._admit(prompt, times=2)  # a bad answer is sent back once
        try:
            answer, used = await self._model.ask_typed(prompt, schema)
        except ProviderError as error:
            self._count_failure(error, prompt)
            raise
        self._count(used)
        return answer, used

    async def close(self) -> None:
        """Close the model."""
        await self._model.close()

    def _admit(self, prompt: Prompt, times: int = 1) -> None:
        if self._meter.budget is None:
            return
        tokens = count_tokens(_text(prompt), self.name)
        most = TokenUsage(times * tokens, output=times * prompt.max_tokens)
        price = price_of(self.name, most)
        if not self._meter.afford(price):
            raise BudgetReached(
                f"the budget of ${self._meter.budget:.2f} would be passed"
                if price is not None
                else f"the price of {self.name} is not known, so no budget can be kept"
            )

    def _count(self, used: TokenUsage) -> None:
        price = self._meter.add(self.name, used)
        self._report(Call(self._role, self.name, used, price))

    def _count_failure(self, error: ProviderError, prompt: Prompt) -> None:
        """Count what a failed call cost, as far as anything is known of it."""
        if error.spent is not None:
            self._count(error.spent)
        elif isinstance(error, CutReply) and error.partial:
            self._count(TokenUsage.guess(prompt, error.partial))


def _text(prompt: Prompt) -> str:
    return "\n".join((prompt.system, *(message.text for message in prompt.messages)))
