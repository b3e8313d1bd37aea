"""What a candidate says against what she said before: one thing under two values, or done and not.

Incremental, so that the interviewer can ask about it at once and the judge finds the same. Rather
silent than wrong: a pair is reported only if both are about the same thing by name (`claims`),
both commit, nothing between them says that a thing has changed, and the later one corrects nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from interviewer.evidence.claims import Decision, Number, decisions, numbers
from interviewer.evidence.corrections import corrects
from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.quantity import EXACT, close, converted, kind, period
from interviewer.evidence.sentences import is_question, sentences

APART = 1.2
"""Ratio from which two exact values are two; people round."""
APART_ABOUT = 1.5
"""The same where one is approximate or a bound."""


@dataclass(frozen=True)
class Said:
    """A sentence of the candidate and the record it stands in."""

    record: int
    text: str


@dataclass(frozen=True)
class Contradiction:
    """Two sentences that cannot both stand."""

    kind: Literal["number", "assumption", "decision"]
    first: Said
    second: Said

    @property
    def sentence(self) -> str:
        """What is contradicted, for the report."""
        what = {
            "number": "two values of one thing",
            "assumption": "one value was assumed and another used",
            "decision": "it is done and it is not done",
        }[self.kind]
        return (
            f"contradicted: {what}, #{self.first.record} “{self.first.text}” "
            f"and #{self.second.record} “{self.second.text}”"
        )


Earlier = tuple[Said, Number | Decision]


@dataclass
class Ledger:
    """What the candidate has committed to so far, in order."""

    _numbers: list[tuple[Said, Number]] = field(default_factory=list)
    _decisions: list[tuple[Said, Decision]] = field(default_factory=list)
    _given: list[Quantity] = field(default_factory=list)

    def hear(self, text: str) -> None:
        """Take note of what the candidate was told: two told figures contradict nobody."""
        self._given += find(text)

    def change(self) -> None:
        """A constraint has changed: what was said before is no longer held against anybody."""
        self._numbers.clear()
        self._decisions.clear()

    def feed(self, record: int, text: str) -> list[Contradiction]:
        """Add a message; return what in it contradicts earlier messages, one pair a sentence.

        A sentence that corrects, or stands beside one that does, replaces what it contradicts.
        """
        spans = [span.text for span in sentences(text)]
        opened = [corrects(span) for span in spans]
        beside = [any(opened[max(0, i - 1) : i + 2]) for i in range(len(spans))]
        found: list[Contradiction] = []
        numbers_now: list[tuple[Said, Number]] = []
        decisions_now: list[tuple[Said, Decision]] = []
        for sentence, mended in zip(spans, beside, strict=True):
            if is_question(sentence):
                continue
            said = Said(record, sentence)
            new_numbers = [number for number in numbers(sentence) if not number.tried]
            new_decisions = list(decisions(sentence))
            against: list[Earlier] = [*self._numbers_against(new_numbers)]
            against += self._decisions_against(new_decisions)
            if mended:
                self._drop(against)
            elif against:
                found.append(_pair(against[0], said))
            numbers_now += [(said, number) for number in new_numbers]
            decisions_now += [(said, decision) for decision in new_decisions]
        self._numbers += numbers_now
        self._decisions += decisions_now
        return found

    def _numbers_against(self, new: Iterable[Number]) -> list[tuple[Said, Number]]:
        told = self._told
        return [
            (said, old)
            for number in new
            for said, old in reversed(self._numbers)
            if _apart(old, number) and not (told(old.quantity) and told(number.quantity))
        ]

    def _decisions_against(self, new: Iterable[Decision]) -> list[tuple[Said, Decision]]:
        return [
            (said, old)
            for decision in new
            for said, old in reversed(self._decisions)
            if _opposed(old, decision)
        ]

    def _drop(self, against: Iterable[Earlier]) -> None:
        gone = [id(claim) for _, claim in against]
        self._numbers = [pair for pair in self._numbers if id(pair[1]) not in gone]
        self._decisions = [pair for pair in self._decisions if id(pair[1]) not in gone]

    def _told(self, quantity: Quantity) -> bool:
        return any(
            kind(given.unit) == kind(quantity.unit) and close(given.value, quantity.value, EXACT)
            for given in self._given
        )


def contradictions(messages: Iterable[tuple[int, str]]) -> list[Contradiction]:
    """Return the contradictions among messages (record number and text) without an interviewer."""
    ledger = Ledger()
    return [pair for record, text in messages for pair in ledger.feed(record, text)]


def _pair(earlier: Earlier, said: Said) -> Contradiction:
    first, claim = earlier
    if isinstance(claim, Decision):
        return Contradiction("decision", first, said)
    return Contradiction("assumption" if claim.assumed else "number", first, said)


def _apart(first: Number, second: Number) -> bool:
    """Tell whether two quantities of one name cannot be the same."""
    a, b = first.quantity, second.quantity
    if first.name != second.name or (first.assumed and second.assumed):
        return False
    if kind(a.unit) != kind(b.unit) or bool(period(a.unit)) != bool(period(b.unit)):
        return False
    value = converted(a, b.unit)
    if value is None or a.value == 0 or value * b.value <= 0:
        return False
    ends = [(a.low * value / a.value, a.high * value / a.value), (b.low, b.high)]
    (_, below), (above, _) = sorted(ends, key=lambda ends: ends[0])
    limit = APART_ABOUT if a.approximate or b.approximate else APART
    return below > 0 and above / below >= limit


def _opposed(first: Decision, second: Decision) -> bool:
    """Tell whether one denies what the other says: the same thing, or a part of it wholly."""
    if first.negated == second.negated or first.narrowed or second.narrowed:
        return False
    denied, said = (first, second) if first.negated else (second, first)
    return denied.name == said.name or (denied.wholly and denied.name <= said.name)


__all__ = ["Contradiction", "Ledger", "Said", "contradictions"]
