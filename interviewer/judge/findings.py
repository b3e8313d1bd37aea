"""What the rules found over a whole interview, beside the levels: for the scorecard, to be read.

It changes no level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from interviewer.evidence.lists import Likeness, likeness, terms_of
from interviewer.evidence.rules import rule_of, say
from interviewer.evidence.substance import Substance
from interviewer.evidence.wrong_claims import WrongClaims
from interviewer.judge.caps import unplaced
from interviewer.judge.ladder import lowering
from interviewer.judge.scorecard import Quote, RuleFinding
from interviewer.judge.testimony import Testimony


def findings(testimony: Testimony, substance: Substance) -> list[RuleFinding]:
    """Return what was wrong, contradicted or taken back, and what is worth a human look."""
    found = [each for c in testimony.rubric.criteria for each in lowering(c, testimony)]
    return [*found, *unplaced(testimony, found), *_near_wrong(testimony, substance)]


def rules_spoken(testimony: Testimony) -> dict[str, int]:
    """Return how many sentences each rule removed or capped, in the order of the rules."""
    spoken: Counter[str] = Counter()
    for _, reading in testimony.readings():
        for sentence in [reading.refused, *reading.rules, reading.astray]:
            if sentence and (rule := rule_of(sentence)):
                spoken[rule.name] += 1
    return {name: count for name, count in spoken.items() if count}


def likeness_of(testimony: Testimony) -> Likeness:
    """Return how much the candidate's statements are like a list."""
    said = (r.text for _, r in testimony.readings() if not (r.question or r.quarantined))
    return likeness(said, terms_of(testimony.rubric))


def _near_wrong(testimony: Testimony, substance: Substance) -> Iterator[RuleFinding]:
    said = [
        (turn.record, reading.text)
        for turn, reading in testimony.readings()
        if not (reading.question or reading.refused)
    ]
    near = WrongClaims(substance).near([text for _, text in said])
    for (record, text), wrong in zip(said, near, strict=True):
        if wrong:
            sentence = say("wrong-claim", claim=wrong.claim.rstrip("."))
            quote = Quote(record=record, text=text, level=0, rules=[sentence])
            yield RuleFinding(
                rule="wrong-claim",
                does="reports",
                criterion=wrong.criterion,
                sentence=f"{sentence[0].upper()}{sentence[1:]}.",
                quotes=[quote],
            )
