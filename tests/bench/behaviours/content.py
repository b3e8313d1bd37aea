"""What simulated candidates draw on: authored answers, questions that chose nothing, sayings."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from interviewer.audit.candidate import Candidate
from interviewer.audit.grammar import Deck
from interviewer.content import load_yaml, plain
from interviewer.evidence.sentences import is_question, sentences

HELD_OUT = Path(__file__).parents[2] / "retrieval" / "heldout_questions.json"
_SPENT = (
    "I have nothing to add to that.",
    "That is all I have on it.",
    "I would leave it there.",
    "Nothing more from my side.",
)


@lru_cache(maxsize=1)
def sayings() -> Mapping[str, Any]:
    """Return the stock of sayings."""
    found: Mapping[str, Any] = plain(load_yaml(Path(__file__).with_name("sayings.yaml")))
    return found


@lru_cache(maxsize=1)
def _held_out() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(HELD_OUT.read_text("utf-8"))
    return found


class Content:
    """One candidate's substance: an authored script, and what else could be said."""

    def __init__(self, scenario: str, script: Candidate, seed: int) -> None:
        self.dice = random.Random(f"{scenario}:{script.name}:{seed}")
        self.scenario = scenario
        self._script = script
        self._decks = {
            name: Deck(texts, self.dice)
            for name, texts in sayings().items()
            if isinstance(texts, list)
        }
        held_out = _held_out()[scenario]
        self._questions = Deck([item["text"] for item in held_out["questions"]], self.dice)
        self._foreign = Deck(held_out["off_topic"], self.dice)
        self._spent = Deck(_SPENT, self.dice)

    def own(self) -> Mapping[str, Any]:
        """Return what was written for this scenario alone."""
        found: Mapping[str, Any] = sayings()["scenarios"][self.scenario]
        return found

    async def answer(self, heard: str) -> str:
        """Return the script's next words; a phrase that says nothing once it has none left."""
        return await self._script.reply(heard) or self._spent.deal()

    def says(self, name: str) -> str:
        """Return the next of a stock of sayings."""
        return self._decks[name].deal()

    def question(self) -> str:
        """Return a question that was written from the meaning of the facts."""
        return self._questions.deal()

    def foreign(self) -> str:
        """Return a question to which the scenario holds no answer."""
        return self._foreign.deal()


def asks(text: str) -> bool:
    """Tell whether a text of the script asks anything, by its own punctuation."""
    return any(span.text.rstrip("\"' ").endswith("?") for span in sentences(text))


def first(text: str, count: int) -> str:
    """Return the first sentences of a text."""
    return " ".join(span.text for span in list(sentences(text))[:count])


def statements(text: str) -> Sequence[str]:
    """Return the sentences of a text that ask nothing."""
    return [span.text for span in sentences(text) if not is_question(span.text)]
