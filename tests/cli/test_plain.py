"""The interview over stdin and stdout: nothing is lost, nothing acts, it always ends."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest

from interviewer import transcript as t
from interviewer.errors import Exit
from tests.cli.conftest import ANSWERS, Cli

PLAIN = ("practice", "bank-scams", "--plain", "--seed", "1")


def _said(folder: Path) -> list[str]:
    (path,) = folder.glob("*.jsonl")
    records = t.read(path).records
    return [record.text for record in records if isinstance(record, t.CandidateSaid)]


def test_an_interview_to_the_end_of_input_gives_a_scorecard(cli: Cli, folder: Path) -> None:
    """Interview and scorecard on stdout; transcript and acknowledgements on stderr."""
    ran = cli(*PLAIN, input="\r\n".join(ANSWERS))
    assert ran.code == Exit.GOOD
    assert ran.out.startswith("> ")
    assert "Credit" in ran.out
    assert f"Transcript: {folder}" in ran.err
    (path,) = folder.glob("*.jsonl")
    records = t.read(path).records
    saved = [int(number) for number in re.findall(r"^saved (\d+)$", ran.err, re.M)]
    assert saved == [r.seq for r in records if isinstance(r, t.CandidateSaid)]
    assert records[-1].type == "closed"
    assert _said(folder) == ANSWERS
    assert path.with_suffix(".scorecard.json").is_file()


def test_strange_input_is_refused_in_words_or_made_safe(cli: Cli, folder: Path) -> None:
    """Empty, invisible, 1 MB, unknown commands, escapes, bytes that are no text: all handled."""
    lines = [
        b"",
        b"   ",
        "\u200b\u2060".encode(),
        b"x" * 1_000_000,
        b"/metrics would be logged",
        b"/HELP",
        b"/time",
        b"/board labels come late",
        b"/facts",
        b"/repeat",
        b"/pause",
        b" /metrics would be logged, \x1b]52;c;aGk=\x07\x1b[2J \xff\xfe\x00 and\rmore",
        b"/END",
        b"never read",
    ]
    ran = cli(*PLAIN, input=b"\n".join(lines))
    assert ran.code in (Exit.INCOMPLETE, Exit.GOOD)
    assert ran.err.count("There is nothing to send yet.") == 3
    assert "Not sent: it has 1,000,001 characters" in ran.err
    assert "There is no command /metrics, and nothing was sent." in ran.err
    assert ran.err.count("saved ") == 1
    assert "\x1b" not in ran.out + ran.err
    (said,) = _said(folder)
    assert said == "/metrics would be logged, ␛]52;c;aGk=␇␛[2J \ufffd\ufffd␀ and\nmore"


def test_blocks_are_turns_that_end_with_an_empty_line(cli: Cli, folder: Path) -> None:
    """With `--blocks` a turn has many lines; one that is too long is refused whole."""
    long = "\n".join(["y" * 1000] * 300)
    text = f"\n\nFirst line.\nSecond line.\n\n\n{long}\n\n/end\n\n"
    ran = cli(*PLAIN, "--blocks", input=text)
    assert "Not sent: it has 300," in ran.err
    assert _said(folder) == ["First line.\nSecond line."]


def test_a_resumed_interview_goes_on_where_it_was(cli: Cli, kept: Path) -> None:
    """The last question is put again, and what was said is not lost; a finished one is judged."""
    records = t.read(kept).records
    until = next(r.seq for r in records if isinstance(r, t.InterviewerSaid) and r.seq > 6)
    kept.write_bytes(b"".join(kept.read_bytes().splitlines(keepends=True)[: until + 1]))
    last = records[until]
    assert isinstance(last, t.InterviewerSaid)
    ran = cli("practice", "--resume", "last", "--plain", input="And then?\n")
    assert " ".join(last.text.split()[:6]) in ran.out.replace("\n> ", " ")
    assert _said(kept.parent) == [ANSWERS[0], "And then?"]
    again = cli("practice", "--resume", str(kept), "--plain", input="more\n")
    assert "This interview is over; here is its scorecard." in again.err
    assert "Credit" in again.out


def test_a_locked_transcript_is_named_with_its_holder(cli: Cli, kept: Path) -> None:
    """Resuming what is open elsewhere: exit code 2 and the other process."""
    kept.write_bytes(b"".join(kept.read_bytes().splitlines(keepends=True)[:4]))
    journal, _ = t.Journal.resume(kept)
    try:
        ran = cli("practice", "--resume", "last", "--plain", input="x\n")
    finally:
        journal.close()
    assert ran.code == Exit.USAGE
    assert f"open in another window (process {os.getpid()})" in ran.err


def test_a_folder_that_cannot_be_written_is_told_before_the_first_question(
    cli: Cli, folder: Path
) -> None:
    """A file stands where the folder should be."""
    folder.write_text("")
    ran = cli(*PLAIN, input="x\n")
    assert ran.code == Exit.USAGE
    assert f"Cannot make {folder}: File exists." in ran.err
    assert "--transcripts DIR" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("spared", [1, 4, 8])
def test_a_full_disk_stops_the_acknowledgements_and_says_how_to_go_on(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, spared: int
) -> None:
    """After some writes the disk is full: exit code 2, whatever was acknowledged is there."""
    real, calls = os.write, 0

    def full(handle: int, data: bytes) -> Any:
        nonlocal calls
        calls += 1
        if calls > spared:
            real(handle, data[:5])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        ran = cli(*PLAIN, input="\n".join(ANSWERS))
    assert ran.code == Exit.USAGE
    assert "Not saved: No space left on device" in ran.err
    (path,) = folder.glob("*.jsonl")
    assert f"Go on with: interviewer practice --resume {path.stem} --plain" in ran.err
    found = t.read(path)
    assert not found.bad_tail
    saved = re.findall(r"^saved (\d+)$", ran.err, re.M)
    assert all(found.records[int(number)].type == "candidate_said" for number in saved)
    assert "Credit" not in ran.out


def test_a_scorecard_that_cannot_be_kept_is_still_shown(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The judgement is printed, then the error, with its exit code."""
    real = Path.write_text

    def refuse(self: Path, *rest: Any, **named: Any) -> int:
        if self.name.endswith(".scorecard.json"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(self, *rest, **named)

    monkeypatch.setattr(Path, "write_text", refuse)
    ran = cli(*PLAIN, input=ANSWERS[1])
    assert ran.code == Exit.USAGE
    assert "Credit" in ran.out
    assert "The scorecard was not saved: No space left" in ran.err
