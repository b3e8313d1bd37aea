"""`doctor`: what this machine has, what is missing, and what to do about it. Downloads nothing."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass

from interviewer import __version__, wiring
from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out
from interviewer.errors import Exit, InterviewerError
from interviewer.settings import Settings
from interviewer.text import clip


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
    findings = [_guarded(look, settings) for look in looks]
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            out(f"{'ok ' if finding.good else 'NO '} {finding.what:12} {finding.detail}")
            if finding.todo:
                out(f"{'':17}{finding.todo}")
    return int(Exit.GOOD if all(finding.good for finding in findings) else Exit.FINDINGS)


def _guarded(look: Callable[[Settings], Finding], settings: Settings) -> Finding:
    """Return what a look found; a look that fails has found something too."""
    try:
        return look(settings)
    except Exception as error:  # a doctor must not die of what it examines
        detail = f"{type(error).__name__}: {clip(str(error), 120)}"
        return Finding(look.__name__.strip("_"), False, detail, "Reinstall, or report it.")


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
        f"{found.name}: {clip(why, 100)}",
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
            probe.write(bytes(4096))
            probe.flush()
    except OSError as error:
        return Finding(
            "transcripts",
            False,
            f"{folder}: {error.strerror}",
            "Choose another folder with --transcripts DIR.",
        )
    return Finding("transcripts", True, str(folder))


def _content(settings: Settings) -> Finding:
    paths = wiring.library(settings).scenario_paths()
    broken = []
    for name in paths:
        try:
            wiring.library(settings).load(name)
        except InterviewerError:
            broken.append(name)
    if broken:
        return Finding("scenarios", False, f"not valid: {', '.join(broken)}", "interviewer check")
    return Finding("scenarios", bool(paths), ", ".join(paths) or "none")
