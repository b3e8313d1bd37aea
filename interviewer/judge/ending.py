"""How an interview ended, in a line, and what to say the next time.

For the scorecard of somebody who practises; no level and no verdict hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer import transcript as t
from interviewer.judge.scorecard import CriterionResult, NextTime
from interviewer.judge.testimony import Testimony
from interviewer.rubric import Rubric

MOST = 3
"""Criteria that are named for the next time: more is not read."""
_ENDED = {
    "candidate": "Ended early by the candidate",
    "end_of_input": "Ended early, with the input",
}


def ending_of(records: Sequence[t.AnyRecord], rubric: Rubric) -> str:
    """Return how an interview ended early, a sentence; nothing where it ran its course."""
    closed = next((r for r in reversed(records) if isinstance(r, t.Closed)), None)
    if closed is not None and closed.why not in _ENDED:
        return ""
    how = _ENDED[closed.why] if closed else "Not finished"
    seen = {record.phase for record in records if isinstance(record, t.PhaseEntered)}
    unseen = [phase.name for phase in rubric.phases if phase.id not in seen]
    missed = f" Not reached: {', '.join(unseen)}." if unseen else ""
    return f"{how}: {_used(records)}.{missed}"


def next_time(criteria: Sequence[CriterionResult], testimony: Testimony) -> list[NextTime]:
    """Return the heaviest criteria that were not reached, each with one thing to say on it.

    Not reached is what was at most mentioned; what was never asked about comes first.
    """
    missed = [found for found in criteria if found.level is not None and found.level < 2]
    missed.sort(key=lambda found: (found.probed, -found.weight))
    advised = (_advice(found, testimony) for found in missed)
    return [advice for advice in advised if advice is not None][:MOST]


def _advice(found: CriterionResult, testimony: Testimony) -> NextTime | None:
    says = next(_unsaid(found.id, testimony), "")
    return NextTime(criterion=found.id, name=found.name, says=says) if says else None


def _unsaid(criterion: str, testimony: Testimony) -> Iterator[str]:
    """Yield what is expected of a criterion and was not said, of unasked questions first."""
    answers = {story.opened.probe: story.answer for story in testimony.probes}
    hooks = testimony.rubric.hooks_of(criterion)
    for hook in sorted(hooks, key=lambda hook: hook.id in answers):
        answer = answers.get(hook.id)
        made = answer.points if answer else frozenset()
        yield from (point.says for point in hook.substance if point.id not in made)
    estimates = testimony.rubric.estimates
    yield from (e.explains for e in estimates if e.criterion == criterion and e.id not in answers)


def _used(records: Sequence[t.AnyRecord]) -> str:
    header = records[0]
    assert isinstance(header, t.Header)
    minutes = round(max(record.clock for record in records) / 60)
    used = f"{minutes} of {header.minutes}" if minutes else f"less than one of {header.minutes}"
    return f"{used} minutes were used"
