"""The policy: what the interviewer does next, and why. Pure: state and readings in, records out.

It knows when to ask, press, tell, move on and close; what to ask is chosen elsewhere (`choosing`).
It knows no wording (`voice`), no embedding (`listening`, `retrieval`) and no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from interviewer import transcript as t
from interviewer.engine import agenda, choosing
from interviewer.engine.state import Probe, State, fold
from interviewer.rubric import Hook, Rubric
from interviewer.scenario import Scenario

MAX_PRESSES = 1
MOST_RECONCILED = 3
"""Contradictions that are raised: after that it would be a cross-examination."""


@dataclass(frozen=True)
class Asked:
    """A question of the candidate and what retrieval made of it: one of the three is set."""

    question: str
    facts: tuple[t.Released, ...] = ()
    either: tuple[str, str] | None = None
    unknown: t.QuestionDeclined | None = None


@dataclass(frozen=True)
class View:
    """All that a decision may rest on. `elapsed` is seconds of interview, pauses excluded."""

    scenario: Scenario
    rubric: Rubric
    state: State
    minutes: int
    elapsed: float
    asked: tuple[Asked, ...] = ()
    picked: bool = False
    """The candidate only said which of two topics was meant."""


@dataclass
class Decision:
    """Records in the making, and the state that they lead to."""

    view: View
    state: State
    records: list[t.AnyRecord] = field(default_factory=list)

    def add(self, *records: t.AnyRecord) -> None:
        """Append records and fold them into the state."""
        self.records += records
        self.state = fold(records, self.state)

    @property
    def has_move(self) -> bool:
        """Whether something will be said already."""
        return any(isinstance(record, t.MoveChosen) for record in self.records)


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
        decision.add(_settle(view.state.open_probe, outcome or "evaded"))
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
    view = replace(view, asked=_sorted_out(view.asked))
    decision = Decision(view, view.state)
    if reading.wants == "end" or view.elapsed >= view.minutes * 60:
        asked_to = reading.wants == "end"
        return closing(view, "the candidate asked to stop" if asked_to else "the time is up")
    rushed = agenda.is_last_call(view.rubric, view.state, view.minutes, view.elapsed)
    if reading.wants == "repeat" and not rushed:
        decision.add(t.MoveChosen(move="repeat", reason="the candidate asked to hear it again"))
        return decision.records
    if rushed:
        told = tuple(asked for asked in view.asked if not asked.either)
        decision.view = view = replace(view, asked=told)
    if reading.wants == "back" and not rushed and not any(item.facts for item in view.asked):
        decision.add(t.MoveChosen(move="listen", reason="the candidate wants to go back"))
        return decision.records
    _tell(decision)
    if any(asked.either for asked in view.asked):
        return decision.records
    if not rushed and _reconcile(decision, reading):
        return decision.records
    if decision.state.open_probe and _stay_with_probe(decision, reading, rushed=rushed):
        return decision.records
    _go_on(decision, reading)
    return decision.records


# --- telling --------------------------------------------------------------------------------------


def _sorted_out(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Keep what one reply can hold: what is known; else one choice to make; else what is not."""
    if any(item.facts for item in asked):
        return tuple(item for item in asked if not item.either)
    choice = [item for item in asked if item.either]
    return (choice[0],) if choice else asked


def _tell(decision: Decision) -> None:
    """Answer what was asked: facts, an assumption to make, or which of two topics is meant."""
    asked = decision.view.asked
    if not asked:
        return
    told = [released for item in asked for released in item.facts]
    if told:
        decision.add(t.FactsReleased(facts=told))
    for item in asked:
        if item.unknown:
            decision.add(item.unknown)
    if either := next((item.either for item in asked if item.either), None):
        decision.add(
            t.QuestionDeclined(
                question=_question_of(asked, either), nearest=either[0], why="ambiguous"
            )
        )
    decision.add(
        t.MoveChosen(
            move="clarify" if either and not told else "answer",
            reason="the candidate asked",
            facts=list(dict.fromkeys(released.fact for released in told)),
            declined=_declined(asked, opinion=False),
            turned_back=_declined(asked, opinion=True),
            ambiguous=[list(item.either) for item in asked if item.either][:1],
        )
    )


def _declined(asked: Sequence[Asked], *, opinion: bool) -> list[str]:
    return [
        item.unknown.question
        for item in asked
        if item.unknown and (item.unknown.why == "opinion") == opinion
    ]


def _question_of(asked: Sequence[Asked], either: tuple[str, str]) -> str:
    return next(item.question for item in asked if item.either == either)


