"""From a scorecard and its transcript to the few hundred bytes that an audit keeps of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from interviewer import transcript as t
from interviewer.audit.separation import keyword_count, word_count
from interviewer.judge.scorecard import CriterionResult, Quote, Scorecard
from interviewer.outcome import CriterionOutcome, Earned, Outcome, RunKey, Status
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
) -> Outcome:
    """Return what came of an interview; `fault` says why the candidate was not who it should be."""
    status, reason = _status(card, fault)
    used = [record for record in records if isinstance(record, t.Usage)]
    return Outcome(
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
        cost=sum(call.price or 0.0 for call in used),
        unpriced=sum(call.price is None for call in used),
        tokens_in=sum(call.input_tokens for call in used),
        tokens_out=sum(call.output_tokens for call in used),
        transcript=key.file,
        said=said_hash(records),
        scenario_hash=card.fingerprints.scenario,
        rubric_hash=card.fingerprints.rubric,
    )


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
