"""Audits made by hand, with words meant to harm: for tests of what is shown of an audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from interviewer import transcript as t
from interviewer.audit.analysis import analyse
from interviewer.outcome import Audit, Outcome, RunKey
from tests.audit.auditing import Rule, design, experts_pass, outcome, outcomes
from tests.report.fixture import ESCAPES, HOSTILE

COMMANDS = "::error::mine\n::set-output name=x::y\r\n##[error]boo %0A::stop-commands::z"
"""Lines that a CI server would obey."""
SAID = f"{HOSTILE} {ESCAPES} {COMMANDS} ]]> &amp; </details>"
POINT = f"A point {HOSTILE}"


def leaky(key: RunKey) -> Outcome:
    """Let a waffler pass now and then, fail an interview of the reciter; all words are hostile."""
    if key.persona == "waffler" and key.seed % 3 == 0:
        return _hostile(outcome(key, "pass", credit=0.6, level=2))
    if key.persona == "reciter" and key.seed < 3:
        return outcome(key, status="error", reason=f"no answer {HOSTILE}")
    return experts_pass(key)


def strict(key: RunKey) -> Outcome:
    """Let the terse expert fail, with a summary that is hostile."""
    if key.persona == "terse-expert":
        return outcome(key, "fail", credit=0.3, level=1).model_copy(update={"summary": SAID})
    return experts_pass(key)


def _hostile(found: Outcome) -> Outcome:
    criteria = [
        criterion.model_copy(
            update={
                "quotes": [
                    quote.model_copy(update={"text": SAID, "point": POINT, "record": 2})
                    for quote in criterion.quotes
                ]
            }
        )
        for criterion in found.criteria
    ]
    return found.model_copy(update={"criteria": criteria, "summary": SAID})


def audited(
    rule: Rule = leaky, scenarios: Sequence[str] = ("bank-scams",), seeds: int = 60
) -> tuple[Audit, list[Outcome]]:
    """Return an audit and the outcomes it was computed from."""
    made = design(scenarios=scenarios, seeds=seeds, mode="standard" if seeds == 60 else "fixed")
    found = outcomes(made, rule)
    return analyse(made, found), found


def write_transcripts(
    folder: Path, found: Sequence[Outcome], says: Callable[[Outcome], str] = lambda one: SAID
) -> None:
    """Write a short interview for each outcome, whose candidate says what is meant to harm."""
    for one in found:
        path = folder / one.transcript
        path.parent.mkdir(parents=True, exist_ok=True)
        journal, _ = t.Journal.create(path, _header(one.key))
        asked = t.InterviewerSaid(move="open", text="Where would you start?")
        journal.append([asked, t.CandidateSaid(text=says(one)), t.Closed(why="finished")])
        journal.close()


def _header(key: RunKey) -> t.Header:
    return t.Header(
        package="0",
        session=f"{key.persona}-{key.seed}",
        scenario=key.scenario,
        scenario_hash="s" * 64,
        rubric=key.scenario,
        rubric_hash="r" * 64,
        models={},
        embedder="none",
        seed=key.seed,
        level="senior",
        minutes=45,
    )
