"""The agenda: which phase comes next, how many probes it is worth, and whether time presses.

Breadth before depth: whatever the candidate does, every phase gets its share. Pure arithmetic over
the state and the clock; it knows no words.
"""

from __future__ import annotations

from interviewer.engine.state import State
from interviewer.rubric import Phase, Rubric
from interviewer.scenario import Level

PROBES_PER_MINUTE = 13 / 45
"""Pointed questions a minute: a dozen in three quarters of an hour leaves time to answer them."""
PHASES_AFTER_LAUNCH = 2
"""Phases at the end that are about living with it: rollout, people, what it costs."""
LATER_QUESTION_TURNS = 2
"""The same in any later phase: its open question still waits for an answer."""
SPARE_TURNS = 3
"""Turns kept in hand: a press, a question of the candidate, a slow answer."""
LAST_CALL_TURNS = 2
"""The same when nothing may be repeated any more."""
FREE_QUESTION_TURNS = 6
"""Turns of clarifying questions before the interviewer leads on."""


def phase_of(rubric: Rubric, state: State) -> Phase:
    """Return the current phase."""
    return next(phase for phase in rubric.phases if phase.id == state.phase)


def following(rubric: Rubric, state: State) -> Phase | None:
    """Return the phase after the current one, or None after the last."""
    ids = [phase.id for phase in rubric.phases]
    index = ids.index(state.phase) + 1 if state.phase in ids else 0
    return rubric.phases[index] if index < len(ids) else None


def probes_worth(rubric: Rubric, phase: Phase, minutes: int, level: Level = "senior") -> int:
    """Return how many probes a phase is worth in an interview of this length; at least one.

    Of a staff engineer more is asked about what comes after launch, where people and costs are.
    """
    late = level == "staff" and phase in rubric.phases[-PHASES_AFTER_LAUNCH:]
    return max(1, round(minutes * PROBES_PER_MINUTE * phase.share + 0.2)) + late


def probes_made(state: State) -> int:
    """Return how many probes were opened since the current phase began."""
    return sum(probe.phase == state.phase for probe in state.probes)


def phase_end(rubric: Rubric, state: State, minutes: int) -> float:
    """Return when the current phase should be over, in seconds: its share and those before it."""
    total = 0.0
    for phase in rubric.phases:
        total += phase.share
        if phase.id == state.phase:
            break
    return total * minutes * 60


def phase_is_over(rubric: Rubric, state: State, minutes: int, elapsed: float) -> bool:
    """Tell whether the clock has passed the end of the current phase."""
    return elapsed >= phase_end(rubric, state, minutes)


def is_early(rubric: Rubric, state: State, minutes: int, elapsed: float) -> bool:
    """Tell whether the phase has time for more than its worth: a quick candidate is asked more."""
    return elapsed < 0.8 * phase_end(rubric, state, minutes)


def must_hurry(rubric: Rubric, state: State, minutes: int, elapsed: float) -> bool:
    """Tell whether each phase left can have one turn only, judged by the pace so far."""
    left = _phases_left(rubric, state)
    return left > 0 and _turns_left(state, minutes, elapsed) <= left + SPARE_TURNS


def is_last_call(rubric: Rubric, state: State, minutes: int, elapsed: float) -> bool:
    """Tell whether not even a repetition can be afforded: else a phase would never be reached."""
    left = _phases_left(rubric, state)
    return left > 0 and _turns_left(state, minutes, elapsed) <= left + LAST_CALL_TURNS


def _phases_left(rubric: Rubric, state: State) -> int:
    ids = [phase.id for phase in rubric.phases]
    return len(ids) - ids.index(state.phase) - 1 if state.phase in ids else len(ids)


def _turns_left(state: State, minutes: int, elapsed: float) -> float:
    pace = elapsed / state.candidate_turns if state.candidate_turns else 60.0
    return max(0.0, minutes * 60 - elapsed) / max(pace, 1.0)
