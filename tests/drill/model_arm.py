"""An audit by language models, through the real client, killed and resumed: what is lost?

A server on this machine plays candidate, interviewer and judge. What it answers follows from what
it is sent, so that two audits can be compared; what it does is chance: a share of its answers are
refusals (429), silences and replies that break off. The audit is the real command in a process of
its own, which is killed.

Run as a program it is that process: the command, less patient than a person would want it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from interviewer.audit import agency
from interviewer.audit.candidate import Candidate
from interviewer.audit.persona import Personas
from interviewer.audit.results import NAME, read_all, read_outcomes
from interviewer.audit.scripts import load_scripts, scripts_path
from interviewer.audit.smooth import smooth
from interviewer.cli import run
from interviewer.content import Library
from interviewer.outcome import Audit
from interviewer.providers.calling import Limits
from tests.providers.server import Behaviour, Server, Wire, says, serving

ROOT = Path(__file__).parents[2]
SCENARIO = "bank-scams"
IMPATIENT = Limits(
    first=60.0,
    each=2.0,
    between=2.0,
    whole=90.0,
    tail=1.0,
    attempts=8,
    retrying=60.0,
    pause=0.02,
)
"""Patient enough for a busy machine, on whose event loop other interviews compute."""
VOICES, THOUGHTS = 4, 5
EMPTY = (
    "I would train a gradient boosting model on the historical data with a cross-entropy loss.",
    "Then we tune the hyperparameters and monitor precision and recall in production.",
    "Class imbalance, label noise and overfitting have to be handled with the usual techniques.",
    "It is important to look at the whole picture and to align everybody around the goals.",
    "We would set up a feature store, a registry and a pipeline that retrains regularly.",
    "There are trade-offs, and the right balance depends on what the stakeholders care about.",
    "I would start with a simple baseline and add complexity when it pays off.",
    "An A/B test would tell us whether it works, and dashboards would show it to everybody.",
)


# --- what the server says ------------------------------------------------------------------------


@dataclass(frozen=True)
class Sitter:
    """Who asks for words: a persona and the number of the candidate."""

    persona: str
    seed: int


@dataclass
class _Talker:
    """A talker in its seat, what it has heard, and what it said to that."""

    plays: Candidate
    heard: tuple[str, ...] = ()
    said: str = ""

    def hear(self, line: str) -> None:
        """Let it answer."""
        self.heard = (*self.heard, line)
        try:
            self.plays.reply(line).send(None)  # it never waits
        except StopIteration as told:
            self.said = told.value


class Double:
    """Answers as the three roles would; the same request, nonces apart, has the same answer."""

    def __init__(self, scenario: str = SCENARIO, words: int = 60) -> None:
        loaded = Library.shipped().load(scenario)
        personas = Personas()
        self._manners = {
            " ".join(personas.load(name).manner.split()): name for name in personas.played()
        }
        authored = load_scripts(scripts_path(scenario), loaded.rubric).candidates
        self._answers = [
            (wording, answer.says)
            for script in authored
            if script.id == "terse-expert"
            for answer in script.answers
            for wording in answer.when
        ]
        self._seated: dict[Sitter, _Talker] = {}
        self._seats = threading.Lock()
        self._scenario, self._talkers, self._words = loaded.scenario, personas.names(), words

    def __call__(self, body: Mapping[str, Any]) -> tuple[str, Sitter | None]:
        """Return what is answered, and which candidate asked, if one did."""
        system, *talk = [str(message["content"]) for message in body["messages"]]
        if system.startswith("You are a candidate"):
            sitter = self._sitter(system)
            return self._said(sitter, talk), sitter
        if system.startswith("You read the transcript"):
            return self._observed(talk), None
        if system.startswith("You are shown a line"):
            quote = json.loads(re.findall(r">\n(.*)\n</", talk[0])[1])
            specific = _dice(quote) % 3 > 0
            what = quote if specific else ""
            return json.dumps({"reach": "specific" if specific else "generic", "what": what}), None
        return ("{}" if "one JSON object" in system else "I see. Let me ask you something."), None

    def _sitter(self, system: str) -> Sitter:
        flat = " ".join(system.split())
        persona = next(name for manner, name in self._manners.items() if manner in flat)
        number = re.search(r"^Candidate (\d+)\.$", system, re.MULTILINE)
        assert number is not None
        return Sitter(persona, int(number[1]))

    def _said(self, sitter: Sitter, talk: Sequence[str]) -> str:
        """Return what the persona would say: an expert's own answer, a talker's grammar, or air.

        Every ninth candidate falls out of its role. A talker has a few thoughts, in one of a few
        voices: sentences that come again need not be embedded again.
        """
        if sitter.seed % 9 == 0:
            return "As an AI language model I cannot say."
        if sitter.persona in self._talkers:
            heard = tuple(talk[::2])[: (len(talk) // 2) % THOUGHTS + 1]
            return self._talked(Sitter(sitter.persona, sitter.seed % VOICES), heard)
        if sitter.persona.endswith("expert") and sitter.seed % 4:
            for wording, answer in self._answers:
                if wording in talk[-1]:
                    return answer
        chance = random.Random(_dice(f"{sitter}\n{talk[-1]}\n{len(talk)}"))
        said: list[str] = []
        words = min(self._words, 45) if sitter.persona.startswith("terse") else self._words
        while sum(len(text.split()) for text in said) < words:
            said.append(chance.choice(EMPTY))
        return " ".join(said)

    def _talked(self, sitter: Sitter, heard: tuple[str, ...]) -> str:
        """Return what a talker says last, after all that it has heard.

        One that is there and has heard all but the last goes on; else another hears it all.
        """
        with self._seats:
            told = self._seated.get(sitter)
            if told is None or told.heard != heard[: len(told.heard)]:
                told = _Talker(smooth(sitter.persona, self._scenario, sitter.seed))
                self._seated[sitter] = told
            for line in heard[len(told.heard) :]:
                told.hear(line)
            return told.said

    def _observed(self, talk: Sequence[str]) -> str:
        """Quote a candidate's sentence here and there."""
        criterion = talk[-1].splitlines()[0]
        lines = [json.loads(line) for line in talk[0].splitlines()[1:-1]]
        found = [
            {"record": line["record"], "quote": line["text"], "kind": "applied"}
            for line in lines
            if line["who"] == "candidate" and _dice(f"{criterion}{line['text']}") % 3 == 0
        ]
        return json.dumps({"observations": found[:2]})


