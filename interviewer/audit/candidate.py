"""Who can sit an interview: a person's place, taken by code.

A candidate hears what the interviewer says and nothing else: no move, no hook, no score.
"""

from __future__ import annotations

from typing import Literal, Protocol

Kind = Literal["smooth", "legitimate"]


class Candidate(Protocol):
    """Sits one interview; whoever starts another makes another."""

    @property
    def name(self) -> str:
        """Which persona it is; part of file names."""

    @property
    def kind(self) -> Kind:
        """Whether it must fail (smooth) or may pass (legitimate)."""

    async def reply(self, heard: str) -> str | None:
        """Return what is said to what was heard; None if there is nothing more to say."""
