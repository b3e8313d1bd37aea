"""A transcript as the entries of a page, and where the credited words stand in them.

Markdown and HTML set the same entries. It takes records that are clean, and escapes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.report.spelling import spelled
from interviewer.text import safe_text


@dataclass(frozen=True)
class Turn:
    """Words of somebody; `moves` are what the interviewer's words were meant to do, and why."""

    record: int
    who: Literal["interviewer", "candidate", "whiteboard"]
    text: str
    clock: float
    complete: bool = True
    moves: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mark:
    """Something between the turns."""

    kind: Literal["phase", "twist", "fact", "note"]
    text: str
    clock: float = 0.0


Entry = Turn | Mark

_CLOSED = {
    "finished": "The interview was finished.",
    "time": "The time was up.",
    "candidate": "The candidate ended the interview.",
    "end_of_input": "The input ended.",
}


@dataclass(frozen=True)
class Names:
    """What phases and facts are called; ids are spelled out where their file is not at hand."""

    phases: dict[str, str]
    facts: dict[str, str]

    @classmethod
    def of(cls, loaded: Loaded | None) -> Names:
        """Return the names that a scenario and its rubric give."""
        if loaded is None:
            return cls({}, {})
        return cls(
            {phase.id: safe_text(phase.name) for phase in loaded.rubric.phases},
            {fact.id: safe_text(fact.topic) for fact in loaded.scenario.facts},
        )

    def phase(self, identifier: str) -> str:
        """Return a phase's name."""
        return self.phases.get(identifier, spelled(identifier))

    def fact(self, identifier: str) -> str:
        """Return a fact's topic."""
        return self.facts.get(identifier, spelled(identifier))


def entries(
    records: Iterable[t.AnyRecord], names: Names, boards: Iterable[int] = ()
) -> list[Entry]:
    """Return the page of these records.

    Of the whiteboard only the last state is shown, and those in `boards`; a fact that was told and
    a move belong to the reply that follows their records.
    """
    setter = _Setter(names)
    for record in records:
        setter.take(record)
    page = setter.finish()
    last = [
        entry.record for entry in page if isinstance(entry, Turn) and entry.who == "whiteboard"
    ][-1:]
    keep = {*boards, *last}
    return [e for e in page if isinstance(e, Mark) or e.who != "whiteboard" or e.record in keep]


class _Setter:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._page: list[Entry] = []
        self._facts: list[Mark] = []
        self._moves: list[tuple[str, str]] = []

    def take(self, record: t.AnyRecord) -> None:
        match record:
            case t.CandidateSaid():
                self._page.append(Turn(record.seq, "candidate", record.text, record.clock))
            case t.WhiteboardSaved():
                self._page.append(Turn(record.seq, "whiteboard", record.text, record.clock))
            case t.InterviewerSaid():
                self._reply(record)
            case t.MoveChosen():
                self._moves.append((record.move.replace("_", " "), record.reason))
            case t.FactsReleased():
                told = [self._names.fact(released.fact) for released in record.facts]
                self._facts += [Mark("fact", f"Fact told: {topic}", record.clock) for topic in told]
            case _:
                self._between(record)

    def _between(self, record: t.AnyRecord) -> None:
        match record:
            case t.PhaseEntered():
                self._page.append(Mark("phase", self._names.phase(record.phase), record.clock))
            case t.TwistPlayed():
                text = f"A constraint changes: {spelled(record.twist).lower()}"
                self._page.append(Mark("twist", text, record.clock))
            case t.Fault():
                self._page.append(Mark("note", f"{record.what}; {record.instead}", record.clock))
            case t.Paused() | t.Resumed():
                text = "The clock was stopped." if record.type == "paused" else "The clock went on."
                self._page.append(Mark("note", text, record.clock))
            case t.ModelChanged():
                text = f"{record.model} took over as {record.role}."
                self._page.append(Mark("note", text, record.clock))
            case t.Closed():
                self._flush()
                self._page.append(Mark("note", _CLOSED[record.why], record.clock))
            case _:
                return

    def _reply(self, record: t.InterviewerSaid) -> None:
        moves = tuple(self._moves) or ((record.move.replace("_", " "), ""),)
        turn = Turn(record.seq, "interviewer", record.text, record.clock, record.complete, moves)
        self._moves.clear()
        self._page.append(turn)
        self._flush()

    def _flush(self) -> None:
        self._page += self._facts
        self._facts.clear()

    def finish(self) -> list[Entry]:
        self._flush()
        return self._page


# --- where the credited words stand --------------------------------------------------------------


@dataclass(frozen=True)
class Highlight:
    """A quote to be marked in a turn: its level (-1: set aside) and what it was credited to."""

    text: str
    level: int
    label: str


@dataclass(frozen=True)
class Piece:
    """A run of a turn's text; marked where `level` is not None."""

    text: str
    level: int | None = None
    label: str = ""


def find(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a quote stands in a text, whatever its white space and case, or None."""
    if not quote.strip():
        return None
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    loose = re.search(r"\s+".join(map(re.escape, quote.split())), text, re.IGNORECASE)
    if loose:
        return loose.span()
    # a long quote is kept cut: what is there of it is marked
    return find(text, quote[:-1]) if quote.endswith("…") else None


def pieces(text: str, highlights: Sequence[Highlight]) -> list[Piece]:
    """Cut a text where marks begin and end; where they overlap the highest level shows."""
    found = [(span, mark) for mark in highlights if (span := find(text, mark.text))]
    edges = sorted({0, len(text), *(edge for span, _ in found for edge in span)})
    cut = []
    for start, end in pairwise(edges):
        over = [mark for (first, last), mark in found if first <= start and end <= last]
        if over:
            labels = "; ".join(dict.fromkeys(mark.label for mark in over))
            cut.append(Piece(text[start:end], max(mark.level for mark in over), labels))
        else:
            cut.append(Piece(text[start:end]))
    return cut
