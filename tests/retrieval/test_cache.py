"""The cache returns what the embedder returned, whatever happens to its files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.retrieval import cache, vector_files
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.cache import FLUSH_ROWS, CachedEmbedder
from interviewer.retrieval.lexical import HashingEmbedder
from interviewer.retrieval.vector_files import VectorFiles, pack, unpack


class Counting:
    """An embedder that remembers what it was asked."""

    name = "counting"
    semantic = False
    dimensions = HashingEmbedder.dimensions

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return what the hashing embedder returns."""
        self.asked += texts
        return HashingEmbedder().embed(texts)


def stored(folder: Path) -> list[Path]:
    """Return the files of vectors below a folder."""
    return sorted(folder.rglob("*.vectors"))


def fill(folder: Path, texts: Sequence[str]) -> None:
    """Store vectors as a process would that comes and goes."""
    cached = CachedEmbedder(Counting(), folder)
    cached.embed(texts)
    cached.flush()


def test_a_sentence_is_computed_once(tmp_path: Path) -> None:
    """Neither a repetition, nor a second call, nor a second process computes it again."""
    inner = Counting()
    cached = CachedEmbedder(inner, tmp_path)
    cached.embed(["one", "two", "one"])
    cached.embed(["two"])
    assert inner.asked == ["one", "two"]
    cached.flush()
    later = Counting()
    CachedEmbedder(later, tmp_path).embed(["two", "one"])
    assert later.asked == []


def test_cached_vectors_have_the_same_bits(tmp_path: Path, minilm: Embedder) -> None:
    """Fresh, from memory and from disk: one vector."""
    texts = ["How many victims are there?", "May we hold a payment?", ""]
    fresh = minilm.embed(texts)
    cached = CachedEmbedder(minilm, tmp_path)
    for vectors in (cached.embed(texts), cached.embed(texts[::-1])[::-1]):
        assert np.array_equal(vectors, fresh)
    cached.flush()
    assert np.array_equal(CachedEmbedder(minilm, tmp_path).embed(texts), fresh)


def test_a_caller_cannot_change_the_cache(tmp_path: Path) -> None:
    """Rows that are handed out are copies."""
    cached = CachedEmbedder(Counting(), tmp_path)
    cached.embed(["one"])[:] = 0
    assert cached.embed(["one"]).any()


