"""Personas as files, `personas/<id>.yaml`: a grammar over the common one, a manner, or both.

It knows how a persona is written down and that its rules fit together, not how it is played: by
its grammar (`smooth`), or by a language model that is told its manner (`model_candidate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter

from interviewer.audit.candidate import Kind
from interviewer.audit.fidelity import CheckName
from interviewer.audit.grammar import slots
from interviewer.content import load_yaml, plain, validate
from interviewer.errors import ContentError, Problem, UsageError
from interviewer.scenario import Identifier, Strict, Text

FOLDER = Path(__file__).with_name("personas")
COMMON = "common"
FROM_THE_INTERVIEW = frozenset(
    {"topic", "noun", "figure", "fact", "any_fact", "amount", "share", "count"}
)
"""Slots that are not rules: the question's nouns (`topic`), the scenario's (`noun`), its figures
(`figure`), the fact nearest to the question (`fact`), any (`any_fact`), figures drawn from thin air
(`amount`, `share`, `count`)."""

Rules = Mapping[str, list[str]]
_RULES: TypeAdapter[dict[str, list[str]]] = TypeAdapter(dict[str, list[str]])


class Persona(Strict):
    """A candidate: a talker with a grammar, or anybody a model can play.

    Counts are inclusive ranges from which the seed draws.
    """

    id: Identifier
    about: Text
    kind: Kind = Field(
        default="smooth", description="Talks, or deserves to pass; who deserves to has no grammar."
    )
    manner: str = Field(
        default="", description="What a model is told that plays it; without it none does."
    )
    knows: Literal["told", "facts"] = Field(
        default="told",
        description="Of the scenario: what it was told, or the whole fact sheet. Never the rubric.",
    )
    asks: tuple[int, int] = Field(
        default=(0, 0), description="Clarifying questions at the beginning."
    )
    sentences: tuple[int, int] = Field(default=(1, 4), description="Sentences a turn.")
    repeats: float = Field(
        default=0.0, ge=0, lt=1, description="How often a sentence said before comes again."
    )
    acts: list[Text] = Field(
        default_factory=list, description="What a turn begins with, in this order, over and over."
    )
    says: list[Text] = Field(
        default_factory=list, description="Templates, one sentence each; without, no grammar."
    )
    rules: dict[str, list[str]] = Field(default_factory=dict)
    checks: list[CheckName] = Field(
        default_factory=list,
        description="What makes an interview of it valid; one that fails is replaced and counted.",
    )

    @property
    def grammar(self) -> dict[str, list[str]]:
        """Its own rules over the shared ones."""
        return {**common_rules(), **self.rules}

    @property
    def poses(self) -> bool:
        """Whether speaking as somebody else is its very manner."""
        return "addresses-grader" in self.checks

    def templates(self) -> Iterable[str]:
        """Return every text of the file that may hold slots."""
        yield from (*self.acts, *self.says)
        for alternatives in self.rules.values():
            yield from alternatives


@dataclass(frozen=True)
class Personas:
    """The personas in reach: ours, and those of further folders, which win."""

    folders: tuple[Path, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the personas that have a grammar.

        Raises:
            UsageError: a folder is not there.
            ContentError: a file is not valid.
        """
        return tuple(name for name in self._all() if self.load(name).says)

    def played(self) -> tuple[str, ...]:
        """Return the personas that a language model can play.

        Raises:
            UsageError: a folder is not there.
            ContentError: a file is not valid.
        """
        return tuple(name for name in self._all() if self.load(name).manner)

    def _all(self) -> list[str]:
        for folder in self.folders:
            if not folder.is_dir():
                raise UsageError(f"There is no folder {folder}.", hint="Check --personas-dir.")
        return sorted(self._paths())

    def load(self, name: str) -> Persona:
        """Return a persona.

        Raises:
            UsageError: there is no such persona.
            ContentError: its file is not valid, or names rules that do not exist (all are listed).
        """
        path = self._paths().get(name)
        if path is None:
            raise UsageError(f"There is no persona `{name}`.", hint=f"Expected {name}.yaml.")
        return _load(path)

    def _paths(self) -> dict[str, Path]:
        found = {
            path.stem: path for folder in (FOLDER, *self.folders) for path in folder.glob("*.yaml")
        }
        found.pop(COMMON, None)
        return found


@lru_cache(maxsize=1)
def common_rules() -> Rules:
    """Return the rules that all personas share."""
    return _RULES.validate_python(plain(load_yaml(FOLDER / f"{COMMON}.yaml")))


def load_persona(name: str) -> Persona:
    """Return a persona of ours.

    Raises:
        UsageError: there is no such persona.
        ContentError: its file is not valid, or names rules that do not exist (all are listed).
    """
    return Personas().load(name)


def persona_names() -> tuple[str, ...]:
    """Return our personas that have a grammar."""
    return Personas().names()


@lru_cache(maxsize=64)
def _load(path: Path) -> Persona:
    source = load_yaml(path)
    persona = validate(Persona, path, plain(source), source)
    problems = [
        Problem(path, 1, 1, "rules", f"`{rule}` is not a rule", "add it")
        for rule in sorted(_slots_of(persona) - set(persona.grammar) - FROM_THE_INTERVIEW)
    ]
    if not persona.says and not persona.manner:
        problems.append(Problem(path, 1, 1, "says", "is missing", "add it, or a `manner`"))
    if persona.says and persona.kind != "smooth":
        message = "a grammar knows nothing, so it plays talkers only"
        problems.append(Problem(path, 1, 1, "kind", message, "leave out `says`"))
    if persona.id != path.stem:
        problems.append(Problem(path, 1, 1, "id", f"must be `{path.stem}`, as its file is", ""))
    if problems:
        raise ContentError(problems)
    return persona


def _slots_of(persona: Persona) -> set[str]:
    return {slot for template in persona.templates() for slot in slots(template)}
