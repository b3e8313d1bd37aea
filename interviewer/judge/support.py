"""What code can see of an observation: does it support what the model calls it?

*Held up* needs a question aimed at the criterion and something new; *justified* an alternative that
the words themselves turn down, or a number that code recomputed. What the evidence engine says
against it caps it at *mentioned*. Nothing here asks for more than is in the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from interviewer.evidence.checks import verify
from interviewer.evidence.origin import LEAST_WORDS
from interviewer.evidence.quotes import find_quote
from interviewer.evidence.rules import say
from interviewer.evidence.sentences import content_stems
from interviewer.judge.case import Case
from interviewer.judge.credit import REASONED
from interviewer.judge.screening import Sighting
from interviewer.rubric import Criterion, NumberCheck

CLAIMED: Mapping[str, int] = {"mentioned": 1, "applied": 2, "justified": 3, "held_up": 4}
_TURNS_DOWN = re.compile(
    r"\b(?:instead|rather|not|never|no|nobody|nothing|without|unless|but|whereas|while|than|over|"
    r"against|drop|skip|leave out|give up|avoid|reject|neither|nor|cannot|too|costs?|only)\b|n't\b",
    re.IGNORECASE,
)


def supported(criterion: Criterion, sighting: Sighting, case: Case) -> tuple[int, tuple[str, ...]]:
    """Return the level that the words support, at most the model's, and why it is that."""
    level, rules = CLAIMED[sighting.said.kind], []
    if level == 4:
        if _held(criterion, sighting, case):
            return 4, (say("held"),)
        level = 3
        rules.append("not said in answer to a question aimed at it, or not new")
    if level == 3:
        if why := _justified(criterion, sighting, case):
            return 3, (*rules, why)
        level = 2
        rules.append("no alternative is turned down in it and no number of it was recomputed")
    return level, tuple(rules)


def capped(criterion: Criterion, sighting: Sighting, case: Case) -> str:
    """Return why words are no more than a mention; empty if they may be."""
    if all(reading.question for reading in sighting.readings):
        return "a question decides nothing"
    if len(set(content_stems(sighting.text))) < LEAST_WORDS:
        return say("too-little")
    return case.nearness.cap(criterion.id, sighting.turn, sighting.readings, sighting.text)


def recomputed(criterion: Criterion, sighting: Sighting, case: Case) -> bool:
    """Tell whether a number in these words was recomputed and is right."""
    text, turn = sighting.text, sighting.turn
    for hook in case.loaded.rubric.hooks_of(criterion.id):
        if turn.probe is None or turn.probe.probe != hook.id:
            continue
        if isinstance(hook.check, NumberCheck) and verify(hook.check, text, turn.given) == "right":
            return True
    return any(
        result.right
        and result.derived
        and result.record == turn.record
        and result.found in text
        and (result.text in text or text in result.text)
        for result in case.arithmetic
    )


def _held(criterion: Criterion, sighting: Sighting, case: Case) -> bool:
    turn, readings = sighting.turn, sighting.readings
    if all(reading.astray for reading in readings):
        return False  # it answers another question than the one that was put
    points = {
        f"{match.hook}/{match.point}"
        for reading in readings
        for match in reading.points
        if match.criterion == criterion.id
    }
    if points and not points & turn.new_points:
        return False
    for story in case.stories(criterion.id):
        if all(answer.record != turn.record for answer in story.turns) or story.outcome == "wrong":
            continue
        return story.opened.kind == "hook" or story.outcome == "held"
    return False


def _justified(criterion: Criterion, sighting: Sighting, case: Case) -> str:
    said, text = sighting.said, sighting.text
    turned = find_quote(said.rejected, text) if content_stems(said.rejected) else None
    if turned and _TURNS_DOWN.search(text) and len(set(content_stems(text))) >= REASONED:
        return f"turns down: {turned}"
    if said.number and find_quote(said.number, text) and recomputed(criterion, sighting, case):
        return f"{say('number')}: {said.number}"
    return ""
