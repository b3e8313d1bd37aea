"""A pointed question and what became of it, over all the answers that were given to it.

A sum that was asked for counts wherever it was worked out: under the question it can hold, before
it was asked or after it had been left it is held in part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interviewer import transcript as t
from interviewer.evidence.answers import Answer, assess
from interviewer.evidence.arithmetic import Stated
from interviewer.evidence.estimates import EstimateFinding, verify_estimate, worked_out
from interviewer.evidence.quantities import Quantity
from interviewer.evidence.reader import Reading, own_words
from interviewer.evidence.sentences import words
from interviewer.rubric import Estimate, Rubric
from interviewer.scenario import Scenario

ENDED: Mapping[t.Outcome, str] = {
    "held": "held",
    "partly": "held in part",
    "evaded": "evaded",
    "wrong": "wrong",
}
"""How a question ended, in words."""


@dataclass(frozen=True)
class Turn:
    """One message of the candidate, read."""

    record: int
    text: str
    phase: str
    readings: tuple[Reading, ...]
    probe: t.ProbeOpened | None
    question: str
    stated: tuple[Stated, ...]
    given: tuple[Quantity, ...]
    whiteboard: bool = False
    new_points: frozenset[str] = frozenset()
    """Points that no earlier message made; known when the whole transcript is."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(words(self.text))

    def sentence_of(self, quantity: Quantity | None) -> str:
        """Return the sentence in which a number of its own words stands; all of it if in none."""
        own = own_words(self.readings)
        if quantity is None or quantity.text not in own:
            return self.text
        end = own.find("\n", quantity.start)
        line = own[own.rfind("\n", 0, quantity.start) + 1 : end if end >= 0 else len(own)]
        return line if quantity.text in line else self.text


@dataclass(frozen=True)
class ProbeStory:
    """A pointed question from its first wording to its end."""

    opened: t.ProbeOpened
    record: int
    question: str
    turns: tuple[Turn, ...] = ()
    in_interview: t.Outcome | None = None
    answer: Answer | None = None
    estimate: EstimateFinding | None = None
    decided: Turn | None = None
    """The message that holds the number of an estimate; it may answer another question."""

    @property
    def beside(self) -> bool:
        """Whether its number was worked out before it was asked for, or after it had been left."""
        return self.decided is not None and self.decided not in self.turns

    @property
    def outcome(self) -> t.Outcome:
        """How it ended; a question without an answer counts as evaded."""
        if self.beside:
            return "partly"
        if self.answer:
            return self.answer.outcome
        if self.estimate:
            return self.estimate.outcome
        return "evaded"

    @property
    def criterion(self) -> str:
        """The criterion it is aimed at."""
        return self.opened.criterion


def assessed(
    story: ProbeStory, turns: Sequence[Turn], rubric: Rubric, scenario: Scenario
) -> ProbeStory:
    """Return how a probe ended, over all answers to it; `turns` are all of the interview."""
    if story.opened.kind == "estimate":
        return _estimated(story, turns, rubric.estimate(story.opened.probe), scenario)
    return _answered(story, rubric) if story.turns else story


def volunteered(
    turns: Sequence[Turn], estimate: Estimate, scenario: Scenario
) -> tuple[Turn, EstimateFinding] | None:
    """Return the first message in which a sum of the candidate's own is an estimate's, if any."""
    return next(_sums(turns, estimate, scenario), None)


def _estimated(
    story: ProbeStory, turns: Sequence[Turn], estimate: Estimate, scenario: Scenario
) -> ProbeStory:
    """Assess an asked number; what was said at first may be mended once."""
    found = [
        (turn, verify_estimate(estimate, scenario, own_words(turn.readings), story.turns[0].given))
        for turn in story.turns
    ]
    right = [entry for entry in reversed(found) if entry[1].finding == "right"]
    if not right:
        right = _beside(story, turns, estimate, scenario, answered=_committed(found))
    if not (right or found):
        return story
    turn, finding = (right or found[-1:])[0]
    return replace(story, estimate=finding, decided=turn)


def _committed(found: Sequence[tuple[Turn, EstimateFinding]]) -> bool:
    """Tell whether a number was given under the question, though not the right one."""
    return bool(found) and found[-1][1].finding == "wrong"


def _beside(
    story: ProbeStory,
    turns: Sequence[Turn],
    estimate: Estimate,
    scenario: Scenario,
    *,
    answered: bool,
) -> list[tuple[Turn, EstimateFinding]]:
    """Return where the number was worked out if not under its question: after it, else before.

    Who gave another number when asked has not given the one that he had worked out before.
    """
    places = {turn.record for turn in story.turns}
    later = [turn for turn in turns if turn.record > story.record and turn.record not in places]
    earlier = [] if answered else [turn for turn in turns if turn.record < story.record]
    return list(_sums([*later, *reversed(earlier)], estimate, scenario))[:1]


def _sums(
    turns: Sequence[Turn], estimate: Estimate, scenario: Scenario
) -> Iterator[tuple[Turn, EstimateFinding]]:
    for turn in turns:
        text = own_words(turn.readings)
        if finding := worked_out(estimate, scenario, text, turn.stated, turn.given):
            yield turn, finding


def _answered(story: ProbeStory, rubric: Rubric) -> ProbeStory:
    """Assess the answers to a hook; a number may be mended once."""
    hook, given, last = rubric.hook(story.opened.probe), story.turns[0].given, story.turns[-1]
    readings = [reading for turn in story.turns for reading in turn.readings]
    text = "\n".join(own_words(turn.readings) for turn in story.turns)
    answer = assess(hook, readings, text, given)
    if answer.check == "wrong":
        mended = assess(hook, last.readings, own_words(last.readings), given, answer.points)
        answer = mended if mended.check == "right" else answer
    return replace(story, answer=answer)
