"""What a decision of the policy rests on, and a decision in the making.

It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from interviewer import transcript as t
from interviewer.engine import agenda
from interviewer.engine.state import State, fold
from interviewer.rubric import Rubric
from interviewer.scenario import Level, Scenario


@dataclass(frozen=True)
class Asked:
    """A question of the candidate and what retrieval made of it: one of the three is set."""

    question: str
    facts: tuple[t.Released, ...] = ()
    either: tuple[str, str] | None = None
    unknown: t.QuestionDeclined | None = None


@dataclass(frozen=True)
class View:
    """All that a decision may rest on. `elapsed` is seconds of interview, pauses excluded."""

    scenario: Scenario
    rubric: Rubric
    state: State
    minutes: int
    elapsed: float
    asked: tuple[Asked, ...] = ()
    picked: bool = False
    """The candidate only said which of two topics was meant."""
    level: Level = "senior"
    unclear: tuple[str, ...] = ()
    """What was asked beside what can be told, and could mean two things."""


@dataclass
class Decision:
    """Records in the making, and the state that they lead to."""

    view: View
    state: State
    records: list[t.AnyRecord] = field(default_factory=list)

    def add(self, *records: t.AnyRecord) -> None:
        """Append records and fold them into the state."""
        self.records += records
        self.state = fold(records, self.state)

    @property
    def has_move(self) -> bool:
        """Whether something will be said already."""
        return any(isinstance(record, t.MoveChosen) for record in self.records)

    @property
    def hurries(self) -> bool:
        """Whether each phase that is left can have one turn only."""
        view = self.view
        return agenda.must_hurry(view.rubric, self.state, view.minutes, view.elapsed)

    @property
    def phase_is_over(self) -> bool:
        """Whether the clock has passed the end of the current phase."""
        view = self.view
        return agenda.phase_is_over(view.rubric, self.state, view.minutes, view.elapsed)
