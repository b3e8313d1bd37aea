"""Which interview is held next, and when there are enough of them.

Seeds of a persona are taken in order. An invalid run is replaced by the next seed; an error is not:
it is tried again when the audit is resumed. What is held does not depend on the order in which
interviews end, so any number of workers gives the same results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from interviewer.audit.statistics import Sequential
from interviewer.outcome import Arm, Design, Ended, Member, Outcome, RunKey

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
    ended: dict[int, Ended] = field(default_factory=dict)
    invalid: int = 0
    gaps: list[int] = field(default_factory=list)
    """Seeds that an earlier run left out, to be held before others."""

    def __post_init__(self) -> None:
        self.next_seed = self.next_seed or self.design.first_seed

    @property
    def target(self) -> int:
        """How many runs are planned: an authored text says the same with every seed."""
        return self.design.seeds if self.member.interval else 1

    @property
    def left(self) -> int:
        """How many are still to be held if none is invalid; in `quick`, at the most."""
        if self.settled:
            return 0
        return max(0, min(self.target - self.valid, self._most - len(self.ended)))

    @property
    def valid(self) -> int:
        """How many of those that have ended need not be replaced."""
        return len(self.ended) - self.invalid

    @property
    def settled(self) -> bool:
        """Whether a sequential test is decided."""
        if self.design.mode != "quick" or not self.member.interval:
            return False
        return settled_at(self._in_order()) is not None

    @property
    def upcoming(self) -> int:
        """The seed that is launched next."""
        return self.gaps[0] if self.gaps else self.next_seed

    def wants(self) -> bool:
        """Whether another interview should be launched now."""
        if not self.gaps and (
            self._launched >= self._most or self.flying + self.valid >= self.target
        ):
            return False
        return not self.settled

    def launch(self) -> RunKey:
        """Return the key of the next interview."""
        seed = self.upcoming
        if self.gaps:
            del self.gaps[0]
        else:
            self.next_seed += 1
        self.flying += 1
        return RunKey(
            scenario=self.scenario, persona=self.member.persona, arm=self.member.arm, seed=seed
        )

    def land(self, outcome: Outcome) -> None:
        """Take what came of a launched interview."""
        self.flying -= 1
        self._keep(Ended.of(outcome))

    def restore(self, ended: Iterable[Ended]) -> None:
        """Take what was done before; earlier seeds that are missing are gaps."""
        for one in ended:
            self._keep(one)
        first = self.design.first_seed
        self.next_seed = max(self.ended, default=first - 1) + 1
        self.gaps = [seed for seed in range(first, self.next_seed) if seed not in self.ended]

    def _keep(self, one: Ended) -> None:
        self.ended[one.key.seed] = one
        self.invalid += one.status == "invalid"

    @property
    def _most(self) -> int:
        """How many are launched at the most, those that replace invalid ones included."""
        return self.target + max(1, int(SPARE * self.target))

    @property
    def _launched(self) -> int:
        return self.next_seed - self.design.first_seed

    def _in_order(self) -> Iterator[Ended]:
        """Yield outcomes by seed, up to the first that is still being held."""
        seed = self.design.first_seed
        while seed in self.ended:
            yield self.ended[seed]
            seed += 1


def settled_at(outcomes: Iterable[Outcome | Ended]) -> int | None:
    """Return how many outcomes, in the order of their seeds, decide the sequential test."""
    test = Sequential()
    for number, outcome in enumerate(outcomes, 1):
        if outcome.counts:
            test.take(outcome.passed)
            if test.says != "open":
                return number
    return None


class Plan:
    """All cells of an audit, scenario by scenario, in each the persona with the fewest runs."""

    def __init__(self, design: Design, done: Iterable[Outcome | Ended] = ()) -> None:
        self.quick = design.mode == "quick"
        self.cells = {
            (part.scenario, member.persona, member.arm): Cell(part.scenario, member, design)
            for part in design.parts
            for member in part.members
            if not member.searches
        }
        before: dict[tuple[str, str, Arm], list[Ended]] = {}
        for outcome in done:
            if outcome.status != "error":
                key = (outcome.key.scenario, outcome.key.persona, outcome.key.arm)
                before.setdefault(key, []).append(Ended.of(outcome))
        for place, ended in before.items():
            if cell := self.cells.get(place):
                cell.restore(ended)

    def next(self) -> RunKey | None:
        """Return the next interview to hold; None if none is wanted as things stand."""
        wanting: list[Cell] = []
        for cell in self.cells.values():
            if wanting and cell.scenario != wanting[0].scenario:
                break
            if cell.wants():
                wanting.append(cell)
        return min(wanting, key=lambda cell: cell.upcoming).launch() if wanting else None

    def take(self, outcome: Outcome) -> None:
        """Take what came of an interview."""
        key = outcome.key
        self.cells[key.scenario, key.persona, key.arm].land(outcome)

    @property
    def total(self) -> int:
        """How many interviews there will be if none is invalid; in `quick`, at the most."""
        return sum(len(cell.ended) + cell.left for cell in self.cells.values())

    @property
    def done(self) -> int:
        """How many have ended."""
        return sum(len(cell.ended) for cell in self.cells.values())
