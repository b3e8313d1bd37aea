"""Who can be seated at a scenario: scripted talkers, authored candidates, and whoever comes later.

A `Maker` turns the key of an interview into a candidate; each arm has one. It holds no interview.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel
from rapidfuzz import process

from interviewer import wiring
from interviewer.audit.attack.attempt import Attempt
from interviewer.audit.attack.seating import attacker
from interviewer.audit.authored import Authored
from interviewer.audit.candidate import Candidate
from interviewer.audit.fidelity import CHECKS, Check, CheckName
from interviewer.audit.model_candidate import Played, prompts_of
from interviewer.audit.persona import Personas, common_rules
from interviewer.audit.scripts import Scripts, load_scripts, scripts_path
from interviewer.audit.smooth import PARROT, smooth
from interviewer.content import Library, Loaded
from interviewer.errors import UsageError
from interviewer.outcome import Arm, Member, RunKey
from interviewer.providers.base import ChatModel
from interviewer.settings import EMBEDDED, Settings
from interviewer.wiring import Guest

Maker = Callable[[RunKey], Candidate]

GROUPS = ("smooth", "experts")
"""Names that stand for all smooth candidates and for all legitimate ones."""
_TERSE = "terse-expert"
PARROTS = "Says back what the interviewer said; every word of content was heard before."


@dataclass(frozen=True)
class Cast:
    """Every candidate of an audit; `makers` adds arms that are not built here (a model, a search).

    Picklable as long as the makers are: workers get it whole.
    """

    settings: Settings
    folders: tuple[Path, ...] = ()
    """Further folders with personas; their files win over ours."""
    makers: Mapping[Arm, Maker] = field(default_factory=dict)
    model: str = EMBEDDED
    """The language model that plays the personas of the model arm; `embedded`: there is none."""
    arms: tuple[Arm, ...] = ()
    """Only candidates made so; all if empty."""

    @property
    def personas(self) -> Personas:
        """The personas in reach: ours, those of `--content` folders, those of `folders`."""
        content = (root / "personas" for root in self.settings.content)
        return Personas((*(path for path in content if path.is_dir()), *self.folders))

    def members(self, scenario: str, wanted: Sequence[str] = ()) -> list[Member]:
        """Return who sits a scenario: all, or those that are wanted by name or group.

        Raises:
            UsageError: nobody has that name; the nearest are offered.
            ContentError: a persona's file, or the authored candidates', is not valid.
        """
        everybody = [*self._scripted(), *self._authored(scenario), *self._played()]
        everybody = [found for found in everybody if not self.arms or found.arm in self.arms]
        if not wanted:
            return everybody
        _refuse_strangers(wanted, everybody)
        return [member for member in everybody if _is_wanted(member, wanted)]

    def _scripted(self) -> Iterable[Member]:
        personas = self.personas
        for name in personas.names():
            persona = personas.load(name)
            yield Member(
                persona=name,
                arm="scripted",
                kind="smooth",
                about=persona.about,
                file_hash=_hash(persona, str(sorted(common_rules().items()))),
            )
        yield Member(persona=PARROT, arm="scripted", kind="smooth", about=PARROTS)

    def _authored(self, scenario: str) -> Iterable[Member]:
        scripts = self.scripts(scenario)
        for script in scripts.candidates if scripts else ():
            yield Member(
                persona=script.id,
                arm="authored",
                kind=script.kind,
                about=script.about,
                file_hash=_hash(script),
            )

    def _played(self) -> Iterable[Member]:
        personas = self.personas
        for name in personas.played() if self.model != EMBEDDED else ():
            persona = personas.load(name)
            yield Member(
                persona=name,
                arm="model",
                kind=persona.kind,
                about=persona.about,
                file_hash=_hash(persona, str(prompts_of())),
            )

    def guest(self, key: RunKey) -> Guest | None:
        """Return the model that sits in the candidate's place, and what it is told, by hash."""
        if key.arm != "model" or key.arm in self.makers:
            return None
        persona = _hash(self.personas.load(key.persona))[:16]
        return Guest(self.model, {**prompts_of(), "persona": persona})

    def scripts(self, scenario: str) -> Scripts | None:
        """Return the authored candidates of a scenario: those of the last folder that has any."""
        return _scripts(self.settings.content, scenario)

    def candidate(self, key: RunKey, model: ChatModel | None = None) -> Candidate:
        """Return the candidate of an interview; `model` is who plays one of the model arm.

        Raises:
            UsageError: no such candidate.
        """
        if isinstance(key, Attempt):
            return attacker(key, self._content(key), self.personas)
        if maker := self.makers.get(key.arm):
            return maker(key)
        if key.arm == "model" and model is not None:
            persona = self.personas.load(key.persona)
            return Played(persona, self._content(key).scenario, key.seed, model)
        if key.arm == "scripted":
            return smooth(key.persona, self._content(key).scenario, key.seed, self.personas)
        scripts = self.scripts(key.scenario) if key.arm == "authored" else None
        for script in scripts.candidates if scripts else ():
            if script.id == key.persona:
                return Authored(script, wiring.embedder(self.settings.cache)[0])
        raise UsageError(f"Nobody can play {key}.", hint="Its persona or its file is gone.")

    def _content(self, key: RunKey) -> Loaded:
        return _content(self.settings.content, key.scenario)

    def checks(self, key: RunKey) -> tuple[Check, ...]:
        """Return what must hold of an interview for the candidate to have been this persona."""
        if key.arm in self.makers:
            return ()
        if key.arm == "model":
            persona = self.personas.load(key.persona)
            always: list[CheckName] = [] if persona.poses else ["in-role"]
            return tuple(CHECKS[name] for name in (*always, *persona.checks))
        if key.persona == _TERSE:
            return (CHECKS["terse"],)
        if key.arm != "scripted":
            return ()
        if key.persona == PARROT:
            return (CHECKS["only-heard"],)
        return tuple(CHECKS[name] for name in self.personas.load(key.persona).checks)


# Files are read once a process: an audit does not follow what is edited meanwhile.
@lru_cache(maxsize=64)
def _content(content: tuple[Path, ...], scenario: str) -> Loaded:
    return Library.shipped(content).load(scenario)


@lru_cache(maxsize=64)
def _scripts(content: tuple[Path, ...], scenario: str) -> Scripts | None:
    library = Library.shipped(content)
    paths = [scripts_path(scenario, root) for root in reversed(library.roots)]
    rubric = library.load(scenario).rubric
    return next((load_scripts(path, rubric) for path in paths if path.is_file()), None)


def _hash(found: BaseModel, more: str = "") -> str:
    return hashlib.sha256(f"{found.model_dump_json()}{more}".encode()).hexdigest()


def _is_wanted(member: Member, wanted: Sequence[str]) -> bool:
    group = "smooth" if member.kind == "smooth" else "experts"
    return member.persona in wanted or group in wanted


def _refuse_strangers(wanted: Sequence[str], everybody: Sequence[Member]) -> None:
    names = [*dict.fromkeys(member.persona for member in everybody), *GROUPS]
    for name in wanted:
        if name not in names:
            near = [
                found for found, score, _ in process.extract(name, names, limit=2) if score > 60
            ]
            offer = (
                f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(names)}."
            )
            raise UsageError(f"There is no persona `{name}`.", hint=offer)
