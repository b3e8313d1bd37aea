"""Writes the vectors of everything that ships into one file: `python -m interviewer.wiring.freeze`.

To be run when a shipped scenario or rubric has changed; a test says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interviewer.content import Library
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.frozen import FILE, FrozenRows, pack
from interviewer.wiring.parts import fact_index_of, substance_of


class Recorder:
    """An embedder that remembers what it was asked for."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.name = inner.name
        self.dimensions = inner.dimensions
        self.semantic = inner.semantic
        self.seen: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row a text: shape (len(texts), dimensions)."""
        rows = self._inner.embed(texts)
        self.seen |= zip(texts, rows, strict=True)
        return rows


def record(library: Library, inner: Embedder) -> Recorder:
    """Return what every scenario of a library asks of an embedder before its first interview."""
    recorder = Recorder(inner)
    for name in library.scenario_paths():
        loaded = library.load(name)
        substance_of(loaded, recorder)
        fact_index_of(loaded, recorder)
    return recorder


def main() -> None:
    """Write the file; rows that stand in it already are kept (delete it to compute all anew).

    Raises:
        EmbedderMissing: the weights are not here.
    """
    from interviewer.retrieval.cache import CachedEmbedder
    from interviewer.retrieval.loading import load_minilm
    from interviewer.settings import Settings

    folder = Settings.load().cache
    inner = load_minilm(folder)
    recorder = record(
        Library.shipped(), CachedEmbedder(inner, folder, frozen=FrozenRows(inner.name))
    )
    FILE.write_bytes(pack(recorder.name, recorder.seen))
    print(f"{FILE.name}: {len(recorder.seen)} sentences, {FILE.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
