"""`doctor`: what this machine has, what is missing, and what to do about it. Downloads nothing."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass

from interviewer import __version__, wiring
from interviewer.errors import Exit
from interviewer.settings import Settings


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    good: bool
    detail: str
    todo: str = ""


def examine(settings: Settings, *, as_json: bool) -> int:
    """Print what was found; exit code 1 if something is missing."""
    looks: tuple[Callable[[Settings], Finding], ...] = (
        _program,
        _embedder,
        _store,
        _transcripts,
        _content,
    )
    findings = [look(settings) for look in looks]
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.good else 'NO '} {finding.what:12} {finding.detail}")
            if finding.todo:
                print(f"{'':17}{finding.todo}")
    return int(Exit.GOOD if all(finding.good for finding in findings) else Exit.FINDINGS)


def _program(settings: Settings) -> Finding:
    del settings
    detail = f"interviewer {__version__}, Python {platform.python_version()}, {platform.system()}"
    return Finding("program", sys.version_info >= (3, 11), detail)


def _embedder(settings: Settings) -> Finding:
    found, why = wiring.embedder(settings.cache)
    if found.semantic:
        return Finding("embedder", True, found.name)
    return Finding(
        "embedder",
        False,
        f"{found.name}: {why.splitlines()[0]}",
        "Scorecards stay incomplete without it.",
    )


def _store(settings: Settings) -> Finding:
    import numpy as np

    from interviewer.retrieval.store import FactStore

    del settings
    store = FactStore(np.eye(4, dtype=np.float32))
    trouble = getattr(store, "trouble", "")
    store.close()
    detail = "Chroma, in memory" if not trouble else f"exact search instead of Chroma: {trouble}"
    return Finding("facts", not trouble, detail)


def _transcripts(settings: Settings) -> Finding:
    folder = settings.transcripts
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except OSError as error:
        return Finding(
            "transcripts",
            False,
            f"{folder}: {error.strerror}",
            "Choose another folder with --transcripts DIR.",
        )
    return Finding("transcripts", True, str(folder))


def _content(settings: Settings) -> Finding:
    names = list(wiring.library(settings).scenario_paths())
    return Finding("scenarios", bool(names), ", ".join(names) or "none")
