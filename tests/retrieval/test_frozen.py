"""What ships is embedded already, and within a hair of what would be computed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.content import Library
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.retrieval.frozen import FrozenRows, pack
from interviewer.retrieval.lexical import HashingEmbedder
from interviewer.retrieval.minilm import MiniLM
from interviewer.wiring.freeze import record

TEXTS = [f"Sentence {number} about {word}." for number in range(20) for word in ("bread", "rye")]


class Refusing:
    """An embedder that may not be asked."""

    name = MiniLM.name
    dimensions = 384
    semantic = True

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Fail."""
        raise AssertionError(f"not frozen: run `make freeze`. {texts[:3]}")


@pytest.fixture
def frozen(tmp_path: Path) -> FrozenRows:
    """A file of the texts above, by the hashing embedder."""
    vectors = HashingEmbedder().embed(TEXTS)
    path = tmp_path / "frozen.npz"
    path.write_bytes(pack(HashingEmbedder.name, dict(zip(TEXTS, vectors, strict=True))))
    return FrozenRows(HashingEmbedder.name, path)


def test_kept_rows_are_unit_rows_and_near(frozen: FrozenRows) -> None:
    """One in three hundred of a cosine at the most."""
    rows = [frozen.get(text) for text in TEXTS]
    kept = np.stack([row for row in rows if row is not None])
    exact = HashingEmbedder().embed(TEXTS)

    assert kept.shape == exact.shape
    assert kept.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(kept, axis=1), 1, atol=1e-6)
    assert np.abs(kept @ kept.T - exact @ exact.T).max() < 0.003


def test_another_text_or_embedder_is_not_there(frozen: FrozenRows, tmp_path: Path) -> None:
    """Nor anything at all where there is no file."""
    assert len(frozen) == len(TEXTS)
    assert frozen.get("Something else.") is None
    assert FrozenRows("another", tmp_path / "frozen.npz").get(TEXTS[0]) is None
    assert FrozenRows(HashingEmbedder.name, tmp_path / "none.npz").get(TEXTS[0]) is None


def test_the_same_rows_give_the_same_file() -> None:
    """In whatever order they come."""
    vectors = dict(zip(TEXTS, HashingEmbedder().embed(TEXTS), strict=True))

    assert pack("x", vectors) == pack("x", dict(reversed(vectors.items())))


def test_what_is_frozen_is_neither_computed_nor_kept_again(
    frozen: FrozenRows, tmp_path: Path
) -> None:
    """The rest is computed as ever."""
    asked: list[str] = []

    class Counting(HashingEmbedder):
        """Remembers what it was asked."""

        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            """Return what the hashing embedder returns."""
            asked.extend(texts)
            return super().embed(texts)

    cached = CachedEmbedder(Counting(), tmp_path / "cache", frozen=frozen)
    rows = cached.embed([TEXTS[0], "Something else."])

    assert asked == ["Something else."]
    assert rows[0] == pytest.approx(frozen.get(TEXTS[0]))


def test_all_that_ships_is_frozen() -> None:
    """A change of scenarios, rubrics or of the swap corpus wants `make freeze`."""
    shipped = CachedEmbedder(Refusing(), None, frozen=FrozenRows(MiniLM.name))

    assert record(Library.shipped(), shipped).seen
