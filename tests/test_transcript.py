"""The journal keeps its promises: what was acknowledged is there, damage is never accepted."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer import transcript as t
from interviewer.engine.state import State, fold
from interviewer.errors import ContentError, JournalError, Locked, NewerFormat
from interviewer.transcript import lines as lines_module

HEADER = t.Header(
    package="0.1.0",
    session="s",
    scenario="bank-scams",
    scenario_hash="a" * 64,
    rubric="bank-scams",
    rubric_hash="b" * 64,
    embedder="test",
    seed=1,
    level="senior",
    minutes=45,
)
EVERY_KIND: list[t.AnyRecord] = [
    t.PhaseEntered(phase="clarify"),
    t.CandidateSaid(text='Quotes ", \\, tabs\t, lines\n, ,"crc":"00000000"} and ünïcödé \u2028 🙂'),
    t.TurnRead(
        of=1,
        questions=["How many?"],
        claims=[t.Claim(text="So.", kind="decision", criterion="data", similarity=0.25)],
        triggered=["late-labels"],
        covered=["late-labels/wait"],
        outcome="partly",
        contradicts=[t.Against(earlier="x", now="y")],
        wants="repeat",
        modelled=True,
    ),
    t.MoveChosen(move="probe", reason="r", hook="late-labels", ambiguous=[["a", "b"]], quote="q"),
    t.InterviewerSaid(text="And why?", move="probe", hook="late-labels", complete=False),
    t.FactsReleased(facts=[t.Released(fact="bank-size", question="q", similarity=0.5)]),
    t.QuestionDeclined(question="What colour?", nearest="bank-size", similarity=0.1),
    t.ProbeOpened(kind="hook", probe="late-labels", criterion="data"),
    t.ProbeSettled(kind="hook", probe="late-labels", outcome="held"),
    t.TwistPlayed(twist="half-team"),
    t.WhiteboardSaved(text="- a\n- b"),
    t.Paused(),
    t.Resumed(),
    t.ModelChanged(role="voice", model="embedded"),
    t.Usage(role="voice", model="m", input_tokens=1, output_tokens=2, price=None),
    t.Fault(what="w", instead="i"),
    t.Closed(why="finished"),
]


def _write(path: Path, commits: list[list[t.AnyRecord]]) -> Path:
    journal, _ = t.Journal.create(path, HEADER)
    for number, commit in enumerate(commits):
        journal.append(commit, clock=number * 1.5)
    journal.close()
    return path


def _turns(count: int) -> list[list[t.AnyRecord]]:
    """Return an interview's commits: per turn said, read, decided (some three), answered."""
    commits: list[list[t.AnyRecord]] = [[t.PhaseEntered(phase="clarify")]]
    for n in range(count):
        commits.append([t.CandidateSaid(text=f"Turn {n}: I'd wait, since labels come late.")])
        commits.append([t.TurnRead(of=n)])
        probe = t.ProbeOpened(kind="hook", probe="late-labels", criterion="data")
        move = t.MoveChosen(move="probe", reason="r", hook="late-labels")
        commits.append([t.FactsReleased(facts=[]), probe, move] if n % 3 == 0 else [t.Paused()])
        commits.append([t.InterviewerSaid(text=f"Question {n}?", move="probe")])
    return commits


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a journal of 50 turns."""
    return _write(tmp_path_factory.mktemp("long") / "long.jsonl", _turns(50)).read_bytes()


class _Known(dict[bytes, t.Line]):
    """Lines that were decoded before; a bad one raises again each time."""

    def __missing__(self, line: bytes) -> t.Line:
        self[line] = _DECODE(line)
        return self[line]


_DECODE = t.decode


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is decoded once however many damaged copies of a file are read."""
    monkeypatch.setattr(lines_module, "decode", _Known().__getitem__)


def _commit_ends(raw: bytes) -> list[int]:
    ends, offset = [], 0
    for line in raw.split(b"\n")[:-1]:
        offset += len(line) + 1
        if t.decode(line).more == 0:
            ends.append(offset)
    return ends


# --- round trip -----------------------------------------------------------------------------------


