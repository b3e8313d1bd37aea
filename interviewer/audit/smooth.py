"""Smooth talkers without a language model: fluent, varied, and empty.

Seeded: the same persona, scenario and seed say the same to the same interviewer. A persona knows
the scenario as far as it was told: its prompt and the facts that it has heard. One that `knows:
facts` has read the whole fact sheet. None has seen the rubric: it is not handed in.
"""

from __future__ import annotations

import random
import re

from interviewer.audit.candidate import Candidate, Kind
from interviewer.audit.fidelity import was_told
from interviewer.audit.grammar import Deck, Grammar, slots
from interviewer.audit.parrot import Parrot
from interviewer.audit.persona import Persona, Personas, persona_names
from interviewer.evidence.nouns import figures, noun_phrases, scenario_nouns
from interviewer.evidence.sentences import content_stems, sentences
from interviewer.scenario import Scenario

_QUESTION = re.compile(r"[^.!?\n]*\?")
_QUOTED = re.compile(r"\"[^\"]*\"")


PARROT = "parrot"
NEAREST_FACTS = 2
"""Facts that a reader of the sheet finds for a question."""


class Smooth:
    """Plays a persona's grammar."""

    kind: Kind = "smooth"

    def __init__(self, persona: Persona, scenario: Scenario, seed: int) -> None:
        self.name: str = persona.id
        self._persona = persona
        self._scenario = scenario
        self._rng = random.Random(f"{persona.id}:{scenario.id}:{seed}")
        self._grammar = Grammar(persona.grammar, self._rng)
        self._decks = self._grammar.decks
        known = [scenario.prompt]
        if persona.knows == "facts":
            known += [f"{fact.says} {fact.topic}." for fact in scenario.facts]
        self._decks["noun"] = Deck(scenario_nouns("\n".join(known)), self._rng)
        self._decks["figure"] = Deck(figures("\n".join(known)), self._rng)
        self._decks |= {kind: ThinAir(kind, self._rng) for kind in ("amount", "share", "count")}
        self._sheet = _Sheet(scenario) if persona.knows == "facts" else None
        self._decks["any_fact"] = Deck(self._sheet.lines if self._sheet else (), self._rng)
        self._decks["fact"] = self._decks["any_fact"]
        self._says = Deck(persona.says, self._rng)
        self._questions = self._rng.randint(*persona.asks)
        self._told: set[str] = set()
        self._said: list[str] = []
        self._answers = 0

    @property
    def nouns(self) -> frozenset[str]:
        """The scenario's nouns that it has been told so far."""
        return frozenset(self._decks["noun"].cards)

    async def reply(self, heard: str) -> str | None:
        """Ask a question as long as some are left; then talk."""
        self._hear(heard)
        if self._questions:
            self._questions -= 1
            return self._grammar.fill("{asking}")
        count = self._rng.randint(*self._persona.sentences)
        turn = [self._sentence(first=index == 0) for index in range(count)]
        self._answers += 1
        self._said += turn
        return " ".join(dict.fromkeys(turn))

    def _hear(self, heard: str) -> None:
        for fact in self._scenario.facts:
            if fact.id not in self._told and was_told(fact, heard):
                self._told.add(fact.id)
                self._decks["noun"].add(scenario_nouns(f"{fact.says} {fact.topic}."))
                self._decks["figure"].add(figures(fact.says))
        asked = " ".join(_QUESTION.findall(_QUOTED.sub("", heard))[-1:])
        topics = [f"the {phrase}" for phrase in noun_phrases(asked)]
        self._decks["topic"] = Deck(topics or self._persona.grammar["topic_else"], self._rng)
        if self._sheet:
            self._decks["fact"] = Deck(self._sheet.nearest(asked or heard), self._rng)

    def _sentence(self, *, first: bool) -> str:
        if self._said and self._rng.random() < self._persona.repeats:
            return self._rng.choice(self._said)
        if first and (acts := self._persona.acts):
            return self._grammar.fill(acts[self._answers % len(acts)])
        template = self._says.deal()
        while any(not self._decks[slot] for slot in slots(template)):
            template = self._says.deal()
        return self._grammar.fill(template)


class ThinAir(Deck):
    """Deals figures that nobody has measured: a share, an amount, a count; never runs out."""

    def __init__(self, kind: str, rng: random.Random) -> None:
        super().__init__((kind,), rng)
        self._kind = kind

    def deal(self) -> str:
        """Return another figure."""
        rng = self._rng
        if self._kind == "share":
            return rng.choice((f"{rng.randint(2, 97)}%", f"{rng.randint(11, 979) / 10:.1f}%"))
        if self._kind == "amount":
            return f"${rng.randint(11, 990)},{rng.randint(100, 999)}"
        return rng.choice(
            (
                f"{rng.randint(11, 989) * 10:,}",
                f"{rng.randint(2, 99)} thousand",
                f"{rng.randint(11, 99) / 10:.1f} million",
            )
        )


class _Sheet:
    """The fact sheet in a candidate's hand, looked up by the words of the question."""

    def __init__(self, scenario: Scenario) -> None:
        self._facts = [
            (set(content_stems(f"{fact.topic} {fact.says}")), _lines(fact.says))
            for fact in scenario.facts
        ]
        self.lines = [line for _, lines in self._facts for line in lines]

    def nearest(self, question: str) -> list[str]:
        """Return the lines of the facts that share most words with a question."""
        asked = set(content_stems(question))
        ranked = sorted(self._facts, key=lambda fact: -len(fact[0] & asked))
        return [line for _, lines in ranked[:NEAREST_FACTS] for line in lines]


def _lines(says: str) -> list[str]:
    return [span.text for span in sentences(says)]


PERSONAS = (*persona_names(), PARROT)
"""Every smooth persona of ours that needs no language model."""


def smooth(name: str, scenario: Scenario, seed: int, personas: Personas | None = None) -> Candidate:
    """Return the smooth candidate of this name.

    Raises:
        UsageError: there is no such persona.
        ContentError: its file is not valid.
    """
    if name == PARROT:
        return Parrot(scenario, seed)
    return Smooth((personas or Personas()).load(name), scenario, seed)
