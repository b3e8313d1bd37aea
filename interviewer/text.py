"""One function that makes foreign text safe to show, store and put into a prompt.

Terminals obey escape sequences wherever they come from, and the widgets of a screen pass them on;
so every word that enters (a candidate's, a model's, an author's) goes through `safe_text` once, at
the boundary. It knows nothing of where the text goes.
"""

from __future__ import annotations

import re
import unicodedata

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_PICTURES[0x7F] = 0x2421
_C1 = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_INVISIBLE: dict[int, None] = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0x1BCA0, 0x1BCA4),
        *range(0x1D173, 0x1D17B),
        *range(0xE0000, 0xE1000),
    ]
)
_LINE_ENDS = {0x2028: 0x0A, 0x2029: 0x0A}
_TABLE: dict[int, int | None] = {**_PICTURES, **_C1, **_INVISIBLE, **_LINE_ENDS}
_SURROGATES = re.compile("[\ud800-\udfff]")


def safe_text(text: str) -> str:
    """Return text in which nothing can move a cursor, hide or reorder what is read.

    Control characters become visible pictures (ESC is shown as one), C1 controls and lone
    surrogates the replacement character; zero-width, bidirectional, tag and other invisible
    characters are removed; every line end becomes a newline. Works character by character, so a
    stream needs no state (only a line end cut between its two characters would become two).
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.translate(_TABLE)


def fold(text: str) -> str:
    """Return text for comparison: compatibility form, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def clip(text: str, width: int) -> str:
    """Return text on one line, cut to `width` characters with an ellipsis."""
    line = " ".join(text.split())
    if width <= 0:
        return ""
    return line if len(line) <= width else line[: max(0, width - 1)].rstrip() + "…"
