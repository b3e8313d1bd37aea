"""Candidates who leave after some turns: whole interviews of the real engine, in a fraction."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.audit.candidate import Candidate, Kind
from interviewer.audit.cast import Cast
from interviewer.audit.fidelity import Check
from interviewer.outcome import RunKey
from interviewer.providers.base import ChatModel


class Brief:
    """A candidate who leaves after some turns."""

    def __init__(self, inner: Candidate, turns: int) -> None:
        self._inner, self._left = inner, turns

    @property
    def name(self) -> str:
        """The name of who it really is."""
        return self._inner.name

    @property
    def kind(self) -> Kind:
        """The same."""
        return self._inner.kind

    async def reply(self, heard: str) -> str | None:
        """Say the same, then nothing."""
        self._left -= 1
        return await self._inner.reply(heard) if self._left >= 0 else None


@dataclass(frozen=True)
class Leaving(Cast):
    """A cast whose candidates leave after `turns` turns; nobody asks whether they were in role."""

    turns: int = 3

    def candidate(self, key: RunKey, model: ChatModel | None = None) -> Candidate:
        """Return the candidate, briefly."""
        return Brief(super().candidate(key, model), self.turns)

    def checks(self, key: RunKey) -> tuple[Check, ...]:
        """Return nothing."""
        return ()
