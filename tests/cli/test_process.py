"""What only a process of its own shows: closed streams, full outputs, interrupts, locales."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interviewer import transcript as t

ROOT = Path(__file__).parents[2]


def _shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", command.replace("RUN", f"{sys.executable} -m interviewer")],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=60,
    )


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("RUN schema transcript | head -1; exit ${PIPESTATUS[0]}", 0, b""),
        ("RUN schema scenario > /dev/full", 2, b"No space left on device"),
        ("RUN schema scenario >&-", 0, b""),
        ("RUN pratice 2>&-", 2, b""),
        ("RUN history <&-", 0, b"No interviews yet"),
        ("LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING=ascii RUN show bank-scams", 0, b""),
    ],
)
def test_a_stream_that_is_closed_full_or_narrow_is_no_traceback(
    command: str, code: int, says: bytes
) -> None:
    """The reader left, the disk is full, nothing is open, the locale knows no quotation mark."""
    ran = _shell(command)
    assert ran.returncode == code, ran.stderr
    assert says in ran.stderr
    for word in (b"Traceback", b"Exception ignored", b"Error:"):
        assert word not in ran.stderr


@pytest.mark.parametrize("by", ["interrupt", "term"])
def test_an_interrupt_at_the_prompt_ends_at_once_and_says_how_to_go_on(
    by: str, tmp_path: Path
) -> None:
    """Ctrl-C or TERM while the program waits for a line: 130 in a moment, everything is saved."""
    arguments = ["--transcripts", str(tmp_path), "practice", "bank-scams", "--plain"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "interviewer", *arguments])
    seen = _until(terminal, b"begin?", b"start?", b"first?", b"from me")
    os.write(terminal, b"How many customers do you have?\r")
    seen += _until(terminal, b"saved 4")
    time.sleep(0.3)
    started = time.monotonic()
    if by == "term":
        os.kill(child, signal.SIGTERM)
    else:
        os.write(terminal, b"\x03")
    seen += _until(terminal, b"Go on with: interviewer practice --resume")
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) in (130, -signal.SIGINT)
    assert time.monotonic() - started < 5
    assert b"Traceback" not in seen
    (path,) = tmp_path.glob("*.jsonl")
    assert any(isinstance(record, t.CandidateSaid) for record in t.read(path).records)


def _until(terminal: int, *wanted: bytes) -> bytes:
    seen, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        if any(word in seen for word in wanted):
            return seen
    raise AssertionError(f"none of {wanted} in {seen[-2000:]!r}")
