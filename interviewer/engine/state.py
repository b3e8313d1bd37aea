"""The state of an interview: a pure fold over its records.

`fold` of a prefix of the records is the state at that point, so resume and replay are re-reading.
It decides nothing (`policy` does) and reads no clock but the one written in the records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Literal

from interviewer import transcript as t

Pending = Literal["nothing", "reading", "deciding", "speaking"]


@dataclass(frozen=True)
class Line:
    """Something that was said, for the screen."""

    seq: int
    who: Literal["candidate", "interviewer"]
    text: str
    move: str | None = None
    hook: str | None = None
    complete: bool = True
    clock: float = 0.0
    plan: tuple[t.MoveChosen, ...] = ()
    """Of the interviewer's lines: the moves that it says."""


@dataclass(frozen=True)
class Probe:
    """A pointed question that was asked; `outcome` is None while it is open."""

    kind: t.ProbeKind
    id: str
    criterion: str
    phase: str
    press: int = 0
    outcome: t.Outcome | None = None


@dataclass(frozen=True)
class Spending:
    """What language models used in this interview; `price` in US dollars, as far as known."""

    calls: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    price: float = 0.0
    unpriced: int = 0
    """Calls whose price is not known."""

    def plus(self, record: t.Usage) -> Spending:
        """Return it with one more call."""
        return Spending(
            self.calls + 1,
            self.input + record.input_tokens,
            self.cached + record.cached_tokens,
            self.output + record.output_tokens,
            self.price + (record.price or 0.0),
            self.unpriced + (record.price is None),
        )


@dataclass(frozen=True)
class State:
    """Everything that the policy and the screen need to know."""

    phase: str | None = None
    phase_turns: int = 0
    lines: tuple[Line, ...] = ()
    facts_told: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    twists: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    open_probe: Probe | None = None
    covered: frozenset[str] = frozenset()
    triggered: tuple[tuple[str, int], ...] = ()
    claims: tuple[tuple[int, t.Claim], ...] = ()
    moves: tuple[t.MoveChosen, ...] = ()
    whiteboard: str = ""
    candidate_turns: int = 0
    questions_asked: int = 0
    narrowed: int = 0
    reading: t.TurnRead | None = None
    plan: tuple[t.MoveChosen, ...] = ()
    pending: Pending = "nothing"
    models: dict[str, str] = field(default_factory=dict)
    """By role; a role that is missing is played without a model."""
    spending: Spending = Spending()
    paused: bool = False
    closed: t.Closed | None = None
    clock: float = 0.0
    clock_by_phase: dict[str, float] = field(default_factory=dict)
    turns_by_phase: dict[str, int] = field(default_factory=dict)

    @property
    def last_question(self) -> str:
        """What the interviewer said last."""
        said = [line for line in self.lines if line.who == "interviewer"]
        return said[-1].text if said else ""

    def probed(self) -> frozenset[str]:
        """Return the criteria that a probe was aimed at."""
        return frozenset(probe.criterion for probe in self.probes)

    def asked(self) -> frozenset[str]:
        """Return the ids of hooks and estimates that were asked."""
        return frozenset(probe.id for probe in self.probes)


def fold(records: Iterable[t.AnyRecord], start: State | None = None) -> State:
    """Return the state after these records."""
    return reduce(step, records, start or State())


def step(  # noqa: C901, PLR0911, PLR0912 - a case for each kind of record
    state: State, record: t.AnyRecord
) -> State:
    """Return the state after one more record."""
    state = _time(state, record)
    match record:
        case t.Header():
            return replace(state, models=dict(record.models))
        case t.ModelChanged():
            return replace(state, models=state.models | {record.role: record.model})
        case t.Usage():
            return replace(state, spending=state.spending.plus(record))
        case t.CandidateSaid():
            return _heard(state, record)
        case t.TurnRead():
            return _read(state, record)
        case t.MoveChosen():
            return _chosen(state, record)
        case t.InterviewerSaid():
            line = Line(
                record.seq,
                "interviewer",
                record.text,
                record.move,
                record.hook,
                record.complete,
                record.clock,
                state.plan,
            )
            return replace(state, lines=(*state.lines, line), pending="nothing", plan=())
        case t.FactsReleased():
            told = dict.fromkeys((*state.facts_told, *(fact.fact for fact in record.facts)))
            return replace(state, facts_told=tuple(told))
        case t.QuestionDeclined():
            return replace(state, declined=(*state.declined, record.question))
        case t.ProbeOpened():
            return _opened(state, record)
        case t.ProbeSettled():
            return _settled(state, record)
        case t.PhaseEntered():
            return replace(state, phase=record.phase, phase_turns=0)
        case t.TwistPlayed():
            return replace(state, twists=(*state.twists, record.twist))
        case t.WhiteboardSaved():
            return replace(state, whiteboard=record.text)
        case t.Paused():
            return replace(state, paused=True)
        case t.Resumed():
            return replace(state, paused=False)
        case t.Closed():
            return replace(state, closed=record, pending="nothing")
        case _:
            return state


def _time(state: State, record: t.AnyRecord) -> State:
    spent = record.clock - state.clock
    if spent <= 0:
        return state
    by_phase = dict(state.clock_by_phase)
    if state.phase:
        by_phase[state.phase] = by_phase.get(state.phase, 0.0) + spent
    return replace(state, clock=record.clock, clock_by_phase=by_phase)


def _heard(state: State, record: t.CandidateSaid) -> State:
    line = Line(record.seq, "candidate", record.text, clock=record.clock)
    by_phase = dict(state.turns_by_phase)
    if state.phase:
        by_phase[state.phase] = by_phase.get(state.phase, 0) + 1
    return replace(
        state,
        lines=(*state.lines, line),
        candidate_turns=state.candidate_turns + 1,
        phase_turns=state.phase_turns + 1,
        turns_by_phase=by_phase,
        reading=None,
        plan=(),
        pending="reading",
    )


def _read(state: State, record: t.TurnRead) -> State:
    seen = {hook for hook, _ in state.triggered}
    new = tuple((hook, record.of) for hook in record.triggered if hook not in seen)
    return replace(
        state,
        reading=record,
        covered=state.covered | frozenset(record.covered),
        triggered=state.triggered + new,
        claims=state.claims + tuple((record.of, claim) for claim in record.claims),
        questions_asked=state.questions_asked + len(record.questions),
        narrowed=state.narrowed + (record.wants == "narrow"),
        pending="deciding",
    )


def _chosen(state: State, record: t.MoveChosen) -> State:
    return replace(
        state, moves=(*state.moves, record), plan=(*state.plan, record), pending="speaking"
    )


def _opened(state: State, record: t.ProbeOpened) -> State:
    probe = Probe(record.kind, record.probe, record.criterion, state.phase or "", record.press)
    others = tuple(p for p in state.probes if p.id != record.probe)
    return replace(state, probes=(*others, probe), open_probe=probe, narrowed=0)


def _settled(state: State, record: t.ProbeSettled) -> State:
    probes = tuple(
        replace(p, outcome=record.outcome) if p.id == record.probe else p for p in state.probes
    )
    still_open = (
        state.open_probe if state.open_probe and state.open_probe.id != record.probe else None
    )
    return replace(state, probes=probes, open_probe=still_open)
