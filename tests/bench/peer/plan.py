"""What a side is to do: how many conversations, of how many calls, of which size.

It imports nothing of the program, and the peer's environment can load it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from math import ceil

PROMPT = {"candidate": 1_500, "interviewer": 3_000, "judge": 15_000}
"""Characters of standing instructions by role, so that requests are as long as an interview's."""


@dataclass(frozen=True)
class Plan:
    """Conversations and the calls of each, one after the other."""

    address: str
    """Of the server, with /v1."""
    folder: str
    conversations: int = 200
    concurrency: int = 100
    """Conversations at a time, and so the most calls that are under way."""
    turns: int = 8
    """Of which each is a call for the candidate and one for the interviewer."""
    judging: int = 10
    """Calls of the judge."""
    prompt: dict[str, int] = field(default_factory=PROMPT.copy)

    @property
    def calls(self) -> int:
        """How many calls there are in all conversations together."""
        return self.conversations * (2 * self.turns + self.judging)

    def write(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Plan:
        """Return what was written."""
        return cls(**json.loads(text))


def floor(calls: int, conversations: int, concurrency: int, latency: float) -> float:
    """Return seconds that no program can be faster than, however many calls there were.

    A conversation asks one thing after the other, so it takes its calls times the latency, and
    `concurrency` conversations run at a time.
    """
    return ceil(conversations / concurrency) * calls / conversations * latency
