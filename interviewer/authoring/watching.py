"""Sees that a file was saved: its time and size on disk, asked for now and then.

Editors save by writing a new file in the old one's place; for a moment there may be none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[int, int]


class Watch:
    """Remembers how files lay on disk when it last looked."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._seen: dict[Path, Stamp | None] = {}
        self.watch(paths)

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these files from now on; of those known, what was saved since counts as a save."""
        self._seen = {path: self._seen.get(path, _stamp(path)) for path in paths}

    def saved(self) -> bool:
        """Return whether one was saved since the last time; a file that is gone is waited for."""
        now = {path: _stamp(path) for path in self._seen}
        if None in now.values() or now == self._seen:
            return False
        self._seen = now
        return True


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
