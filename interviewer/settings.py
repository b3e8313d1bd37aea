"""Where things lie and what the user chose. Reads the environment when asked, never at import."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from platformdirs import user_cache_path, user_data_path

APP = "interviewer"
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
class Settings:
    """Folders and defaults of one run."""

    transcripts: Path
    cache: Path
    content: tuple[Path, ...] = field(default=())
    models: Models = field(default_factory=Models)
    budget: float | None = None
    """US dollars that one interview may cost; None is no limit."""

    @classmethod
    def load(cls, *, transcripts: Path | None = None, content: tuple[Path, ...] = ()) -> Settings:
        """Return the settings: an argument beats the environment, which beats the platform."""
        data = os.environ.get("INTERVIEWER_TRANSCRIPTS")
        cache = os.environ.get("INTERVIEWER_CACHE")
        return cls(
            transcripts=_home(transcripts or data) or user_data_path(APP) / "transcripts",
            cache=_home(cache) or user_cache_path(APP),
            content=tuple(found for path in content if (found := _home(path))),
        )


def _home(path: Path | str | None) -> Path | None:
    """Return a path with its `~` expanded: no shell does it in a file of variables."""
    if not path:
        return None
    try:
        return Path(path).expanduser()
    except RuntimeError:  # nobody's home is known
        return Path(path)
