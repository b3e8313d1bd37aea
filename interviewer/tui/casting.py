"""Whom a choice of models is for: the interviews to come, or the rest of one that is under way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from interviewer.settings import EMBEDDED, ROLES, Models

if TYPE_CHECKING:
    from interviewer.engine.interview import Interview
    from interviewer.engine.state import State
    from interviewer.tui.desk import Desk


class Casting(Protocol):
    """Who plays now, and how that is changed. It raises InterviewerError."""

    about: str
    """What is chosen for, in a few words."""
    kept: str
    """What becomes of the choice."""
    minutes: int
    budget_open: bool
    """Whether the budget can still be chosen."""

    def models(self) -> Models:
        """Return who plays now."""

    def budget(self) -> float | None:
        """Return the US dollars that it may cost; None is no limit."""

    def waits(self) -> str:
        """Return what must end before a choice is in force, in words; nothing if nothing must."""

    async def use(self, models: Models, budget: float | None) -> None:
        """Let them play."""


def cast_of(state: State) -> Models:
    """Return who plays an interview."""
    return Models(*(state.models.get(role, EMBEDDED) for role in ROLES))


class ForNext:
    """The interviews to come; the choice is remembered."""

    about = "who plays the interviewer, the listener and the judge"
    kept = "It is remembered."
    budget_open = True

    def __init__(self, desk: Desk, minutes: int) -> None:
        self._desk = desk
        self.minutes = minutes

    def models(self) -> Models:
        """Return who would play."""
        return self._desk.models()

    def budget(self) -> float | None:
        """Return what the next interview may cost."""
        return self._desk.budget()

    def waits(self) -> str:
        """Return nothing."""
        return ""

    async def use(self, models: Models, budget: float | None) -> None:
        """Remember them."""
        await asyncio.to_thread(self._desk.choose, models, budget)


class ForThis:
    """The rest of an interview; its budget stays what it was begun with.

    `quiet` is set while nobody speaks: a reply is finished by those who began it.
    """

    about = "for the rest of this interview"
    kept = "From the next turn on."
    budget_open = False

    def __init__(self, desk: Desk, interview: Interview, quiet: asyncio.Event) -> None:
        self._desk, self._interview, self._quiet = desk, interview, quiet
        self.minutes = interview.header.minutes

    def models(self) -> Models:
        """Return who plays."""
        return cast_of(self._interview.state)

    def budget(self) -> float | None:
        """Return what the interview may cost."""
        return self._interview.header.budget

    def waits(self) -> str:
        """Return what is said while somebody speaks."""
        return "" if self._quiet.is_set() else "Once this reply is finished …"

    async def use(self, models: Models, budget: float | None) -> None:
        """Recast the interview, between two turns."""
        await self._quiet.wait()
        await self._desk.change_models(self._interview, models)
