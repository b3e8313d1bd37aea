"""What an import drags in."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("interviewer.retrieval", "numpy tokenizers chromadb onnxruntime"),
        ("interviewer.retrieval.base", "numpy tokenizers chromadb onnxruntime"),
        ("interviewer.retrieval.index", "tokenizers chromadb onnxruntime"),
        ("interviewer.retrieval.loading", "tokenizers chromadb onnxruntime"),
    ],
)
def test_imports_are_light(module: str, heavy: str) -> None:
    """Heavy libraries wait until they are needed."""
    script = (
        f"import sys, {module}; print(*[name for name in {heavy!r}.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
