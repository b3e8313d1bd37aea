"""Where things lie and what the user chose. Reads the environment when asked, never at import."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

APP = "interviewer"


@dataclass(frozen=True)
class Settings:
    """Folders and defaults of one run."""

    transcripts: Path
    cache: Path
    content: tuple[Path, ...] = field(default=())
    model: str = "embedded"

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
