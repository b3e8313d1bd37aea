"""Words that are not in the transcript yet, kept in a file beside it: the answer, the whiteboard.

It is a convenience, not a record: nothing here is evidence, and a draft that cannot be written is
reported once and otherwise harmless.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from interviewer.text import safe_text

BETWEEN = "\n\n"
"""What stands between an answer that is on its way and what is written meanwhile."""


class Draft:
    """One draft file: `<session>.draft` is the answer, `<session>.board` the whiteboard."""

    def __init__(self, transcript: Path, suffix: str = ".draft") -> None:
        self.path = transcript.with_suffix(suffix)
        self._saved: str | None = None

    def load(self) -> str:
        """Return what was being written, or nothing."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        self._saved = safe_text(text)
        return self._saved

    def save(self, text: str) -> None:
        """Keep text if it changed; an empty one removes the file.

        Raises:
            OSError: it could not be written.
        """
        if text == (self._saved or ""):
            return
        if not text:
            self.clear()
            return
        new = self.path.with_name(self.path.name + ".new")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        new.replace(self.path)
        self._saved = text

    def clear(self) -> None:
        """Forget it: what it held is in the transcript now."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._saved = ""
