"""Reading a candidate's text against a rubric, sentence by sentence; what is refused has a reason.

The interviewer's ears and the judge use the same reader, so they cannot disagree about what was
said; they differ in what they do with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interviewer.evidence.anecdote import anecdotes
from interviewer.evidence.denial import denies
from interviewer.evidence.lists import Terms, listed, terms_of
from interviewer.evidence.origin import COPIED, Origin
from interviewer.evidence.quarantine import inspect
from interviewer.evidence.retraction import takes_back
from interviewer.evidence.rules import say
from interviewer.evidence.sentences import Span, is_fragment, is_question, sentences
from interviewer.evidence.substance import APPROACH, Match, Substance, rubric_texts
from interviewer.evidence.thoughts import Thought, thoughts
from interviewer.scenario import Scenario
from interviewer.text import fold

__all__ = ["BOUNDS", "Bounds", "Reader", "Reading", "own_words", "rubric_texts"]


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
    swap: float = 0.05


JOINABLE = ("", say("too-little"), say("restatement"))
"""What a sentence may be refused for and still be a part of a thought with others."""
BORROWED = 0.07
"""How much nearer an answer may be to another scenario and still inherit what is asked."""
FOREIGN = 0.12
"""The same from which it earns nothing at all. Of 3,032 authored answers of experts 10 in 1,000 lie
above the first and 2 above this; of answers to another scenario 65 and 30 in a hundred."""
HOLLOW = 0.1
"""Margin below which a sentence is empty talk, and no part of a thought with others."""
_NUMBERS = "no one two three four five six seven eight nine ten".split()

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
    astray: str = ""
    """Why the whole answer is none to the question asked; empty if it may be."""
    heart: float | None = None
    """How far the answer it belongs to is from talk (`heart`); None if it answers no hook."""
    abroad: tuple[str, float] = ("", 0.0)
    """Which other scenario the message it belongs to is nearest to, and how much nearer."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.span.text


def own_words(readings: Iterable[Reading]) -> str:
    """Return a message without what is quarantined or copied: what may be calculated with."""
    own = (r for r in readings if not (r.quarantined or r.refused == COPIED))
    return "\n".join(reading.text for reading in own)


