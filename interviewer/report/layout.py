"""Lines for a terminal: measured in cells, wrapped, padded, and coloured last.

A line is text in pieces, each with a style, so that colour never takes part in measuring. It knows
nothing of scorecards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

Span = tuple[str, str]
"""Text and its styles, separated by spaces."""

_STYLES = {"bold": "1", "muted": "2", "good": "32", "warn": "33", "bad": "31", "accent": "36"}


def cells(text: str) -> int:
    """Return how many columns a terminal gives to safe text."""
    if text.isascii():
        return len(text)
    return sum(width for _, width in _clusters(text))


def padded(text: str, width: int) -> str:
    """Return safe text filled with blanks to a width in columns."""
    return text + " " * max(0, width - cells(text))


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield characters with the marks that join them, and their columns."""
    cluster, width = "", 0
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me") and cluster:
            cluster += char
            width = (
                max(width, 2) if char == "\ufe0f" else width
            )  # asks for the emoji, which is wide
            continue
        if cluster:
            yield cluster, width
        cluster, width = char, 2 if unicodedata.east_asian_width(char) in "WF" else 1
    if cluster:
        yield cluster, width


@dataclass(frozen=True)
class Line:
    """One line of a terminal."""

    spans: tuple[Span, ...] = ()

    @property
    def cells(self) -> int:
        """Its width in columns."""
        return sum(cells(text) for text, _ in self.spans)

    def padded(self, width: int) -> Line:
        """Return the line filled with blanks to a width."""
        return Line((*self.spans, (padded("", width - self.cells), "")))

    def __add__(self, other: Line) -> Line:
        return Line(self.spans + other.spans)

    def render(self, *, colour: bool) -> str:
        """Return the line, with escape codes only where colour is wanted; no blanks at its end."""
        spans = [(text, codes(style) if colour else "") for text, style in self.spans]
        while spans and not spans[-1][0].strip():
            spans.pop()
        if spans:
            spans[-1] = (spans[-1][0].rstrip(), spans[-1][1])
        return "".join(f"\x1b[{code}m{text}\x1b[0m" if code else text for text, code in spans)


BLANK = Line()


def codes(style: str) -> str:
    """Return the numbers of an escape code for styles."""
    return ";".join(_STYLES[name] for name in style.split())


def flow(
    spans: Iterable[Span], width: int, *, head: Sequence[Span] = (), indent: int | None = None
) -> list[Line]:
    """Wrap words of several styles under a head.

    Args:
        spans: the words; white space between them, line ends too, becomes one blank.
        width: columns that no line exceeds.
        head: what the first line begins with.
        indent: columns by which further lines are moved in; the width of the head unless given.
    """
    first = Line(tuple(head))
    indent = first.cells if indent is None else indent
    lines: list[Line] = []
    if first.cells > min(max(12, width // 2), width - 2):  # no room for words beside the head
        lines += _broken(first, width)
        indent = min(indent, 2)
        first = Line(((" " * indent, ""),))
    indent = min(indent, width // 2)
    rest = Line(((" " * indent, ""),)) if indent else BLANK
    line, empty = first, True
    for word, style in _words(spans):
        room = width - line.cells - (0 if empty else 1)
        if cells(word) > room and not empty:
            lines.append(line)
            line, empty = rest, True
        for piece in _cut(word, width - rest.cells, width - line.cells):
            if cells(piece) > width - line.cells - (0 if empty else 1):
                lines.append(line)
                line, empty = rest, True
            line += Line((("" if empty else " ", ""), (piece, style)))
            empty = False
    return lines if empty and lines else [*lines, line]


def _words(spans: Iterable[Span]) -> Iterator[Span]:
    for text, style in spans:
        for word in text.split():
            yield word, style


def _cut(word: str, width: int, first: int) -> Iterator[str]:
    """Yield a word in pieces that fit: the first into what is left of its line."""
    if cells(word) <= first:
        yield word
        return
    piece, used, room = "", 0, max(2, first)
    for cluster, size in _clusters(word):
        if used + size > room and piece:
            yield piece
            piece, used, room = "", 0, max(2, width)
        piece += cluster
        used += size
    yield piece


def _broken(line: Line, width: int) -> list[Line]:
    """Return a line that may be too long as lines that are not."""
    return [line] if line.cells <= width else flow(line.spans, width)


def beside(
    left: Sequence[Line], right: Sequence[Line], width: int, between: str = " │ "
) -> list[Line]:
    """Set two columns of lines beside each other, the left one `width` columns wide."""
    rule = Line(((between, "muted"),))
    return [(a or BLANK).padded(width) + rule + (b or BLANK) for a, b in zip_longest(left, right)]


def render(lines: Iterable[Line], *, colour: bool) -> str:
    """Return lines as text, without a line end after the last."""
    return "\n".join(line.render(colour=colour) for line in lines)
