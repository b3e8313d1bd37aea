"""One small call to a language model, to see that its name, key and address are right."""

from __future__ import annotations

import time
from contextlib import aclosing
from dataclasses import dataclass, replace

from interviewer.providers.base import ChatModel, Message, Piece, Prompt, TokenUsage
from interviewer.providers.calling import RemoteModel
from interviewer.providers.errors import CutReply, ProviderError, RequestRefused
from interviewer.providers.registry import chat_model, need_key
from interviewer.providers.usage import price_of

MOST_TOKENS = 16
FIRST = 120.0
"""Seconds until the first word: a model on this machine may have to be loaded."""
_PROMPT = Prompt("", (Message("user", "Reply with the word ready."),), max_tokens=MOST_TOKENS)
_RAN_OUT = "max_tokens or model output limit"
"""How OpenAI words it when a model thought for as long as it was allowed to."""


@dataclass(frozen=True)
class Trial:
    """What a call to a model showed; `error` says what is wrong if something is."""

    model: str
    error: ProviderError | None = None
    first: float | None = None
    """Seconds until the first word; None if none came."""
    whole: float | None = None
    usage: TokenUsage | None = None
    price: float | None = None
    """US dollars; None where not known."""


async def try_model(name: str) -> Trial:
    """Ask a model for one word and return what came of it; nothing is tried again."""
    try:
        need_key(name)
        model = chat_model(name)
    except ProviderError as error:
        return Trial(name, error)
    if isinstance(model, RemoteModel):  # no time for a second attempt is no second attempt
        model.limits = replace(model.limits, retrying=0.0, first=min(model.limits.first, FIRST))
    try:
        await model.warm()
        return await _timed(model)
    except ProviderError as error:
        return Trial(name, error)
    finally:
        await model.close()


async def _timed(model: ChatModel) -> Trial:
    began, first = time.monotonic(), None
    try:
        async with aclosing(model.stream(_PROMPT)) as items:  # type: ignore[type-var]
            async for item in items:
                passed = time.monotonic() - began
                if isinstance(item, Piece):
                    first = passed if first is None else first
                else:
                    used = item.reply.usage
                    return Trial(model.name, None, first, passed, used, price_of(model.name, used))
    except ProviderError as error:
        if not _only_thought(error):
            raise
        passed, used = time.monotonic() - began, error.spent or TokenUsage(0, estimated=True)
        return Trial(model.name, None, None, passed, used, price_of(model.name, used))
    raise ProviderError(f"{model.name}: the reply did not end")


def _only_thought(error: ProviderError) -> bool:
    """Whether all that was allowed was spent on thinking: it works, and said nothing."""
    if isinstance(error, RequestRefused):
        return _RAN_OUT in error.message
    told = error.spent is not None and not error.spent.estimated and error.spent.output > 0
    return isinstance(error, CutReply) and not error.partial and told
