"""One contract for every store, and what happens when Chroma fails."""

from __future__ import annotations

import importlib
import socket
import sys
import time
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.retrieval.store import ChromaStore, ExactStore, FactStore, Store

Maker = Callable[[NDArray[np.float32]], Store]


def unit_rows(seed: int, count: int, dimensions: int = 384) -> NDArray[np.float32]:
    """Return random unit rows."""
    rows = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("make", [ExactStore, ChromaStore, FactStore])
class TestEveryStore:
    """What any store must do, without a network."""

    @pytest.mark.parametrize("seed", range(4))
    def test_agrees_with_exact_search(self, make: Maker, seed: int) -> None:
        """The same passages in the same order as by all cosines."""
        vectors = unit_rows(seed, 40 + 100 * seed)
        store = make(vectors)
        for question in unit_rows(100 + seed, 8):
            assert store.nearest(question, 10) == ExactStore(vectors).nearest(question, 10)
        store.close()

    def test_finds_each_of_its_own(self, make: Maker) -> None:
        """A stored vector is its own nearest."""
        vectors = unit_rows(1, 60)
        store = make(vectors)
        assert [store.nearest(vector, 1) for vector in vectors] == [[n] for n in range(60)]
        store.close()

    def test_returns_no_more_than_there_are(self, make: Maker) -> None:
        """Asking for more than is stored returns everything once."""
        store = make(unit_rows(1, 3))
        assert sorted(store.nearest(unit_rows(2, 1)[0], 64)) == [0, 1, 2]
        store.close()

    def test_stores_do_not_see_each_other(self, make: Maker) -> None:
        """Two stores in one process keep apart."""
        small, large = make(unit_rows(1, 2)), make(unit_rows(2, 30))
        question = unit_rows(3, 1)[0]
        assert len(small.nearest(question, 64)) == 2
        small.close()
        assert len(large.nearest(question, 64)) == 30
        large.close()


def test_closing_leaves_nothing_behind() -> None:
    """The collection is gone, and closing twice is no error."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    before = {collection.name for collection in client.list_collections()}
    store = ChromaStore(unit_rows(1, 3))
    assert len(client.list_collections()) == len(before) + 1
    store.close()
    store.close()
    assert {collection.name for collection in client.list_collections()} == before


def test_chroma_missing_means_exact_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that fails is no end: the answers are exact, and `trouble` says why."""
    monkeypatch.setitem(sys.modules, "chromadb", None)
    store = FactStore(unit_rows(1, 5))
    assert store.name == "exact"
    assert "chromadb" in store.trouble
    assert len(store.nearest(unit_rows(2, 1)[0], 3)) == 3


def test_chroma_failing_later_means_exact_search() -> None:
    """A collection that disappears under us is noticed at the next question."""
    vectors = unit_rows(1, 5)
    store = FactStore(vectors)
    assert isinstance(store._store, ChromaStore)
    store._store.close()
    assert store.nearest(vectors[2], 1) == [2]
    assert (store.name, bool(store.trouble)) == ("exact", True)


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that accepts and stays silent delays an interview by the limit, no longer."""
    monkeypatch.setattr("interviewer.retrieval.store.SERVER_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        importlib.import_module("chromadb")  # takes seconds that are not the server's
        started = time.monotonic()
        store = FactStore(unit_rows(1, 5), f"127.0.0.1:{silent.getsockname()[1]}")
        assert time.monotonic() - started < 5
    assert store.name == "exact"
    assert "TimeoutError" in store.trouble


@pytest.mark.parametrize("address", ["nonsense", "host:port", ":", "127.0.0.1:1"])
def test_a_wrong_address_is_trouble_not_an_error(address: str) -> None:
    """Whatever is written there, facts are still found."""
    store = FactStore(unit_rows(1, 5), address)
    assert store.name == "exact"
    assert store.trouble
