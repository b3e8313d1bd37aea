"""`interviewer audit --attack`: flags, folders, what is shown, and going on."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audit import venue
from interviewer.audit.attack.attempt import Attempt
from interviewer.audit.executor import failed
from interviewer.cli import audit
from interviewer.content import Library
from interviewer.outcome import Audit, Outcome, RunKey
from tests.audit.attacking import judged, pool, sat
from tests.audit.auditing import experts_pass
from tests.audit.test_audit_command import _cli

ALONE = ("audit", "bank-scams", "--jobs", "1", "--personas", "attacker", "--attack", "9")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[RunKey]:
    """Make every interview be over at once; return what was held."""
    loaded = Library.shipped().load("bank-scams")
    hashes = {"scenario_hash": loaded.scenario_hash, "rubric_hash": loaded.rubric.hash}
    drawn, keys = pool(), []

    async def hold(self: venue.Venue, key: RunKey) -> Outcome:
        keys.append(key)
        found = (
            judged(key, await sat(key, drawn)) if isinstance(key, Attempt) else experts_pass(key)
        )
        return found.model_copy(update=hashes)

    monkeypatch.setattr(venue.Venue, "__call__", hold)
    monkeypatch.setattr(audit, "_warm", lambda *_: None)
    return keys


def test_alone(held: list[RunKey], tmp_path: Path) -> None:
    """Nobody else sits; the report says what was found, and a resume repeats nothing."""
    ran = _cli(*ALONE, "--out", str(tmp_path), "--markdown", str(tmp_path / "audit.md"))
    count = len(held)
    again = _cli("audit", "--resume", "--jobs", "1", "--out", str(tmp_path))

    kept = Audit.model_validate_json((tmp_path / "audit.json").read_text())
    passed = kept.scenarios[0].attacks[0].sat.verdict == "pass"
    assert ran.code == again.code == int(passed), ran.err
    assert kept.scenarios[0].decision == ("passable" if passed else "no_leak")
    assert "Design: search for empty words: 9 attempts each; seeds" in ran.out
    assert {key.persona for key in held} == {"attacker"}
    assert count == len(held) == 11
    assert "1 search for empty words that pay" in ran.err
    assert "0 interviews" not in ran.err
    assert "A SEARCH FOR EMPTY WORDS THAT PAY" in ran.out
    assert again.out == ran.out
    assert "search for empty words that pay found (attack)" in (tmp_path / "audit.md").read_text()
    assert kept.scenarios[0].attacks[0].searched.budget == 9
    assert kept.design.attack == 9


def test_a_search_that_failed_is_tried_again(
    held: list[RunKey], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A resume holds it, and what it finds takes the failure's place."""
    works = venue.Venue.__call__

    async def fails(self: venue.Venue, key: RunKey) -> Outcome:
        return failed(key.plain if isinstance(key, Attempt) else key, "no answer")

    monkeypatch.setattr(venue.Venue, "__call__", fails)
    _cli(*ALONE, "--out", str(tmp_path))
    monkeypatch.setattr(venue.Venue, "__call__", works)
    again = _cli("audit", "--resume", "--jobs", "1", "--out", str(tmp_path))

    assert len(held) == 11
    assert "1 search for empty words that pay" in again.err
    assert Audit.model_validate_json((tmp_path / "audit.json").read_text()).scenarios[0].attacks


def test_beside_the_others(held: list[RunKey], tmp_path: Path) -> None:
    """Talkers and experts sit as ever; with `--attack-leaked` there are two searches."""
    ran = _cli(
        *("audit", "bank-scams", "--jobs", "1", "--quick", "--personas", "waffler,experts"),
        *("--attack", "3", "--attack-leaked", "--out", str(tmp_path), "--json"),
    )
    found = Audit.model_validate_json(ran.out).scenarios[0]

    assert {key.persona for key in held} >= {"waffler", "attacker", "informed-attacker"}
    assert [one.member.arm for one in found.attacks] == ["attack", "attack-leaked"]
    assert found.decision == "no_leak"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("bank-scams", "--attack-leaked"), "--attack-leaked goes with --attack"),
        (("bank-scams", "--attack", "0"), "--attack"),
        (("bank-scams", "--personas", "atacker"), "There is no persona"),
    ],
)
def test_wrong_usage_is_told(flags: tuple[str, ...], message: str) -> None:
    """Exit code 2, and what to do."""
    ran = _cli("audit", *flags)

    assert ran.code == 2
    assert message in ran.err


def test_help_says_what_it_may_know() -> None:
    """Whoever reads the help knows that the rubric was not leaked."""
    ran = _cli("audit", "--help")

    assert "never the rubric" in " ".join(ran.out.split())
    assert "--attack-leaked" in ran.out