def test_every_kind_of_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Reading gives the very records that `append` returned, of every kind there is."""
    kinds = {type(record) for record in EVERY_KIND} | {t.Header}
    union = t.RECORD.json_schema()["discriminator"]["mapping"]
    assert len(kinds) == len(union)
    journal, header = t.Journal.create(tmp_path / "a.jsonl", HEADER)
    written = [header, *journal.append(EVERY_KIND, clock=1.23456)]
    journal.close()
    found = t.read(tmp_path / "a.jsonl")
    assert list(found.records) == written
    assert found.bad_tail == b""
    assert [record.seq for record in found.records] == list(range(len(written)))
    assert found.records[1].clock == 1.235


def test_a_line_is_json_that_any_tool_reads(tmp_path: Path) -> None:
    """Every line parses as strict JSON, has its kind under `type` and ends in its checksum."""
    path = _write(tmp_path / "a.jsonl", [EVERY_KIND])
    for line in path.read_text("utf-8").split("\n")[:-1]:
        data = json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
        assert list(data)[-1] == "crc"
        assert list(data)[:2] == ["seq", "type"]


def test_what_json_cannot_hold_is_still_readable(tmp_path: Path) -> None:
    """A lone surrogate or an infinite number never makes an acknowledged line unreadable."""
    odd: list[t.AnyRecord] = [
        t.QuestionDeclined(question="a\ud800b", similarity=float("nan")),
        t.FactsReleased(facts=[t.Released(fact="f", question="q", similarity=float("inf"))]),
    ]
    found = t.read(_write(tmp_path / "a.jsonl", [odd]))
    assert isinstance(found.records[1], t.QuestionDeclined)
    assert found.records[1].question == "a\ufffdb"
    assert found.records[1].similarity == 0.0


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    """A line holds any text there is, and no text can end it or forge a checksum."""
    line = t.encode(t.CandidateSaid(seq=1, text=text))
    assert line.count(b"\n") == 1
    assert t.decode(line[:-1]).record == t.CandidateSaid(seq=1, text=text)


# --- torn tails -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("remembered")
def test_cut_at_every_byte_the_longest_prefix_of_whole_commits_stands(
    long: bytes, tmp_path: Path
) -> None:
    """However many bytes a crash leaves, all whole commits are read and the rest is handed back."""
    ends = _commit_ends(long)
    path = tmp_path / "cut.jsonl"
    count, whole = 0, 0
    for size in range(len(long) + 1):
        while whole < len(ends) and ends[whole] <= size:
            whole += 1
        records, good = lines_module._prefix(path, long[:size])
        assert good == (ends[whole - 1] if whole else 0), size
        count += bool(records)
    assert count == len(long) + 1 - ends[0]


@pytest.mark.parametrize("seed", range(12))
def test_a_torn_tail_is_set_aside_whole_and_the_interview_goes_on(
    long: bytes, tmp_path: Path, seed: int
) -> None:
    """Resume keeps every byte: the good ones in the transcript, the rest in a file beside it."""
    ends = _commit_ends(long)
    size = random.Random(seed).randrange(ends[0], len(long))
    path = tmp_path / "cut.jsonl"
    path.write_bytes(long[:size])
    journal, transcript = t.Journal.resume(path)
    journal.append([t.CandidateSaid(text="on")])
    journal.close()
    good = max(end for end in ends if end <= size)
    aside = b"".join(file.read_bytes() for file in tmp_path.glob("*.bad-*"))
    assert transcript.good_bytes == good
    assert path.read_bytes()[:good] + aside == long[:size]
    assert [record.seq for record in t.read(path).records][-1] == len(transcript.records)
    assert not t.read(path).bad_tail


def test_tails_of_the_same_second_do_not_overwrite_each_other(long: bytes, tmp_path: Path) -> None:
    """Each set-aside tail gets a file of its own."""
    path = tmp_path / "cut.jsonl"
    for extra in (b"first", b"second", b"third"):
        path.write_bytes(long + extra)
        t.Journal.resume(path)[0].close()
    kept = sorted(file.read_bytes() for file in tmp_path.glob("*.bad-*"))
    assert kept == [b"first", b"second", b"third"]


@pytest.mark.parametrize("seed", range(20))
def test_blocks_that_a_power_cut_left_empty_are_a_tail(
    long: bytes, tmp_path: Path, seed: int
) -> None:
    """Of a commit that was never synced any part may be zeros: it is set aside, never an error."""
    rng = random.Random(seed)
    commit: list[t.AnyRecord] = [t.FactsReleased(facts=[]), *_turns(2)[1], t.Paused(), t.Resumed()]
    path = _write(tmp_path / "a.jsonl", [*_turns(2), commit])
    raw = bytearray(path.read_bytes())
    begin = _commit_ends(bytes(raw))[-2]
    start = rng.randrange(begin, len(raw))
    stop = rng.randrange(start, len(raw)) + 1
    raw[start:stop] = bytes(stop - start)
    path.write_bytes(raw)
    found = t.read(path)
    assert found.good_bytes == begin
    assert found.bad_tail == bytes(raw[begin:])


# --- damage ---------------------------------------------------------------------------------------


def _flip(raw: bytes, rng: random.Random) -> bytes:
    changed = bytearray(raw)
    changed[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _lines(change: Callable[[list[bytes], random.Random], None]) -> Any:
    def damage(raw: bytes, rng: random.Random) -> bytes:
        found = raw.split(b"\n")[:-1]
        change(found, rng)
        return b"".join(line + b"\n" for line in found)

    return damage


def _duplicate(found: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(found))
    found.insert(rng.randrange(at, len(found)) + 1, found[at])


def _swap(found: list[bytes], rng: random.Random) -> None:
    one, other = rng.sample(range(len(found)), 2)
    found[one], found[other] = found[other], found[one]


def _delete(found: list[bytes], rng: random.Random) -> None:
    del found[rng.randrange(len(found) - 1)]  # without the last it is a shorter, whole transcript


def _scribble(raw: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw))
    return raw[:at] + rng.randbytes(rng.randrange(1, 40)) + raw[at + rng.randrange(40) :]


DAMAGE = {
    "flip": _flip,
    "duplicate": _lines(_duplicate),
    "swap": _lines(_swap),
    "delete": _lines(_delete),
    "scribble": _scribble,
}


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_never_silently_accepted(long: bytes, tmp_path: Path, kind: str) -> None:
    """600 random damages of each kind: an error with its offset, or a tail that is handed back."""
    rng = random.Random(kind)
    original = t.read(_put(tmp_path / "a.jsonl", long)).records
    before, last = _commit_ends(long)[-3:-1]
    for _ in range(600):
        damaged = DAMAGE[kind](long, rng)
        if damaged == long:
            continue
        path = _put(tmp_path / "a.jsonl", damaged)
        try:
            found = t.read(path)
        except ContentError as error:
            problem = error.problems[0]
            assert "damaged at byte" in problem.message or "not a transcript" in problem.message
            continue
        assert found.bad_tail, "damage was accepted"
        swallowed = damaged.count(b"\n") < long.count(b"\n")  # two lines have become one
        reach = before if swallowed else last
        assert found.good_bytes >= reach, "only the last commit can be a torn tail"
        assert found.records == original[: len(found.records)]


def _put(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def test_a_bad_middle_names_its_offset_and_changes_nothing(long: bytes, tmp_path: Path) -> None:
    """Damage before the last commit is an error with line and byte; the file is left alone."""
    lines = long.split(b"\n")
    offset = sum(len(line) + 1 for line in lines[:7])
    damaged = long[: offset + 9] + b"X" + long[offset + 10 :]
    path = _put(tmp_path / "a.jsonl", damaged)
    with pytest.raises(ContentError, match=f"a.jsonl:8:1: damaged at byte {offset}: .*checksum"):
        t.Journal.resume(path)
    assert path.read_bytes() == damaged
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]


def test_damage_to_the_last_but_one_commit_is_not_taken_for_a_torn_tail(tmp_path: Path) -> None:
    """A record before a commit of several was acknowledged by itself: losing it is an error."""
    several: list[t.AnyRecord] = [t.Paused(), t.Resumed()]
    path = _write(tmp_path / "a.jsonl", [[t.CandidateSaid(text="mine")], several])
    path.write_bytes(path.read_bytes().replace(b"mine", b"mime"))
    with pytest.raises(ContentError, match="damaged at byte"):
        t.read(path)


# --- files of others ------------------------------------------------------------------------------

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(range(256))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (PNG, "is not a transcript"),
        (b'{"role": "user", "content": "hello"}\n', "is not a transcript"),
        (b"[1, 2]\n", "is not a transcript"),
        (b"\n\n\n", "is not a transcript"),
        (b"\x00" * 5000, "is not a transcript"),
        (b"id: bank-scams\ntitle: T\n", "is not a transcript"),
        (b'{"a":' * 50_000, "is not a transcript"),
        ("\ufeff{}".encode("utf-16"), "is not a transcript"),
    ],
)
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, raw: bytes, says: str) -> None:
    """What is no transcript is said to be none; nothing is written to it or beside it."""
    path = _put(tmp_path / "a.jsonl", raw)
    for attempt in (t.read, t.Journal.resume):
        with pytest.raises(ContentError, match=says):
            attempt(path)
    assert path.read_bytes() == raw
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]


def _crc(body: bytes) -> bytes:
    import zlib

    return body + b',"crc":"%08x"}\n' % zlib.crc32(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"seq":0,"type":"header","format":"1"',
        b'{"seq":0,"type":"header","format":null',
        b'{"seq":0,"type":"nothing"',
        b'{"seq":"x"',
        b'{"seq":0,"type":"paused","more":-1',
        b'{"seq":0,"type":"paused","more":"x"',
        b'{"a":' + b"[" * 100_000,
        b'{"seq":0,"type":"closed","why":"finished"',
        b"[1",
        b"1",
    ],
)
def test_a_line_with_the_right_checksum_and_the_wrong_content_is_refused(
    tmp_path: Path, body: bytes
) -> None:
    """Whoever forges a checksum still gets an error of ours and no other."""
    with pytest.raises(ContentError):
        t.read(_put(tmp_path / "a.jsonl", _crc(body)))


def test_a_folder_a_missing_file_and_a_changed_first_line_are_named(
    long: bytes, tmp_path: Path
) -> None:
    """Each way of not being readable has words of its own."""
    with pytest.raises(ContentError, match="cannot be read: Is a directory"):
        t.read(tmp_path)
    with pytest.raises(ContentError, match="cannot be read: No such file"):
        t.read(tmp_path / "none.jsonl")
    with pytest.raises(ContentError, match="changed by another program"):
        t.read(_put(tmp_path / "bom.jsonl", b"\xef\xbb\xbf" + long))
    with pytest.raises(ContentError, match="the header cannot be read"):
        t.read(_put(tmp_path / "crlf.jsonl", long.replace(b"\n", b"\r\n")))


def test_a_newer_format_is_refused_with_a_way_out(tmp_path: Path) -> None:
    """A file of a newer version is neither read nor changed, and the hint says to upgrade."""
    raw = t.encode(HEADER.model_copy(update={"seq": 0, "format": t.FORMAT + 1}))
    path = _put(tmp_path / "a.jsonl", raw)
    for attempt in (t.read, t.Journal.resume):
        with pytest.raises(NewerFormat, match="Upgrade interviewer"):
            attempt(path)
    assert path.read_bytes() == raw


# --- one writer -----------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_holds_the_file(tmp_path: Path) -> None:
    """Two writers of one transcript: the second gets a clear message, the first goes on."""
    path = tmp_path / "a.jsonl"
    journal, _ = t.Journal.create(path, HEADER)
    with pytest.raises(Locked, match=rf"a.jsonl is open in another window \(process {os.getpid()}"):
        t.Journal.resume(path)
    journal.append([t.Paused()])
    journal.close()
    again, transcript = t.Journal.resume(path)
    again.close()
    assert len(transcript.records) == 2


def test_another_process_is_locked_out_and_a_dead_one_is_not(tmp_path: Path) -> None:
    """The lock holds across processes, and goes with the process that held it."""
    path = _write(tmp_path / "a.jsonl", [])
    code = "import sys, time; from pathlib import Path; from interviewer import transcript as t\n"
    code += "j = t.Journal.resume(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Locked, match=f"process {other.pid}"):
            t.Journal.resume(path)
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    t.Journal.resume(path)[0].close()


def test_a_new_interview_never_writes_over_an_old_one(tmp_path: Path) -> None:
    """Creating where an interview lies already is refused."""
    path = _write(tmp_path / "a.jsonl", [])
    before = path.read_bytes()
    with pytest.raises(JournalError, match="holds an interview already"):
        t.Journal.create(path, HEADER)
    assert path.read_bytes() == before


# --- disks that fail ------------------------------------------------------------------------------


class Disk:
    """Stands before `os.write` and `os.fsync` and fails the n-th call of one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, fault: str | int) -> None:
        self.name, self.fault = name, fault
        self.calls = 0
        self.fails_at = -1
        self._real = getattr(os, name)
        monkeypatch.setattr(os, name, self._call)

    def _call(self, handle: int, *rest: bytes) -> Any:
        self.calls += 1
        if self.calls != self.fails_at:
            return self._real(handle, *rest)
        if self.fault == "short":
            return self._real(handle, rest[0][: len(rest[0]) // 2])
        if self.fault == "interrupt":
            self._real(handle, *rest)
            raise KeyboardInterrupt
        if self.name == "write":
            self._real(handle, rest[0][:7])
        assert isinstance(self.fault, int)
        raise OSError(self.fault, os.strerror(self.fault))


ERRORS = [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS]
FAULTS = [("write", fault) for fault in [*ERRORS, "short", "interrupt"]]
FAULTS += [("fsync", fault) for fault in [*ERRORS, "interrupt"]]


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_failing_disk_is_never_acknowledged_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: str | int
) -> None:
    """At the n-th call, for every n: an error, the file as before, then the interview goes on."""
    commits = _turns(6)
    with monkeypatch.context() as patch:
        disk = Disk(patch, name, fault)
        _write(tmp_path / "count.jsonl", commits)
        calls = disk.calls
    assert calls >= len(commits) + 1
    for n in range(1, calls + 1):
        path = tmp_path / f"{n}.jsonl"
        with monkeypatch.context() as patch:
            disk = Disk(patch, name, fault)
            disk.fails_at = n
            _interview_with_a_fault(path, commits)
        records = t.read(path).records
        assert [record.type for record in records[1:]] == [r.type for c in commits for r in c]
        assert [record.seq for record in records] == list(range(len(records)))


def _interview_with_a_fault(path: Path, commits: list[list[t.AnyRecord]]) -> None:
    """Hold an interview in which exactly one append fails; after it the file is as it was."""
    failures = 0
    try:
        journal, _ = t.Journal.create(path, HEADER)
    except (JournalError, KeyboardInterrupt):
        failures += 1
        assert list(path.parent.glob(f"{path.name}*")) == [], "something was left behind"
        journal, _ = t.Journal.create(path, HEADER)
    for commit in commits:
        before = path.read_bytes()
        try:
            journal.append(commit)
        except (JournalError, KeyboardInterrupt):
            failures += 1
            assert path.read_bytes() == before
            journal.append(commit)
    journal.close()
    assert failures == 1


def test_if_the_file_cannot_be_cut_back_nothing_is_written_behind_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a line that stays would ruin what follows: no append succeeds until it is gone."""
    path = tmp_path / "a.jsonl"
    journal, _ = t.Journal.create(path, HEADER)
    with monkeypatch.context() as patch:
        Disk(patch, "write", "short").fails_at = 1
        patch.setattr(os, "ftruncate", _refuse)
        with pytest.raises(JournalError):
            journal.append([t.CandidateSaid(text="one")])
        with pytest.raises(JournalError):
            journal.append([t.CandidateSaid(text="two")])
    journal.append([t.CandidateSaid(text="three")])
    journal.close()
    found = t.read(path)
    assert [r.text for r in t.said_by_candidate(found.records)] == ["three"]
    assert not found.bad_tail


def _refuse(*_: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("name", ["write", "fsync", "ftruncate", "open"])
def test_a_tail_that_cannot_be_kept_is_not_cut_off(
    long: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """If the disk fails while a torn tail is set aside, resume fails and the file stays whole."""
    path = _put(tmp_path / "a.jsonl", long[:-5])
    real = getattr(os, name)

    def fail(first: Any, *rest: Any) -> Any:
        if name != "open" or ".bad-" in str(first):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(first, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail)
        if name == "write":
            patch.setattr("interviewer.transcript.journal._sign", lambda path: None)
        with pytest.raises(JournalError, match="damaged end"):
            t.Journal.resume(path)
    assert path.read_bytes() == long[:-5]
    assert list(tmp_path.glob("*.bad-*")) == []
    t.Journal.resume(path)[0].close()
    assert list(tmp_path.glob("*.bad-*")) != []


def test_a_transcript_that_was_deleted_or_cut_meanwhile_acknowledges_nothing(
    tmp_path: Path,
) -> None:
    """Writing into a file that is no longer there would be a false acknowledgement."""
    journal, _ = t.Journal.create(tmp_path / "a.jsonl", HEADER)
    (tmp_path / "a.jsonl").unlink()
    with pytest.raises(JournalError, match="deleted meanwhile"):
        journal.append([t.Paused()])
    journal.close()
    journal, _ = t.Journal.create(tmp_path / "b.jsonl", HEADER)
    os.truncate(tmp_path / "b.jsonl", 10)
    with pytest.raises(JournalError, match="cut short by another program"):
        journal.append([t.Paused()])
    journal.close()
    with pytest.raises(JournalError, match="Not saved"):
        journal.append([t.Paused()])


def test_a_full_disk_is_an_error_and_room_again_is_enough(tmp_path: Path) -> None:
    """The system's own limit on a file's size: no acknowledgement beyond it, and none is lost."""
    path = tmp_path / "a.jsonl"
    journal, _ = t.Journal.create(path, HEADER)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    acknowledged: list[str] = []
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 1000, hard))
        with pytest.raises(JournalError, match=r"Not saved.*\n  Free some space"):
            _fill(journal, acknowledged)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    journal.append([t.CandidateSaid(text="after")])
    journal.close()
    said = [record.text for record in t.said_by_candidate(t.read(path).records)]
    assert said == [*acknowledged, "after"]
    assert acknowledged


def _fill(journal: t.Journal, acknowledged: list[str]) -> None:
    for n in range(100):
        journal.append([t.CandidateSaid(text=f"{n}" * 9)])
        acknowledged.append(f"{n}" * 9)


@pytest.mark.parametrize("place", ["file/a.jsonl", "file/deeper/a.jsonl"])
def test_a_folder_that_cannot_be_made_is_an_error_with_a_way_out(
    tmp_path: Path, place: str
) -> None:
    """A file where the folder should be: one sentence, and what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match=r"Cannot make .*\n  .*--transcripts DIR"):
        t.Journal.create(tmp_path / place, HEADER)


