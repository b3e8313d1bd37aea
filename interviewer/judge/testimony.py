"""What the candidate said, turn by turn, as evidence.

From the transcript's records only, read with the same reader as in the interview. It gives no
levels (`ladder`) and no verdict (`verdict`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from interviewer import transcript as t
from interviewer.evidence.arithmetic import check_stated
from interviewer.evidence.contradictions import Contradiction, Ledger, Said
from interviewer.evidence.heart import thinned, usual
from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.reader import Reader, Reading, own_words
from interviewer.evidence.retraction import Retraction, retraction
from interviewer.evidence.substance import Substance
from interviewer.judge.stories import ProbeStory, Turn, assessed
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario

__all__ = ["ProbeStory", "Testimony", "Turn", "take"]


@dataclass
class Testimony:
    """All turns and probes of a transcript."""

    scenario: Scenario
    rubric: Rubric
    turns: list[Turn] = field(default_factory=list)
    probes: list[ProbeStory] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    retractions: list[Retraction] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Questions that were asked and are not in this rubric."""
    closed: t.Closed | None = None
    facts_told: int = 0
    questions: int = 0
    declined: int = 0

    def readings(self) -> Iterator[tuple[Turn, Reading]]:
        """Yield every sentence with its turn."""
        for turn in self.turns:
            for reading in turn.readings:
                yield turn, reading


def take(records: Sequence[t.AnyRecord], scenario: Scenario, substance: Substance) -> Testimony:
    """Read a whole transcript."""
    return _Taker(scenario, substance).take(records)