@dataclass
class Reader:
    """Reads texts of one interview in order; remembers what was heard and said."""

    substance: Substance
    origin: Origin
    bounds: Bounds = BOUNDS
    terms: Terms = frozenset()

    @classmethod
    def start(cls, substance: Substance, scenario: Scenario) -> Reader:
        """Return a reader that has heard the prompt and nothing else."""
        origin = Origin(substance.copies)
        origin.hear(scenario.prompt)
        return cls(substance, origin, terms=terms_of(substance.rubric))

    def hear(self, text: str) -> None:
        """Take note of something that the interviewer said, sentence by sentence and whole."""
        self.origin.hear(text)
        for sentence in sentences(text):
            self.origin.hear(sentence.text)

    def read(self, text: str, answering: str | None = None) -> list[Reading]:
        """Read one message; `answering` is the hook whose question is open.

        An answer to something else does not inherit what this question asks for.
        """
        spans = sentences(text)
        seen: set[str] = set()
        readings = [self._screen(span, seen) for span in spans]
        telling = self._telling(readings)
        scenario, ahead = self.substance.abroad(telling)
        if answering and (why := self._other(answering, telling, scenario, ahead)):
            readings = [replace(reading, astray=why) for reading in readings]
            answering = None
        whose = self._whose(readings)
        texts = [reading.text for reading in readings]
        own = [why in JOINABLE for why in whose]
        held = [self._held(texts, own, index) for index in range(len(readings))]
        compared = self._compared(held, answering)
        for index, why in enumerate(whose):
            reading = readings[index]
            if any(thought.counts for thought in held[index]):
                joined = [thought.joined for thought in held[index]]
                readings[index] = self._weigh(reading, compared[index], joined, answering)
            elif not (reading.question or reading.refused):
                readings[index] = replace(reading, refused=why)
        for reading in readings:
            if not reading.quarantined:
                self.origin.say(reading.text)
        heart = self.substance.heart(telling, answering) if answering else None
        readings = [replace(r, heart=heart, abroad=(scenario, ahead)) for r in readings]
        return [foreign(r) for r in readings] if ahead > FOREIGN else readings

    def _telling(self, readings: list[Reading]) -> list[str]:
        """Return the sentences that tell what is answered: neither echoes nor lists."""
        own = [r.text for r in readings if not (r.question or r.refused)]
        return [
            text
            for text in own
            if self.origin.echo(text) in JOINABLE and not listed(text, self.terms)
        ]

    def _other(self, asked: str, telling: list[str], scenario: str, ahead: float) -> str:
        """Return why an answer is none to what was asked; empty if it may be."""
        if ahead > BORROWED:
            return say("foreign", scenario=scenario)
        hook = self.substance.astray(asked, telling)
        return say("astray", about=self.substance.fields[hook].hook.about) if hook else ""

    def _screen(self, span: Span, seen: set[str]) -> Reading:
        """Set aside what cannot be evidence whatever it means."""
        if found := inspect(span.text):
            return Reading(span, refused=say("quarantine", reason=found.reason), quarantined=True)
        if self.origin.copied(span.text):
            asks = is_question(span.text)  # it is answered, and earns nothing
            return Reading(span, refused=COPIED, question=asks, quarantined=not asks)
        folded = fold(span.text)
        if folded in seen:
            return Reading(span, refused=say("repeat"))
        seen.add(folded)
        if takes_back(span.text):
            return Reading(span, refused=say("takes-back"))
        if denies(span.text):
            return Reading(span, refused=say("denies"))
        return Reading(span, question=is_question(span.text), fragment=is_fragment(span.text))

    def _whose(self, readings: list[Reading]) -> list[str]:
        """Return for each sentence why it is no evidence of one's own; empty where it is."""
        stories = anecdotes([reading.text for reading in readings])
        return [
            "asks"
            if reading.question
            else reading.refused
            or self.origin.echo(reading.text)
            or (say("anecdote") if story else "")
            for reading, story in zip(readings, stories, strict=True)
        ]

    def _held(self, texts: list[str], own: list[bool], index: int) -> list[Thought]:
        """Return the thoughts that begin with a sentence; an echo counts for nothing."""
        return [
            replace(thought, counts=thought.counts and not self.origin.echo(thought.text))
            for thought in thoughts(texts, own, index)
        ]

    def _compared(
        self, held: list[list[Thought]], answering: str | None
    ) -> list[list[list[Match]]]:
        """Return the matches of each sentence's thoughts.

        Empty talk is no part of a thought: put beside a sentence it would only move it about. What
        is not to be part of one is therefore told first, and the rest is not even embedded.
        """
        alone = [thought for mine in held for thought in mine if not thought.joined]
        found = self._found(alone, answering)
        telling = {
            index
            for index, mine in enumerate(held)
            if mine and max((m.margin for m in found[mine[0]]), default=0.0) >= HOLLOW
        }
        joined = [thought for mine in held for thought in mine if thought.joined]
        found |= self._found([t for t in joined if telling.issuperset(t.parts)], answering)
        return [
            [found.get(thought, []) if thought.counts else [] for thought in mine] for mine in held
        ]

    def _found(self, among: list[Thought], answering: str | None) -> dict[Thought, list[Match]]:
        texts = [thought.text for thought in among]
        matches = self.substance.matches(texts, answering=answering) if texts else []
        return dict(zip(among, matches, strict=True))

    def _weigh(
        self,
        reading: Reading,
        compared: list[list[Match]],
        joined: list[bool],
        answering: str | None,
    ) -> Reading:
        """Keep for each point its best thought: near enough, and not as near elsewhere.

        What is generic by itself does not become specific by a neighbour: any sentence put beside
        it would move it about.
        """
        every = [match for found in compared for match in found]
        best = max(every, key=lambda match: (match.hook == answering, match.margin), default=None)
        points: dict[tuple[str, str], Match] = {}
        rules: dict[str, None] = {}
        if count := listed(reading.text, self.terms):
            return replace(reading, best=best, rules=(say("list", count=count),))
        generic: set[tuple[str, str]] = set()
        for found, together in zip(compared, joined, strict=True):
            for match in self._nearest(found, answering):
                key = (match.hook, match.point)
                if capped := self._generic(match):
                    rules[capped] = None
                    generic |= set() if together else {key}
                    continue
                if together and key in generic:
                    continue
                if key not in points or points[key].margin < match.margin:
                    points[key] = match
        if not rules and best and best.similarity >= self.bounds.home:
            rules[say("margin")] = None
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
        if top and top.similarity >= bounds.free_similarity and top.sober >= bounds.free_margin:
            found.append(top)
        return found

    def _generic(self, match: Match) -> str:
        """The swap test: return why a sentence is not bound to this scenario; empty if it is."""
        if match.home < self.bounds.home:
            return say("unbound")
        if match.elsewhere > match.home + self.bounds.swap:
            return say("swap", others=_others(match))
        return ""


def foreign(reading: Reading) -> Reading:
    """Return a sentence of an answer that is another scenario's: it makes no point here."""
    if not reading.points:
        return reading
    return replace(reading, points=(), rules=(say("foreign", scenario=reading.abroad[0]),))


def _others(match: Match) -> str:
    """Return what a sentence fits as well: "four other scenarios (slack-helper first)"."""
    if match.others <= 1:
        return f"another scenario ({match.nearest})"
    number = _NUMBERS[match.others] if match.others < len(_NUMBERS) else str(match.others)
    return f"{number} other scenarios ({match.nearest} first)"
