"""Where the attacker's sentences come from: the scenario and chance, never a rubric.

A `Pool` holds what does not change between attempts; a `Source` draws from it, seeded.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from interviewer.audit.attack.sums import sums
from interviewer.audit.grammar import Deck, Grammar, slots
from interviewer.audit.parrot import said_back
from interviewer.audit.persona import Persona, Personas
from interviewer.audit.smooth import ThinAir
from interviewer.content import load_yaml, plain, validate
from interviewer.evidence.emptiness import generic_sentences
from interviewer.evidence.nouns import figures, noun_phrases, scenario_nouns
from interviewer.evidence.sentences import clauses, content_stems, sentences
from interviewer.scenario import Scenario

FORMS = Path(__file__).with_name("forms.yaml")
NEAREST_FACTS = 3
"""Facts looked up for a question."""
KINDS: Mapping[str, int] = {
    "forms": 45,
    "personas": 30,
    "sums": 12,
    "generic": 8,
    "heard": 5,
}
"""How often each kind of sentence is drawn, in a hundred. Forms vary most, so they come most."""


class Draws(Protocol):
    """Draws sentences for one attempt."""

    def hear(self, heard: str) -> None:
        """Take note of what the interviewer said last."""

    def draw(self) -> str:
        """Return another sentence for it."""


@dataclass(frozen=True)
class Pool:
    """What an attacker knows of one scenario, taken apart once."""

    scenario: Scenario
    personas: tuple[Persona, ...]
    nouns: tuple[str, ...]
    figures: tuple[str, ...]
    facts: tuple[tuple[frozenset[str], tuple[str, ...]], ...]
    """Of each fact, the stems by which it is looked up, and its sentences."""
    sums: tuple[str, ...]

    @classmethod
    def of(cls, scenario: Scenario, personas: Personas) -> Pool:
        """Return the pool of a scenario; the personas' grammars are part of it.

        Raises:
            ContentError: a persona's file is not valid.
        """
        known = [scenario.prompt, *(f"{fact.says} {fact.topic}." for fact in scenario.facts)]
        return cls(
            scenario,
            tuple(personas.load(name) for name in personas.names()),
            tuple(scenario_nouns("\n".join(known))),
            tuple(figures("\n".join(known))),
            tuple(
                (
                    frozenset(content_stems(f"{fact.topic} {fact.says}")),
                    tuple(span.text for span in sentences(fact.says)),
                )
                for fact in scenario.facts
            ),
            tuple(sums(scenario)),
        )

    def source(self, rng: random.Random) -> Source:
        """Return where an attempt draws from."""
        return Source(self, rng)

    def nearest(self, question: str) -> list[str]:
        """Return the sentences of the facts that share most words with a question."""
        wanted = set(content_stems(question))
        ranked = sorted(self.facts, key=lambda fact: -len(fact[0] & wanted))
        return [line for _, lines in ranked[:NEAREST_FACTS] for line in lines]


class Source:
    """Draws sentences of all kinds; what was heard gives the topics."""

    def __init__(self, pool: Pool, rng: random.Random) -> None:
        self._pool = pool
        self._rng = rng
        self._grammars = [_Voice(persona, pool, rng) for persona in pool.personas]
        self._forms = _Voice(forms(), pool, rng)
        self._sums = Deck(pool.sums, rng)
        self._generic = Deck(generic_sentences(), rng)
        self._heard = Deck((), rng)
        self._decks = {"sums": self._sums, "generic": self._generic, "heard": self._heard}

    def hear(self, heard: str) -> None:
        """Take note of what the interviewer said last."""
        said = [span.text for span in sentences(heard)]
        asked = [text for text in said if text.endswith("?")][-1:]
        topics = [f"the {phrase}" for text in asked for phrase in noun_phrases(text)]
        facts = self._pool.nearest(" ".join(asked) or heard)
        for voice in (*self._grammars, self._forms):
            voice.about(topics, facts)
        turned = (said_back(clause.text) for text in said for clause in clauses(text))
        self._heard.add(f"{text[:1].upper()}{text[1:]}." for text in turned if text)

    def draw(self) -> str:
        """Return a sentence."""
        kind = self._rng.choices(list(KINDS), list(KINDS.values()))[0]
        if deck := self._decks.get(kind):
            return deck.deal()
        return self.form() if kind == "forms" else self._rng.choice(self._grammars).sentence()

    def form(self) -> str:
        """Return one of the attacker's own forms, filled."""
        return self._forms.sentence()


class _Voice:
    """A grammar over what is known: the whole fact sheet."""

    def __init__(self, persona: Persona, pool: Pool, rng: random.Random) -> None:
        self._grammar = Grammar(persona.grammar, rng)
        self._says = Deck((*persona.says, *persona.acts), rng)
        decks = self._grammar.decks
        decks["noun"] = Deck(pool.nouns, rng)
        decks["figure"] = Deck(pool.figures, rng)
        decks["any_fact"] = Deck((line for _, lines in pool.facts for line in lines), rng)
        decks |= {kind: ThinAir(kind, rng) for kind in ("amount", "share", "count")}
        self._else = persona.grammar["topic_else"]
        self._rng = rng
        self.about((), ())

    def about(self, topics: Sequence[str], facts: Sequence[str]) -> None:
        """Set what is talked about now."""
        decks = self._grammar.decks
        decks["topic"] = Deck(topics or self._else, self._rng)
        decks["fact"] = Deck(facts or decks["any_fact"].cards, self._rng)

    def sentence(self) -> str:
        """Return the next template, filled; a figure may be wanting where no fact has any."""
        template = self._says.deal()
        while any(not self._grammar.decks[slot] for slot in slots(template)):
            template = self._says.deal()
        return self._grammar.fill(template)


@lru_cache(maxsize=1)
def forms() -> Persona:
    """Return the attacker's own forms.

    Raises:
        ContentError: their file is not valid.
    """
    source = load_yaml(FORMS)
    return validate(Persona, FORMS, plain(source), source)
