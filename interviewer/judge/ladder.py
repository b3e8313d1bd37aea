"""The ladder: from evidence to a level for each criterion (JUDGING, section 2).

0 absent, 1 mentioned, 2 applied, 3 justified, 4 held up. Deterministic; checks may cap and remove,
and neither words nor length ever add.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.evidence.answers import SURE
from interviewer.evidence.checks import names_any
from interviewer.evidence.reader import Reading
from interviewer.evidence.sentences import content_stems
from interviewer.evidence.substance import approach_hooks
from interviewer.judge.scorecard import ArithmeticResult, CriterionResult, Quote
from interviewer.judge.testimony import ProbeStory, Testimony, Turn
from interviewer.rubric import Criterion, Rubric

MAX_QUOTES = 6
UNASKED_POINTS = 2
"""Points that must be made unasked before they count as applied.

Among some ninety points, one near hit in an hour of talk is chance.
"""

_REASON = re.compile(
    r"\b(?:because|since|so that|otherwise|that way|which means|that means|meaning|the reason|"
    r"hence|therefore|or else|as (?:it|they|we|that)|in case|"
    r"would (?:only|just|cost|mean|lose|hide|tell|miss|be)|costs?|price|pays?|"
    r"cheaper|dearer|slower|faster|worse|better|safer|"
    r"too (?:late|slow|few|many|much|little|small|big|noisy|rare))\b",
    re.I,
)
_ALTERNATIVE = re.compile(
    r"\b(?:instead of|rather than|not|never|no|nobody|don't|doesn't|wouldn't|won't|can't|cannot|"
    r"without|only|unless|but|whereas|while|even if|more than|less than|fewer|better than|"
    r"worse than|over|before|drop|skip|leave out|give up|either|neither|whatever)\b|n't\b",
    re.I,
)
_RETRACTS = re.compile(
    r"\b(?:scratch that|i take (?:that|it) back|forget (?:that|what i said)|i was wrong|"
    r"strike that|on second thought|i withdraw|ignore what i said|actually,? no|i no longer|"
    r"i would not do that after all)\b",
    re.I,
)


@dataclass(frozen=True)
class Evidence:
    """One credited sentence."""

    turn: Turn
    reading: Reading
    hook: str
    point: str
    level: int
    asked: bool
    """Said in answer to the hook's own question."""
    sure: bool
    """By so much that it can stand alone."""


def climb(
    criterion: Criterion,
    testimony: Testimony,
    arithmetic: Sequence[ArithmeticResult],
    held: Sequence[ProbeStory],
) -> CriterionResult:
    """Return the level of one criterion and the words that earned it."""
    applied = _applied(criterion, testimony)
    stories = [story for story in testimony.probes if story.criterion == criterion.id]
    mentions = _mentions(criterion, testimony)
    numbers = [a for a in arithmetic if a.criterion == criterion.id and a.right and a.derived]
    level = 1 if mentions or applied else 0
    if any(e.asked and e.sure for e in applied) or len(applied) >= UNASKED_POINTS:
        level = (
            3 if any(e.level == 3 and e.asked for e in applied) or numbers or _often(applied) else 2
        )
    elif numbers:
        level = 2
    mine = [story for story in held if story.criterion == criterion.id]
    if level >= 2 and mine:
        level = 4
    level, caps = _cap(level, stories, applied, testimony)
    says = _points_of(testimony.rubric)
    quotes = [*_quotes(applied, mine, says), *_number_quotes(numbers)][:MAX_QUOTES] or mentions[:3]
    return CriterionResult(
        id=criterion.id,
        name=criterion.name,
        weight=criterion.weight,
        gate=criterion.gate,
        core=criterion.core,
        phase=criterion.phase,
        level=level,
        probed=bool(stories),
        quotes=[quote.model_copy(update={"level": min(quote.level, level)}) for quote in quotes],
        why_not_higher=" ".join([*caps, _why_not_higher(level, stories)]),
        why_not_lower=_why_not_lower(level, len(applied), numbers, mine),
    )


def _applied(criterion: Criterion, testimony: Testimony) -> list[Evidence]:
    """Return the sentences that make one of the criterion's points, each point once."""
    found: dict[tuple[str, str], Evidence] = {}
    for turn in testimony.turns:
        for index, reading in enumerate(turn.readings):
            for match in reading.points:
                if match.criterion != criterion.id:
                    continue
                asked = turn.probe is not None and turn.probe.probe == match.hook
                evidence = Evidence(
                    turn,
                    reading,
                    match.hook,
                    match.point,
                    3 if _justifies(turn, index) else 2,
                    asked,
                    match.margin >= SURE,
                )
                key = (match.hook, match.point)
                if key not in found or _worth(found[key]) < _worth(evidence):
                    found[key] = evidence
    return list(found.values())


def _worth(evidence: Evidence) -> tuple[bool, int, bool]:
    return evidence.asked, evidence.level, evidence.sure


