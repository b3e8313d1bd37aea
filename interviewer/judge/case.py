"""What code knows of an interview before a model is asked: turns, probes, numbers, its own levels.

The evidence engine's scorecard is part of it: the model's levels are held against it. It asks no
model and knows none.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakValueDictionary

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.evidence.reader import rubric_texts
from interviewer.evidence.substance import Substance
from interviewer.judge.judging import judge_testimony, transcript_hash
from interviewer.judge.nearness import Nearness
from interviewer.judge.scorecard import ArithmeticResult, CriterionResult, Scorecard
from interviewer.judge.testimony import ProbeStory, Testimony, Turn, take
from interviewer.text import fold

_Key = tuple[str, int]
"""The hash of a transcript, and which vectors it is compared with."""
_known: WeakValueDictionary[_Key, Case] = WeakValueDictionary()
"""Those that somebody holds: judgements side by side do not push each other out."""
_last: list[Case] = []
"""The one read last is held here: observing and judging are of the same."""
_reading: WeakValueDictionary[_Key, threading.Lock] = WeakValueDictionary()
"""One a case that is being read, so that two who want it read it once."""
_turn = threading.Lock()
"""Of those who look for one of these locks."""


@dataclass(frozen=True)
class Case:
    """One transcript, read."""

    transcript: str
    """Its hash."""
    records: tuple[t.AnyRecord, ...]
    loaded: Loaded
    testimony: Testimony
    arithmetic: tuple[ArithmeticResult, ...]
    card: Scorecard
    """What the evidence engine alone makes of it."""
    nearness: Nearness

    @classmethod
    def of(cls, records: Sequence[t.AnyRecord], loaded: Loaded, substance: Substance) -> Case:
        """Read a transcript, or return the case of it that is there. Blocks for a second or two.

        A case is there as long as somebody holds it, and the one read last in any event.
        """
        transcript = transcript_hash(records)
        key = (transcript, id(substance))
        with _turn:
            mine = _reading.setdefault(key, threading.Lock())
        with mine:
            case = _known.get(key)
            if case is None or case.loaded != loaded or case.nearness.of is not substance:
                case = cls._read(transcript, records, loaded, substance)
                _known[key] = case
            _last[:] = [case]
        return case

    @classmethod
    def _read(
        cls, transcript: str, records: Sequence[t.AnyRecord], loaded: Loaded, substance: Substance
    ) -> Case:
        testimony = take(records, loaded.scenario, substance)
        card = judge_testimony(testimony, records, loaded, substance)
        return cls(
            transcript=transcript,
            records=tuple(records),
            loaded=loaded,
            testimony=testimony,
            arithmetic=tuple(card.arithmetic),
            card=card,
            nearness=Nearness(substance),
        )

    @property
    def header(self) -> t.Header:
        """The transcript's first record."""
        header = self.records[0]
        assert isinstance(header, t.Header)
        return header

    @cached_property
    def turns(self) -> dict[int, Turn]:
        """The candidate's turns by record, the new lines of the whiteboard among them."""
        return {turn.record: turn for turn in self.testimony.turns}

    @cached_property
    def lines(self) -> dict[int, str]:
        """What the interviewer said, by record."""
        return {
            record.seq: record.text
            for record in self.records
            if isinstance(record, t.InterviewerSaid)
        }

    @cached_property
    def said(self) -> dict[int, str]:
        """The candidate's turns by record, folded for comparison."""
        return {record: fold(turn.text) for record, turn in self.turns.items()}

    @cached_property
    def told(self) -> tuple[str, ...]:
        """All that the interviewer said or could have said, folded: not the candidate's words."""
        scenario = self.loaded.scenario
        facts, twists = scenario.facts, scenario.twists
        told = [*self.lines.values(), scenario.prompt]
        told += [fact.says for fact in facts] + [twist.says for twist in twists]
        return tuple(map(fold, told))

    @cached_property
    def rubric(self) -> tuple[str, ...]:
        """Every text of the rubric that could be quoted as if it had been said, folded."""
        return tuple(map(fold, rubric_texts(self.loaded.rubric)))

    @cached_property
    def longest(self) -> int:
        """Characters of the longest turn: a longer quote stands in none."""
        return max((len(turn.text) for turn in self.turns.values()), default=0)

    def engine(self, criterion: str) -> CriterionResult:
        """Return what the evidence engine found on a criterion."""
        return {result.id: result for result in self.card.criteria}[criterion]

    def stories(self, criterion: str) -> list[ProbeStory]:
        """Return the pointed questions that were aimed at a criterion."""
        return [story for story in self.testimony.probes if story.criterion == criterion]

    def numbers(self, criterion: str) -> list[ArithmeticResult]:
        """Return the right numbers that were worked out for a criterion."""
        return [a for a in self.arithmetic if a.criterion == criterion and a.right and a.derived]
