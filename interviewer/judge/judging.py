"""A judging pass: transcript in, scorecard out. Evidence only; no model is asked here."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Sequence

from interviewer import __version__
from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.evidence.rules import say
from interviewer.evidence.substance import Substance
from interviewer.judge.ending import ending_of, next_time
from interviewer.judge.findings import findings, likeness_of, rules_spoken
from interviewer.judge.ladder import climb
from interviewer.judge.numbers import arithmetic_of, decides
from interviewer.judge.scorecard import (
    ArithmeticResult,
    CriterionResult,
    Fingerprints,
    ProbeResult,
    Quote,
    Scorecard,
    Talk,
)
from interviewer.judge.stories import ENDED
from interviewer.judge.testimony import ProbeStory, Testimony, take
from interviewer.judge.verdict import Grounds, rule


def judge(records: Sequence[t.AnyRecord], loaded: Loaded, substance: Substance) -> Scorecard:
    """Judge one transcript against a rubric."""
    return judge_testimony(take(records, loaded.scenario, substance), records, loaded, substance)


def judge_testimony(
    testimony: Testimony, records: Sequence[t.AnyRecord], loaded: Loaded, substance: Substance
) -> Scorecard:
    """Judge what was read of a transcript already; reading it is most of the work."""
    header = records[0]
    assert isinstance(header, t.Header)
    arithmetic = arithmetic_of(testimony)
    held = [story for story in testimony.probes if _held(story)]
    criteria = [climb(c, testimony, arithmetic, held) for c in loaded.rubric.criteria]
    if not substance.embedder.semantic:
        criteria = [_unscored(c) for c in criteria]
    ruling = rule(
        loaded.rubric, header.level, criteria, grounds_from(testimony, arithmetic, criteria)
    )
    return Scorecard(
        scenario=loaded.scenario.id,
        title=loaded.scenario.title,
        level=header.level,
        session=header.session,
        judge="evidence only, conservative",
        verdict=ruling.verdict,
        summary=ruling.summary,
        ending=ending_of(records, loaded.rubric),
        next_time=next_time(criteria, testimony),
        credit=ruling.credit,
        bar=ruling.bar,
        criteria=criteria,
        gates=list(ruling.gates),
        arithmetic=arithmetic,
        probes=[_probe(story, testimony) for story in testimony.probes],
        talk=_talk(testimony, criteria),
        coverage=_coverage(testimony),
        notes=_notes(header, loaded, testimony, substance),
        quarantined=_quarantined(testimony),
        findings=findings(testimony, substance),
        rules=rules_spoken(testimony),
        fingerprints=Fingerprints(
            transcript=transcript_hash(records),
            scenario=loaded.scenario_hash,
            rubric=loaded.rubric.hash,
            embedder=substance.embedder.name,
            swap_corpus=substance.swap_hash,
            package=__version__,
            models=header.models,
            prompts=header.prompts,
        ),
    )


def _held(story: ProbeStory) -> bool:
    """Whether a probe held with something new: what was said before it does not count again."""
    if story.outcome != "held":
        return False
    if story.opened.kind == "estimate":
        return True
    fresh = {
        name
        for turn in story.turns
        for name in turn.new_points
        if name.startswith(f"{story.opened.probe}/")
    }
    return bool(fresh)


def _unscored(criterion: CriterionResult) -> CriterionResult:
    reason = "The sentence embedder is not installed: substance cannot be told from talk."
    return criterion.model_copy(update={"level": None, "unscored": reason})


def grounds_from(
    testimony: Testimony,
    arithmetic: Sequence[ArithmeticResult],
    criteria: Sequence[CriterionResult],
) -> Grounds:
    """Return what a verdict stands on beside the criteria's levels."""
    checked = {
        story.criterion
        for story in testimony.probes
        if story.answer and story.answer.check == "right" and story.answer.points
    }
    closed = testimony.closed
    return Grounds(
        checked_numbers=sum(a.right and a.derived and decides(a, testimony) for a in arithmetic),
        checked_gates=frozenset(checked),
        probed=sum(c.probed for c in criteria),
        stayed=closed is not None and closed.why in ("finished", "time"),
    )


