"""A design written in text (`app -> feature store -> ranker`), drawn as boxes and arrows.

The layout is graphtty's. A line without an arrow is a note and is not drawn.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from interviewer.text import clip, safe_text

MOST_BOXES = 24
"""Boxes of a drawing; a sketch with more is no sketch, and takes long to lay out."""
LONGEST_NAME = 28
_ARROW = re.compile(r"\s*(?:-{1,3}>|={1,3}>|→|⟶|➔)\s*")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")


@lru_cache(maxsize=16)
def sketch(text: str, width: int = 80) -> str:
    """Return the drawing of all lines with arrows, at most `width` columns; empty if there is none.

    Boxes of the same name are one box, whatever their case and spaces.
    """
    names, edges = _read(safe_text(text))
    if not edges or len(names) > MOST_BOXES:
        return ""
    from graphtty import AsciiEdge, AsciiGraph, AsciiNode, RenderOptions, render

    graph = AsciiGraph(
        nodes=[AsciiNode(id=key, name=name) for key, name in names.items()],
        edges=[AsciiEdge(source=first, target=second) for first, second in edges],
    )
    drawn = render(graph, RenderOptions(show_types=False, max_width=max(20, width)))
    lines = [line.rstrip()[:width] for line in drawn.splitlines()]
    return "\n".join(lines).strip("\n")


def _read(text: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the boxes (by the key that makes two the same) and the arrows between them."""
    names: dict[str, str] = {}
    edges: dict[tuple[str, str], None] = {}
    for line in text.splitlines():
        parts = [part.strip(" .,;") for part in _ARROW.split(_BULLET.sub("", line))]
        if len(parts) < 2 or not all(parts):
            continue
        keys = [" ".join(part.casefold().split()) for part in parts]
        for key, part in zip(keys, parts, strict=True):
            names.setdefault(key, clip(part, LONGEST_NAME))
        for pair in pairwise(keys):
            if pair[0] != pair[1]:
                edges[pair] = None
    return names, list(edges)
