"""What the workshop's tests share: an embedder, and a small scenario written with the guide.

`content/` holds it: lead pipes, after the press reports on Flint's replacement programme.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.retrieval.base import Embedder
from interviewer.retrieval.loading import load_embedder


@pytest.fixture(scope="session")
def embedder(pytestconfig: pytest.Config) -> Iterator[Embedder]:
    """The sentence embedder with the vectors that all tests share; skips where it is missing."""
    found, trouble = load_embedder(pytestconfig.rootpath / ".cache" / "interviewer")
    if not found.semantic:
        pytest.skip(trouble)
    yield found
    found.flush()


SMALL = Path(__file__).with_name("content")


def put(into: Path, name: str = "lead-pipes", about: str = "") -> Path:
    """Copy the small scenario with its rubric, under a name of its own; `about` tells it apart."""
    for kind in ("scenarios", "rubrics"):
        (into / kind).mkdir(parents=True, exist_ok=True)
        text = (SMALL / kind / "lead-pipes.yaml").read_text("utf-8")
        text = text.replace("id: lead-pipes\n", f"id: {name}\n", 1)
        if about:
            text = text.replace("The street that was dug up for copper", about)
        (into / kind / f"{name}.yaml").write_text(text, "utf-8")
    return into


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data folder, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "data" / "interviewer"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "rubrics").mkdir()
    return folder
