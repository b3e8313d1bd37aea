"""Vectors on disk: a folder of small files, each written in one step and checked when read.

A file is never changed once it stands, so processes cannot disturb one another, and a kill
leaves at most a draft. A file that fails its checksum is removed and its vectors are computed
anew. A folder that cannot be written to costs time, never an interview.

Layout of a file, little-endian: magic (8), dimensions (u4), count (u4), keys (count x 32), rows
(count x dimensions float32), BLAKE2b-128 of all that. It is named after that checksum.
It does not know what a key stands for.
"""

from __future__ import annotations

import contextlib
import hashlib
import struct
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"IVECTOR1"
HEAD = struct.Struct("<8sII")
KEY = 32
SUM = 16
MOST_FILES = 16
STALE_SECONDS = 3600

Rows = dict[bytes, NDArray[np.float32]]


def _checksum(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=SUM).digest()


def pack(rows: Mapping[bytes, NDArray[np.float32]], dimensions: int) -> bytes:
    """Return a file's content for rows of shape (dimensions,) by 32-byte key."""
    head = HEAD.pack(MAGIC, dimensions, len(rows))
    block = np.array(list(rows.values()), "<f4").reshape(len(rows), dimensions)
    body = head + b"".join(rows) + block.tobytes()
    return body + _checksum(body)


def unpack(content: bytes, dimensions: int) -> Rows:
    """Return the rows of a file's content.

    Raises:
        ValueError: it is cut, altered, of another format or holds vectors of another length.
    """
    if len(content) < HEAD.size + SUM:
        raise ValueError("cut")
    magic, width, count = HEAD.unpack_from(content)
    body = memoryview(content)[:-SUM]
    size = HEAD.size + count * (KEY + 4 * width)
    if (
        magic != MAGIC
        or width != dimensions
        or len(body) != size
        or _checksum(body) != content[-SUM:]
    ):
        raise ValueError("altered")
    keys = body[HEAD.size : HEAD.size + count * KEY]
    block = np.frombuffer(body, "<f4", offset=HEAD.size + count * KEY).reshape(count, width)
    return {bytes(keys[i * KEY : (i + 1) * KEY]): block[i] for i in range(count)}


class VectorFiles:
    """The files of one embedder. Not safe for threads: its owner holds a lock."""

    def __init__(self, folder: Path, dimensions: int, most_rows: int) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._most_rows = most_rows
        self.trouble = ""

    def read(self) -> Rows:
        """Return what is stored, newest last; many files become one, old drafts are removed."""
        self._sweep()
        found: Rows = {}
        files = self._by_age("*.vectors")
        for path in files:
            found |= self._read_one(path)
        found = dict(list(found.items())[-self._most_rows :])
        if len(files) > MOST_FILES:
            joined = self.write(found)
            self._remove(path for path in files if joined and path != joined)
        return found

    def write(self, rows: Mapping[bytes, NDArray[np.float32]]) -> Path | None:
        """Store rows in a file of their own and return it; `None` and `trouble` if that failed."""
        content = pack(rows, self._dimensions)
        path = self._folder / f"{content[-SUM:].hex()}.vectors"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                dir=self._folder, suffix=".draft", delete=False
            ) as draft:
                draft.write(content)
            Path(draft.name).replace(path)
        except OSError as error:
            self.trouble = str(error)
            return None
        return path

    def _read_one(self, path: Path) -> Rows:
        try:
            return unpack(path.read_bytes(), self._dimensions)
        except ValueError:
            self._remove([path])
        except OSError as error:
            self.trouble = str(error)
        return {}

    def _by_age(self, pattern: str) -> list[Path]:
        """Return the folder's files, oldest first; another process may be removing some."""
        aged = []
        try:
            for path in self._folder.glob(pattern):
                with contextlib.suppress(FileNotFoundError):
                    aged.append((path.stat().st_mtime, path))
        except OSError as error:
            self.trouble = str(error)
        return [path for _, path in sorted(aged)]

    def _sweep(self) -> None:
        """Remove drafts that a killed process left behind."""
        limit = time.time() - STALE_SECONDS
        drafts = self._by_age("*.draft")
        with contextlib.suppress(FileNotFoundError):
            self._remove(path for path in drafts if path.stat().st_mtime < limit)

    def _remove(self, paths: Iterable[Path]) -> None:
        for path in paths:
            with contextlib.suppress(OSError):
                path.unlink()
