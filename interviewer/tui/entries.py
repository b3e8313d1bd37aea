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
    told: dict[str, int] = {}
    waiting: list[Entry] = []
    for record in records:
        match record:
            case t.InterviewerSaid():
                kind: Kind = "interviewer"
                yield Entry(kind, record.text, record.seq, record.clock, record.complete)
                yield from waiting
                waiting.clear()
            case t.CandidateSaid():
                yield Entry("candidate", record.text, record.seq, record.clock)
            case t.FactsReleased():
                for fact in record.facts:
                    if fact.fact not in told:
                        told[fact.fact] = len(told) + 1
                        waiting.append(fact_mark(told[fact.fact], topics.get(fact.fact, words(fact.fact))))
            case t.PhaseEntered():
                yield Entry("phase", names.get(record.phase, words(record.phase)), clock=record.clock)
            case t.TwistPlayed():
                yield Entry("twist", "A constraint has changed", clock=record.clock)
            case t.WhiteboardSaved():
                yield Entry("whiteboard", record.text, record.seq, record.clock)
            case t.Fault():
                yield Entry("note", f"{record.what}; {record.instead}", clock=record.clock)
            case _:
                continue
    yield from waiting
