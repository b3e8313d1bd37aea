"""A transcript in a few lines: what was asked and what was answered, without an engine."""

from __future__ import annotations

from collections.abc import Iterable

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.judge.judging import judge
from interviewer.judge.scorecard import Scorecard
from interviewer.settings import Settings


def hearing(
    loaded: Loaded, exchanges: Iterable[tuple[str | None, str]], *, why: str = "finished"
) -> list[t.AnyRecord]:
    """Return records: an exchange is a hook (None: an open question) and the candidate's answer."""
    header = t.Header(
        package="0",
        session="test",
        scenario=loaded.scenario.id,
        scenario_hash=loaded.scenario_hash,
        rubric=loaded.rubric.id,
        rubric_hash=loaded.rubric.hash,
        embedder="test",
        seed=0,
        level="senior",
        minutes=45,
    )
    records: list[t.AnyRecord] = [header, t.PhaseEntered(phase=loaded.rubric.phases[0].id)]
    records.append(
        t.InterviewerSaid(
            text=f"{loaded.scenario.prompt} Where would you like to start?", move="open"
        )
    )
    for name, answer in exchanges:
        if name:
            records += _ask(loaded, name)
        records.append(t.CandidateSaid(text=answer))
        if name:
            records.append(t.ProbeSettled(kind="hook", probe=name, outcome="partly"))
    records.append(t.Closed(why=why))  # type: ignore[arg-type]
    return [record.model_copy(update={"seq": seq}) for seq, record in enumerate(records)]


def _ask(loaded: Loaded, name: str) -> list[t.AnyRecord]:
    estimates = {estimate.id: estimate for estimate in loaded.rubric.estimates}
    if name in estimates:
        estimate = estimates[name]
        return [
            t.ProbeOpened(kind="estimate", probe=name, criterion=estimate.criterion),
            t.InterviewerSaid(text=estimate.asks[0], move="ask_estimate"),
        ]
    hook = loaded.rubric.hook(name)
    return [
        t.ProbeOpened(kind="hook", probe=name, criterion=hook.criterion),
        t.InterviewerSaid(text=hook.asks[0], move="probe", hook=name),
    ]


def card(
    loaded: Loaded, settings: Settings, exchanges: Iterable[tuple[str | None, str]]
) -> Scorecard:
    """Judge a hearing."""
    return judge(hearing(loaded, exchanges), loaded, wiring.substance(settings, loaded))


def highest(scorecard: Scorecard) -> int:
    """Return the highest level of any criterion."""
    return max(criterion.level or 0 for criterion in scorecard.criteria)
