"""Word lists and small tables as plain text, which reads better. It knows no words itself."""

from __future__ import annotations

_EMPTY = "-"


def words(text: str) -> set[str]:
    """Return the words of a text; a lone hyphen stands for the empty word."""
    return {"" if word == _EMPTY else word for word in text.split()}


def values(text: str) -> dict[str, float]:
    """Return the pairs of a text "thousand 1e3 million 1e6" as a table."""
    parts = text.split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))