# --- the fold -------------------------------------------------------------------------------------

_ids = st.sampled_from(["clarify", "data", "late-labels", "half-team", "bank-size"])
_seconds = st.floats(0, 4000)
_outcomes: st.SearchStrategy[t.Outcome] = st.sampled_from(["held", "partly", "evaded", "wrong"])
_kinds: st.SearchStrategy[t.ProbeKind] = st.sampled_from(["hook", "estimate"])
_claim = st.builds(t.Claim, text=_ids, kind=st.sampled_from(["decision", "hedge"]))
_released = st.builds(t.Released, fact=_ids, question=_ids, similarity=st.floats(0, 1))
_moves: st.SearchStrategy[t.MoveKind] = st.sampled_from(["probe", "press", "answer", "close"])


def _record(model: Any, /, **fields: Any) -> st.SearchStrategy[Any]:
    return st.builds(model, seq=st.integers(0, 99), clock=_seconds, **fields)


_records: st.SearchStrategy[list[t.AnyRecord]] = st.lists(
    st.one_of(
        _record(t.CandidateSaid, text=_ids),
        _record(
            t.TurnRead,
            of=st.integers(0, 99),
            questions=st.lists(_ids, max_size=2),
            claims=st.lists(_claim, max_size=2),
            triggered=st.lists(_ids, max_size=2),
            covered=st.lists(_ids, max_size=2),
            outcome=st.none() | _outcomes,
            wants=st.none() | st.sampled_from(["narrow", "advance"]),
        ),
        _record(t.MoveChosen, move=_moves, reason=_ids),
        _record(t.InterviewerSaid, text=_ids, move=_moves, complete=st.booleans()),
        _record(t.FactsReleased, facts=st.lists(_released, max_size=3)),
        _record(t.QuestionDeclined, question=_ids),
        _record(t.ProbeOpened, kind=_kinds, probe=_ids, criterion=_ids, press=st.integers(0, 1)),
        _record(t.ProbeSettled, kind=_kinds, probe=_ids, outcome=_outcomes),
        _record(t.PhaseEntered, phase=_ids),
        _record(t.TwistPlayed, twist=_ids),
        _record(t.WhiteboardSaved, text=_ids),
        _record(t.Paused),
        _record(t.Resumed),
        _record(t.Fault, what=_ids, instead=_ids),
        _record(t.Closed, why=st.sampled_from(["finished", "time"])),
    ),
    max_size=30,
)


@given(_records, st.integers(0, 30))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_state_is_a_fold(records: list[t.AnyRecord], cut: int) -> None:
    """fold(a + b) is fold(b) from fold(a), for any records in any order and any cut."""
    assert fold(records[cut:], fold(records[:cut])) == fold(records)
    assert fold([]) == State()


@given(_records)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_state_after_reading_is_the_state_while_writing(records: list[t.AnyRecord]) -> None:
    """What goes through a line and back leads to the same state."""
    lines = [t.encode(record)[:-1] for record in records]
    assert fold(t.decode(line).record for line in lines) == fold(records)
