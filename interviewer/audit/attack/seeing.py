"""What the attacker is shown of an attempt: its scorecard, as far as that speaks of its own words.

Left out, though a scorecard has it: the names of criteria, the points that were expected, made or
missing, and the sentences that say why a level is not higher.
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer import transcript as t
from interviewer.audit.attack.attempt import Attempt, Ended, Paid, Sentence, Tried, Turn, asked
from interviewer.audit.attack.naive import keyword_share
from interviewer.audit.separation import spoken
from interviewer.evidence.rules import rule_of
from interviewer.evidence.sentences import sentences
from interviewer.judge.scorecard import Quote, Scorecard
from interviewer.outcome import Outcome
from interviewer.rubric import Rubric


def tried(
    attempt: Attempt,
    outcome: Outcome,
    card: Scorecard,
    records: Sequence[t.AnyRecord],
    rubric: Rubric,
) -> Tried:
    """Return what came of an attempt; the rubric is used for the report's figures alone."""
    quoted = [(result.id, quote) for result in card.criteria for quote in result.quotes]
    ended: dict[int, Ended] = {
        record: probe.outcome for probe in card.probes for record in probe.answer_records
    }
    held = outcome.model_dump()
    held["key"] = attempt.plain
    if not attempt.keeps:
        held["transcript"] = ""
    return Tried(
        **held,
        number=attempt.number,
        bar=card.bar,
        keyword_share=keyword_share(spoken(records), rubric),
        turns_tried=tuple(_turns(records, quoted, ended)),
    )


def _turns(
    records: Sequence[t.AnyRecord],
    quoted: Sequence[tuple[str, Quote]],
    ended: dict[int, Ended],
) -> list[Turn]:
    turns: list[Turn] = []
    heard: list[str] = []
    for record in records:
        if isinstance(record, t.InterviewerSaid):
            heard.append(record.text)
        elif isinstance(record, t.CandidateSaid):
            mine = [(who, quote) for who, quote in quoted if quote.record == record.seq]
            said = tuple(
                Sentence(text=span.text, paid=_paid(span.text, mine))
                for span in sentences(record.text)
            )
            turns.append(
                Turn(asked=asked("\n\n".join(heard)), said=said, ended=ended.get(record.seq, ""))
            )
            heard = []
    return turns


def _paid(text: str, quoted: Sequence[tuple[str, Quote]]) -> tuple[Paid, ...]:
    return tuple(
        Paid(
            criterion=criterion,
            level=quote.level,
            rules=tuple(rule.name for said in quote.rules if (rule := rule_of(said))),
        )
        for criterion, quote in quoted
        if text in quote.text or quote.text in text
    )
