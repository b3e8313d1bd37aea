"""What lowers a criterion: an answer that is wrong, a decade, a contradiction, a retraction.

Each is a rule with a sentence and the words it is about. Nothing here raises a level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.evidence.arithmetic import Stated
from interviewer.evidence.contradictions import Contradiction, Said
from interviewer.evidence.quantities import find
from interviewer.evidence.quantity import close, converted, kind
from interviewer.evidence.reader import own_words
from interviewer.evidence.rules import rule, say
from interviewer.judge.credit import Evidence
from interviewer.judge.scorecard import Quote, RuleFinding
from interviewer.judge.testimony import ProbeStory, Testimony, Turn
from interviewer.rubric import Criterion

WHAT = {
    "number": "one thing under two values",
    "assumption": "assumed and then used differently",
    "decision": "done and not done",
}


def caps_on(
    criterion: Criterion,
    applied: Sequence[Evidence],
    stories: Sequence[ProbeStory],
    testimony: Testimony,
) -> list[RuleFinding]:
    """Return everything that lowers a criterion, what caps it first."""
    found = [*_wrong_answers(criterion, stories), *_decades(criterion, applied, stories, testimony)]
    found += [
        _contradicted(criterion.id, pair)
        for pair in testimony.contradictions
        if _credited(pair.first, applied) or _credited(pair.second, applied)
    ]
    found += [
        _finding(
            "retraction",
            criterion.id,
            [said, back.by],
            record=said.record,
            text=said.text,
            later=back.by.record,
            words=back.by.text,
        )
        for back in testimony.retractions
        for said in back.of[:1]
        if any(_credited(each, applied) for each in back.of)
    ]
    return found


def lowered(level: int, found: Sequence[RuleFinding]) -> int:
    """Return a level under the rules that lower it: capped at 1, or one down for a retraction."""
    if any(finding.does == "caps" for finding in found):
        return min(level, 1)
    return max(1, level - 1) if level > 1 and found else level


def decades_of(testimony: Testimony) -> Iterator[tuple[Turn, Stated]]:
    """Yield the stated calculations that are out by a power of ten and were never corrected."""
    for turn in testimony.turns:
        for stated in turn.stated:
            if stated.error == "scale" and not _mended(turn, stated, testimony):
                yield turn, stated


def _wrong_answers(criterion: Criterion, stories: Sequence[ProbeStory]) -> Iterator[RuleFinding]:
    if any(story.answer and story.answer.check == "right" for story in stories):
        return
    for story in stories:
        if story.outcome == "wrong" and story.opened.kind == "hook":
            last = story.turns[-1]
            said = Said(last.record, last.text)
            yield _finding("check", criterion.id, [said], record=last.record)


def _decades(
    criterion: Criterion,
    applied: Sequence[Evidence],
    stories: Sequence[ProbeStory],
    testimony: Testimony,
) -> Iterator[RuleFinding]:
    for turn, stated in decades_of(testimony):
        if any(_holds(story, turn, stated) for story in testimony.probes):
            continue
        mine = turn.probe is not None and turn.probe.criterion == criterion.id
        said = Said(turn.record, _sentence(turn, stated.text))
        if mine or _credited(said, applied):
            yield _finding("decade", criterion.id, [said], record=turn.record, detail=stated.detail)
    for story in stories:
        if (detail := _estimate_decade(story)) and (last := story.decided):
            said = Said(last.record, last.text)
            yield _finding("decade", criterion.id, [said], record=last.record, detail=detail)


def _holds(story: ProbeStory, turn: Turn, stated: Stated) -> bool:
    """Tell whether an asked number is right in the sentence whose working is out by a decade.

    Then the working is loosely written and what it was for holds; the sum is shown as wrong.
    """
    found = story.estimate
    if not (found and found.finding == "right" and story.decided == turn):
        return False
    return turn.sentence_of(found.quantity) == turn.sentence_of(stated.found)


def _estimate_decade(story: ProbeStory) -> str:
    """Return in words how an asked estimate is ten or a hundred times off; empty if it is not."""
    found = story.estimate
    if not (found and found.finding == "wrong" and found.quantity and found.expected):
        return ""
    ratio = found.quantity.value / found.expected
    if not any(close(ratio, 10.0**power, 0.06) for power in (-2, -1, 1, 2)):
        return ""
    return f"about {found.expected:.3g} was expected, not {found.quantity.text}"


def _mended(turn: Turn, stated: Stated, testimony: Testimony) -> bool:
    """Tell whether the right result is said later: a correction lifts the cap."""
    later = [own_words(other.readings) for other in testimony.turns if other.record > turn.record]
    after = turn.text.find(stated.text)
    later.append(turn.text[after + len(stated.text) :] if after >= 0 else "")
    for quantity in (quantity for text in later for quantity in find(text)):
        value = converted(quantity, stated.found.unit)
        alike = kind(quantity.unit) == kind(stated.found.unit) or not quantity.unit
        if value is not None and alike and close(value, stated.expected, 0.02):
            return True
    return False


def _contradicted(criterion: str, pair: Contradiction) -> RuleFinding:
    return _finding(
        "contradiction",
        criterion,
        [pair.first, pair.second],
        what=WHAT[pair.kind],
        first_record=pair.first.record,
        first=pair.first.text,
        second_record=pair.second.record,
        second=pair.second.text,
    )


def unplaced(testimony: Testimony, placed: Sequence[RuleFinding]) -> list[RuleFinding]:
    """Return the contradictions in words that no criterion rests on: shown, and capping nothing."""
    known = {tuple(quote.text for quote in finding.quotes) for finding in placed}
    return [
        _contradicted("", pair)
        for pair in testimony.contradictions
        if (pair.first.text, pair.second.text) not in known
    ]


def _credited(said: Said, applied: Sequence[Evidence]) -> bool:
    return any(
        evidence.turn.record == said.record
        and (evidence.reading.text in said.text or said.text in evidence.reading.text)
        for evidence in applied
    )


def _sentence(turn: Turn, piece: str) -> str:
    return next((r.text for r in turn.readings if piece in r.text), piece)


def _finding(name: str, criterion: str, said: Sequence[Said], **filled: object) -> RuleFinding:
    sentence, does = say(name, **filled), rule(name).does
    if not criterion:
        sentence, does = sentence.removeprefix("capped at mentioned: "), "reports"
    return RuleFinding(
        rule=name,
        does=does,
        criterion=criterion,
        sentence=f"{sentence[0].upper()}{sentence[1:]}.".replace("..", "."),
        quotes=[Quote(record=each.record, text=each.text, level=0, rules=[]) for each in said],
    )