class _Taker:
    def __init__(self, scenario: Scenario, substance: Substance) -> None:
        self._reader = Reader.start(substance, scenario)
        self._testimony = Testimony(scenario, substance.rubric)
        self._given: list[Quantity] = find(scenario.prompt)
        self._phase = ""
        self._open: int | None = None
        self._question = ""
        self._notes = ""
        self._ledger = Ledger()
        self._ledger.hear(scenario.prompt)
        self._said: list[Said] = []

    def take(self, records: Sequence[t.AnyRecord]) -> Testimony:
        for record in records:
            self._step(record)
        self._without_talk()
        testimony = self._testimony
        testimony.probes = [
            assessed(story, testimony.turns, testimony.rubric, testimony.scenario)
            for story in testimony.probes
        ]
        return testimony

    def _without_talk(self) -> None:
        """Take back what only resembles a point: now that every answer of the person is known."""
        testimony = self._testimony
        answers = [turn.readings for turn in testimony.turns if turn.probe is not None]
        person, made = usual(answers), set[str]()
        read: dict[int, Turn] = {}
        for turn in testimony.turns:
            asked = turn.probe.probe if turn.probe else None
            readings = thinned(turn.readings, asked, person)
            points = {f"{m.hook}/{m.point}" for reading in readings for m in reading.points}
            read[turn.record] = replace(
                turn, readings=tuple(readings), new_points=frozenset(points - made)
            )
            made |= points
        testimony.turns = [read[turn.record] for turn in testimony.turns]
        testimony.probes = [
            replace(story, turns=tuple(read[turn.record] for turn in story.turns))
            for story in testimony.probes
        ]

    def _step(self, record: t.AnyRecord) -> None:  # noqa: C901, PLR0912 - a case for each kind of record
        testimony = self._testimony
        match record:
            case t.CandidateSaid():
                self._heard(record.seq, record.text)
            case t.WhiteboardSaved():
                self._whiteboard(record)
            case t.InterviewerSaid():
                self._reader.hear(record.text)
                self._given += find(record.text)
                self._ledger.hear(record.text)
                self._question = record.text
                self._name_probe(record)
            case t.FactsReleased():
                testimony.facts_told += len(record.facts)
                told = {released.fact for released in record.facts}
                for fact in testimony.scenario.facts:
                    if fact.id in told:
                        self._reader.hear(fact.says)
            case t.PhaseEntered():
                self._phase = record.phase
            case t.TwistPlayed():
                self._ledger.change()
                self._said.clear()
            case t.ProbeOpened():
                self._opened(record)
            case t.ProbeSettled():
                self._settled(record)
            case t.TurnRead():
                testimony.questions += len(record.questions)
            case t.QuestionDeclined():
                testimony.declined += 1
            case t.Closed():
                testimony.closed = record
            case _:
                pass

    def _heard(self, seq: int, text: str, *, whiteboard: bool = False) -> None:
        story = (
            self._testimony.probes[self._open]
            if self._open is not None and not whiteboard
            else None
        )
        answering = story.opened.probe if story and story.opened.kind == "hook" else None
        readings = tuple(self._reader.read(text, answering))
        turn = Turn(
            record=seq,
            text=text,
            phase=self._phase,
            readings=readings,
            probe=story.opened if story else None,
            question=self._question,
            stated=tuple(check_stated(own_words(readings))),
            given=tuple(self._given),
            whiteboard=whiteboard,
        )
        self._testimony.turns.append(turn)
        if not whiteboard:
            self._stands(turn)
        if story is not None and self._open is not None and _answers(turn):
            self._testimony.probes[self._open] = replace(story, turns=(*story.turns, turn))

    def _stands(self, turn: Turn) -> None:
        """Note what stands against what was said before; a changed constraint changes that."""
        self._testimony.contradictions += self._ledger.feed(turn.record, own_words(turn.readings))
        for reading in turn.readings:
            if reading.question or reading.quarantined:
                continue
            said = Said(turn.record, reading.text)
            if back := retraction(said, self._said):
                self._testimony.retractions.append(back)
            self._said.append(said)

    def _whiteboard(self, record: t.WhiteboardSaved) -> None:
        """Read what is new on the whiteboard, line by line."""
        old = set(self._notes.splitlines())
        new = [line for line in record.text.splitlines() if line.strip() and line not in old]
        self._notes = record.text
        if new:
            self._heard(record.seq, "\n".join(new), whiteboard=True)

    def _opened(self, record: t.ProbeOpened) -> None:
        if not self._known(record):
            self._testimony.unknown.append(record.probe)
            self._open = None
            return
        probes = self._testimony.probes
        for index, story in enumerate(probes):
            if story.opened.probe == record.probe:
                self._open = index
                return
        probes.append(ProbeStory(record, record.seq, ""))
        self._open = len(probes) - 1

    def _known(self, record: t.ProbeOpened) -> bool:
        """Tell whether this rubric, perhaps another version, asks that."""
        rubric = self._testimony.rubric
        asked = rubric.hooks if record.kind == "hook" else rubric.estimates
        return record.probe in {entry.id for entry in asked}

    def _name_probe(self, record: t.InterviewerSaid) -> None:
        if self._open is None:
            return
        story = self._testimony.probes[self._open]
        if not story.question:
            asked = self._asked(story.opened.probe, record)
            self._testimony.probes[self._open] = replace(story, question=asked, record=record.seq)

    def _asked(self, probe: str, record: t.InterviewerSaid) -> str:
        """Return the question itself, without what led to it."""
        rubric, scenario = self._testimony.rubric, self._testimony.scenario
        wordings = [text for hook in rubric.hooks if hook.id == probe for text in hook.asks]
        wordings += [text for e in rubric.estimates if e.id == probe for text in e.asks]
        wordings += [f"{twist.says} {twist.asks}" for twist in scenario.twists]
        return next((text for text in wordings if text in record.text), record.text)

    def _settled(self, record: t.ProbeSettled) -> None:
        for index, story in enumerate(self._testimony.probes):
            if story.opened.probe == record.probe:
                self._testimony.probes[index] = replace(story, in_interview=record.outcome)
        self._open = None


def _answers(turn: Turn) -> bool:
    return any(not reading.question for reading in turn.readings)
