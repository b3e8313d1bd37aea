"""From a scorecard and its transcript to the few hundred bytes that an audit keeps of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from interviewer import transcript as t
from interviewer.audit.separation import keyword_count, word_count
from interviewer.judge.scorecard import CriterionResult, Quote, Scorecard
from interviewer.outcome import CriterionOutcome, Earned, Outcome, RunKey, Status
from interviewer.providers.base import TokenUsage
from interviewer.providers.metering import Call
from interviewer.rubric import Rubric
from interviewer.text import clip

QUOTES = 3
"""Quotes kept of a criterion: those that reach furthest."""
LONGEST = 400
"""Characters kept of a quote."""


def outcome_of(
    key: RunKey,
    card: Scorecard,
    records: Sequence[t.AnyRecord],
    rubric: Rubric,
    *,
    fault: str = "",
    seconds: float = 0.0,
    calls: Sequence[Call] = (),
) -> Outcome:
    """Return what came of an interview.

    `fault` says why the candidate was not who it should be; `calls` are those to language models
    that stand in no transcript: a judge's.
    """
    status, reason = _status(card, fault)
    used = [record for record in records if isinstance(record, t.Usage)]
    outcome = Outcome(
        key=key,
        status=status,
        reason=reason,
        verdict=card.verdict,
        summary=clip(card.summary, LONGEST),
        credit=card.credit,
        criteria=[_criterion(result) for result in card.criteria],
        words=word_count(records),
        keywords=keyword_count(records, rubric),
        turns=card.talk.turns,
        probed=len(card.probes),
        held=sum(probe.outcome == "held" for probe in card.probes),
        minutes=round(records[-1].clock / 60, 2),
        seconds=round(seconds, 3),
        transcript=key.file,
        said=said_hash(records),
        scenario_hash=card.fingerprints.scenario,
        rubric_hash=card.fingerprints.rubric,
    )
    return charged(outcome, [*map(_call, used), *calls])


def charged(outcome: Outcome, calls: Sequence[Call]) -> Outcome:
    """Return an outcome with what these calls cost and used."""
    return outcome.model_copy(
        update={
            "calls": len(calls),
            "cost": sum(call.price or 0.0 for call in calls),
            "unpriced": sum(call.price is None for call in calls),
            "tokens_in": sum(call.usage.input for call in calls),
            "tokens_out": sum(call.usage.output for call in calls),
        }
    )


def _call(record: t.Usage) -> Call:
    tokens = TokenUsage(record.input_tokens, record.cached_tokens, record.output_tokens)
    return Call(record.role, record.model, tokens, record.price)


def _status(card: Scorecard, fault: str) -> tuple[Status, str]:
    if fault:
        return "invalid", fault
    if card.verdict == "incomplete":
        unscored = [c.id for c in card.criteria if c.level is None]
        why = f"not scored: {', '.join(unscored)}" if unscored else card.summary
        return "unscored", clip(why, LONGEST)
    return "scored", ""


def _criterion(result: CriterionResult) -> CriterionOutcome:
    credited = (result.level or 0) >= 2
    best = sorted(result.quotes, key=lambda quote: -quote.level) if credited else []
    return CriterionOutcome(
        id=result.id,
        level=result.level,
        quotes=[_earned(quote) for quote in best[:QUOTES] if quote.level >= 2],
    )


def _earned(quote: Quote) -> Earned:
    return Earned(
        record=quote.record,
        level=quote.level,
        text=clip(quote.text, LONGEST),
        point=clip(quote.point or "", LONGEST),
    )


def said_hash(records: Iterable[t.AnyRecord]) -> str:
    """Return the SHA-256 of what both sides said: no times, no session, nothing that varies."""
    digest = hashlib.sha256()
    for record in records:
        if isinstance(record, t.CandidateSaid | t.InterviewerSaid | t.WhiteboardSaved):
            digest.update(f"{record.type}\n{record.text}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
