"""What the interviewer sees, as data: the model of the author's pane.

A pure function of the records, the files, the sentence vectors and, where there is one, the live
scorecard. It knows neither words (`telling`) nor a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer import transcript as t
from interviewer.authoring.claims import Entry, ledger
from interviewer.authoring.questions import Bounds, QuestionSeen, bounds_of, questions_seen
from interviewer.authoring.triggers import SetOff, Triggers
from interviewer.content import Loaded
from interviewer.engine import agenda, choosing
from interviewer.engine.state import Probe, State, fold
from interviewer.judge.scorecard import CriterionResult, Scorecard
from interviewer.retrieval.index import FactIndex
from interviewer.rubric import Hook, Rubric

NEAR_MISSES = 3
"""Hooks shown that were not set off."""


@dataclass(frozen=True)
class HookSeen:
    """A hook beside the candidate's last words.

    `set_off` is what the listener wrote down; `state` says what has become of the hook so far:
    asked, covered by what was said, waiting for its twist, or open.
    """

    found: SetOff
    about: str
    criterion: str
    set_off: bool
    state: str


@dataclass(frozen=True)
class PhaseSeen:
    """A phase: minutes planned and spent, questions it is worth and has had, turns."""

    id: str
    name: str
    planned: float
    spent: float
    worth: int
    made: int
    turns: int
    current: bool


@dataclass(frozen=True)
class PointSeen:
    """A point of the open question and whether the candidate has made it."""

    says: str
    made: bool


@dataclass(frozen=True)
class AuthorView:
    """Everything that the author's pane shows; `turn` is the record of the last message, or -1."""

    turn: int
    said: str
    hooks: tuple[HookSeen, ...]
    questions: tuple[QuestionSeen, ...]
    bounds: Bounds
    topics: dict[str, str]
    phases: tuple[PhaseSeen, ...]
    pressure: str
    claims: tuple[Entry, ...]
    levels: tuple[CriterionResult, ...]
    verdict: str
    moves: tuple[t.MoveChosen, ...]
    open_probe: Probe | None
    points: tuple[PointSeen, ...]


def author_view(
    records: Sequence[t.AnyRecord],
    loaded: Loaded,
    index: FactIndex,
    triggers: Triggers,
    card: Scorecard | None = None,
) -> AuthorView:
    """Return what the interviewer sees after these records.

    Args:
        records: a transcript's, header first; any prefix will do.
        loaded: the files in use.
        index: their fact sheet.
        triggers: their hooks' triggers.
        card: the live scorecard, if the records were judged.
    """
    header = records[0]
    assert isinstance(header, t.Header)
    state = fold(records)
    turn = last_turn(records)
    said = turn[0] if turn else None
    reading = next((r for r in turn if isinstance(r, t.TurnRead)), None)
    return AuthorView(
        turn=said.seq if said else -1,
        said=said.text if isinstance(said, t.CandidateSaid) else "",
        hooks=tuple(_hooks(reading, loaded, state, triggers)) if reading else (),
        questions=tuple(questions_seen(turn, index)),
        bounds=bounds_of(index),
        topics={fact.id: fact.topic for fact in loaded.scenario.facts},
        phases=tuple(_phases(loaded, state, header)),
        pressure=_pressure(loaded, state, header.minutes),
        claims=tuple(ledger(records)),
        levels=tuple(card.criteria) if card else (),
        verdict=card.summary if card else "",
        moves=tuple(r for r in (turn or records) if isinstance(r, t.MoveChosen)),
        open_probe=state.open_probe,
        points=tuple(_points(loaded, state)),
    )


def last_turn(records: Sequence[t.AnyRecord]) -> Sequence[t.AnyRecord]:
    """Return the records from the candidate's last message on; none before the first."""
    starts = [n for n, record in enumerate(records) if isinstance(record, t.CandidateSaid)]
    return records[starts[-1] :] if starts else ()


def _hooks(reading: t.TurnRead, loaded: Loaded, state: State, triggers: Triggers) -> list[HookSeen]:
    near = triggers.near([claim.text for claim in reading.claims])
    hooks = {hook.id: hook for hook in loaded.rubric.hooks}
    seen = [
        HookSeen(
            found,
            hooks[found.hook].about,
            hooks[found.hook].criterion,
            found.hook in reading.triggered,
            _state_of(hooks[found.hook], loaded.rubric, state),
        )
        for found in near
    ]
    missed = [one for one in seen if not one.set_off]
    return [one for one in seen if one.set_off] + missed[:NEAR_MISSES]


def _state_of(hook: Hook, rubric: Rubric, state: State) -> str:
    if state.open_probe and state.open_probe.id == hook.id:
        return "asked now"
    if hook.id in state.asked():
        outcome = next(probe.outcome for probe in state.probes if probe.id == hook.id)
        return f"asked: {outcome}" if outcome else "asked"
    if hook.twist and hook.twist not in state.twists:
        return "waits for its twist"
    if choosing.is_covered(hook, state):
        return "its points were made already"
    order = [phase.id for phase in rubric.phases]
    phase = rubric.criterion(hook.criterion).phase
    later = state.phase is not None and order.index(phase) > order.index(state.phase)
    return f"waits for {phase}" if later else "not asked yet"


def _phases(loaded: Loaded, state: State, header: t.Header) -> list[PhaseSeen]:
    return [
        PhaseSeen(
            phase.id,
            phase.name,
            phase.share * header.minutes,
            state.clock_by_phase.get(phase.id, 0.0) / 60,
            agenda.probes_worth(loaded.rubric, phase, header.minutes, header.level),
            sum(probe.phase == phase.id for probe in state.probes),
            state.turns_by_phase.get(phase.id, 0),
            phase.id == state.phase,
        )
        for phase in loaded.rubric.phases
    ]


def _pressure(loaded: Loaded, state: State, minutes: int) -> str:
    """Return what the clock does to the next move, in words; empty where it does nothing."""
    if state.phase is None or state.closed:
        return ""
    asked = (loaded.rubric, state, minutes, state.clock)
    if agenda.is_last_call(*asked):
        return "last call: nothing is repeated any more"
    if agenda.must_hurry(*asked):
        return "in a hurry: one turn for each phase left"
    if agenda.phase_is_over(*asked):
        return "this phase has had its time"
    return ""


def _points(loaded: Loaded, state: State) -> list[PointSeen]:
    probe = state.open_probe
    hook = next((h for h in loaded.rubric.hooks if probe and h.id == probe.id), None)
    if hook is None:
        return []
    return [
        PointSeen(point.says, f"{hook.id}/{point.id}" in state.covered) for point in hook.substance
    ]
