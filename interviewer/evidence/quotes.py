"""Quotes that a model gives, found again in what was truly said.

A model folds quotation marks, drops a comma, mends a typo. A quote counts if it stands in the text
after Unicode and white-space folding; with at most one edit in twenty it is repaired to the true
words; otherwise it was not said. It knows no model and judges nothing.
"""

from __future__ import annotations

import unicodedata

from rapidfuzz import fuzz

NEARLY = 95.0
"""Similarity (0-100, normalised indel) from which a near match is repaired: 5 % of edits."""
SHORTEST = 12
"""Characters below which only an exact match counts: a near match of "no" is "on"."""

_LIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


def find_quote(quote: str, text: str) -> str | None:
    """Return the words of `text` that a quote means, as they truly stand; None if it has none."""
    wanted = "".join(char for char, _ in _folded(quote)).strip()
    folded = _folded(text)
    plain = "".join(char for char, _ in folded)
    if not wanted or not plain:
        return None
    place = plain.find(wanted)
    if place >= 0:
        return _cut(text, folded, place, place + len(wanted))
    if len(wanted) < SHORTEST or len(wanted) > len(plain):
        return None
    near = fuzz.partial_ratio_alignment(wanted, plain, score_cutoff=NEARLY)
    if near is None:
        return None
    start, end = _whole_words(plain, near.dest_start, near.dest_end)
    if fuzz.ratio(wanted, plain[start:end]) < NEARLY:
        return None
    return _cut(text, folded, start, end)


def _folded(text: str) -> list[tuple[str, int]]:
    """Return the characters for comparison, each with the place that it comes from."""
    found: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char.isspace():
            if found and found[-1][0] != " ":
                found.append((" ", place))
            continue
        plain = unicodedata.normalize("NFKC", char.translate(_LIKE)).casefold()
        found += [(one, place) for one in plain]
    return found


def _whole_words(plain: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and plain[start - 1].isalnum() and plain[start].isalnum():
        start -= 1
    while 0 < end < len(plain) and plain[end - 1].isalnum() and plain[end].isalnum():
        end += 1
    return start, end


def _cut(text: str, folded: list[tuple[str, int]], start: int, end: int) -> str:
    return text[folded[start][1] : folded[end - 1][1] + 1].strip()
