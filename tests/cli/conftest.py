"""Runs commands in this process as `python -m interviewer` would, with stdin, stdout and stderr."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from interviewer.cli import run

ANSWERS = [
    "How many customers do you have?",
    "I'd call only about large payments, because a call costs 14 pounds and a loss thousands.",
]


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Cli = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where interviews of this test are kept."""
    return tmp_path / "transcripts"


def _stream(raw: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(raw), "utf-8", errors="strict")


def _run(arguments: tuple[str, ...], raw: bytes) -> Ran:
    """Run a command on streams of its own; whatever happens, there is no traceback."""
    streams = _stream(raw), _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        code = run(list(arguments))
        said = []
        for stream in streams[1:]:
            stream.flush()
            assert isinstance(stream.buffer, io.BytesIO)
            said.append(stream.buffer.getvalue().decode())
    assert "Traceback" not in "".join(said)
    return Ran(code, *said)


@pytest.fixture
def cli(folder: Path) -> Cli:
    """A function that runs a command: `cli("show", "x", input=b"")` gives code, out and err."""

    def call(*arguments: str, input: bytes | str = b"") -> Ran:
        raw = input.encode() if isinstance(input, str) else input
        return _run(("--transcripts", str(folder), *arguments), raw)

    return call


@pytest.fixture(scope="session")
def sat(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> bytes:
    """The bytes of a transcript of two answers, made once over stdin."""
    folder = tmp_path_factory.mktemp("sat")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEWER_CACHE", str(pytestconfig.rootpath / ".cache" / "interviewer"))
        arguments = ("practice", "bank-scams", "--plain", "--seed", "1")
        ran = _run(("--transcripts", str(folder), *arguments), "\n".join(ANSWERS).encode())
    assert ran.code == 0, ran.err
    (path,) = folder.glob("*.jsonl")
    return path.read_bytes()


@pytest.fixture
def kept(sat: bytes, folder: Path) -> Path:
    """That transcript, in the folder of this test."""
    folder.mkdir()
    path = folder / "20260101-000000-bank-scams-0000.jsonl"
    path.write_bytes(sat)
    return path