def _often(applied: Sequence[Evidence]) -> bool:
    return sum(evidence.level == 3 for evidence in applied) >= UNASKED_POINTS


def _justifies(turn: Turn, index: int) -> bool:
    """Tell whether a credited sentence and the next give a reason against an alternative."""
    window = [turn.readings[index]]
    window += [
        reading
        for reading in turn.readings[index + 1 : index + 2]
        if not reading.question and not reading.refused
    ]
    text = " ".join(reading.text for reading in window)
    return (
        bool(_REASON.search(text) and _ALTERNATIVE.search(text))
        and len(set(content_stems(text))) >= 8
    )


def _mentions(criterion: Criterion, testimony: Testimony) -> list[Quote]:
    found = []
    for turn, reading in testimony.readings():
        if (
            reading.quarantined
            or reading.question
            or reading.refused.startswith(("repeats", "adds", "copied"))
        ):
            continue
        if names_any(reading.text, criterion.names):
            rules = list(reading.rules) or (
                [reading.refused] if reading.refused else ["named, and bound to nothing here"]
            )
            found.append(Quote(record=turn.record, text=reading.text, level=1, rules=rules))
    return found


def _points_of(rubric: Rubric) -> dict[tuple[str, str], str]:
    """Return what each point says, by hook and id; accepted approaches are among them."""
    hooks = [*rubric.hooks, *approach_hooks(rubric)]
    return {(hook.id, point.id): point.says for hook in hooks for point in hook.substance}


def _quotes(
    applied: Sequence[Evidence],
    held: Sequence[ProbeStory],
    says: Mapping[tuple[str, str], str],
) -> list[Quote]:
    answered = {turn.record for story in held for turn in story.turns}
    quotes: list[Quote] = []
    for evidence in sorted(
        applied, key=lambda e: (e.turn.record not in answered, -e.level, e.turn.record)
    ):
        level = 4 if evidence.turn.record in answered else evidence.level
        rules = ["nearer to what is expected than to any empty answer"]
        if evidence.level == 3:
            rules.append("gives a reason or a cost against an alternative")
        if level == 4:
            rules.append("new, and said in answer to a question aimed at it")
        text = evidence.reading.text
        if any(quote.text == text for quote in quotes):
            continue
        quotes.append(
            Quote(
                record=evidence.turn.record,
                text=text,
                level=level,
                hook=evidence.hook,
                point=says.get((evidence.hook, evidence.point)),
                rules=rules,
            )
        )
    return quotes


def _number_quotes(numbers: Sequence[ArithmeticResult]) -> list[Quote]:
    return [
        Quote(record=n.record, text=n.text, level=3, rules=["worked out, and the number checks"])
        for n in numbers
    ]


def _cap(
    level: int, stories: Sequence[ProbeStory], applied: Sequence[Evidence], testimony: Testimony
) -> tuple[int, list[str]]:
    """Lower the level for what is wrong or taken back."""
    caps = []
    right = any(story.answer and story.answer.check == "right" for story in stories)
    if (
        level > 1
        and not right
        and any(story.outcome == "wrong" and story.opened.kind == "hook" for story in stories)
    ):
        level = 1
        caps.append("Capped at mentioned: the answer to a pointed question was wrong.")
    if level > 1 and _retracted(applied, testimony):
        level -= 1
        caps.append("One down: it was taken back.")
    return level, caps


def _retracted(applied: Sequence[Evidence], testimony: Testimony) -> bool:
    """Tell whether a later sentence takes one of these back: its words, and one of retraction."""
    for evidence in applied:
        said = set(content_stems(evidence.reading.text))
        for turn, reading in testimony.readings():
            later = (turn.record, reading.span.start) > (
                evidence.turn.record,
                evidence.reading.span.start,
            )
            if (
                later
                and _RETRACTS.search(reading.text)
                and len(said & set(content_stems(reading.text))) >= 2
            ):
                return True
    return False


def _why_not_higher(level: int, stories: Sequence[ProbeStory]) -> str:
    if level == 4:
        return ""
    if level == 3:
        evaded = [story for story in stories if story.outcome != "held"]
        return (
            "Not defended under a question aimed at it."
            if evaded or not stories
            else "No such question was asked."
        )
    return {
        0: "Nothing was said that bears on it.",
        1: "It was named, but no decision or mechanism of this scenario followed.",
        2: "No alternative was rejected for a reason or a cost, and no number was worked out.",
    }[level]


def _why_not_lower(
    level: int, points: int, numbers: Sequence[ArithmeticResult], held: Sequence[ProbeStory]
) -> str:
    if level == 4:
        plural = "s" if len(held) > 1 else ""
        return f"It held under {len(held)} pointed question{plural}, with something new."
    if level == 3:
        return (
            "A number was worked out and checks."
            if numbers
            else "It was decided with a reason against an alternative."
        )
    if level == 2:
        return (
            f"{points} point{'s' if points != 1 else ''} of substance, bound to this scenario."
            if points
            else "A number was worked out."
        )
    return "It was named." if level == 1 else ""
