"""Reading a candidate's text against a rubric, sentence by sentence; what is refused has a reason.

The interviewer's ears and the judge use the same reader, so they cannot disagree about what was
said; they differ in what they do with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interviewer.evidence.origin import COPIED, Origin
from interviewer.evidence.quarantine import inspect
from interviewer.evidence.sentences import (
    Span,
    clauses,
    content_stems,
    is_fragment,
    is_question,
    sentences,
    words,
)
from interviewer.evidence.substance import APPROACH, Match, Substance
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario
from interviewer.text import fold


@dataclass(frozen=True)
class Bounds:
    """How near is near enough.

    `answer` holds for an answer to the hook's own question, `free` elsewhere, where only the
    nearest hook counts. `rival`: by how much the points of another hook may be nearer. `home`: the
    least nearness to anything of this scenario; `swap`: by how much another may be nearer.
    """

    answer_similarity: float = 0.30
    answer_margin: float = 0.21
    answer_rival: float = 0.18
    free_similarity: float = 0.50
    free_margin: float = 0.45
    home: float = 0.45
    swap: float = 0.02


BOUNDS = Bounds()
"""Chosen on development answers (`tests/bench`), frozen before the cases that prove them."""


@dataclass(frozen=True)
class Reading:
    """One sentence: what it is near to, what it was refused for."""

    span: Span
    points: tuple[Match, ...] = ()
    best: Match | None = None
    refused: str = ""
    rules: tuple[str, ...] = ()
    question: bool = False
    quarantined: bool = False
    fragment: bool = False

    @property
    def text(self) -> str:
        """The sentence."""
        return self.span.text


def own_words(readings: Iterable[Reading]) -> str:
    """Return a message without what is quarantined or copied: what may be calculated with."""
    return "\n".join(reading.text for reading in readings if not reading.quarantined)


@dataclass
class Reader:
    """Reads texts of one interview in order; remembers what was heard and said."""

    substance: Substance
    origin: Origin
    bounds: Bounds = BOUNDS

    @classmethod
    def start(cls, substance: Substance, scenario: Scenario) -> Reader:
        """Return a reader that has heard the prompt and nothing else."""
        origin = Origin(rubric_texts(substance.rubric))
        origin.hear(scenario.prompt)
        return cls(substance, origin)

    def hear(self, text: str) -> None:
        """Take note of something that the interviewer said, sentence by sentence and whole."""
        self.origin.hear(text)
        for sentence in sentences(text):
            self.origin.hear(sentence.text)

    def read(self, text: str, answering: str | None = None) -> list[Reading]:
        """Read one message; `answering` is the hook whose question is open."""
        spans = sentences(text)
        seen: set[str] = set()
        readings = [self._screen(span, seen) for span in spans]
        units = [self._own(_units(readings, index)) for index in range(len(readings))]
        flat = [unit for own, _ in units for unit in own]
        matches = self.substance.matches(flat, answering=answering) if flat else []
        cursor = 0
        for index, (own, why_not) in enumerate(units):
            mine = matches[cursor : cursor + len(own)]
            cursor += len(own)
            if own:
                readings[index] = self._weigh(readings[index], mine, answering)
            elif not readings[index].question and not readings[index].refused:
                readings[index] = replace(readings[index], refused=why_not)
        for reading in readings:
            if not reading.quarantined:
                self.origin.say(reading.text)
        return readings

    def _screen(self, span: Span, seen: set[str]) -> Reading:
        """Set aside what cannot be evidence whatever it means."""
        if found := inspect(span.text):
            return Reading(span, refused=f"left out: {found.reason}", quarantined=True)
        if self.origin.copied(span.text):
            return Reading(span, refused=COPIED, quarantined=True)
        folded = fold(span.text)
        if folded in seen:
            return Reading(span, refused="said before")
        seen.add(folded)
        return Reading(span, question=is_question(span.text), fragment=is_fragment(span.text))

    def _own(self, units: list[str]) -> tuple[list[str], str]:
        """Return the units that are the candidate's own and new, and why the first is not."""
        echoes = [(unit, self.origin.echo(unit)) for unit in units]
        return [unit for unit, echo in echoes if not echo], next(
            (echo for _, echo in echoes if echo), ""
        )

    def _weigh(self, reading: Reading, units: list[list[Match]], answering: str | None) -> Reading:
        """Keep for each point its best unit: near enough, and not as near to another scenario."""
        every = [match for unit in units for match in unit]
        best = max(every, key=lambda match: (match.hook == answering, match.margin), default=None)
        points: dict[tuple[str, str], Match] = {}
        rules: dict[str, None] = {}
        for unit in units:
            for match in self._nearest(unit, answering):
                if capped := self._foreign(match):
                    rules[capped] = None
                    continue
                key = (match.hook, match.point)
                if key not in points or points[key].margin < match.margin:
                    points[key] = match
        kept = tuple(sorted(points.values(), key=lambda m: -m.margin))
        return replace(reading, points=kept, best=best, rules=() if kept else tuple(rules))

    def _nearest(self, unit: list[Match], answering: str | None) -> list[Match]:
        """Return the points a unit is near to: of the question's hook, and its own best."""
        bounds = self.bounds
        others = [match for match in unit if match.hook != answering]
        probing = [match.similarity for match in others if not match.hook.startswith(APPROACH)]
        rival = max(probing, default=0.0)
        found = [
            match
            for match in unit
            if match.hook == answering
            and match.similarity >= max(bounds.answer_similarity, rival - bounds.answer_rival)
            and match.margin >= bounds.answer_margin
        ]
        top = max(others, key=lambda match: match.similarity, default=None)
        if top and top.similarity >= bounds.free_similarity and top.margin >= bounds.free_margin:
            found.append(top)
        return found

    def _foreign(self, match: Match) -> str:
        """The swap test: return why a sentence is not bound to this scenario; empty if it is."""
        if match.home < self.bounds.home:
            return "capped at mentioned: it is not about this scenario"
        if match.elsewhere > match.home + self.bounds.swap:
            return f"capped at mentioned: it fits {match.nearest} better"
        return ""


def _units(readings: list[Reading], index: int) -> list[str]:
    """Return a sentence, its clauses, and the sentence with those that follow.

    A thought may be any of them. A fragment without a verb counts only together with a sentence
    that has one.
    """
    first = readings[index]
    if first.question or first.refused:
        return []
    own = first.text
    units = [] if first.fragment and len(words(own)) < 6 else [own]
    parts = [clause.text for clause in clauses(own)]
    if len(parts) > 1:
        units += [part for part in parts if len(content_stems(part)) >= 4 and not is_fragment(part)]
    joined = own
    for following in readings[index + 1 : index + 3]:
        if following.question or following.refused or len(words(joined)) > 30:
            break
        joined = f"{joined} {following.text}"
        if not is_fragment(joined):
            units.append(joined)
    return units


def rubric_texts(rubric: Rubric) -> Iterable[str]:
    """Return every text of a rubric that a candidate could copy."""
    for criterion in rubric.criteria:
        yield criterion.expects
        yield from criterion.near_misses
        yield from (p for point in criterion.accepts for p in (point.says, *point.paraphrases))
    for hook in rubric.hooks:
        yield from (p for point in hook.substance for p in (point.says, *point.paraphrases))
        yield from hook.hollow
    for estimate in rubric.estimates:
        yield estimate.explains
