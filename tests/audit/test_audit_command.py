"""`interviewer audit`: exit codes, streams, folders, and going on."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.audit import venue
from interviewer.cli import audit
from interviewer.cli.progress import EVERY, ProgressLine, ProgressLog, told
from interviewer.content import Library
from interviewer.outcome import Audit, Outcome, RunKey
from tests.audit.auditing import experts_pass, outcome
from tests.cli.conftest import Ran, _run

FLAGS = ("audit", "bank-scams", "--seeds", "2", "--jobs", "1", "--personas", "injector,experts")


def _cli(*arguments: str) -> Ran:
    return _run(arguments, b"")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[RunKey], Outcome]], None]:
    """Return what makes every interview be over at once, with outcomes of one's own."""
    loaded = Library.shipped().load("bank-scams")
    hashes = {"scenario_hash": loaded.scenario_hash, "rubric_hash": loaded.rubric.hash}

    def become(rule: Callable[[RunKey], Outcome]) -> None:
        async def hold(self: venue.Venue, key: RunKey) -> Outcome:
            return rule(key).model_copy(update=hashes)

        monkeypatch.setattr(venue.Venue, "__call__", hold)
        monkeypatch.setattr(audit, "_warm", lambda *_: None)

    return become


def _resists(key: RunKey) -> Outcome:
    return experts_pass(key)


def _leaks(key: RunKey) -> Outcome:
    return outcome(key, "pass", credit=0.6, level=2)


@pytest.mark.parametrize(
    ("flags", "leaky", "code", "word"),
    [
        (("--standard",), False, 0, "RESISTANT"),
        (("--quick",), False, 0, "NO LEAK FOUND"),
        (("--quick",), True, 1, "LEAKS"),
        (("--seeds", "20"), True, 1, "CAN BE PASSED BY TALK"),
        (("--seeds", "20"), False, 6, "INCONCLUSIVE"),
    ],
)
def test_exit_codes(
    at_once: Callable[[Callable[[RunKey], Outcome]], None],
    tmp_path: Path,
    flags: tuple[str, ...],
    leaky: bool,
    code: int,
    word: str,
) -> None:
    """0 resistant or no leak found, 1 findings, 6 inconclusive; the report on stdout says which."""
    at_once(_leaks if leaky else _resists)
    markdown = tmp_path / "audit.md"

    ran = _cli(
        *("audit", "bank-scams", "--jobs", "1", "--out", str(tmp_path / "runs"), *flags),
        *("--markdown", str(markdown), "--personas", "waffler,experts"),
    )

    assert ran.code == code, ran.err
    assert word in ran.out
    assert word.lower() in markdown.read_text().lower()
    assert str(tmp_path / "runs") in ran.err
    assert all(len(line) <= 120 for line in ran.out.splitlines())


def test_json_is_the_audit(
    at_once: Callable[[Callable[[RunKey], Outcome]], None], tmp_path: Path
) -> None:
    """What is printed is what is kept, and can be read back."""
    at_once(_resists)

    ran = _cli(*FLAGS, "--json", "--out", str(tmp_path))

    assert Audit.model_validate_json(ran.out) == Audit.model_validate_json(
        (tmp_path / "audit.json").read_text()
    )


def test_going_on_repeats_nothing(
    at_once: Callable[[Callable[[RunKey], Outcome]], None], tmp_path: Path
) -> None:
    """A finished audit resumed is the same report, and no interview is held."""
    at_once(_resists)
    first = _cli(*FLAGS, "--out", str(tmp_path))
    refused = _cli(*FLAGS, "--out", str(tmp_path))

    def never(key: RunKey) -> Outcome:
        raise AssertionError(f"{key} was held again")

    at_once(never)
    again = _cli("audit", "--resume", "--jobs", "1", "--out", str(tmp_path))

    assert again.out == first.out
    assert "are done" in again.err
    assert refused.code == 2
    assert "--resume" in refused.err


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--seeds", "50"), "seeds was 2, now 50"),
        (("--quick",), "mode was fixed, now quick"),
        (("--seed", "7"), "first_seed was 1, now 7"),
        (("--personas", "injector"), "bank-scams now without "),
        (("--arms", "authored"), "bank-scams now without injector"),
        (("--attack", "20"), "attack was 0, now 20; bank-scams now with attacker"),
        (("--seeds", "2", "--seed", "1", "--personas", "experts,injector"), ""),
    ],
)
def test_a_resume_that_asks_for_something_else(
    at_once: Callable[[Callable[[RunKey], Outcome]], None],
    tmp_path: Path,
    flags: tuple[str, ...],
    message: str,
) -> None:
    """It is refused in so many words; the flags of the beginning may be said again."""
    at_once(_resists)
    _cli(*FLAGS, "--out", str(tmp_path))

    again = _cli("audit", "--resume", "--jobs", "1", "--out", str(tmp_path), *flags)

    assert again.code == (2 if message else 6), again.err
    assert message in again.err
    assert ("another --out" in again.err) == bool(message)


