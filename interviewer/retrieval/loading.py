"""Which embedder this machine can run, best first; nothing is downloaded.

The only place in this package that knows all embedders.
"""

from __future__ import annotations

from pathlib import Path

from interviewer.errors import EmbedderMissing
from interviewer.retrieval import weights
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.retrieval.frozen import FrozenRows


def load_minilm(folder: Path | None = None) -> Embedder:
    """Return all-MiniLM-L6-v2 from the installed package, else from Chroma's cache.

    Args:
        folder: where to remember which files were found right; `None` remembers nothing.

    Raises:
        EmbedderMissing: neither is there, or what is there is not the published model.
    """
    if files := weights.packaged():
        weights.verify(files, folder)
        from interviewer.retrieval.minilm import MiniLM

        return MiniLM(files)
    if files := weights.chroma_cached():
        from interviewer.retrieval.onnx import OnnxMiniLM

        return OnnxMiniLM(files)
    raise EmbedderMissing(f"{weights.MODEL} is not installed.", hint=weights.HOW_TO_GET)


def load_embedder(folder: Path | None = None) -> tuple[CachedEmbedder, str]:
    """Return the best embedder there is, cached in `folder`, and why it is not a better one.

    Without weights it is the lexical fallback, and the reason says so; otherwise it is empty.
    """
    try:
        inner = load_minilm(folder)
        return CachedEmbedder(inner, folder, frozen=FrozenRows(inner.name)), ""
    except EmbedderMissing as error:
        from interviewer.retrieval.lexical import HashingEmbedder

        return CachedEmbedder(HashingEmbedder(), None), str(error)
