"""An embedder that never computes a sentence twice: what ships first, then memory, then disk.

Rows are kept as float32, bit for bit, so a cached verdict is the verdict. It does not know which
embedder it stands before; the embedder's name is part of every key.
"""

from __future__ import annotations

import hashlib
import threading
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.retrieval.base import Embedder
from interviewer.retrieval.frozen import FrozenRows
from interviewer.retrieval.vector_files import Rows, VectorFiles

MOST_ROWS = 60_000
MOST_PASSING = 8_000
"""Rows that a process keeps of what candidates say, interview after interview: those of forty. Of
the generated talkers' sentences, half again as many would spare computing 3 in 1,000 more."""
FLUSH_ROWS = 64


class CachedEmbedder:
    """`inner` behind a cache bounded to `most_rows` vectors (1.8 kB each at 384 dimensions).

    Safe for threads. Nothing is read from `folder` before the first sentence; new rows are written
    64 at a time, on `flush()` and at exit. With `folder=None` there is memory only. What `frozen`
    holds is taken from there and kept nowhere else.
    """

    def __init__(
        self,
        inner: Embedder,
        folder: Path | None,
        most_rows: int = MOST_ROWS,
        frozen: FrozenRows | None = None,
    ) -> None:
        self._inner = inner
        self._frozen = frozen
        self.name = inner.name
        self.dimensions = inner.dimensions
        self.semantic = inner.semantic
        self._rows = _RecentRows(inner.name, inner.dimensions, folder, most_rows)
        weakref.finalize(self, self._rows.flush)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row a text: shape (len(texts), dimensions)."""
        known = {text: self._known(text) for text in texts}
        missing = [text for text, row in known.items() if row is None]
        if missing:
            fresh = self._inner.embed(missing)
            known |= zip(missing, fresh, strict=True)
            self._rows.add(missing, fresh)
        result = np.empty((len(texts), self.dimensions), np.float32)
        for index, text in enumerate(texts):
            result[index] = known[text]
        return result

    def _known(self, text: str) -> NDArray[np.float32] | None:
        row = self._frozen.get(text) if self._frozen else None
        return self._rows.get(text) if row is None else row

    def flush(self) -> None:
        """Write what is new to disk; costs under a millisecond for a turn's sentences."""
        self._rows.flush()

    def keep_in_memory(self) -> None:
        """Write nothing more to disk: an audit's sentences would push out those of scenarios.

        What is known stays; of what comes and goes from now on `MOST_PASSING` rows are kept.
        """
        self._rows.detach()

    @property
    def trouble(self) -> str:
        """Why the disk is not being used, for `doctor`; empty if all is well."""
        return self._rows.trouble


class _RecentRows:
    """The least recently used row leaves memory first."""

    def __init__(self, name: str, dimensions: int, folder: Path | None, most: int) -> None:
        self._prefix = name.encode() + b"\0"
        self._most = most
        self._lock = threading.Lock()
        self._rows: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._settled: Rows | None = None
        """Once the disk is left: what was known then."""
        self._fresh: Rows = {}
        place = hashlib.sha256(self._prefix).hexdigest()[:16]
        self._files = VectorFiles(folder / place, dimensions, most) if folder else None
        self._unread = folder is not None

    @property
    def trouble(self) -> str:
        return self._files.trouble if self._files else ""

    def get(self, text: str) -> NDArray[np.float32] | None:
        with self._lock:
            self._read_once()
            key = self._key(text)
            if self._settled and key in self._settled:
                return self._settled[key]
            if key in self._rows:
                self._rows.move_to_end(key)
            return self._rows.get(key)

    def add(self, texts: Sequence[str], rows: NDArray[np.float32]) -> None:
        with self._lock:
            for text, row in zip(texts, rows, strict=True):
                key = self._key(text)
                self._rows[key] = self._fresh[key] = row.copy()
            while len(self._rows) > self._most:
                self._rows.popitem(last=False)
            if len(self._fresh) >= FLUSH_ROWS:
                self._write()

    def flush(self) -> None:
        with self._lock:
            self._write()

    def detach(self) -> None:
        with self._lock:
            if self._settled is not None:
                return
            self._read_once()
            self._write()
            self._files = None
            self._settled, self._rows = dict(self._rows), OrderedDict()
            self._most = min(self._most, MOST_PASSING)

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._prefix + text.encode("utf-8", "surrogatepass")).digest()

    def _read_once(self) -> None:
        if self._files and self._unread:
            self._unread = False
            self._rows.update(self._files.read())

    def _write(self) -> None:
        if self._files and self._fresh:
            self._files.write(self._fresh)
        self._fresh = {}
