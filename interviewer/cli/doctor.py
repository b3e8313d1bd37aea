"""`doctor`: what this machine has, what is missing, and what to do about it. Downloads nothing."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version

from interviewer import __version__, wiring
from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out
from interviewer.config import config_path, read_config
from interviewer.errors import Exit, InterviewerError
from interviewer.providers.redaction import redact
from interviewer.providers.registry import INSTALL, available, has_litellm
from interviewer.providers.tokens import is_exact
from interviewer.providers.usage import price_table
from interviewer.settings import Settings
from interviewer.text import clip
from interviewer.wiring.models import castings


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
        _choices,
        _models,
        _adapters,
        _tokenizer,
        _prices,
        _cluster,
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


# --- language models: from this machine alone, nothing is sent ------------------------------------


def _choices(settings: Settings) -> Finding:
    del settings  # they are read anew: a file that cannot be understood is not in them
    path = config_path()
    try:
        read_config(path)
        Settings.load()
    except InterviewerError as error:
        return Finding("choices", False, error.message, error.hint)
    return Finding("choices", True, str(path) if path.exists() else f"{path}: not there")


def _models(settings: Settings) -> Finding:
    roles = castings(settings)
    if not settings.models.named:
        return Finding("models", True, "none chosen: code and authored wording play every role")
    detail = ", ".join(f"{one.role}: {redact(one.model, 60)} ({one.origin})" for one in roles)
    wrong = dict.fromkeys(str(one.problem) for one in roles if one.problem)
    if not wrong:
        return Finding("models", True, detail)
    return Finding("models", False, detail, clip("; ".join(wrong), 300))


def _adapters(settings: Settings) -> Finding:
    del settings
    more = "LiteLLM for all others" if has_litellm() else f"for others LiteLLM: {INSTALL}"
    keys = [state.key for state in available() if state.key]
    return Finding(
        "adapters", True, f"openai, anthropic; {more}; keys: {', '.join(keys) or 'none set'}"
    )


def _tokenizer(settings: Settings) -> Finding:
    named = [name for name in settings.models.named.values() if name.startswith("openai/")]
    if is_exact(named[0] if named else "openai/gpt-5.4"):
        return Finding("tokens", True, "counted exactly for OpenAI's models, else estimated")
    return Finding("tokens", True, "estimated by length: no tokenizer's file is here")


def _prices(settings: Settings) -> Finding:
    del settings
    table = price_table()
    return Finding("prices", bool(table.models), f"{len(table.models)} models, from {table.source}")


# --- scale ----------------------------------------------------------------------------------------


def _cluster(settings: Settings) -> Finding:
    from interviewer.audit.cluster import INSTALL as EXTRA
    from interviewer.audit.cluster import has_cluster

    del settings
    found = f"Dask distributed {version('distributed')}" if has_cluster() else f"not there: {EXTRA}"
    return Finding("cluster", True, f"{found}; for `audit --cluster` alone")
