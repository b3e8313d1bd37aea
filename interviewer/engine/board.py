"""The whiteboard as the interviewer sees it: components between arrows, and lines of notes.

Pure text; it knows neither the drawing (`report`) nor what is asked about a component.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from interviewer.evidence.sentences import content_stems

_ARROW = re.compile(r"\s*(?:-{1,3}>|={1,3}>|→|⟶|➔)\s*")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_ENTRY = re.compile(r"\s*[:=]\s+")
LONGEST_LABEL = 40


def arrows(board: str) -> list[tuple[str, str]]:
    """Return the arrows of a sketch as pairs of labels, in the order of the board."""
    found: dict[tuple[str, str], None] = {}
    for line in board.splitlines():
        labels = [label.strip(" .,;") for label in _ARROW.split(_BULLET.sub("", line))]
        if len(labels) > 1 and all(0 < len(label) <= LONGEST_LABEL for label in labels):
            found.update(dict.fromkeys(pairwise(labels)))
    return list(found)


def notes(board: str) -> list[str]:
    """Return the lines of a board that are no arrows."""
    bare = (_BULLET.sub("", line).strip() for line in board.splitlines())
    return [line for line in bare if line and not _ARROW.search(line)]


def unspoken(board: str, said: Iterable[str]) -> str:
    """Return a component that stands between two others and was not spoken of, as it is put.

    '"queue", between "app" and "agents"'; empty if there is none. One of whose name any content
    word was said counts as spoken of.
    """
    spoken = {stem for text in said for stem in content_stems(text)}
    pairs = arrows(board)
    for before, label in pairs:
        after = next((second for first, second in pairs if first == label), None)
        own = set(content_stems(label))
        if after and own and not own & spoken:
            return f'"{label}", between "{before}" and "{after}"'
    return ""


def sentences_of(board: str) -> list[str]:
    """Return the notes as sentences: "latency budget: 400 ms" says that it is 400 ms."""
    return [_sentence(note) for note in notes(board)]


def written(board: str, sentence: str) -> str:
    """Return the note that a sentence was read from, as it stands on the board; else ""."""
    return next((note for note in notes(board) if _sentence(note) == sentence), "")


def _sentence(note: str) -> str:
    label, value = _ENTRY.split(note, maxsplit=1) if _ENTRY.search(note) else ("", "")
    return f"The {label} is {value.rstrip('.')}." if label and value else note
