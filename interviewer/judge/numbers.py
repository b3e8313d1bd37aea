"""The numbers of a candidate that code recomputed: stated sums, asked estimates, checked answers.

A free sum counts for the verdict only where it was asked for or stands beside a point. It gives no
level: that is `ladder`.
"""

from __future__ import annotations

from collections.abc import Iterator

from interviewer.evidence.arithmetic import Stated, derived
from interviewer.evidence.checks import Settled, settle
from interviewer.evidence.estimates import EstimateFinding, numbers_of, sum_within
from interviewer.evidence.quantity import EXACT, close
from interviewer.evidence.reader import own_words
from interviewer.evidence.sentences import sentences
from interviewer.evidence.units import PERIODS
from interviewer.judge.scorecard import ArithmeticResult
from interviewer.judge.stories import ProbeStory, Turn, volunteered
from interviewer.judge.testimony import Testimony
from interviewer.rubric import Estimate, Hook, NumberCheck, Range

FREE = "a calculation of the candidate"


def arithmetic_of(testimony: Testimony) -> list[ArithmeticResult]:
    """Return every number that was recomputed: free sums first, each sum once."""
    aimed = [result for story in testimony.probes for result in _of_probe(story, testimony)]
    aimed += _unasked(testimony)
    known = {(result.record, result.found) for result in aimed if result.right}
    free = [result for result in _free(testimony) if (result.record, result.found) not in known]
    return [*free, *aimed]


def decides(result: ArithmeticResult, testimony: Testimony) -> bool:
    """Tell whether a number was asked for or stands in a message that makes a point.

    A right sum of any two figures is not hard to find.
    """
    return result.asked or any(
        turn.record == result.record and any(reading.points for reading in turn.readings)
        for turn in testimony.turns
    )


def _free(testimony: Testimony) -> Iterator[ArithmeticResult]:
    for turn in testimony.turns:
        for stated in turn.stated:
            if not (stated.right or stated.error == "scale"):
                continue  # a misread sum is worse than a missed slip; a wrong decade is certain
            yield ArithmeticResult(
                record=turn.record,
                text=stated.text,
                what=FREE,
                expected=_as_written(stated),
                found=stated.found.text,
                right=stated.right,
                derived=derived(stated.found, turn.given),
            )


def _of_probe(story: ProbeStory, testimony: Testimony) -> Iterator[ArithmeticResult]:
    """Yield the number that decided a probe, if one did."""
    if story.estimate and story.decided:
        estimate = testimony.rubric.estimate(story.opened.probe)
        yield _estimated(estimate, story.estimate, story.decided, asked=True)
    elif story.answer and story.answer.points and story.answer.check != "absent":
        hook = testimony.rubric.hook(story.opened.probe)
        if isinstance(hook.check, NumberCheck):
            yield _checked(hook, hook.check, story)


def _unasked(testimony: Testimony) -> Iterator[ArithmeticResult]:
    """Yield the expected numbers that were worked out though nobody had asked for them."""
    asked = {story.opened.probe for story in testimony.probes}
    for estimate in testimony.rubric.estimates:
        if estimate.id in asked:
            continue
        if found := volunteered(testimony.turns, estimate, testimony.scenario):
            yield _estimated(estimate, found[1], found[0], asked=False)
    for hook in testimony.rubric.hooks:
        if hook.id not in asked and isinstance(hook.check, NumberCheck):
            yield from _volunteered(hook, hook.check, testimony)


def _volunteered(
    hook: Hook, check: NumberCheck, testimony: Testimony
) -> Iterator[ArithmeticResult]:
    """Yield the number that a hook checks from the first message in which it was worked out."""
    inputs = numbers_of(hook.asks)
    for turn in testimony.turns:
        text = own_words(turn.readings)
        named = [stated for stated in turn.stated if stated.found.unit]  # a bare one fits anything
        if found := sum_within(check.accept, inputs, text, named, turn.given):
            yield _of_hook(hook, turn, Settled("right", *found), right=True, asked=False)
            return


def _estimated(
    estimate: Estimate, finding: EstimateFinding, turn: Turn, *, asked: bool
) -> ArithmeticResult:
    quantity = finding.quantity
    return ArithmeticResult(
        record=turn.record,
        text=turn.sentence_of(quantity),
        what=sentences(estimate.explains)[0].text,
        expected=_spelled(finding.accepted) if finding.accepted else f"{finding.expected:,.4g}",
        found=quantity.text if quantity else "no number",
        right=finding.finding == "right",
        derived=quantity is not None,
        asked=asked,
        criterion=estimate.criterion,
    )


def _checked(hook: Hook, check: NumberCheck, story: ProbeStory) -> ArithmeticResult:
    """Return the number in an answer to a hook that its check found."""
    assert story.answer is not None
    turn, settled = _settled(check, story)
    return _of_hook(hook, turn, settled, right=story.answer.check == "right", asked=True)


def _of_hook(
    hook: Hook, turn: Turn, settled: Settled, *, right: bool, asked: bool
) -> ArithmeticResult:
    return ArithmeticResult(
        record=turn.record,
        text=turn.sentence_of(settled.quantity),
        what=hook.about,
        expected=_spelled(settled.accepted) if settled.accepted else "another number",
        found=settled.quantity.text if settled.quantity else "another number",
        right=right,
        derived=True,
        asked=asked,
        criterion=hook.criterion,
    )


def _settled(check: NumberCheck, story: ProbeStory) -> tuple[Turn, Settled]:
    """Return the message of an answer in which its number stands, the last that has it."""
    assert story.answer is not None
    given = story.turns[0].given
    for turn in reversed(story.turns):
        settled = settle(check, own_words(turn.readings), given)
        if settled.finding == story.answer.check:
            return turn, settled
    text = "\n".join(own_words(turn.readings) for turn in story.turns)
    return story.turns[-1], settle(check, text, given)


def _as_written(stated: Stated) -> str:
    """Return the recomputed number in the unit in which the candidate gave it."""
    found = stated.found
    scale = found.written / found.value if found.value else 1.0
    percent = "%" if found.unit == "share" and close(scale, 100, EXACT) else ""
    return f"{_number(stated.expected * scale)}{percent}"


def _spelled(accepted: Range) -> str:
    """Return a range in words: `28,000 to 29,500 tickets`, `3.5% to 4.5%`."""
    low, high, unit = accepted.low, accepted.high, accepted.unit
    if unit == "share":
        return f"{_number(100 * low)}% to {_number(100 * high)}%"
    unit = "" if unit in ("ratio", "count", "number") else unit
    unit += "s" * (unit in PERIODS)
    return f"{_number(low)} to {_number(high)} {unit}".rstrip()


def _number(value: float) -> str:
    """Return a number to four figures, or in full from ten thousand to a million million."""
    return f"{value:,.0f}" if 1e4 <= abs(value) < 1e12 else f"{value:,.4g}"
