"""Which interview is held next, and when there are enough of them.

Seeds of a persona are taken in order. An invalid run is replaced by the next seed; an error is not:
it is tried again when the audit is resumed. What is held does not depend on the order in which
interviews end, so any number of workers gives the same results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from interviewer.audit.statistics import Sequential
from interviewer.outcome import Arm, Design, Member, Outcome, RunKey

SPARE = 0.5
"""Invalid runs that are replaced, as a share of the runs planned; then the persona is given up."""


@dataclass
class Cell:
    """One persona of one scenario: what was launched and what came of it."""

    scenario: str
    member: Member
    design: Design
    next_seed: int = 0
    flying: int = 0
    ended: dict[int, Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.next_seed = self.next_seed or self.design.first_seed

    @property
    def target(self) -> int:
        """How many runs are planned: an authored text says the same with every seed."""
        return self.design.seeds if self.member.interval else 1

    def wants(self) -> bool:
        """Whether another interview should be launched now."""
        if self._launched >= self.target + max(1, int(SPARE * self.target)):
            return False
        if self.flying + self._valid >= self.target:
            return False
        return not self._settled()

    def launch(self) -> RunKey:
        """Return the key of the next interview."""
        key = RunKey(
            scenario=self.scenario,
            persona=self.member.persona,
            arm=self.member.arm,
            seed=self.next_seed,
        )
        self.next_seed += 1
        self.flying += 1
        return key

    def land(self, outcome: Outcome) -> None:
        """Take what came of a launched interview."""
        self.flying -= 1
        self.ended[outcome.key.seed] = _compact(outcome)

    def restore(self, ended: Iterable[Outcome]) -> list[RunKey]:
        """Take what was done before; return earlier seeds that are missing, to be held first."""
        self.ended = {outcome.key.seed: _compact(outcome) for outcome in ended}
        first = self.design.first_seed
        self.next_seed = max(self.ended, default=first - 1) + 1
        gaps = [seed for seed in range(first, self.next_seed) if seed not in self.ended]
        self.flying += len(gaps)
        return [
            RunKey(
                scenario=self.scenario, persona=self.member.persona, arm=self.member.arm, seed=seed
            )
            for seed in gaps
        ]

    @property
    def _launched(self) -> int:
        return self.next_seed - self.design.first_seed

    @property
    def _valid(self) -> int:
        return sum(outcome.status != "invalid" for outcome in self.ended.values())

    def _settled(self) -> bool:
        if self.design.mode != "quick" or not self.member.interval:
            return False
        return settled_at(self._in_order()) is not None

    def _in_order(self) -> Iterator[Outcome]:
        """Yield outcomes by seed, up to the first that is still being held."""
        seed = self.design.first_seed
        while seed in self.ended:
            yield self.ended[seed]
            seed += 1


def settled_at(outcomes: Iterable[Outcome]) -> int | None:
    """Return how many outcomes, in the order of their seeds, decide the sequential test."""
    test = Sequential()
    for number, outcome in enumerate(outcomes, 1):
        if outcome.counts:
            test.take(outcome.passed)
            if test.says != "open":
                return number
    return None


def _compact(outcome: Outcome) -> Outcome:
    """Return what planning needs: the words stay on disk."""
    return outcome.model_copy(update={"criteria": [], "summary": "", "reason": ""})


class Plan:
    """All cells of an audit, scenario by scenario, in each the persona with the fewest runs."""

    def __init__(self, design: Design, done: Iterable[Outcome] = ()) -> None:
        self.cells = {
            (part.scenario, member.persona, member.arm): Cell(part.scenario, member, design)
            for part in design.parts
            for member in part.members
            if not member.searches
        }
        before: dict[tuple[str, str, Arm], list[Outcome]] = {}
        for outcome in done:
            if outcome.status != "error":
                key = (outcome.key.scenario, outcome.key.persona, outcome.key.arm)
                before.setdefault(key, []).append(outcome)
        self._gaps: list[RunKey] = []
        for place, ended in before.items():
            if cell := self.cells.get(place):
                self._gaps += cell.restore(ended)

    def next(self) -> RunKey | None:
        """Return the next interview to hold; None if none is wanted as things stand."""
        if self._gaps:
            return self._gaps.pop(0)
        wanting: list[Cell] = []
        for cell in self.cells.values():
            if wanting and cell.scenario != wanting[0].scenario:
                break
            if cell.wants():
                wanting.append(cell)
        return min(wanting, key=lambda cell: cell.next_seed).launch() if wanting else None

    def take(self, outcome: Outcome) -> None:
        """Take what came of an interview."""
        key = outcome.key
        self.cells[key.scenario, key.persona, key.arm].land(outcome)

    @property
    def total(self) -> int:
        """How many interviews there will be if none is invalid; in `quick`, at the most."""
        return sum(max(cell.target, len(cell.ended)) for cell in self.cells.values())

    @property
    def done(self) -> int:
        """How many have ended."""
        return sum(len(cell.ended) for cell in self.cells.values())
