"""Interviews of a dry run as an author reads them: who sat, how far it went, what was touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from interviewer import transcript as t
from interviewer.authoring.asked import Put, put
from interviewer.authoring.places import Place
from interviewer.engine.state import State, fold
from interviewer.judge.scorecard import CREDIT, Scorecard

Role = Literal["talker", "expert", "probe"]
"""Must fail, may pass, or is no candidate and only tries the plumbing."""


@dataclass(frozen=True)
class Sitting:
    """One interview: who sat it, its records and what the judge made of it.

    `aims` maps questions to the facts they were meant for, where the candidate knows that. Of an
    authored candidate `script` is where it begins in its file, and `speechless` the ids of the
    questions that were put to it and met no answer of its own.
    """

    persona: str
    role: Role
    seed: int
    records: Sequence[t.AnyRecord]
    card: Scorecard
    aims: Mapping[str, str] = field(default_factory=dict)
    script: Place | None = None
    speechless: frozenset[str] = frozenset()

    @cached_property
    def state(self) -> State:
        """The interview at its end."""
        return fold(self.records)

    @cached_property
    def put(self) -> list[Put]:
        """The questions that were put, each with the first reply."""
        return put(self.records)

    @cached_property
    def triggered(self) -> frozenset[str]:
        """The hooks that the candidate's words set off."""
        return frozenset(hook for hook, _ in self.state.triggered)

    @property
    def stayed(self) -> bool:
        """Whether the interview went to its end."""
        return self.state.closed is not None and self.state.closed.why in ("finished", "time")

    @property
    def passed(self) -> bool:
        """Whether it was passed."""
        return self.card.verdict in ("pass", "strong_pass")

    @property
    def held(self) -> int:
        """How many pointed questions were answered so that the answer held."""
        return sum(probe.outcome == "held" for probe in self.card.probes)

    def levels(self) -> tuple[int, ...]:
        """Return how many criteria stand on each rung 0-4."""
        reached = [result.level for result in self.card.criteria]
        return tuple(reached.count(level) for level in range(len(CREDIT)))