def _reconcile(decision: Decision, reading: t.TurnRead) -> bool:
    """Hold two sentences against each other, each pair once; True if that is the move."""
    raised = [move for move in decision.state.moves if move.move == "reconcile"]
    known = {(move.earlier, move.quote) for move in raised}
    pair = next((p for p in reading.contradicts if (p.earlier, p.now) not in known), None)
    if pair is None or len(raised) >= MOST_RECONCILED:
        return False
    probe = decision.state.open_probe
    if probe and reading.outcome:
        decision.add(_settle(probe, reading.outcome))
    decision.add(
        t.MoveChosen(
            move="reconcile",
            reason="it contradicts what was said before",
            quote=pair.now,
            earlier=pair.earlier,
        )
    )
    return True


# --- an open probe --------------------------------------------------------------------------------


def _stay_with_probe(decision: Decision, reading: t.TurnRead, *, rushed: bool) -> bool:
    """Press, let the answer be mended, or come back to the question; True if that is the move."""
    probe = decision.state.open_probe
    assert probe is not None
    if reading.outcome is None:
        if reading.wants == "advance":
            decision.add(_settle(probe, "evaded"))
            return False
        if reading.questions and not rushed and _turns_open(decision.state) < 3:
            decision.add(_press_move(probe, "repeat", "the candidate asked before answering"))
            return True
        decision.add(_settle(probe, "evaded"))
        return False
    hurry = agenda.must_hurry(
        decision.view.rubric, decision.state, decision.view.minutes, decision.view.elapsed
    )
    if (
        probe.press < MAX_PRESSES
        and not hurry
        and reading.wants != "advance"
        and reading.outcome != "held"
    ):
        _press(decision, probe, reading)
        return True
    decision.add(_settle(probe, reading.outcome))
    return False


def _turns_open(state: State) -> int:
    """Return how many moves were made since the open probe was put."""
    count = 0
    for move in reversed(state.moves):
        if move.move in ("probe", "press", "twist", "ask_estimate", "check_estimate"):
            break
        count += 1
    return count


def _press(decision: Decision, probe: Probe, reading: t.TurnRead) -> None:
    reason = {
        "evaded": "evaded: put differently once",
        "partly": "half answered: deepened once",
    }.get(reading.outcome or "", "wrong: one chance to mend it")
    if reading.wants == "narrow":
        reason = "did not know: narrowed"
    kind: t.MoveKind = "check_estimate" if probe.kind == "estimate" else "press"
    decision.add(
        t.ProbeOpened(
            kind=probe.kind, probe=probe.id, criterion=probe.criterion, press=probe.press + 1
        ),
        _press_move(probe, kind, reason, choosing.quote(reading, None)),
    )


def _press_move(probe: Probe, kind: t.MoveKind, reason: str, quote: str = "") -> t.MoveChosen:
    estimate = probe.id if probe.kind == "estimate" else None
    hook = None if estimate else probe.id
    return t.MoveChosen(move=kind, reason=reason, hook=hook, estimate=estimate, quote=quote)


def _settle(probe: Probe, outcome: t.Outcome) -> t.ProbeSettled:
    return t.ProbeSettled(kind=probe.kind, probe=probe.id, outcome=outcome)


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
    hurry = agenda.must_hurry(view.rubric, state, view.minutes, view.elapsed)
    over = agenda.phase_is_over(view.rubric, state, view.minutes, view.elapsed)
    if not hurry and not over and reading.wants != "advance" and _probe_in_phase(decision, reading):
        return
    if _owed(decision, reading):
        return
    _advance(decision)


def _jumped_ahead(decision: Decision, reading: t.TurnRead) -> bool:
    state = decision.state
    first = decision.view.rubric.phases[0].id
    already = any(move.move == "redirect" for move in state.moves)
    return (
        state.phase == first
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
    return (
        state.phase_turns >= free
        or agenda.phase_is_over(view.rubric, state, view.minutes, view.elapsed)
        or agenda.must_hurry(view.rubric, state, view.minutes, view.elapsed)
    )


def _probe_in_phase(decision: Decision, reading: t.TurnRead) -> bool:
    """Open the next probe of this phase; False if it had its share or nothing is left to ask."""
    view, state = decision.view, decision.state
    phase = agenda.phase_of(view.rubric, state)
    made = agenda.probes_made(state)
    if made and _estimate(decision, phase.id):
        return True
    worth = agenda.probes_worth(phase, view.minutes)
    spare = made < 2 * worth and agenda.is_early(view.rubric, state, view.minutes, view.elapsed)
    if (made < worth or spare) and (hook := choosing.best_hook(view.rubric, state, reading)):
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
    hurry = agenda.must_hurry(view.rubric, state, view.minutes, view.elapsed)
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
    if earlier is not None and not triggered:
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
    decision.add(
        t.PhaseEntered(phase=following.id),
        t.MoveChosen(move="advance", phase=following.id, reason="the phase has had its share"),
    )
