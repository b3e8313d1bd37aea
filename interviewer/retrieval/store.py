"""Where the vectors of passages lie: Chroma, or numpy, which is exact and always there.

A store answers with passage numbers; their owner ranks them. It is a cache: built from the
scenario, thrown away at the end, and replaced by exact search the moment it fails.
It does not know what a passage says, and text is never sent to a server.
"""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

Vectors = NDArray[np.float32]
Result = TypeVar("Result")
SERVER_SECONDS = 5.0


class Store(Protocol):
    """Vectors, numbered from 0."""

    @property
    def name(self) -> str:
        """Which kind it is."""

    @property
    def trouble(self) -> str:
        """Why it is not the store that was wanted, or empty."""

    def nearest(self, vector: Vectors, count: int) -> list[int]:
        """Return the numbers of the `count` passages nearest to a unit vector, nearest first."""

    def close(self) -> None:
        """Give back what it holds."""


class ExactStore:
    """All cosines, in numpy: 0.05 ms at 500 passages. The reference for any other store."""

    name = "exact"

    def __init__(self, vectors: Vectors, trouble: str = "") -> None:
        self._vectors = vectors
        self.trouble = trouble

    def nearest(self, vector: Vectors, count: int) -> list[int]:
        """Return the numbers of the nearest passages; equals in their own order."""
        order = np.argsort(-(self._vectors @ vector), kind="stable")
        return [int(number) for number in order[:count]]

    def close(self) -> None:
        """Do nothing."""


class ChromaStore:
    """A collection of its own in memory, or on a team's server (`host:port`).

    Raises:
        Exception: whatever Chroma raises; `FactStore` is the one that copes.
    """

    name = "chroma"
    trouble = ""

    def __init__(self, vectors: Vectors, address: str = "") -> None:
        self._seconds = SERVER_SECONDS if address else 0.0
        self._size = len(vectors)
        self._collection_name = f"facts-{uuid.uuid4().hex}"
        connect = _connector(address)
        self._client = self._within(connect)
        self._collection = self._within(lambda: self._fill(vectors))

    def nearest(self, vector: Vectors, count: int) -> list[int]:
        """Return the numbers of the nearest passages."""
        count = min(count, self._size)
        found = self._within(
            lambda: self._collection.query(
                query_embeddings=[vector], n_results=count, include=["distances"]
            )
        )
        numbers = [int(number) for number in found["ids"][0]]
        if any(not 0 <= number < self._size for number in numbers):
            raise ValueError("Chroma returned a passage that was never stored.")
        return numbers

    def close(self) -> None:
        """Drop the collection; a server that is gone keeps it."""
        with contextlib.suppress(Exception):
            self._within(lambda: self._client.delete_collection(self._collection_name))

    def _fill(self, vectors: Vectors) -> Any:
        collection = self._client.create_collection(
            self._collection_name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": max(100, len(vectors))}},
        )
        collection.add(ids=[str(number) for number in range(len(vectors))], embeddings=vectors)
        return collection

    def _within(self, call: Callable[[], Result]) -> Result:
        """Call it; for a server, give up after `SERVER_SECONDS`: Chroma's client waits for ever."""
        return _with_limit(call, self._seconds) if self._seconds else call()


class FactStore:
    """Chroma while it works, exact search from the first failure on."""

    def __init__(self, vectors: Vectors, address: str = "") -> None:
        self._exact = ExactStore(vectors)
        self._store: Store = self._exact
        self.trouble = ""
        try:
            self._store = ChromaStore(vectors, address)
        except Exception as error:  # any of Chroma's, its server's or its extension's
            self._give_up(error)

    @property
    def name(self) -> str:
        """Which store answers now."""
        return self._store.name

    def nearest(self, vector: Vectors, count: int) -> list[int]:
        """Return the numbers of the nearest passages."""
        try:
            return self._store.nearest(vector, count)
        except Exception as error:  # the same
            self._give_up(error)
            return self._exact.nearest(vector, count)

    def close(self) -> None:
        """Give back what it holds."""
        self._store.close()

    def _give_up(self, error: Exception) -> None:
        self.trouble = f"Chroma failed, exact search is used: {type(error).__name__}: {error}"
        self._store = self._exact


def _connector(address: str) -> Callable[[], ClientAPI]:
    """Import Chroma, which takes seconds that are not the server's, and return what connects."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not address:
        return lambda: chromadb.EphemeralClient(settings)
    host, _, port = address.rpartition(":")
    return lambda: chromadb.HttpClient(host, int(port), settings=settings)


def _with_limit(call: Callable[[], Result], seconds: float) -> Result:
    """Run a call in a thread that may be left behind.

    Raises:
        TimeoutError: it has not returned in time.
    """
    results: list[Result] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(call())
        except Exception as error:  # handed to the caller below
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError(f"no answer within {seconds:g} s")
    return results[0]
