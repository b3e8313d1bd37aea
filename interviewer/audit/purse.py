"""A budget that calls under way at the same time cannot pass together.

It knows what calls may cost, not what they are about.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from interviewer.providers.base import Prompt, TokenUsage
from interviewer.providers.usage import Meter, price_of

BYTES_A_TOKEN = 2
"""Fewer than a token has in any language we know of; English has four."""


class Purse:
    """What a meter has left, and what calls under way have set aside of it.

    A meter knows what was spent; a call is paid for when it is over. So each sets aside what it may
    cost at the most, and one for which nothing is left waits until others have given back. The last
    one is admitted or refused by the meter itself.
    """

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self._aside: list[float] = []
        self._given_back = asyncio.Event()

    @asynccontextmanager
    async def hold(self, model: str, prompt: Prompt, times: int = 1) -> AsyncIterator[None]:
        """Set aside what a call may cost; without a budget nothing is."""
        budget = self.meter.budget
        most = _at_most(model, prompt, times) if budget is not None else None
        if budget is None or most is None:
            yield
            return
        while self._aside and self.meter.total + sum(self._aside) + most > budget:
            self._given_back.clear()
            await self._given_back.wait()
        self._aside.append(most)
        try:
            yield
        finally:
            self._aside.remove(most)
            self._given_back.set()


def _at_most(model: str, prompt: Prompt, times: int) -> float | None:
    """Return more than a call costs, in US dollars, without counting its tokens."""
    texts = (prompt.system, *(message.text for message in prompt.messages))
    tokens = sum(len(text.encode("utf-8", "replace")) for text in texts) // BYTES_A_TOKEN + 100
    return price_of(model, TokenUsage(times * tokens, output=times * prompt.max_tokens))
