"""Answers of a judging model, kept as they come, so that no question is paid for twice.

One JSON object a line, each with its checksum, written by one `write` and one `fsync`. It is a
cache: a line that cannot be read is a question that is asked again, and the file may be deleted.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from interviewer.providers.base import TokenUsage
from interviewer.transcript.sealing import sealed, unsealed

Answer = TypeVar("Answer", bound=BaseModel)
SUFFIX = ".judging.jsonl"


def store_path(transcript: Path) -> Path:
    """Return where the answers about a transcript are kept."""
    return transcript.with_suffix(SUFFIX)


class Memory:
    """What was answered, by key; without a path it lasts as long as the run."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, object] = {}
        self._torn = False
        self._writing = threading.Lock()
        self.trouble = ""
        """Why answers could not be read or kept, if so."""
        if path is not None:
            self._read(path)

    def get(self, key: str, schema: type[Answer]) -> Answer | None:
        """Return an answer that was kept, if it is still one."""
        try:
            return schema.model_validate(self._known[key])
        except (KeyError, ValidationError):
            return None

    async def kept(self, key: str, answer: BaseModel, usage: TokenUsage, about: str) -> None:
        """Keep an answer while others go on; whoever is interrupted leaves when it is written."""
        if self._path is None:
            self.keep(key, answer, usage, about)
            return
        keeping = asyncio.ensure_future(asyncio.to_thread(self.keep, key, answer, usage, about))
        try:
            await asyncio.shield(keeping)
        except asyncio.CancelledError:
            await keeping
            raise

    def keep(self, key: str, answer: BaseModel, usage: TokenUsage, about: str) -> None:
        """Keep an answer; if it cannot be written, the run goes on without.

        Blocks until it is on the disk; on an event loop, `kept` does not.
        """
        self._known[key] = answer.model_dump(mode="json")
        if self._path is None:
            return
        used = [usage.input, usage.cached, usage.output]
        data = {"key": key, "about": about, "answer": self._known[key], "tokens": used}
        try:
            with self._writing:
                self._write(self._path, _line(data))
        except OSError as error:
            self.trouble = f"Answers could not be kept: {error.strerror}."

    def _read(self, path: Path) -> None:
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            self.trouble = f"Earlier answers could not be read: {error.strerror}."
            return
        self._torn = bool(raw) and not raw.endswith(b"\n")
        for line in raw.split(b"\n"):
            data = _read_line(line)
            if data is not None:
                self._known.setdefault(str(data.get("key")), data.get("answer"))

    def _write(self, path: Path, line: bytes) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            start = b"\n" if self._torn else b""  # a line torn by a crash stays a line of its own
            if os.write(handle, start + line) != len(start) + len(line):
                self._torn = True
                raise OSError(28, "no space left")
            self._torn = False
            os.fsync(handle)
        finally:
            os.close(handle)


def _line(data: dict[str, object]) -> bytes:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")[:-1]
    return sealed(body)


def _read_line(line: bytes) -> dict[str, object] | None:
    body = unsealed(line)
    if body is None:
        return None
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
