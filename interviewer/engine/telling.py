"""Telling what was asked, and holding two sentences of the candidate against each other.

It knows no wording and asks nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer import transcript as t
from interviewer.engine.board import written
from interviewer.engine.pressing import settle
from interviewer.engine.view import Asked, Decision

MOST_RECONCILED = 5
"""Contradictions that are raised: after that it would be a cross-examination."""
UNCLEAR_PART = "the candidate asked; a part of it was not clear"
AGAINST_BOARD = "the whiteboard says otherwise"


def sorted_out(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Keep what one reply can hold: what is known; else one choice to make; else what is not."""
    if any(item.facts for item in asked):
        return tuple(item for item in asked if not item.either)
    choice = [item for item in asked if item.either]
    return (choice[0],) if choice else asked


def tell(decision: Decision) -> None:
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
            reason=UNCLEAR_PART if decision.view.unclear else "the candidate asked",
            facts=list(dict.fromkeys(released.fact for released in told)),
            declined=_declined(asked, opinion=False),
            turned_back=_declined(asked, opinion=True),
            ambiguous=[list(item.either) for item in asked if item.either][:1],
            quote=" ".join(decision.view.unclear[:2]),
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


def reconcile(decision: Decision, reading: t.TurnRead) -> bool:
    """Hold two sentences against each other, each pair once; True if that is the move."""
    raised = [move for move in decision.state.moves if move.move == "reconcile"]
    known = {(move.earlier, move.quote) for move in raised}
    pair = next((p for p in reading.contradicts if (p.earlier, p.now) not in known), None)
    if pair is None or len(raised) >= MOST_RECONCILED:
        return False
    probe = decision.state.open_probe
    if probe and reading.outcome:
        decision.add(settle(probe, reading.outcome))
    board = decision.state.whiteboard
    on_board = written(board, pair.earlier) or written(board, pair.now)
    decision.add(
        t.MoveChosen(
            move="reconcile",
            reason=AGAINST_BOARD if on_board else "it contradicts what was said before",
            quote=pair.now,
            earlier=pair.earlier,
        )
    )
    return True
