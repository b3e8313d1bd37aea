"""The question that a plan allows: its authored wordings, and how much they ask.

It knows what each move asks, and nothing of nearness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from interviewer import transcript as t
from interviewer.engine.again import last_question
from interviewer.engine.checking.allowed import Allowed
from interviewer.engine.checking.asking import askings, is_marked
from interviewer.engine.policy import View
from interviewer.engine.wording import phrases
from interviewer.evidence.sentences import sentences

_ASSUMES = re.compile(r"\b(?:assum\w+|suppose|guess|take)\b", re.IGNORECASE)


class Planned:
    """The question that a plan allows.

    `wordings`: how its authors put it; `parts`: how many things one sentence of it asks;
    `led_by_imperative`: it is put as "Walk me through it. What happens?"; `expected`: there is one.
    """

    def __init__(self, plan: tuple[t.MoveChosen, ...], view: View, allowed: Allowed) -> None:
        self.move = plan[-1].move if plan else "close"
        self.assumes = any(move.declined for move in plan)
        own = list(_wordings(plan[-1], view)) if plan else []
        if self.move == "answer" and self.assumes:
            own = [text for text in phrases()["unknown"] if is_marked(text)]
        asked = [text for text in _asking(allowed.authored) if not self.only_assumption(text)]
        self.expected = bool(own)
        self.wordings = tuple(dict.fromkeys([*own, *asked])) if own else ()
        self.parts = max((len(askings(text)) for text in asked or _asking(own)), default=1)
        self.parts += self.move == "check_estimate"
        marked = [is_marked(text) for text in asked]
        self.led_by_imperative = any(marked) and not all(marked)

    def only_assumption(self, sentence: str) -> bool:
        """Tell whether a sentence asks for no more than to assume something."""
        return self.assumes and bool(_ASSUMES.search(sentence)) and not is_marked(sentence)


def _asking(texts: Iterable[str]) -> list[str]:
    """Return the sentences of texts that ask something."""
    return [piece.text for text in texts for piece in sentences(text) if askings(piece.text)]


def _wordings(move: t.MoveChosen, view: View) -> Iterable[str]:
    """Yield the authored wordings of the question that a move asks; none if it asks nothing."""
    rubric, scenario, banks = view.rubric, view.scenario, phrases()
    phases = {phase.id: phase for phase in rubric.phases}
    match move.move:
        case "open":
            yield from banks["first_question"]
            yield from phases[move.phase].enters if move.phase in phases else ()
        case "probe" | "press" | "twist" if move.hook:
            hook = rubric.hook(move.hook)
            yield from (*hook.asks, *hook.presses)
            yield from (twist.asks for twist in scenario.twists if twist.id == move.twist)
        case "ask_estimate" | "check_estimate" if move.estimate:
            yield from rubric.estimate(move.estimate).asks
            if move.move == "check_estimate":
                yield from (*banks["checking"], *banks["checking_blank"])
        case "redirect" | "advance" if move.phase in phases:
            phase = phases[move.phase]
            yield from (*phase.redirects, *phase.enters)
        case "clarify":
            for first, second in move.ambiguous:
                one, other = scenario.fact(first).topic, scenario.fact(second).topic
                yield f"Do you mean {one}, or {other}?"
                yield f"Which one: {one}, or {other}?"
        case "reconcile":
            yield from (text for text in banks.get("reconciling", ()) if is_marked(text))
        case "repeat":
            yield last_question(view)
            yield from _open_wordings(view)
        case _:
            return


def _open_wordings(view: View) -> Iterable[str]:
    """Yield the wordings of the probe that is open."""
    probe = view.state.open_probe
    if probe is None:
        return
    if probe.kind == "estimate":
        yield from view.rubric.estimate(probe.id).asks
    else:
        hook = view.rubric.hook(probe.id)
        yield from (*hook.asks, *hook.presses)
