"""A warm parent that forks one interview after the other: `python -m tests.drill.zygote`.

A cold start takes seconds, and a drill needs hundreds. Each line on stdin is a request (JSON),
each line on stdout an answer: first the child's process number, then how it ended. The child is a
process of its own that runs the program's own `run`; stdin is a true pipe, the rest are files.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from tests.drill.kill import TURNS


def main() -> None:
    """Serve requests until the end of input."""
    _warm()
    print("ready", flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_the_program(request)
        print(json.dumps({"pid": child}), flush=True)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)


def _warm() -> None:
    """Import, load and embed once what every child needs; start no thread and no store."""
    import_module("chromadb")
    for package in ("cli", "engine", "evidence", "judge", "report", "retrieval"):
        inside = import_module(f"interviewer.{package}")
        for module in iter_modules(inside.__path__, f"{inside.__name__}."):
            import_module(module.name)  # now, so that an edit meanwhile does not mix two versions
    from interviewer import wiring
    from interviewer.engine.voice import EmbeddedVoice
    from interviewer.settings import Settings

    settings = Settings.load()
    for name in wiring.library(settings).scenario_paths():
        loaded = wiring.library(settings).load(name)
    EmbeddedVoice(0)
    wiring.substance(settings, wiring.library(settings).load("bank-scams"))
    embedder = wiring.embedder(settings.cache)[0]
    embedder.embed([ask for fact in loaded.scenario.facts for ask in fact.asks])
    embedder.embed([part for text in TURNS for part in _parts(text)])
    gc.freeze()


def _parts(text: str) -> list[str]:
    """Return what a listener may embed of a message."""
    from interviewer.evidence.sentences import clauses, questions_in, sentences

    spans = [*sentences(text), *clauses(text)]
    return [span.text for span in spans] + [q for span in spans for q in questions_in(span.text)]


def _be_the_program(request: dict[str, Any]) -> None:
    """Run the command of a request; never returns."""
    source, feed = os.pipe()
    os.write(feed, request["input"].encode())  # fits a pipe: at most 64 kB
    os.close(feed)
    os.dup2(source, 0)
    for number, name in ((1, "out"), (2, "err")):
        handle = os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    code = 99
    try:
        if request["die"]:
            _die_at(**request["die"])
        from interviewer.cli import run

        code = run(request["arguments"])
        sys.stdout.flush()
    finally:
        os._exit(code)


def _die_at(call: str, n: int, when: str) -> None:
    """Let the process kill itself at the n-th `os.write` or `os.fsync`: before, half way, after."""
    count = 0
    real: Callable[..., Any] = getattr(os, call)

    def counted(handle: int, *rest: bytes) -> Any:
        nonlocal count
        count += 1
        if count != n:
            return real(handle, *rest)
        if when == "half" and rest:
            real(handle, rest[0][: len(rest[0]) // 2])
        elif when == "after":
            real(handle, *rest)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("unreachable")

    setattr(os, call, counted)


if __name__ == "__main__":
    main()