def test_embedders_do_not_share_vectors(tmp_path: Path) -> None:
    """The same text under another name is another vector."""
    fill(tmp_path, ["one"])
    other = Counting()
    other.name = "another"
    CachedEmbedder(other, tmp_path).embed(["one"])
    assert other.asked == ["one"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:10],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
        lambda content: b"\0" * len(content),
        lambda content: content[:8] + b"\xff" * 8 + content[16:],
    ],
)
def test_a_spoilt_file_is_dropped_and_rebuilt(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    """No change to a file changes a vector or stops the embedder; the file goes."""
    fill(tmp_path, ["one", "two"])
    [path] = stored(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    inner = Counting()
    cached = CachedEmbedder(inner, tmp_path)
    assert np.array_equal(cached.embed(["one"]), HashingEmbedder().embed(["one"]))
    assert inner.asked == ["one"]
    assert not stored(tmp_path)


def test_a_folder_that_cannot_be_used_only_costs_time(tmp_path: Path) -> None:
    """Where the folder should be there is a file: vectors still come, `trouble` says why slowly."""
    taken = tmp_path / "taken"
    taken.write_text("")
    cached = CachedEmbedder(Counting(), taken)
    assert cached.embed(["one"]).shape == (1, cached.dimensions)
    cached.flush()
    assert cached.trouble


def test_memory_alone_will_do() -> None:
    """Without a folder there is no trouble and nothing to flush."""
    inner = Counting()
    cached = CachedEmbedder(inner, None)
    cached.embed(["one"])
    cached.flush()
    cached.embed(["one"])
    assert (inner.asked, cached.trouble) == (["one"], "")


def test_memory_and_disk_are_bounded(tmp_path: Path) -> None:
    """Beyond the bound the least recently used goes; on disk the oldest."""
    inner = Counting()
    cached = CachedEmbedder(inner, tmp_path, most_rows=3)
    cached.embed(["a", "b", "c"])
    cached.embed(["a"])
    cached.embed(["d"])
    inner.asked.clear()
    cached.embed(["a", "b"])
    assert inner.asked == ["b"]
    cached.flush()
    rows = VectorFiles(stored(tmp_path)[0].parent, inner.dimensions, most_rows=3).read()
    assert len(rows) == 3


@pytest.mark.parametrize("on_disk", [True, False])
def test_what_passes_by_is_bounded_and_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_disk: bool
) -> None:
    """The least recently used goes first; what was known before stays, however often it is said."""
    monkeypatch.setattr(cache, "MOST_PASSING", 2)
    known = ["on disk", "authored"]
    fill(tmp_path, known[:1])
    inner = Counting()
    cached = CachedEmbedder(inner, tmp_path if on_disk else None)
    cached.embed(known)
    cached.keep_in_memory()
    for texts in (["a", "b"], ["a"], ["c"]):
        cached.embed(texts)
        cached.keep_in_memory()
    inner.asked.clear()
    cached.embed(["a", "c", *known, "b"])
    assert inner.asked == ["b"]
    cached.embed([f"text {number}" for number in range(FLUSH_ROWS)])
    cached.flush()
    later = Counting()
    CachedEmbedder(later, tmp_path).embed([*known, "a"])
    assert later.asked == (["a"] if on_disk else ["authored", "a"])


def test_many_small_files_become_one(tmp_path: Path) -> None:
    """Files do not pile up, and joining them loses nothing."""
    texts = [f"text {number}" for number in range(vector_files.MOST_FILES + 1)]
    for text in texts:
        fill(tmp_path, [text])
    inner = Counting()
    CachedEmbedder(inner, tmp_path).embed(texts)
    assert inner.asked == []
    assert len(stored(tmp_path)) == 1


def test_drafts_of_killed_processes_are_removed(tmp_path: Path) -> None:
    """A draft is never read, and is removed when it is old."""
    fill(tmp_path, ["one"])
    folder = stored(tmp_path)[0].parent
    old, young = folder / "a.draft", folder / "b.draft"
    for draft in (old, young):
        draft.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    fill(tmp_path, ["two"])
    assert not old.exists()
    assert young.exists()


def test_a_long_run_writes_as_it_goes(tmp_path: Path) -> None:
    """A kill loses no more than one handful of vectors."""
    cached = CachedEmbedder(Counting(), tmp_path)
    cached.embed([f"text {number}" for number in range(FLUSH_ROWS)])
    assert stored(tmp_path)


def test_what_is_left_is_written_at_the_end(tmp_path: Path) -> None:
    """An embedder that is dropped without `flush` has still written."""
    cached = CachedEmbedder(Counting(), tmp_path)
    cached.embed(["one"])
    del cached
    assert stored(tmp_path)


def test_any_text_can_be_a_key(tmp_path: Path) -> None:
    """Lone surrogates, which a broken terminal can send, do not stop the cache."""
    cached = CachedEmbedder(_Indifferent(), tmp_path)
    assert cached.embed(["\ud800", "a\0b"]).shape == (2, 2)


class _Indifferent:
    """An embedder for which every text is the same."""

    name = "indifferent"
    semantic = False
    dimensions = 2

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the first axis for each."""
        return np.tile(np.array([1, 0], np.float32), (len(texts), 1))


def test_packing_is_exact() -> None:
    """Every float32, the strange ones included, comes back bit for bit."""
    row = np.array([0.1, -0.0, np.inf, np.nan, 1e-45], np.float32)
    [(key, back)] = unpack(pack({b"k" * 32: row}, 5), 5).items()
    assert key == b"k" * 32
    assert back.tobytes() == row.tobytes()
    with pytest.raises(ValueError, match="altered"):
        unpack(pack({b"k" * 32: row}, 5), 4)


def test_processes_share_a_folder(tmp_path: Path) -> None:
    """Four processes write and tidy at once; all succeed and nothing of theirs is lost."""
    script = (
        "import sys; from pathlib import Path\n"
        "from interviewer.retrieval.cache import CachedEmbedder\n"
        "from interviewer.retrieval.lexical import HashingEmbedder\n"
        "for turn in range(12):\n"
        "    cached = CachedEmbedder(HashingEmbedder(), Path(sys.argv[1]))\n"
        "    cached.embed([f'{sys.argv[2]} says {turn}']); cached.flush()\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), f"writer {number}"])
        for number in range(4)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    [folder] = {path.parent for path in stored(tmp_path)}
    assert len(VectorFiles(folder, HashingEmbedder.dimensions, 1000).read()) == 48
