"""What is done about a question that is open: pressed, mended, taken further, or let go.

It knows no wording, and nothing of phases but whether time presses.
"""

from __future__ import annotations

from interviewer import transcript as t
from interviewer.engine import choosing
from interviewer.engine.state import Probe, State
from interviewer.engine.view import Decision

MAX_PRESSES = 1
LONGEST_WAIT = 3
"""Turns for which a question waits while the candidate asks back."""
MOST_DEEPENED = 4
"""Answers that held and are taken further: the others show breadth."""
FEWEST_LEFT = 2
"""Points of a hook that must be unmade for a second question on it to be worth its time."""
DEEPER = "held: taken further"
NARROWED = "did not know: narrowed"
NARROWED_ALREADY = "asked for help: it was narrowed already"
_PUTS = frozenset({"probe", "press", "twist", "ask_estimate", "check_estimate"})
"""Moves that put a question, as against those that come back to it."""


def stay_with_probe(decision: Decision, reading: t.TurnRead, *, rushed: bool) -> bool:
    """Press, let the answer be mended, or come back to the question; True if that is the move."""
    probe = decision.state.open_probe
    assert probe is not None
    fresh = probe.press < MAX_PRESSES and reading.wants != "advance"
    if reading.outcome is None:
        if fresh and reading.wants == "narrow" and not decision.hurries:
            _press(decision, probe, reading)
            return True
        return _unanswered(decision, probe, reading, rushed=rushed)
    if fresh and reading.outcome != "held" and not decision.hurries:
        _press(decision, probe, reading)
        return True
    decision.add(settle(probe, reading.outcome))
    if fresh and _goes_deeper(decision, probe, reading):
        _press(decision, probe, reading)
        return True
    return False


def _unanswered(decision: Decision, probe: Probe, reading: t.TurnRead, *, rushed: bool) -> bool:
    """Come back to a question after one of the candidate's own; True if that is the move."""
    state = decision.state
    stays = not rushed and reading.wants != "advance" and waits(state)
    if stays and reading.questions:
        decision.add(press_move(probe, "repeat", "the candidate asked before answering"))
        return True
    if stays and reading.wants == "narrow" and state.moves[-1].reason != NARROWED_ALREADY:
        decision.add(press_move(probe, "repeat", NARROWED_ALREADY))
        return True
    decision.add(settle(probe, "evaded"))
    return False


def _goes_deeper(decision: Decision, probe: Probe, reading: t.TurnRead) -> bool:
    """Whether an answer that held is taken further: of a staff engineer, where time and points are.

    What is asked then is the hook's own press; it is worth asking while points are left unmade.
    """
    view, state = decision.view, decision.state
    if view.level != "staff" or reading.outcome != "held" or probe.kind != "hook":
        return False
    hook = view.rubric.hook(probe.id)
    unmade = len(hook.substance) - choosing.points_made(hook, state)
    deepened = sum(move.reason == DEEPER for move in state.moves)
    return (
        unmade >= FEWEST_LEFT
        and deepened < MOST_DEEPENED
        and not (decision.hurries or decision.phase_is_over)
    )


def waits(state: State) -> bool:
    """Tell whether the open question may wait for another turn."""
    return _turns_open(state) < LONGEST_WAIT


def _turns_open(state: State) -> int:
    """Return how many turns the candidate has had since the open question was put, before this."""
    count = 0
    for line in reversed(state.lines):
        if any(move.move in _PUTS for move in line.plan):
            break
        count += line.who == "interviewer"
    return count


def _press(decision: Decision, probe: Probe, reading: t.TurnRead) -> None:
    reason = {
        "evaded": "evaded: put differently once",
        "partly": "half answered: deepened once",
        "held": DEEPER,
    }.get(reading.outcome or "", "wrong: one chance to mend it")
    if reading.wants == "narrow":
        reason = NARROWED
    kind: t.MoveKind = "check_estimate" if probe.kind == "estimate" else "press"
    decision.add(
        t.ProbeOpened(
            kind=probe.kind, probe=probe.id, criterion=probe.criterion, press=probe.press + 1
        ),
        press_move(probe, kind, reason, choosing.quote(reading, None)),
    )


def press_move(probe: Probe, kind: t.MoveKind, reason: str, quote: str = "") -> t.MoveChosen:
    """Return a move about a probe that is open."""
    estimate = probe.id if probe.kind == "estimate" else None
    hook = None if estimate else probe.id
    return t.MoveChosen(move=kind, reason=reason, hook=hook, estimate=estimate, quote=quote)


def settle(probe: Probe, outcome: t.Outcome) -> t.ProbeSettled:
    """Return the record that closes a probe."""
    return t.ProbeSettled(kind=probe.kind, probe=probe.id, outcome=outcome)