def _dice(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _refuse(wire: Wire) -> None:
    wire.error(429, "Slow down.", "rate_limit_exceeded", Retry_After="0")


def _silence(wire: Wire) -> None:
    wire.leaving.wait(IMPATIENT.each + 1)
    wire.reset()


def _cut(wire: Wire) -> None:
    wire.open_stream()
    wire.chunk(wire.begin())
    wire.chunk(wire.text("I would"))
    wire.reset()


FAULTS: Mapping[str, Behaviour] = {"429": _refuse, "timeout": _silence, "cut reply": _cut}


@dataclass
class Played:
    """What a server of doubles was asked and did."""

    server: Server
    calls: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    asked: dict[Sitter, list[float]] = field(default_factory=dict)
    """When each candidate was asked for its first words, in monotonic seconds."""
    last: dict[Sitter, float] = field(default_factory=dict)
    """When each candidate was last asked for words."""


@contextmanager
def playing(double: Double, share: float, seed: int = 1) -> Iterator[Played]:
    """Serve a double that fails in a share of its answers, a third of them by each fault."""
    chance, lock = random.Random(seed), threading.Lock()
    with serving() as server:
        played = Played(server)

        def behave(wire: Wire) -> None:
            text, sitter = double(wire.request.body)
            with lock:
                played.calls += 1
                if sitter:
                    played.last[sitter] = time.monotonic()
                    if len(wire.request.body["messages"]) == 2:
                        played.asked.setdefault(sitter, []).append(time.monotonic())
                name = chance.choice(sorted(FAULTS)) if chance.random() < share else ""
                if name:
                    played.faults[name] += 1
                server.requests.clear()  # thousands: nobody looks at them
            FAULTS.get(name, says(text, size=400))(wire)

        server.script = [behave]
        yield played


# --- the audit -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """Which audit: its personas, runs of each, who plays, and how many at the same time."""

    personas: tuple[str, ...]
    seeds: int
    judge: bool = True
    concurrency: int = 16

    def flags(self, folder: Path) -> list[str]:
        """Return the command line."""
        roles = ["--candidate-model", "openai/double"]
        roles += ["--judge-model", "openai/judge"] if self.judge else []
        return [
            *("audit", SCENARIO, "--arms", "model", "--personas", ",".join(self.personas)),
            *("--seeds", str(self.seeds), *roles, "--concurrency", str(self.concurrency)),
            *("--out", str(folder), "--json"),
        ]


@dataclass
class Held:
    """What became of an audit."""

    folder: Path
    audit: Audit
    interviews: int
    lost: int
    repeated: int
    errors: int
    kills: int
    seconds: float

    @property
    def report(self) -> str:
        """The audit without what it took: two audits with the same seeds have the same."""
        return self.audit.model_copy(update={"took": None}).model_dump_json(exclude={"took"})

    def said(self) -> dict[str, str]:
        """Return the hash of what both sides said, by interview."""
        return {str(one.key): one.said for one in read_outcomes(self.folder)}


def hold(
    played: Played, wanted: Wanted, folder: Path, kills: Sequence[int] = (), *, here: bool = False
) -> Held:
    """Hold an audit; kill it each time so many interviews have ended, and go on to its end.

    `here`: what is not to be killed is done in this process, which has loaded everything.
    """
    finish = _here if here else _apart
    begun = time.monotonic()
    done: dict[Sitter, float] = {}
    repeated = 0
    for number, at in enumerate(kills):
        process = _start(played, wanted, folder, resume=number > 0)
        _wait_for(folder, at, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(0.2)  # what the dead process had sent is still being answered
        killed = time.monotonic()
        done |= {sitter: killed for sitter in _ended(folder) if sitter not in done}
    finish(played, wanted, folder, resume=bool(kills))
    if any(one.status == "error" for one in read_outcomes(folder)):  # what failed is tried again
        finish(played, wanted, folder, resume=True)
    repeated = sum(played.last[sitter] > when for sitter, when in done.items())
    _, outcomes, _ = read_all(folder / NAME)
    results = [one for one in outcomes if one.status != "error"]
    keys = Counter(str(one.key) for one in results)
    planned = {f"{p}-{s}" for p in wanted.personas for s in range(1, wanted.seeds + 1)}
    found = {f"{one.key.persona}-{one.key.seed}" for one in results}
    return Held(
        folder,
        Audit.model_validate_json((folder / "audit.json").read_bytes()),
        interviews=len(keys),
        lost=len(planned - found),
        repeated=repeated + sum(count - 1 for count in keys.values()),
        errors=len(outcomes) - len(results),
        kills=len(kills),
        seconds=time.monotonic() - begun,
    )


def _start(
    played: Played, wanted: Wanted, folder: Path, *, resume: bool
) -> subprocess.Popen[bytes]:
    with folder.with_suffix(".log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.drill.model_arm", *_flags(wanted, folder, resume)],
            cwd=ROOT,
            env={**os.environ, **_address(played)},
            stdout=log,
            stderr=log,
        )


def _apart(played: Played, wanted: Wanted, folder: Path, *, resume: bool) -> None:
    _start(played, wanted, folder, resume=resume).wait()


def _here(played: Played, wanted: Wanted, folder: Path, *, resume: bool) -> None:
    with pytest.MonkeyPatch.context() as patch, folder.with_suffix(".log").open("a") as log:
        for name, value in _address(played).items():
            patch.setenv(name, value)
        patch.setattr(agency, "PATIENT_HERE", IMPATIENT)
        with redirect_stdout(log), redirect_stderr(log):
            run(_flags(wanted, folder, resume))


def _address(played: Played) -> dict[str, str]:
    return {"OPENAI_BASE_URL": f"{played.server.url}/v1", "OPENAI_API_KEY": "none"}


def _flags(wanted: Wanted, folder: Path, resume: bool) -> list[str]:
    if not resume:
        return wanted.flags(folder)
    many = ["--concurrency", str(wanted.concurrency)]
    return ["audit", "--resume", "--out", str(folder), "--json", *many]


def _wait_for(folder: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    path = folder / NAME
    while not path.is_file() or path.read_bytes().count(b"\n") <= count:  # the first is the design
        if process.poll() is not None:
            raise AssertionError(f"it ended before its kill, with {process.returncode}")
        time.sleep(0.05)


def _ended(folder: Path) -> set[Sitter]:
    """Return the interviews whose outcome is on disk."""
    path = folder / NAME
    if not path.is_file() or not path.stat().st_size:
        return set()
    _, outcomes, _ = read_all(path)
    return {Sitter(one.key.persona, one.key.seed) for one in outcomes if one.status != "error"}


def main(arguments: list[str]) -> int:
    """Be the process that is killed."""
    agency.PATIENT_HERE = IMPATIENT
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
