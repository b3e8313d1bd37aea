"""The policy: what the interviewer does next, and why. Pure: state and readings in, records out.

It knows when to tell, move on and close; how an open question is pressed (`pressing`), what is told
(`telling`) and what to ask (`choosing`) is decided elsewhere. It knows no wording (`voice`), no
embedding (`listening`, `retrieval`) and no file.
"""

from __future__ import annotations

from dataclasses import replace

from interviewer import transcript as t
from interviewer.engine import agenda, choosing
from interviewer.engine.board import unspoken
from interviewer.engine.pressing import (
    NARROWED_ALREADY,
    press_move,
    settle,
    stay_with_probe,
    waits,
)
from interviewer.engine.state import State
from interviewer.engine.telling import AGAINST_BOARD, UNCLEAR_PART, reconcile, sorted_out, tell
from interviewer.engine.view import Asked, Decision, View
from interviewer.rubric import Hook

__all__ = [
    "AGAINST_BOARD",
    "HELPED",
    "NARROWED_ALREADY",
    "ON_BOARD",
    "REWORDED",
    "STRAYED",
    "UNCLEAR_PART",
    "Asked",
    "View",
    "closing",
    "next_moves",
    "opening",
]

STRAYED = "off the topic: led back"
REWORDED = "the question was not understood: put in other words"
HELPED = "asked for help while nothing was open"
PHASES_AFTER_RUNNING = 2
"""Phases after the one in which a design is seen running: there its parts are asked about."""
ON_BOARD = "the phase has had its share; a component on the board was not spoken of"


def opening(view: View) -> list[t.AnyRecord]:
    """Return the records with which an interview begins."""
    first = view.rubric.phases[0]
    return [
        t.PhaseEntered(phase=first.id),
        t.MoveChosen(move="open", phase=first.id, reason="the interview begins"),
    ]


def closing(view: View, reason: str) -> list[t.AnyRecord]:
    """Return the records with which it ends; `Closed` follows once the words are said."""
    decision = Decision(view, view.state)
    if view.state.open_probe:
        outcome = view.state.reading.outcome if view.state.reading else None
        decision.add(settle(view.state.open_probe, outcome or "evaded"))
    decision.add(t.MoveChosen(move="close", reason=reason))
    return decision.records


def next_moves(view: View) -> list[t.AnyRecord]:
    """Decide on the candidate's last turn: what is settled, told, asked; one question at most."""
    reading = view.state.reading
    assert reading is not None, "a turn is read before it is decided on"
    if view.state.open_probe and reading.outcome in ("held", "partly", "wrong"):
        # a question inside an answer is mostly rhetorical: only what is surely known is told
        view = replace(view, asked=tuple(asked for asked in view.asked if asked.facts))
    if view.picked:
        reading = reading.model_copy(
            update={"outcome": None, "questions": [view.asked[0].question]}
        )
        view = replace(view, state=replace(view.state, reading=reading))
    kept = sorted_out(view.asked)
    tells = any(item.facts for item in kept)
    unclear = tuple(item.question for item in view.asked if tells and item.either)
    view = replace(view, asked=kept, unclear=unclear)
    decision = Decision(view, view.state)
    if reading.wants == "end" or view.elapsed >= view.minutes * 60:
        asked_to = reading.wants == "end"
        return closing(view, "the candidate asked to stop" if asked_to else "the time is up")
    rushed = agenda.is_last_call(view.rubric, view.state, view.minutes, view.elapsed)
    if rushed:
        told = tuple(asked for asked in view.asked if not asked.either)
        decision.view = replace(view, asked=told)
    elif _followed(decision, reading):
        return decision.records
    tell(decision)
    if any(asked.either for asked in decision.view.asked):
        return decision.records
    if not rushed and reconcile(decision, reading):
        return decision.records
    if decision.state.open_probe and stay_with_probe(decision, reading, rushed=rushed):
        return decision.records
    _go_on(decision, reading)
    return decision.records


