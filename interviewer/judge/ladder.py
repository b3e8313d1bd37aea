"""The ladder: from evidence to a level for each criterion (rubrics/JUDGING.md, section 2).

0 absent, 1 mentioned, 2 applied, 3 justified, 4 held up. Deterministic; checks may cap and remove,
and neither words nor length ever add.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewer.evidence.rules import say
from interviewer.evidence.substance import approach_hooks
from interviewer.judge.caps import caps_on, lowered
from interviewer.judge.credit import Evidence, applied_to, justified, mentions_of, stands
from interviewer.judge.reasons import Found, why_not_higher, why_not_lower
from interviewer.judge.scorecard import ArithmeticResult, CriterionResult, Quote, RuleFinding
from interviewer.judge.testimony import ProbeStory, Testimony
from interviewer.rubric import Criterion, Rubric

MAX_QUOTES = 6


def climb(
    criterion: Criterion,
    testimony: Testimony,
    arithmetic: Sequence[ArithmeticResult],
    held: Sequence[ProbeStory],
) -> CriterionResult:
    """Return the level of one criterion and the words that earned it."""
    found = _found(criterion, testimony, arithmetic, held)
    quotes = _shown(found, _points_of(testimony.rubric))
    higher, lower = why_not_higher(found), why_not_lower(found)
    return CriterionResult(
        id=criterion.id,
        name=criterion.name,
        weight=criterion.weight,
        gate=criterion.gate,
        core=criterion.core,
        phase=criterion.phase,
        level=found.level,
        probed=bool(found.stories),
        quotes=quotes,
        why_not_higher=higher[1],
        why_not_lower=lower[1],
        decided_by=higher[0],
        kept_by=lower[0],
    )


def lowering(criterion: Criterion, testimony: Testimony) -> list[RuleFinding]:
    """Return what caps or lowers a criterion, for the scorecard."""
    stories = [story for story in testimony.probes if story.criterion == criterion.id]
    return caps_on(criterion, applied_to(criterion, testimony), stories, testimony)


def _found(
    criterion: Criterion,
    testimony: Testimony,
    arithmetic: Sequence[ArithmeticResult],
    held: Sequence[ProbeStory],
) -> Found:
    applied = applied_to(criterion, testimony)
    mentions = mentions_of(criterion, testimony)
    stories = [story for story in testimony.probes if story.criterion == criterion.id]
    numbers = [a for a in arithmetic if a.criterion == criterion.id and a.right and a.derived]
    places = {evidence.turn.record for evidence in applied}
    unbound = [
        a for a in arithmetic if a.right and a.derived and not a.criterion and a.record in places
    ]
    mine = [story for story in held if story.criterion == criterion.id]
    level = _rung(applied, mentions, numbers, mine)
    caps = caps_on(criterion, applied, stories, testimony)
    return Found(
        level=lowered(level, caps),
        applied=applied,
        mentions=mentions,
        numbers=numbers,
        stories=stories,
        held=mine,
        lowered=caps if level > 1 else [],
        unbound=unbound,
    )


def _rung(
    applied: Sequence[Evidence],
    mentions: Sequence[Quote],
    numbers: Sequence[ArithmeticResult],
    held: Sequence[ProbeStory],
) -> int:
    """Return the level before anything lowers it."""
    level = 1 if mentions or applied else 0
    if stands(applied):
        level = 3 if numbers or justified(applied) else 2
    elif any(number.asked for number in numbers):
        level = 2
    return 4 if level >= 2 and held else level


def _points_of(rubric: Rubric) -> Mapping[tuple[str, str], str]:
    """Return what each point says, by hook and id; accepted approaches are among them."""
    hooks = [*rubric.hooks, *approach_hooks(rubric)]
    return {(hook.id, point.id): point.says for hook in hooks for point in hook.substance}


def _shown(found: Found, says: Mapping[tuple[str, str], str]) -> list[Quote]:
    """Return the words that earned the level, none shown above it; where none did, mentions."""
    earned = [*_quotes(found, says), *_number_quotes(found.numbers)][:MAX_QUOTES]
    quotes = [
        quote.model_copy(update={"level": min(quote.level, found.level)})
        for quote in earned or found.mentions[:3]
    ]
    if found.lowered:
        return [_capped(quote, found.lowered) for quote in quotes]
    if earned and found.level == 1:
        return [quote.model_copy(update={"rules": [say("alone")]}) for quote in quotes]
    return quotes


def _capped(quote: Quote, lowering: Sequence[RuleFinding]) -> Quote:
    """Return a quote with the sentence of the rule that speaks of it, if one does."""
    about = [
        finding.sentence
        for finding in lowering
        if any(q.record == quote.record and q.text in quote.text for q in finding.quotes)
    ]
    return quote.model_copy(update={"rules": [*quote.rules, *about]})


def _quotes(found: Found, says: Mapping[tuple[str, str], str]) -> list[Quote]:
    answered = {turn.record for story in found.held for turn in story.turns}
    quotes: dict[str, Quote] = {}
    for evidence in sorted(
        found.applied, key=lambda e: (e.turn.record not in answered, -e.level, e.turn.record)
    ):
        level = 4 if evidence.turn.record in answered else evidence.level
        rules = [say("substance")]
        rules += [say("reason")] if evidence.level == 3 else []
        rules += [say("held")] if level == 4 else []
        quote = Quote(
            record=evidence.turn.record,
            text=evidence.reading.text,
            level=level,
            hook=evidence.hook,
            point=says.get((evidence.hook, evidence.point)),
            rules=rules,
        )
        quotes.setdefault(quote.text, quote)
    return list(quotes.values())


def _number_quotes(numbers: Sequence[ArithmeticResult]) -> list[Quote]:
    return [Quote(record=n.record, text=n.text, level=3, rules=[say("number")]) for n in numbers]
