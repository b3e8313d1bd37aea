"""The voice: says the chosen moves. The embedded one uses authored words alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Protocol

from interviewer import transcript as t
from interviewer.engine.policy import View
from interviewer.engine.wording import Wording


class Voice(Protocol):
    """Says the plan of a turn; yields pieces of text that join without separators."""

    name: str

    def say(self, plan: tuple[t.MoveChosen, ...], view: View) -> AsyncIterator[str]:
        """Yield the reply."""
        ...


class EmbeddedVoice:
    """Authored wording, chosen by the seed: the same interview is said the same way."""

    name = "embedded"

    def __init__(self, seed: int) -> None:
        self._seed = seed

    async def say(self, plan: tuple[t.MoveChosen, ...], view: View) -> AsyncIterator[str]:
        """Yield the reply sentence by sentence."""
        text = Wording(self._seed, view).reply(plan)
        for piece in re.findall(r".+?(?:(?<=[.!?:\"])\s+|\n+|$)", text, re.DOTALL):
            yield piece
