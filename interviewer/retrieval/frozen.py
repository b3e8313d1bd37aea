"""The vectors of what ships: computed once, kept in a file, so that nobody waits for them.

A row is kept as whole numbers from -127 to 127 and one factor: 392 bytes a sentence, and a cosine
that differs from the computed one by less than 0.003 (tests/retrieval/test_frozen.py). What is in
the file is never computed, so every machine has the same bits. A text that is not in it, such as
one that an author has just edited, is computed as any other.

`python -m interviewer.wiring.freeze` writes the file.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("frozen.npz")
_KEY = 16
_STEPS = 127

Row = NDArray[np.float32]


def key_of(name: str, text: str) -> bytes:
    """Return under which key the vector of a text by an embedder is kept (16 bytes)."""
    return hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).digest()[:_KEY]


class FrozenRows:
    """Rows by text, read at the first question; none where the file is missing."""

    def __init__(self, name: str, path: Path = FILE) -> None:
        self._name = name
        self._path = path

    def get(self, text: str) -> Row | None:
        """Return the unit row of a text, float32, or nothing."""
        place = self._places.get(key_of(self._name, text))
        if place is None:
            return None
        steps, factors = self._rows
        row: Row = steps[place].astype(np.float32) * factors[place]
        return row

    def __len__(self) -> int:
        return len(self._places)

    @cached_property
    def _places(self) -> dict[bytes, int]:
        if not self._path.is_file():
            return {}
        with np.load(self._path) as file:
            keys = file["keys"].tobytes()
        return {keys[at : at + _KEY]: at // _KEY for at in range(0, len(keys), _KEY)}

    @cached_property
    def _rows(self) -> tuple[NDArray[np.int8], Row]:
        with np.load(self._path) as file:
            return file["steps"], file["factors"]


def pack(name: str, vectors: Mapping[str, Row]) -> bytes:
    """Return the file that holds these unit rows by text; the same rows give the same bytes."""
    keyed = sorted((key_of(name, text), row) for text, row in vectors.items())
    rows = np.stack([row for _, row in keyed])
    scale = np.abs(rows).max(axis=1, keepdims=True) / _STEPS
    steps = np.round(rows / scale).astype(np.int8)
    # The factor makes the kept row a unit row again, whatever the rounding did to its length.
    factors = (1 / np.linalg.norm(steps.astype(np.float32), axis=1)).astype(np.float32)
    file = io.BytesIO()
    np.savez(
        file,
        keys=np.frombuffer(b"".join(key for key, _ in keyed), np.uint8),
        steps=steps,
        factors=factors,
    )
    return file.getvalue()
