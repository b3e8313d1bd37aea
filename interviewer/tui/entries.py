"""A transcript's records as the entries of a page: who said what, and the marks between.

The live screen and the scorecard's transcript set the same entries, so both look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from interviewer import transcript as t
from interviewer.tui.show import words

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


def entries(records: Iterable[t.AnyRecord], loaded: Loaded | None) -> Iterator[Entry]:
    """Yield the page of these records; marks of facts follow the reply that told them."""
    names = {phase.id: phase.name for phase in loaded.rubric.phases} if loaded else {}
    topics = {fact.id: fact.topic for fact in loaded.scenario.facts} if loaded else {}
    told: list[str] = []
    waiting: list[Entry] = []
    for record in records:
        if isinstance(record, t.FactsReleased):
            new = [one.fact for one in record.facts if one.fact not in told]
            for fact in dict.fromkeys(new):
                told.append(fact)
                waiting.append(fact_mark(len(told), topics.get(fact, words(fact))))
        elif entry := _entry(record, names):
            yield entry
        if isinstance(record, t.InterviewerSaid):
            yield from waiting
            waiting.clear()
    yield from waiting


def _entry(record: t.AnyRecord, names: dict[str, str]) -> Entry | None:
    match record:
        case t.InterviewerSaid(text=text, complete=complete):
            return Entry("interviewer", text, record.seq, record.clock, complete)
        case t.CandidateSaid(text=text):
            return Entry("candidate", text, record.seq, record.clock)
        case t.WhiteboardSaved(text=text):
            return Entry("whiteboard", text, record.seq, record.clock)
        case t.PhaseEntered(phase=phase):
            return Entry("phase", names.get(phase, words(phase)), clock=record.clock)
        case t.TwistPlayed():
            return Entry("twist", "A constraint has changed", clock=record.clock)
        case t.Fault(what=what, instead=instead):
            return Entry("note", f"{what}; {instead}", clock=record.clock)
        case _:
            return None