def _followed(decision: Decision, reading: t.TurnRead) -> bool:
    """Repeat, listen or lead back, as the candidate wants it; True if that is the move."""
    told = any(item.facts for item in decision.view.asked)
    match reading.wants:
        case "repeat":
            decision.add(t.MoveChosen(move="repeat", reason="the candidate asked to hear it again"))
            return True
        case "reword" if not told and reading.outcome in (None, "evaded"):
            return _said_otherwise(decision)
        case "narrow" if not (decision.view.asked or decision.state.open_probe):
            return _helped(decision, reading)
        case "back" if not told:
            decision.add(t.MoveChosen(move="listen", reason="the candidate wants to go back"))
            return True
        case "off_topic" if not told:
            return _brought_back(decision)
        case _:
            return False


def _said_otherwise(decision: Decision) -> bool:
    """Put the open question in other words, as long as it waits; True if that is the move."""
    state = decision.state
    probe = state.open_probe
    if not waits(state) if probe else _was_last(state, REWORDED):
        return False
    decision.view = replace(decision.view, asked=())
    _come_back(decision, REWORDED)
    return True


def _helped(decision: Decision, reading: t.TurnRead) -> bool:
    """Say that no question is open that could be made smaller; True if that is the move.

    Once in a row, and only to who asks for help: who does not know is asked something else.
    """
    if any(claim.kind == "unknown" for claim in reading.claims):
        return False
    if _was_last(decision.state, HELPED):
        return False
    decision.add(t.MoveChosen(move="repeat", reason=HELPED))
    return True


def _was_last(state: State, reason: str) -> bool:
    return bool(state.moves) and state.moves[-1].reason == reason


def _brought_back(decision: Decision) -> bool:
    """Lead back to the open question, once in a row; True if that is the move."""
    state = decision.state
    decision.view = replace(decision.view, asked=())
    if _was_last(state, STRAYED):
        return False
    _come_back(decision, STRAYED)
    return True


def _come_back(decision: Decision, reason: str) -> None:
    """Put the open question again, or what was asked last where none is open."""
    probe = decision.state.open_probe
    decision.add(
        press_move(probe, "repeat", reason) if probe else t.MoveChosen(move="repeat", reason=reason)
    )


# --- going on -------------------------------------------------------------------------------------


def _go_on(decision: Decision, reading: t.TurnRead) -> None:
    """Leave the floor to the candidate, probe, estimate, play a twist, move on or close."""
    view, state = decision.view, decision.state
    if _jumped_ahead(decision, reading):
        phase = agenda.phase_of(view.rubric, state)
        decision.add(
            t.MoveChosen(
                move="redirect",
                phase=phase.id,
                reason="modelled before asking",
                quote=choosing.quote(reading, None),
            )
        )
        return
    if decision.has_move and reading.outcome is None and not _leads_on(decision):
        return
    may_probe = not decision.hurries and not decision.phase_is_over and reading.wants != "advance"
    if may_probe and _probe_in_phase(decision, reading):
        return
    if _owed(decision, reading):
        return
    _advance(decision)


def _jumped_ahead(decision: Decision, reading: t.TurnRead) -> bool:
    """Whether to bring back who models before asking; a staff engineer is not led by the hand."""
    state = decision.state
    first = decision.view.rubric.phases[0].id
    already = any(move.move == "redirect" for move in state.moves)
    return (
        decision.view.level == "senior"
        and state.phase == first
        and reading.modelled
        and not already
        and state.questions_asked == 0
        and state.candidate_turns <= 2
    )


def _leads_on(decision: Decision) -> bool:
    """Whether the interviewer asks in return, or leaves the floor to a candidate who clarifies."""
    view, state = decision.view, decision.state
    first = state.phase == view.rubric.phases[0].id
    free = agenda.FREE_QUESTION_TURNS if first else agenda.LATER_QUESTION_TURNS
    return state.phase_turns >= free or decision.phase_is_over or decision.hurries


def _probe_in_phase(decision: Decision, reading: t.TurnRead) -> bool:
    """Open the next probe of this phase; False if it had its share or nothing is left to ask."""
    view, state = decision.view, decision.state
    phase = agenda.phase_of(view.rubric, state)
    made = agenda.probes_made(state)
    if made and _estimate(decision, phase.id):
        return True
    worth = agenda.probes_worth(view.rubric, phase, view.minutes, view.level)
    spare = made < 2 * worth and agenda.is_early(view.rubric, state, view.minutes, view.elapsed)
    if (made < worth or spare) and (
        hook := choosing.best_hook(view.rubric, state, reading, view.level)
    ):
        _probe(decision, hook, reading)
        return True
    return _estimate(decision, phase.id)


