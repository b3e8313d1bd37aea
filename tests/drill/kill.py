"""The drill: kill a running interview at random moments and resume it, again and again.

What must hold after each kill: every message that was acknowledged is in the transcript, once and
in order; `practice --resume last --plain` goes on at the right turn; the finished transcript is,
record for record, the one of an interview that nobody disturbed.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

from interviewer import transcript as t
from interviewer.errors import ContentError

ROOT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL
COMMITS_A_TURN = 4
TURNS = [
    "How many customers do you have, and how many payments a month?",
    "What happens to a customer today when somebody reports a scam?",
    "I'd decide per payment: let it go, ask a question in the app, call, or hold it.",
    "My aim is the customer's avoidable loss, not our refunds, because we owe nothing abroad.",
    "How late do the claims come in?",
    "So recent investment scams look genuine; I would wait 90 days before I use them as negatives.",
    "Payments that were abandoned after a warning stay out of training: they have no label.",
    "I'd start with a rule list for new payees above 5,000 pounds and rank by expected loss.",
    "A boosted ranker is enough, since a call costs 14 pounds and a missed case thousands.",
    "How many calls can the team make on a day?",
    "At 80 calls a day and 3.6 million new-payee payments a month I can call about one in 1,500.",
    "I'd measure pounds saved at that capacity, on cohorts that are at least three months old.",
    "What if the payment has to be decided in 400 ms?",
    "Then the score runs on features that are ready, and anything slower asks in the app first.",
    "If a feature is stale I fall back to payee age and amount, and say so in the log.",
    "After launch a saved victim leaves no label, so I keep a small random group untreated.",
    "Criminals change their script, so I'd read fifty calls a week and not only the numbers.",
    "First two weeks: score silently, compare with what the team catches, then ten per cent.",
    "I'd stop if complaints of genuine payers rise above one in two hundred and fifty.",
    "Old customers get a call by a person and never only a warning on a screen.",
]


@dataclass
class Ran:
    """One run of the program: how it ended and what it had acknowledged by then."""

    code: int
    saved: list[int]
    out: str
    err: str


@dataclass
class Tally:
    """What a drill found."""

    kills: int = 0
    by_call: int = 0
    torn: int = 0
    unanswered: int = 0
    unacknowledged: int = 0
    resumed: int = 0
    interviews: int = 0
    acknowledged: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


class Program:
    """The program, one process an interview, forked from a warm parent."""

    def __init__(self, folder: Path, transcripts: Path) -> None:
        self._folder, self._transcripts = folder, transcripts
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.drill.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment,
        )
        assert self._answers.readline() == "ready\n", "the parent did not start"

    @property
    def _answers(self) -> IO[str]:
        assert self._zygote.stdout is not None
        return self._zygote.stdout

    def run(
        self,
        arguments: list[str],
        lines: list[str],
        *,
        die: dict[str, Any] | None = None,
        kill_after: float | None = None,
    ) -> Ran:
        """Run a command on lines of input; kill it after some seconds, or let it kill itself."""
        out, err = self._folder / "out", self._folder / "err"
        err.unlink(missing_ok=True)
        request = {
            "arguments": ["--transcripts", str(self._transcripts), *arguments],
            "input": "".join(f"{line}\n" for line in lines),
            "die": die,
            "out": str(out),
            "err": str(err),
        }
        assert self._zygote.stdin is not None
        self._zygote.stdin.write(json.dumps(request) + "\n")
        self._zygote.stdin.flush()
        pid = json.loads(self._answers.readline())["pid"]
        if kill_after is not None:
            threading.Timer(kill_after, _kill, [pid]).start()
        code = json.loads(self._answers.readline())["code"]
        said = err.read_text("utf-8", "replace") if err.exists() else ""
        saved = [int(number) for number in re.findall(r"^saved (\d+)\n", said, re.M)]
        return Ran(code, saved, out.read_text("utf-8", "replace") if out.exists() else "", said)

    def close(self) -> None:
        """End the parent."""
        assert self._zygote.stdin is not None
        self._zygote.stdin.close()
        self._zygote.wait(20)
        self._answers.close()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:  # it was done already
        return


@contextmanager
def program(folder: Path) -> Iterator[Program]:
    """A program whose transcripts lie in `folder/transcripts`."""
    (folder / "transcripts").mkdir()
    found = Program(folder, folder / "transcripts")
    try:
        yield found
    finally:
        found.close()


def _difference(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> str:
    for number, (one, other) in enumerate(zip_longest(found, expected, fillvalue=dict[str, Any]())):
        if one != other:
            keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
            parts = [f"{key}: {one.get(key)!r}, not {other.get(key)!r}" for key in keys]
            return f"at record {number} ({one.get('type')}): {'; '.join(parts)}"
    return "nowhere"


BEGIN = ["practice", "bank-scams", "--plain", "--seed", "7", "--minutes", "120"]
RESUME = ["practice", "--resume", "last", "--plain"]


class Drill:
    """Interviews that are killed `kills` times each, held against one that was not."""

    def __init__(self, folder: Path, program: Program, seed: int, turns: int = len(TURNS)) -> None:
        self._folder, self._program = folder / "transcripts", program
        self._rng = random.Random(seed)
        self._lines = TURNS[:turns]
        self.tally = Tally()
        started = time.monotonic()
        whole = program.run(BEGIN, self._lines)
        self._took = time.monotonic() - started
        assert whole.code in (0, 6), whole.err
        self._reference = self._essence(self._only())
        self._clear()

    def interview(self, kills: int) -> None:
        """Hold one interview, killing it so many times, and check everything that was promised."""
        started = time.monotonic()
        arguments, acknowledged = BEGIN, dict[int, str]()
        for _ in range(kills):
            todo = self._lines[self._said() :]
            ran = self._killed_run(arguments, todo)
            if ran.code != KILLED:  # it was done before its moment came
                break
            self.tally.kills += 1
            acknowledged |= zip(ran.saved, todo, strict=False)
            arguments = self._after_a_kill(acknowledged)
        if self._said() < len(self._lines) or not self._closed():
            ran = self._program.run(arguments, self._lines[self._said() :])
            if ran.code not in (0, 6):
                self._fault(f"the last run ended with {ran.code}: {ran.err[-300:]}")
            self.tally.resumed += arguments is RESUME
        self._check_the_end(acknowledged)
        self.tally.interviews += 1
        self.tally.seconds += time.monotonic() - started
        self._clear()

    def _killed_run(self, arguments: list[str], todo: list[str]) -> Ran:
        """Run to a random moment: half of them at a system call, half at some time."""
        if self._rng.random() < 0.5:
            self.tally.by_call += 1
            call = self._rng.choice(["write", "fsync"])
            commits = COMMITS_A_TURN * len(todo) + 2
            when = self._rng.choice(["before", "half", "after"])
            die = {"call": call, "n": self._rng.randint(1, commits), "when": when}
            return self._program.run(arguments, todo, die=die)
        share = self._rng.random() * (0.3 + 0.7 * len(todo) / len(self._lines))
        return self._program.run(arguments, todo, kill_after=self._took * share)

    def _after_a_kill(self, acknowledged: dict[int, str]) -> list[str]:
        """Check what lies on disk, and return how to go on."""
        path = self._only()
        try:
            transcript = t.read(path) if path else None
        except ContentError as error:
            if acknowledged:
                self._fault(f"unreadable after a kill: {error}")
            transcript = None
        if transcript is None:  # killed before it began: nothing was acknowledged
            self._clear()
            return BEGIN
        self._check_acknowledged(transcript.records, acknowledged)
        said = [r for r in transcript.records if isinstance(r, t.CandidateSaid)]
        self.tally.torn += bool(transcript.bad_tail)
        self.tally.unacknowledged += len(said) > len(acknowledged)
        self.tally.unanswered += bool(said) and not self._answered(transcript.records)
        return RESUME

    def _check_acknowledged(
        self, records: tuple[t.AnyRecord, ...], acknowledged: dict[int, str]
    ) -> None:
        by_number = {r.seq: r.text for r in records if isinstance(r, t.CandidateSaid)}
        for number, text in acknowledged.items():
            if by_number.get(number) != text:
                self._fault(f"acknowledged as {number} and lost: {text!r}")
        texts = list(by_number.values())
        if texts != self._lines[: len(texts)]:
            self._fault(f"turns out of order or twice: {texts}")

    def _check_the_end(self, acknowledged: dict[int, str]) -> None:
        path = self._only()
        if path is None:
            self._fault("there is no transcript")
            return
        transcript = t.read(path)
        self._check_acknowledged(transcript.records, acknowledged)
        self.tally.acknowledged += len(acknowledged)
        if transcript.bad_tail:
            self._fault("the finished transcript has a torn tail")
        if not isinstance(transcript.records[-1], t.Closed):
            self._fault("the interview did not reach its end")
        essence = self._essence(path)
        if essence != self._reference:
            self._fault(
                f"differs from the undisturbed interview {_difference(essence, self._reference)}"
            )

    def _essence(self, path: Path | None) -> list[dict[str, Any]]:
        """Return the records without what belongs to one sitting: times, and the session's name."""
        assert path is not None
        own = {"at", "clock", "session"}
        return [record.model_dump(exclude=own) for record in t.read(path).records]

    def _answered(self, records: tuple[t.AnyRecord, ...]) -> bool:
        kinds = [type(r) for r in records if isinstance(r, t.CandidateSaid | t.InterviewerSaid)]
        return kinds[-1] is t.InterviewerSaid

    def _said(self) -> int:
        path = self._only()
        if path is None:
            return 0
        return sum(isinstance(record, t.CandidateSaid) for record in t.read(path).records)

    def _closed(self) -> bool:
        path = self._only()
        return path is not None and isinstance(t.read(path).records[-1], t.Closed)

    def _only(self) -> Path | None:
        found = list(self._folder.glob("*.jsonl"))
        if len(found) > 1:
            self._fault(f"{len(found)} transcripts of one interview")
        return found[0] if found else None

    def _clear(self) -> None:
        for path in self._folder.iterdir():
            path.unlink()

    def _fault(self, what: str) -> None:
        self.tally.faults.append(what)
