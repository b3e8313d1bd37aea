"""Smooth personas as files: `personas/<id>.yaml`, a grammar each over the shared `common.yaml`.

It knows how a persona is written down and that its rules fit together, not how it is played
(`smooth`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import Field, TypeAdapter

from interviewer.audit.grammar import slots
from interviewer.content import load_yaml, plain, validate
from interviewer.errors import ContentError, Problem
from interviewer.scenario import Identifier, Strict, Text

FOLDER = Path(__file__).with_name("personas")
COMMON = "common"
FROM_THE_INTERVIEW = frozenset({"topic", "noun", "figure"})
"""Slots that are filled with what was heard: the question's nouns, the scenario's, its figures."""

Rules = Mapping[str, list[str]]
_RULES: TypeAdapter[dict[str, list[str]]] = TypeAdapter(dict[str, list[str]])


class Persona(Strict):
    """A smooth talker. Counts are inclusive ranges from which the seed draws."""

    id: Identifier
    about: Text
    asks: tuple[int, int] = Field(
        default=(0, 0), description="Clarifying questions at the beginning."
    )
    sentences: tuple[int, int] = Field(description="Sentences a turn.")
    repeats: float = Field(
        default=0.0, ge=0, lt=1, description="How often a sentence said before comes again."
    )
    acts: list[Text] = Field(
        default_factory=list, description="What a turn begins with, in this order, over and over."
    )
    says: list[Text] = Field(min_length=1, description="Templates, one sentence each.")
    rules: dict[str, list[str]] = Field(default_factory=dict)

    @property
    def grammar(self) -> dict[str, list[str]]:
        """Its own rules over the shared ones."""
        return {**common_rules(), **self.rules}

    def templates(self) -> Iterable[str]:
        """Return every text of the file that may hold slots."""
        yield from (*self.acts, *self.says)
        for alternatives in self.rules.values():
            yield from alternatives


@lru_cache(maxsize=1)
def common_rules() -> Rules:
    """Return the rules that all personas share."""
    return _RULES.validate_python(plain(load_yaml(FOLDER / f"{COMMON}.yaml")))


@lru_cache(maxsize=32)
def load_persona(name: str) -> Persona:
    """Return a persona.

    Raises:
        ContentError: its file is not valid, or names rules that do not exist (all are listed).
    """
    path = FOLDER / f"{name}.yaml"
    source = load_yaml(path)
    persona = validate(Persona, path, plain(source), source)
    known = set(persona.grammar) | FROM_THE_INTERVIEW
    missing = sorted(set().union(*(slots(template) for template in persona.templates())) - known)
    if missing:
        raise ContentError(
            [Problem(path, 1, 1, "rules", f"`{rule}` is not a rule", "add it") for rule in missing]
        )
    return persona


def persona_names() -> tuple[str, ...]:
    """Return the personas that have a file."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != COMMON))
