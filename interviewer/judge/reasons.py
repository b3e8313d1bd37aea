"""Why a criterion is not one level higher and not one lower: the deciding rule, in a sentence.

It decides nothing; it says what `ladder` found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.evidence.rules import rule_of, say
from interviewer.judge.credit import Evidence, stands
from interviewer.judge.scorecard import ArithmeticResult, Quote, RuleFinding
from interviewer.judge.stories import ENDED, ProbeStory


@dataclass(frozen=True)
class Found:
    """All that was found for one criterion, and the level that it came to."""

    level: int
    applied: Sequence[Evidence]
    mentions: Sequence[Quote]
    numbers: Sequence[ArithmeticResult]
    stories: Sequence[ProbeStory]
    held: Sequence[ProbeStory]
    lowered: Sequence[RuleFinding]
    unbound: Sequence[ArithmeticResult] = ()
    """Right sums in the messages that count, which answer no question of this criterion."""


Why = tuple[str, str]
"""The name of a rule and a sentence."""


def why_not_higher(found: Found) -> Why:
    """Return what keeps a criterion from the next level."""
    if found.lowered:
        first = found.lowered[0]
        return first.rule, " ".join(finding.sentence for finding in found.lowered)
    if found.level == 0:
        return "", "Nothing was said that bears on it."
    if found.level == 1:
        return _only_named(found)
    if found.level == 2:
        return _only_applied(found)
    return _not_held(found) if found.level == 3 else ("", "Nothing is higher.")


def why_not_lower(found: Found) -> Why:
    """Return what keeps a criterion from the level below."""
    if found.level == 4:
        where = ", ".join(f"#{story.record}" for story in found.held)
        count = len(found.held)
        plural = "s" if count > 1 else ""
        return (
            "held",
            f"It held under {count} pointed question{plural} ({where}), with something new.",
        )
    if found.level == 3:
        return _reasoned(found)
    if found.level == 2:
        points = len(found.applied)
        if not points:
            return "number", "A number was worked out and checks."
        plural = "s" if points > 1 else ""
        return "substance", f"{points} point{plural} of substance, bound to this scenario."
    return ("named", "It was named.") if found.level == 1 else ("", "Nothing is lower.")


def _only_named(found: Found) -> Why:
    if found.applied and not stands(found.applied):
        at = found.applied[0]
        sentence = say("alone").removeprefix("capped at mentioned: ")
        return "alone", f"#{at.turn.record} makes a point, but {sentence}."
    for quote in found.mentions:
        for sentence in quote.rules:
            if (rule := rule_of(sentence)) and rule.does == "caps":
                return rule.name, f"{sentence[0].upper()}{sentence[1:]} (#{quote.record})."
    return "named", "It was named, but no decision or mechanism of this scenario followed."


def _only_applied(found: Found) -> Why:
    """Say what was not recognised; the words may hold more than the engine sees in them."""
    if found.numbers:
        return "number", "The number stands alone: beside it nothing was recognised as a decision."
    reasoned = [evidence for evidence in found.applied if evidence.level == 3]
    if reasoned:
        return "reason", (
            f"Only #{reasoned[0].turn.record} was recognised as giving a reason or a cost against "
            "an alternative, and no question had asked for it: that takes two such sentences."
        )
    said = (
        "None of the sentences that count here was recognised as turning down an alternative for "
        "a reason or a cost, and no number was checked for this criterion."
    )
    if not found.unbound:
        return "reason", said
    number = found.unbound[0]
    return "reason", (
        f"{said} The number in #{number.record} ({number.found}) is right, but is the answer to "
        "none of its questions."
    )


def _not_held(found: Found) -> Why:
    if not found.stories:
        return "held", "No question was aimed at it, so nothing could hold up."
    answered = [story for story in found.stories if story.outcome == "held"]
    if answered:
        at = answered[0].record
        return "nothing-new", f"The answer to #{at} held, but had been given before the question."
    beside = next((story.decided for story in found.stories if story.beside), None)
    if beside:
        return "beside", f"The sum in #{beside.record} is right, but was not given to its question."
    ends = ", ".join(f"#{story.record} {_ended(story)}" for story in found.stories)
    return "held", f"Not defended under a question aimed at it: {ends}."


def _ended(story: ProbeStory) -> str:
    if any(reading.astray for turn in story.turns for reading in turn.readings):
        return "answered another question"
    return ENDED[story.outcome]


def _reasoned(found: Found) -> Why:
    if found.numbers:
        return "number", f"A number was worked out and checks (#{found.numbers[0].record})."
    reasoned = [evidence for evidence in found.applied if evidence.level == 3]
    if not reasoned:  # held up, and one level down for a retraction
        return "held", "It held under a pointed question before it was taken back."
    at = next((e for e in reasoned if e.asked), reasoned[0])
    return "reason", f"It was decided with a reason against an alternative (#{at.turn.record})."