def _owed(decision: Decision, reading: t.TurnRead) -> bool:
    """Do what every interview must contain: an estimate, a twist, a probe of each gate."""
    view, state = decision.view, decision.state
    ids = [phase.id for phase in view.rubric.phases]
    place = ids.index(state.phase or ids[0])
    if place < len(ids) - 3:
        return False
    hurry = decision.hurries
    if (
        not hurry
        and not any(probe.kind == "estimate" for probe in state.probes)
        and _estimate(decision, None)
    ):
        return True
    if place == len(ids) - 2 and not state.twists and _twist(decision):
        return True
    if place < len(ids) - 2 or hurry:
        return False
    hook = choosing.gate_hook(view.rubric, state)
    if hook and state.phase_turns < 6:
        _probe(decision, hook, reading)
        return True
    return False


def _probe(decision: Decision, hook: Hook, reading: t.TurnRead) -> None:
    triggered = hook.id in reading.triggered
    earlier = dict(decision.state.triggered).get(hook.id)
    reason = (
        "set off by the candidate's words"
        if triggered
        else "the most valuable question left in this phase"
    )
    if not triggered and choosing.is_near(decision.state, hook.id):
        reason = "near to what was said just now"
    elif earlier is not None and not triggered:
        reason = "set off earlier"
    decision.add(
        t.ProbeOpened(kind="hook", probe=hook.id, criterion=hook.criterion),
        t.MoveChosen(
            move="probe",
            hook=hook.id,
            reason=reason,
            quote=choosing.taken_up(decision.state, reading, hook.id),
        ),
    )


def _estimate(decision: Decision, phase: str | None) -> bool:
    """Ask for an estimate of this phase (any, if None), and tell the inputs that it lacks."""
    view, state = decision.view, decision.state
    estimate = choosing.best_estimate(view.scenario, view.rubric, state, phase)
    if estimate is None:
        return False
    missing = choosing.missing_inputs(view.scenario, estimate, state)
    if missing:
        decision.add(
            t.FactsReleased(
                facts=[
                    t.Released(fact=f, question="(needed for the estimate)", similarity=1.0)
                    for f in missing
                ]
            )
        )
    decision.add(
        t.ProbeOpened(kind="estimate", probe=estimate.id, criterion=estimate.criterion),
        t.MoveChosen(
            move="ask_estimate",
            estimate=estimate.id,
            facts=missing,
            reason="a number decides something here",
        ),
    )
    return True


def _twist(decision: Decision) -> bool:
    hook = choosing.twist_hook(decision.view.rubric, decision.state)
    if hook is None:
        return False
    assert hook.twist is not None
    decision.add(
        t.TwistPlayed(twist=hook.twist),
        t.ProbeOpened(kind="hook", probe=hook.id, criterion=hook.criterion),
        t.MoveChosen(
            move="twist",
            twist=hook.twist,
            hook=hook.id,
            reason="the design stands; a constraint changes",
        ),
    )
    return True


def _advance(decision: Decision) -> None:
    """Enter the next phase with its open question, or close after the last one."""
    view, state = decision.view, decision.state
    following = agenda.following(view.rubric, state)
    if following is None:
        decision.add(t.MoveChosen(move="close", reason="everything that was planned is done"))
        return
    component = _pointed_at(decision, following.id)
    decision.add(
        t.PhaseEntered(phase=following.id),
        t.MoveChosen(
            move="advance",
            phase=following.id,
            reason=ON_BOARD if component else "the phase has had its share",
            quote=component,
        ),
    )


def _pointed_at(decision: Decision, following: str) -> str:
    """Return a component of the board to point at where the talk comes to running it; else ""."""
    view, state = decision.view, decision.state
    ids = [phase.id for phase in view.rubric.phases]
    pointed = any(move.reason == ON_BOARD for move in state.moves)
    if pointed or ids.index(following) != len(ids) - PHASES_AFTER_RUNNING - 1:
        return ""
    return unspoken(
        state.whiteboard, (line.text for line in state.lines if line.who == "candidate")
    )
