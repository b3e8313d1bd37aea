"""Start: commands that need nothing heavy, and the app's first paint beside a bare Textual app.

Paired runs, one of each in turn, so that a busy moment of the machine meets both. Budget: first
paint within 1.3 times the bare app's; `--help`, `scenarios` and `check` import nothing heavy.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyte

COMMANDS = (["--help"], ["scenarios"], ["check"])
HEAVY = ("textual", "chromadb", "openai", "anthropic", "litellm", "tokenizers", "numpy", "rich")
PROGRAM = "from interviewer.__main__ import main; main()"
MODULES = """
import json, sys
from interviewer.cli import run
run(sys.argv[1:])
print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)
"""
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("hello")
Bare().run()
"""
ROWS, COLUMNS = 40, 120


def main(arguments: list[str]) -> int:
    """Measure and print; exit code 1 if the first paint is over its budget."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench startup", description=__doc__)
    parser.add_argument("--n", type=int, default=9, help="runs of each")
    wanted = parser.parse_args(arguments)
    print(f"n={wanted.n} each, median (least); {os.cpu_count()} cores, Python {sys.version[:6]}")
    bare = [_seconds(["-c", "pass"]) for _ in range(wanted.n)]
    print(f"{'python -c pass':26} {_middle(bare)}")
    for command in COMMANDS:
        times = [_seconds(["-c", PROGRAM, *command]) for _ in range(wanted.n)]
        print(f"{'interviewer ' + command[0]:26} {_middle(times)}  heavy: {_heavy(command)}")
    pairs = [(_first_paint(["-c", BARE]), _first_paint(["-c", PROGRAM])) for _ in range(wanted.n)]
    print(f"{'bare Textual, first paint':26} {_middle([pair[0] for pair in pairs])}")
    print(f"{'the app, first paint':26} {_middle([pair[1] for pair in pairs])}")
    ratios = sorted(ours / theirs for theirs, ours in pairs)
    ratio = statistics.median(ratios)
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    print(f"{'ratio, paired':26} {ratio:.2f} ({spread}); budget 1.30")
    return int(ratio > 1.3)


def _middle(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1e3:7.0f} ms ({min(seconds) * 1e3:.0f})"


def _seconds(arguments: list[str]) -> float:
    started = time.perf_counter()
    _python(arguments)
    return time.perf_counter() - started


def _python(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
    )


def _heavy(command: list[str]) -> str:
    modules = json.loads(_python(["-c", MODULES, *command]).stderr.splitlines()[-1])
    return ", ".join(name for name in HEAVY if name in modules) or "none"


def _first_paint(arguments: list[str]) -> float:
    """Return seconds from the start of a process to the first cell that is not blank."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            _be(arguments, Path(home))
        try:
            while time.perf_counter() - started < 60:
                if select.select([terminal], [], [], 0.2)[0]:
                    stream.feed(os.read(terminal, 65536))
                    if any(line.strip() for line in screen.display):
                        return time.perf_counter() - started
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(terminal)
    raise TimeoutError("nothing was painted in a minute")


def _be(arguments: list[str], home: Path) -> None:
    """Become the program, on a terminal of a fixed size and with nobody's settings."""
    keep = {name: os.environ[name] for name in ("PATH", "INTERVIEWER_CACHE") if name in os.environ}
    size = {"LINES": str(ROWS), "COLUMNS": str(COLUMNS)}
    environment = {**keep, **size, "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    os.execve(sys.executable, [sys.executable, *arguments], environment)