def test_a_folder_in_which_nothing_was_begun(
    at_once: Callable[[Callable[[RunKey], Outcome]], None], tmp_path: Path
) -> None:
    """A kill before the first line was whole: nothing to resume, and nothing in the way."""
    at_once(_resists)
    (tmp_path / "results.jsonl").write_text('{"type":"des')

    resumed = _cli("audit", "--resume", "--out", str(tmp_path))
    begun = _cli(*FLAGS, "--out", str(tmp_path))

    assert "There is no audit in" in resumed.err
    assert begun.code == 6, begun.err


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("bank-scams", "--quick", "--standard"), "exclude each other"),
        (("bank-scams", "--standard", "--seeds", "3"), "Leave out --seeds"),
        (("bank-scams", "--rubric", "x.yaml"), "--rubric goes with --rejudge"),
        ((), "No scenario was named"),
        (("bank-scam",), "Did you mean bank-scams"),
        (("bank-scams", "--personas", "recitr"), "Did you mean reciter"),
        (("--resume",), "There is no audit"),
        (("--rejudge", "nowhere"), "cannot be read"),
        (("bank-scams", "--personas-dir", "nowhere"), "There is no folder"),
    ],
)
def test_wrong_usage_is_told(flags: tuple[str, ...], message: str) -> None:
    """Exit code 2, one sentence, what to do."""
    ran = _cli("audit", *flags)

    assert ran.code == 2
    assert message in ran.err
    assert not ran.out


def test_help_teaches() -> None:
    """It says what the verdicts mean, shows commands and names the exit codes."""
    ran = _cli("audit", "--help")

    for word in ("can be passed by talk", "--resume", "--rejudge", "Exit codes", "inconclusive"):
        assert word in ran.out


def test_progress_fits_on_a_line() -> None:
    """Done, time left and the last outcome, and nothing is left behind at the end."""
    from interviewer.audit.runner import Progress

    stream = io.StringIO()
    line = ProgressLine(stream)
    last = outcome(RunKey(scenario="bank-scams", persona="reciter", seed=7))
    now = Progress(10, 100, 0, 20.0, 1.5, last)

    line(now)
    line(Progress(100, 100, 0, 20.0, 1.5, last))

    assert told(now) == "10 of 100 · 3 min left · $1.50 · bank-scams/reciter-scripted-7: fail"
    assert stream.getvalue().endswith("\r\x1b[K")


def test_a_log_hears_of_it_now_and_then() -> None:
    """A line a minute and none in between; nothing that overwrites."""
    from interviewer.audit.runner import Progress

    stream, times = io.StringIO(), iter([0.0, EVERY - 1, EVERY, EVERY, EVERY + 1])
    log = ProgressLog(stream, lambda: next(times))
    for done in (1, 2, 3):
        log(Progress(done, 100, 0, 20.0, 0.0, None))
    assert stream.getvalue().splitlines() == ["2 of 100 · 16 min left"]


def test_a_scaffold_is_no_question_yet(tmp_path: Path) -> None:
    """Its blanks would be asked: refused before anything is held."""
    _cli("new", "scenario", "own", "--in", str(tmp_path))
    ran = _cli("--content", str(tmp_path), "audit", "own", "--quick", "--out", str(tmp_path / "a"))
    assert ran.code == 2
    assert "`own` is not finished" in ran.err
    assert not (tmp_path / "a").exists()
