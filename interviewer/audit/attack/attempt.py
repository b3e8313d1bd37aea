"""One attempt of a search, as data: what is to be said, and what was seen to come of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from interviewer.evidence.sentences import sentences
from interviewer.outcome import Outcome, RunKey
from interviewer.scenario import Identifier, Strict
from interviewer.text import fold

_QUOTED = re.compile(r"\"[^\"]*\"")

Ended = Literal["", "held", "partly", "evaded", "wrong"]
"""How a pointed question was answered; empty where none was open."""


class Attempt(RunKey):
    """What the attacker is going to say. Whoever holds it needs nothing else."""

    number: int = Field(ge=0, description="Of the search; chance is drawn from it.")
    answers: tuple[tuple[str, tuple[str, ...]], ...] = Field(
        default=(), description="Question, as `asked` returns it -> sentences."
    )
    spare: tuple[str, ...] = Field(
        default=(), description="Sentences for questions without a planned answer."
    )
    each: int = Field(default=1, description="Spare sentences a turn.")
    fresh: int = Field(default=0, description="New sentences in a turn without a planned answer.")
    more: int = Field(default=0, description="New sentences behind a planned answer.")
    keeps: bool = Field(default=False, description="Whether its transcript stays.")

    @property
    def file(self) -> str:
        """Where its transcript lies until it is judged; that of one that is kept stays."""
        kept = self.plain.file
        return kept if self.keeps else kept.replace(".jsonl", f"-try-{self.number}.jsonl")

    @property
    def plain(self) -> RunKey:
        """Return which interview it is, without what is said in it."""
        return RunKey(scenario=self.scenario, persona=self.persona, arm=self.arm, seed=self.seed)

    @property
    def planned(self) -> Mapping[str, tuple[str, ...]]:
        """The planned answers by question."""
        return dict(self.answers)

    @property
    def fingerprint(self) -> str:
        """Return a hash of all that it says."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Paid(Strict):
    """What one sentence was quoted for."""

    criterion: Identifier
    level: int = Field(ge=0, le=4)
    rules: tuple[str, ...] = Field(default=(), description="Names of the rules that spoke of it.")


class Sentence(Strict):
    """A sentence that was said, and what it was quoted for."""

    text: str
    paid: tuple[Paid, ...] = ()


class Turn(Strict):
    """A message of the attacker: the question that it answered, and how that went."""

    asked: str
    said: tuple[Sentence, ...]
    ended: Ended = ""


class Tried(Outcome):
    """What came of an attempt: the outcome, and beside it what the next attempt may learn from."""

    number: int
    bar: float = Field(default=0.0, description="Credit that a pass takes.")
    keyword_share: float = Field(
        default=0.0, description="Share of criteria of which a keyword was said; for the report."
    )
    turns_tried: tuple[Turn, ...] = ()


def asked(heard: str) -> str:
    """Return the question in what was heard, the same however it was led up to.

    It is the last sentence that asks; where none does, the last.
    """
    said = [span.text for span in sentences(_QUOTED.sub("", heard))]
    questions = [text for text in said if text.endswith("?")]
    return fold((questions or said or [""])[-1])
