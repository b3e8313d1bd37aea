"""A small grammar that makes sentences: the same seed makes the same ones, another seed others.

A template holds `{rule}`, which deals the next alternative of a rule, and `(this|that|)`, of which
one is drawn. Alternatives are dealt like cards: none comes twice before all have come. It knows no
persona.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping

_SLOT = re.compile(r"\{([a-z_]+)\}")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_DEPTH = 40


class Deck:
    """Deals its cards in random order and shuffles again once all are dealt."""

    def __init__(self, cards: Iterable[str], rng: random.Random) -> None:
        self.cards = list(dict.fromkeys(cards))
        self._rng = rng
        self._left: list[str] = []

    def __len__(self) -> int:
        return len(self.cards)

    def add(self, cards: Iterable[str]) -> None:
        """Take in new cards; they come before the dealt ones come again."""
        new = [card for card in dict.fromkeys(cards) if card not in self.cards]
        self.cards += new
        self._left += new
        self._rng.shuffle(self._left)

    def deal(self) -> str:
        """Return the next card.

        Raises:
            IndexError: there are no cards at all.
        """
        if not self._left:
            self._left = list(self.cards)
            self._rng.shuffle(self._left)
        return self._left.pop()


class Grammar:
    """Rules by name, dealt from a seeded source of chance."""

    def __init__(self, rules: Mapping[str, Iterable[str]], rng: random.Random) -> None:
        self._rng = rng
        self.decks = {name: Deck(cards, rng) for name, cards in rules.items()}

    def fill(self, template: str, depth: int = 0) -> str:
        """Return a sentence made from a template.

        Raises:
            KeyError: a rule does not exist.
            RecursionError: a rule needs itself.
        """
        if depth > _DEPTH:
            raise RecursionError(f"a rule of the grammar needs itself: {template}")
        while choice := _CHOICE.search(template):
            drawn = self._rng.choice(choice.group(1).split("|"))
            template = template[: choice.start()] + drawn + template[choice.end() :]
        filled = _SLOT.sub(lambda slot: self.fill(self._deal(slot.group(1)), depth + 1), template)
        return filled if depth else tidy(filled)

    def _deal(self, rule: str) -> str:
        """Return the next alternative that can be filled: nothing may have been heard yet."""
        deck = self.decks[rule]
        for _ in range(len(deck) * 2):
            card = deck.deal()
            if all(len(self.decks[slot]) for slot in slots(card)):
                return card
        return deck.deal()


def slots(template: str) -> set[str]:
    """Return the rules that a template names."""
    return set(_SLOT.findall(template))


def tidy(text: str) -> str:
    """Return text with single spaces, `an` before a vowel, and capitals where sentences begin."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.;:?!])", r"\1", text)
    text = re.sub(r"([.?!])[.,;]+", r"\1", text)
    text = re.sub(r"\b([Aa]) (?=[aeiou](?!ni|se|ne))", r"\1n ", text)
    return re.sub(r"(^|[.?!] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
