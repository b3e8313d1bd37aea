"""Whatever is typed: an exit code of the table, one message in words, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.errors import Exit
from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("pratice", "No such command 'pratice'. Did you mean 'practice'?"),
        ("--bogus", "No such option: --bogus"),
        ("practice --minuts 30 bank-scams", "No such option: --minuts"),
        ("practice bank-scams --minutes 5", "Invalid value for '--minutes'"),
        ("practice bank-scams --minutes x", "Invalid value for '--minutes'"),
        ("practice bank-scams --level stff", "There is no level `stff`.\n  Did you mean staff?"),
        ("practice bank-scams --level 9", "Choose senior or staff."),
        (
            "practice bank-scms --plain",
            "There is no scenario `bank-scms`.\n  Did you mean bank-scams",
        ),
        ("practice qqqq", "There are: bank-scams"),
        ("practice", "Which scenario?\n  There are: bank-scams"),
        ("practice a b", "unexpected extra argument"),
        ("practice --resume nonsense --plain", "There is no interview `nonsense`."),
        ("practice --resume last", "There are no interviews yet."),
        ("practice --resume pyproject.toml --plain", "is not a transcript of this program"),
        ("practice bank-scams --resume last", "An interview is resumed as it was begun."),
        ("practice --resume last --level staff", "An interview is resumed as it was begun."),
        ("practice bank-scams --rubric /nowhere.yaml", "/nowhere.yaml:1:1: cannot be read"),
        ("score", "Missing argument"),
        (
            "score nonsense",
            "There is no interview `nonsense`.\n  `interviewer history` lists them.",
        ),
        ("score /nowhere/x.jsonl", "There is no interview"),
        ("score /", "cannot be read: Is a directory"),
        ("score pyproject.toml", "is not a transcript of this program"),
        ("show slack", "There is no scenario `slack`.\n  Did you mean slack-helper"),
        ("schema scenaro", "There is no format `scenaro`.\n  Did you mean scenario?"),
        ("schema x", "Choose scenario, rubric, transcript or scorecard."),
        ("check /nowhere", "/nowhere does not exist."),
        ("--content /nowhere scenarios", "There is no folder /nowhere."),
        ("--content interviewer scenarios", "neither scenarios/ nor rubrics/"),
    ],
)
def test_a_wrong_argument_is_answered_with_a_right_one(
    cli: Cli, arguments: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2, the message on stderr, nothing on stdout."""
    monkeypatch.chdir(Path(__file__).parents[2])
    ran = cli(*arguments.split())
    assert ran.code == Exit.USAGE
    assert says in ran.err
    assert ran.err.startswith("interviewer: ")
    assert ran.out == ""


def test_what_was_typed_cannot_act_on_the_terminal(cli: Cli) -> None:
    """An argument is repeated made safe, and shortened."""
    ran = cli("show", "\x1b]52;c;aGk=\x07" + "x" * 5000)
    assert ran.code == Exit.USAGE
    assert "\x1b" not in ran.err
    assert len(ran.err) < 300


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw[:300], "the header cannot be read"),
        (lambda raw: raw[:900] + b"#" + raw[901:], "damaged at byte"),
        (lambda raw: b"", "is empty: the interview never began"),
        (lambda raw: b"\x89PNG\r\n" + raw, "was changed by another program"),
        (lambda raw: b'{"role": "user"}\n', "is not a transcript"),
        (
            lambda raw: t.encode(
                t.decode(raw.split(b"\n")[0]).record.model_copy(update={"format": 9})
            ),
            "Upgrade interviewer",
        ),
    ],
)
@pytest.mark.parametrize("command", ["score last", "score PATH", "practice --plain --resume PATH"])
def test_a_transcript_that_cannot_be_read_is_an_error_and_left_alone(
    cli: Cli, kept: Path, change: object, says: str, command: str
) -> None:
    """Torn in the header, damaged, foreign, newer: exit code 2, what and where, no byte changed."""
    assert callable(change)
    raw = change(kept.read_bytes())
    kept.write_bytes(raw)
    ran = cli(*command.replace("PATH", str(kept)).split())
    assert ran.code == Exit.USAGE
    assert says in ran.err
    assert kept.read_bytes() == raw
    assert not list(kept.parent.glob("*.bad-*"))


def test_a_torn_tail_is_told_and_the_rest_is_judged(cli: Cli, kept: Path) -> None:
    """Scoring reads the whole part, says that something was cut off, and changes nothing."""
    kept.write_bytes(kept.read_bytes()[:-30])
    before = kept.read_bytes()
    ran = cli("score", "last", "--json")
    assert ran.code == Exit.GOOD
    assert json.loads(ran.out)["criteria"]
    assert "were never completed" in ran.err
    assert kept.read_bytes() == before


@pytest.mark.parametrize("option", ["--html", "--markdown"])
def test_a_page_that_cannot_be_written_is_an_error(cli: Cli, kept: Path, option: str) -> None:
    """The folder of the page is not there."""
    ran = cli("score", str(kept), option, "/nowhere/page")
    assert ran.code == Exit.USAGE
    assert "/nowhere/page was not written: No such file" in ran.err


def test_a_fault_of_the_program_is_one_line_without_values(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 70: kind and place, where the interviews are, how to report; never what it held."""

    def fail(*_: object) -> None:
        raise KeyError("sk-canary-0123")

    monkeypatch.setattr(wiring, "list_sessions", fail)
    ran = cli("history")
    assert ran.code == int(Exit.BUG) == 70
    assert ran.err.count("\n") == 1
    for part in ("KeyError at ", str(folder), "report", "INTERVIEWER_DEBUG=1"):
        assert part in ran.err
    assert "canary" not in ran.err


def test_the_traceback_is_shown_to_who_asks_for_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With INTERVIEWER_DEBUG=1, and without locals even then."""
    from interviewer.cli import run

    def fail(*_: object) -> None:
        secret = "sk-canary-0123"
        raise KeyError(len(secret))

    monkeypatch.setattr(wiring, "list_sessions", fail)
    monkeypatch.setenv("INTERVIEWER_DEBUG", "1")
    assert run(["--transcripts", str(folder), "history"]) == Exit.BUG
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "sk-canary-0123" not in err.replace('secret = "sk-canary-0123"', "")


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (KeyboardInterrupt(), 130, "interrupted; everything acknowledged is saved."),
        (PermissionError(13, "Permission denied", "/x"), 2, "refused: Permission denied (/x)"),
        (BrokenPipeError(), 0, ""),
        (RecursionError(), 70, "RecursionError"),
        (MemoryError(), 70, "MemoryError"),
    ],
)
def test_every_other_end_has_its_code(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, says: str
) -> None:
    """An interrupt, a refusal of the system and a reader that is gone are no faults of ours."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(wiring, "list_sessions", fail)
    monkeypatch.setattr("interviewer.cli._drop_output", lambda: None)
    ran = cli("history")
    assert ran.code == code
    assert says in ran.err