def _probe(story: ProbeStory, testimony: Testimony) -> ProbeResult:
    made: list[str] = []
    missing: list[str] = []
    if story.opened.kind == "hook":
        hook = testimony.rubric.hook(story.opened.probe)
        points = story.answer.points if story.answer else frozenset()
        made = [point.says for point in hook.substance if point.id in points]
        missing = [point.says for point in hook.substance if point.id not in points]
    else:
        estimate = testimony.rubric.estimate(story.opened.probe)
        given = story.estimate is not None and story.estimate.finding == "right"
        (made if given else missing).append(estimate.explains)
    answers = {turn.record for turn in story.turns} | (
        {story.decided.record} if story.decided else set()
    )
    return ProbeResult(
        kind=story.opened.kind,
        id=story.opened.probe,
        criterion=story.criterion,
        record=story.record,
        question=story.question,
        outcome=story.outcome,
        in_interview=story.in_interview,
        answer_records=sorted(answers),
        points=made,
        missing=missing,
        why=_why_not_held(story),
    )


def _why_not_held(story: ProbeStory) -> str:
    """Return the rule that withheld *held up* from an answer, where one did."""
    if story.beside and story.decided:
        when = "after" if story.decided.record > story.record else "before"
        return say("beside", record=story.decided.record, when=when)
    other = next((r.astray for turn in story.turns for r in turn.readings if r.astray), "")
    if other and story.outcome != "held":
        return other
    return say("nothing-new") if story.outcome == "held" and not _held(story) else ""


def _talk(testimony: Testimony, criteria: Sequence[CriterionResult]) -> Talk:
    spoken = [turn for turn in testimony.turns if not turn.whiteboard]
    counts = [turn.words for turn in spoken]
    applications = sum(bool(reading.points) for _, reading in testimony.readings())
    like = likeness_of(testimony)
    return Talk(
        words=sum(counts),
        turns=len(spoken),
        median_turn_words=statistics.median(counts) if counts else 0.0,
        mentions=sum(quote.level == 1 for c in criteria for quote in c.quotes),
        applications=applications,
        words_per_application=round(sum(counts) / applications, 1) if applications else None,
        questions_asked=testimony.questions,
        facts_told=testimony.facts_told,
        verbless=round(like.verbless, 3),
        terms_per_clause=round(like.terms_per_clause, 3),
    )


def _coverage(testimony: Testimony) -> dict[str, int]:
    return {
        phase.name: sum(turn.phase == phase.id and not turn.whiteboard for turn in testimony.turns)
        for phase in testimony.rubric.phases
    }


def _notes(
    header: t.Header, loaded: Loaded, testimony: Testimony, substance: Substance
) -> list[str]:
    notes = []
    if header.rubric_hash != loaded.rubric.hash:
        notes.append("The rubric has changed since this interview was held.")
    if header.scenario_hash != loaded.scenario_hash:
        notes.append("The scenario has changed since this interview was held.")
    if testimony.unknown:
        names = (f"“{name.replace('-', ' ')}”" for name in dict.fromkeys(testimony.unknown))
        notes.append(f"Asked in the interview and not in this rubric: {', '.join(names)}.")
    if not substance.embedder.semantic:
        notes.append(
            "Without the embedder no scorecard is whole; `interviewer doctor` says how to get it."
        )
    differ = [s for s in testimony.probes if s.in_interview and s.in_interview != s.outcome]
    notes += [
        f"In the interview the answer to #{s.record} was taken as {ENDED[s.in_interview]}; "
        f"judged again it is {ENDED[s.outcome]}."
        for s in differ
        if s.in_interview
    ]
    if any(quoted.quarantined for _, quoted in testimony.readings()):
        notes.append(
            "Some sentences speak to the grader or pose as another role; "
            "they were left out and are listed."
        )
    return notes


def _quarantined(testimony: Testimony) -> list[Quote]:
    return [
        Quote(record=turn.record, text=reading.text, level=0, rules=[reading.refused])
        for turn, reading in testimony.readings()
        if reading.quarantined
    ]


def transcript_hash(records: Sequence[t.AnyRecord]) -> str:
    """Return the SHA-256 of all records of a transcript."""
    digest = hashlib.sha256()
    for record in records:
        digest.update(record.model_dump_json().encode())
    return digest.hexdigest()
