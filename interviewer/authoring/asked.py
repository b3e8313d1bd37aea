"""What a candidate is asked, by the ids of phases, hooks, estimates and twists.

It knows the records and the rubric; who answers, and with what, it does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from interviewer import transcript as t
from interviewer.rubric import Rubric


@dataclass(frozen=True)
class Put:
    """A question that was put: the id of its phase, hook or estimate, and the first reply."""

    id: str
    reply: str


def put(records: Sequence[t.AnyRecord]) -> list[Put]:
    """Return the questions that were put and replied to, each at its first time, in order."""
    found: dict[str, str] = {}
    asked = ""
    for record in records:
        if isinstance(record, t.MoveChosen):
            asked = _asked(record)
        elif isinstance(record, t.CandidateSaid) and asked:
            found.setdefault(asked, record.text)
            asked = ""
    return [Put(name, reply) for name, reply in found.items()]


def _asked(move: t.MoveChosen) -> str:
    """Return what a move asks for the first time; empty if it presses, tells or repeats."""
    match move.move:
        case "probe" | "twist":
            return move.hook or ""
        case "ask_estimate":
            return move.estimate or ""
        case "advance" | "redirect":
            return move.phase or ""
        case _:
            return ""


def listed(rubric: Rubric, ids: Collection[str]) -> str:
    """Return ids by their kinds: `phases clarify, data; hooks late-labels`."""
    return "; ".join(
        f"{kind} {', '.join(named)}"
        for kind, known in _kinds(rubric)
        if (named := [name for name in known if name in ids])
    )


def _kinds(rubric: Rubric) -> Iterator[tuple[str, list[str]]]:
    yield "phases", [phase.id for phase in rubric.phases]
    yield "estimates", [estimate.id for estimate in rubric.estimates]
    yield "hooks", [hook.id for hook in rubric.hooks if not hook.twist]
    yield "hooks of twists", [hook.id for hook in rubric.hooks if hook.twist]


def criteria_of(rubric: Rubric, name: str) -> list[str]:
    """Return the criteria that a question is about: a phase's are all that belong to it."""
    probes = {hook.id: hook.criterion for hook in rubric.hooks}
    probes |= {estimate.id: estimate.criterion for estimate in rubric.estimates}
    if name in probes:
        return [probes[name]]
    return [criterion.id for criterion in rubric.criteria if criterion.phase == name]
