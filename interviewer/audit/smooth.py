"""Smooth talkers without a language model: fluent, varied, and empty.

Seeded: the same persona, scenario and seed say the same to the same interviewer. A persona knows
the scenario only as far as it was told: its prompt and the facts that it has heard.
"""

from __future__ import annotations

import random
import re

from interviewer.audit.candidate import Candidate, Kind
from interviewer.audit.grammar import Deck, Grammar, slots
from interviewer.audit.nouns import figures, noun_phrases, scenario_nouns, was_told
from interviewer.audit.parrot import Parrot
from interviewer.audit.persona import Persona, load_persona, persona_names
from interviewer.scenario import Scenario

_QUESTION = re.compile(r"[^.!?\n]*\?")
_QUOTED = re.compile(r"\"[^\"]*\"")


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
        self._decks["noun"] = Deck(scenario_nouns(scenario.prompt), self._rng)
        self._decks["figure"] = Deck(figures(scenario.prompt), self._rng)
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

    def _sentence(self, *, first: bool) -> str:
        if self._said and self._rng.random() < self._persona.repeats:
            return self._rng.choice(self._said)
        if first and (acts := self._persona.acts):
            return self._grammar.fill(acts[self._answers % len(acts)])
        template = self._says.deal()
        while any(not self._decks[slot] for slot in slots(template)):
            template = self._says.deal()
        return self._grammar.fill(template)


PERSONAS = (*persona_names(), "parrot")
"""Every smooth persona that needs no language model."""


def smooth(name: str, scenario: Scenario, seed: int) -> Candidate:
    """Return the smooth candidate of this name.

    Raises:
        ContentError: there is no such persona, or its file is not valid.
    """
    if name == "parrot":
        return Parrot(scenario, seed)
    return Smooth(load_persona(name), scenario, seed)
