"""A transcript's records as the entries of a page: who said what, and the marks between.

The live screen and the scorecard's transcript set the same entries, so both look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from interviewer import transcript as t
from interviewer.settings import EMBEDDED, ROLES
from interviewer.tui.show import listed, words

if TYPE_CHECKING:
    from interviewer.content import Loaded

Kind = Literal["interviewer", "candidate", "phase", "twist", "fact", "whiteboard", "note"]


@dataclass(frozen=True)
class Entry:
    """One entry; `seq` is the record it shows, or -1 for a mark."""

    kind: Kind
    text: str
    seq: int = -1
    clock: float = 0.0
    complete: bool = True


def fact_mark(number: int, topic: str) -> Entry:
    """Return the mark of a fact that was told."""
    return Entry("fact", f"Fact {number} noted: {topic}")


def recast(models: Mapping[str, str]) -> Entry:
    """Return the mark of roles that went to other models."""
    if list(models.values()) == [EMBEDDED] * len(ROLES):
        return Entry("note", "From here on no language model plays.")
    roles: dict[str, list[str]] = {}
    for role, model in models.items():
        roles.setdefault(model, []).append(f"the {role}")
    plays = [
        f"{'no language model' if model == EMBEDDED else model} plays {listed(found)}"
        for model, found in roles.items()
    ]
    return Entry("note", f"From here on {'; '.join(plays)}.")


def fault_mark(what: str, instead: str) -> Entry:
    """Return the mark of something that failed."""
    return Entry("note", f"{what.rstrip('.')}; {instead}")


def entries(records: Iterable[t.AnyRecord], loaded: Loaded | None) -> Iterator[Entry]:
    """Yield the page of these records; marks of facts follow the reply that told them."""
    yield from _Page(loaded).read(records)


class _Page:
    """Reads records one by one, and holds what waits for a later one."""

    def __init__(self, loaded: Loaded | None) -> None:
        self._names = {phase.id: phase.name for phase in loaded.rubric.phases} if loaded else {}
        self._topics = {fact.id: fact.topic for fact in loaded.scenario.facts} if loaded else {}
        self._told: list[str] = []
        self._facts: list[Entry] = []
        self._recast: dict[str, str] = {}

    def read(self, records: Iterable[t.AnyRecord]) -> Iterator[Entry]:
        """Yield the entries."""
        for record in records:
            if self._recast and not isinstance(record, t.ModelChanged):
                yield from self._changed()
            yield from self._of(record)
            if isinstance(record, t.InterviewerSaid):
                yield from self._noted()
        yield from self._changed()
        yield from self._noted()

    def _of(self, record: t.AnyRecord) -> Iterator[Entry]:
        match record:
            case t.FactsReleased():
                self._release(record)
            case t.ModelChanged(role=role, model=model):
                self._recast[role] = model
            case t.Fault(what=what, instead=instead, shown=True):
                yield fault_mark(what, instead)
            case _:
                yield from _entry(record, self._names)

    def _release(self, record: t.FactsReleased) -> None:
        for fact in dict.fromkeys(one.fact for one in record.facts):
            if fact not in self._told:
                self._told.append(fact)
                topic = self._topics.get(fact, words(fact))
                self._facts.append(fact_mark(len(self._told), topic))

    def _noted(self) -> Iterator[Entry]:
        facts, self._facts = self._facts, []
        yield from facts

    def _changed(self) -> Iterator[Entry]:
        models, self._recast = self._recast, {}
        if models:
            yield recast(models)


def _entry(record: t.AnyRecord, names: dict[str, str]) -> Iterator[Entry]:
    match record:
        case t.InterviewerSaid(text=text, complete=complete):
            yield Entry("interviewer", text, record.seq, record.clock, complete)
        case t.CandidateSaid(text=text):
            yield Entry("candidate", text, record.seq, record.clock)
        case t.WhiteboardSaved(text=text):
            yield Entry("whiteboard", text, record.seq, record.clock)
        case t.PhaseEntered(phase=phase):
            yield Entry("phase", names.get(phase, words(phase)), clock=record.clock)
        case t.TwistPlayed():
            yield Entry("twist", "A constraint has changed", clock=record.clock)
        case _:
            return
