"""Any turn again: the interview as it was before a message, for a transcript of its own.

Folding is re-reading, so a prefix of the records is the interview at that point. The old transcript
is never touched. The header names the files in use now, since the rest is held with them; what the
prefix rests on must still be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.errors import UsageError
from interviewer.text import clip


@dataclass(frozen=True)
class TurnChoice:
    """A message that can be said again: its record, when it was said, and what was asked before."""

    record: int
    clock: float
    text: str
    asked: str
    phase: str


def turns(records: Sequence[t.AnyRecord]) -> list[TurnChoice]:
    """Return the candidate's messages, the newest first."""
    found: list[TurnChoice] = []
    asked = phase = ""
    for record in records:
        if isinstance(record, t.InterviewerSaid):
            asked = record.text
        elif isinstance(record, t.PhaseEntered):
            phase = record.phase
        elif isinstance(record, t.CandidateSaid):
            found.append(TurnChoice(record.seq, record.clock, record.text, asked, phase))
    return found[::-1]


def before(records: Sequence[t.AnyRecord], record: int | None) -> list[t.AnyRecord]:
    """Return the records before a message; all of them for None.

    Before the first message nothing but the header is left: the greeting is spoken anew.

    Raises:
        UsageError: this record is no message of the candidate.
    """
    if record is None:
        kept: list[t.AnyRecord] = [each for each in records if not isinstance(each, t.Closed)]
    else:
        said = [each.seq for each in records if isinstance(each, t.CandidateSaid)]
        if record not in said:
            raise UsageError(
                f"#{record} is no message of the candidate.",
                hint=f"There are: {', '.join(f'#{seq}' for seq in said) or 'none yet'}.",
            )
        kept = [each for each in records if each.seq < record]
    spoken = any(isinstance(each, t.CandidateSaid) for each in kept)
    return kept if spoken else kept[:1]


def check_rest(records: Sequence[t.AnyRecord], loaded: Loaded) -> None:
    """Make sure that the files still hold everything that these records name.

    Raises:
        UsageError: they do not; what is gone is named, with the record that needs it.
    """
    gone = dict.fromkeys(_gone(records, loaded))
    if gone:
        seq = min(seq for _, _, seq in gone)
        names = ", ".join(dict.fromkeys(f"the {kind} `{name}`" for kind, name, _ in gone))
        raise UsageError(
            f"The interview so far rests on {clip(names, 200)}, which the files no longer hold.",
            hint=f"Replay a turn before #{seq}, or put it back.",
        )


def _gone(records: Sequence[t.AnyRecord], loaded: Loaded) -> Iterator[tuple[str, str, int]]:
    rubric, scenario = loaded.rubric, loaded.scenario
    known = {
        "phase": {phase.id for phase in rubric.phases},
        "hook": {hook.id for hook in rubric.hooks},
        "estimate": {estimate.id for estimate in rubric.estimates},
        "criterion": {criterion.id for criterion in rubric.criteria},
        "twist": {twist.id for twist in scenario.twists},
        "fact": {fact.id for fact in scenario.facts},
    }
    for record in records:
        for kind, name in _named(record):
            if name not in known[kind]:
                yield kind, name, record.seq


def _named(record: t.AnyRecord) -> Iterator[tuple[str, str]]:
    match record:
        case t.PhaseEntered(phase=phase):
            yield "phase", phase
        case t.TwistPlayed(twist=twist):
            yield "twist", twist
        case t.FactsReleased(facts=facts):
            yield from (("fact", one.fact) for one in facts)
        case t.ProbeOpened(kind=kind, probe=probe, criterion=criterion):
            yield kind, probe
            yield "criterion", criterion
        case t.MoveChosen(ambiguous=ambiguous):
            yield from (("fact", fact) for pair in ambiguous for fact in pair)
        case _:
            return


def reheaded(header: t.Header, session: str, loaded: Loaded) -> t.Header:
    """Return the header of the new transcript: another session, the files of now."""
    return header.model_copy(
        update={
            "session": session,
            "scenario_hash": loaded.scenario_hash,
            "rubric_hash": loaded.rubric.hash,
        }
    )


def commits(records: Sequence[t.AnyRecord]) -> Iterator[tuple[float, list[t.AnyRecord]]]:
    """Yield the records after the header in groups of one clock, as a journal writes them."""
    for clock, group in groupby(records[1:], key=lambda record: record.clock):
        yield clock, list(group)
