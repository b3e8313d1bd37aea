"""A candidate's turns from a stream: a line each, or blocks that end with an empty line."""

from __future__ import annotations

import io
from typing import TextIO

from interviewer.engine.interview import MAX_MESSAGE
from interviewer.errors import UsageError


class Turns:
    """Reads turn by turn; bytes that are no text become replacement characters."""

    def __init__(self, source: TextIO, *, blocks: bool) -> None:
        self._source, self._blocks = source, blocks
        if isinstance(source, io.TextIOWrapper):
            source.reconfigure(errors="replace", newline="\n")  # a lone CR ends no turn

    def next(self) -> str | None:
        """Return the next turn; None at the end of input.

        Raises:
            UsageError: it is longer than any message may be. It was read to its end.
        """
        lines: list[str] = []
        total = 0
        while (line := self._line()) is not None:
            text, length = line
            total += length
            if not self._blocks:
                return _whole(text, total)
            if text.strip():
                lines += [text] if total <= MAX_MESSAGE else []
            elif lines or total > MAX_MESSAGE:
                break
        return _whole("\n".join(lines), total) if lines or total > MAX_MESSAGE else None

    def _line(self) -> tuple[str, int] | None:
        """Return a line and its length; of an endless one only the beginning is kept."""
        line = piece = self._source.readline(MAX_MESSAGE + 2)
        length = len(piece)
        while piece and not piece.endswith("\n"):
            piece = self._source.readline(1 << 16)
            length += len(piece)
        return (line.rstrip("\r\n"), length) if line else None


def _whole(text: str, length: int) -> str:
    if length > MAX_MESSAGE + 1:
        raise UsageError(
            f"Not sent: it has {length:,} characters, and {MAX_MESSAGE:,} are read in one turn.",
            hint="Send it in parts, or keep what matters.",
        )
    return text
