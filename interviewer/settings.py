"""Where things lie and what the user chose: a flag beats the environment, that the file, that us.

Reads the environment and the file when asked, never at import. What a choice is called in each of
them, `config` says.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from platformdirs import user_cache_path, user_data_path

from interviewer.config import (
    APP,
    NAMES,
    NO_LIMIT,
    Said,
    config_path,
    dollars,
    flag,
    read_config,
    variable,
    write_config,
)

EMBEDDED = "embedded"
"""The name of no model: code and authored wording do the job."""

Role = Literal["interviewer", "listener", "judge"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class Models:
    """Which language model plays which role, by its name; `embedded` is none."""

    interviewer: str = EMBEDDED
    listener: str = EMBEDDED
    judge: str = EMBEDDED

    @classmethod
    def all(cls, name: str) -> Models:
        """Return one model for every role."""
        return cls(name, name, name)

    def of(self, role: Role) -> str:
        """Return the name of the model that plays a role."""
        return str(getattr(self, role))

    @property
    def named(self) -> dict[Role, str]:
        """The roles that a language model plays."""
        return {role: self.of(role) for role in ROLES if self.of(role) != EMBEDDED}


@dataclass(frozen=True)
class Origin:
    """Who chose something: `name` is the flag, the variable, or the key and its file."""

    kind: Literal["flag", "environment", "file", "default"] = "default"
    name: str = ""

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.kind}: {self.name}" if self.name else self.kind


@dataclass(frozen=True)
class Settings:
    """Folders and choices of one run."""

    transcripts: Path
    cache: Path
    content: tuple[Path, ...] = field(default=())
    models: Models = field(default_factory=Models)
    budget: float | None = None
    """US dollars that one interview may cost; None is no limit."""
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    """Who chose the model of a role, and the `budget`; what is not in it is our default."""

    @classmethod
    def load(
        cls,
        *,
        transcripts: Path | None = None,
        content: tuple[Path, ...] = (),
        model: str | None = None,
        interviewer_model: str | None = None,
        listener_model: str | None = None,
        judge_model: str | None = None,
        budget: float | str | None = None,
    ) -> Settings:
        """Return the settings: an argument beats the environment, that the file, that the default.

        Raises:
            ContentError: the file cannot be read, or has a key or a value that is not known.
            UsageError: a budget from elsewhere is no amount.
        """
        found = cls.without_file(transcripts=transcripts, content=content)
        found = found._with_file(config_path())._with_environment()
        return found.with_flags(
            model=model,
            interviewer_model=interviewer_model,
            listener_model=listener_model,
            judge_model=judge_model,
            budget=budget,
        )

    @classmethod
    def without_file(
        cls, *, transcripts: Path | None = None, content: tuple[Path, ...] = ()
    ) -> Settings:
        """Return the folders, and no choice but our defaults; cannot fail."""
        data = os.environ.get("INTERVIEWER_TRANSCRIPTS")
        more = map(Path, filter(None, os.environ.get("INTERVIEWER_CONTENT", "").split(os.pathsep)))
        cache = os.environ.get("INTERVIEWER_CACHE")
        return cls(
            transcripts=_home(transcripts or data) or user_data_path(APP) / "transcripts",
            cache=_home(cache) or user_cache_path(APP),
            content=(
                *own_content(),
                *(found for path in (*more, *content) if (found := _home(path))),
            ),
        )

    def with_flags(
        self,
        *,
        model: str | None = None,
        interviewer_model: str | None = None,
        listener_model: str | None = None,
        judge_model: str | None = None,
        budget: float | str | None = None,
    ) -> Settings:
        """Return the settings with what a command's own options say on top.

        Raises:
            UsageError: the budget is no amount.
        """
        given = (model, interviewer_model, listener_model, judge_model, budget)
        said = {name: said for name, said in zip(NAMES, given, strict=True) if said is not None}
        return self._with(said, {name: Origin("flag", flag(name)) for name in said})

    def origin(self, what: Role | Literal["budget"]) -> Origin:
        """Return who chose the model of a role, or the budget."""
        return self.origins.get(what, Origin())

    def insists(self, what: Role | Literal["budget"]) -> bool:
        """Whether a flag chose it, so that it holds for an interview that is gone on with too."""
        return self.origin(what).kind == "flag"

    def recast(self, held: Models) -> Models | None:
        """Return who goes on with an interview that these `held`; None: the same.

        A flag names another; the file and the environment are about interviews to come.
        """
        chosen = Models(*(self.models.of(r) if self.insists(r) else held.of(r) for r in ROLES))
        return None if chosen == held else chosen

    def _with_file(self, path: Path) -> Settings:
        said = read_config(path)
        return self._with(said, {name: Origin("file", f"{name} in {path}") for name in said})

    def _with_environment(self) -> Settings:
        given = {name: os.environ.get(variable(name), "").strip() for name in NAMES}
        said = {name: value for name, value in given.items() if value}
        return self._with(said, {name: Origin("environment", variable(name)) for name in said})

    def _with(self, said: Mapping[str, Said], origins: Mapping[str, Origin]) -> Settings:
        """Return the settings with what one source says on top of what weaker ones said."""
        if not said:
            return self
        models, budget, chose = dict[Role, str](), self.budget, dict(self.origins)
        for role in ROLES:
            name = next((one for one in (f"{role}_model", "model") if one in said), None)
            models[role] = str(said[name]).strip() if name else self.models.of(role)
            if name:
                chose[role] = origins[name]
        if "budget" in said:
            chose["budget"] = origins["budget"]
            budget = dollars(said["budget"], f"The budget ({origins['budget']})")
        return replace(self, models=Models(**models), budget=budget, origins=chose)


def own_content() -> tuple[Path, ...]:
    """Return the folder of the user's own scenarios/ and rubrics/, if it holds either."""
    home = user_data_path(APP)
    return (home,) if any((home / name).is_dir() for name in ("scenarios", "rubrics")) else ()


def remember(models: Models, budget: float | None) -> Path:
    """Write a choice into the user's file and return where it lies; what else is in it stays.

    Raises:
        ContentError: the file is there and cannot be understood; it is left alone.
        JournalError: it cannot be written.
    """
    path = config_path()
    changes = _changes(read_config(path), models, budget)
    if changes:
        write_config(path, changes)
    return path


def _changes(now: Mapping[str, Said], models: Models, budget: float | None) -> dict[str, Said]:
    """Return the lines to set. None is ever taken out: it may carry the user's comment."""
    new: dict[str, Said] = {}
    names = {models.of(role) for role in ROLES}
    common = names.pop() if len(names) == 1 else now.get("model")
    if common != now.get("model"):  # no model is a choice too, and is written down
        new["model"] = common
    for role in ROLES:
        if now.get(f"{role}_model", common or EMBEDDED) != models.of(role):
            new[f"{role}_model"] = models.of(role)
    held = dollars(now["budget"], "budget") if "budget" in now else None
    if held != budget:
        new["budget"] = NO_LIMIT if budget is None else budget
    return new


def _home(path: Path | str | None) -> Path | None:
    """Return a path with its `~` expanded: no shell does it in a file of variables."""
    if not path:
        return None
    try:
        return Path(path).expanduser()
    except RuntimeError:  # nobody's home is known
        return Path(path)
