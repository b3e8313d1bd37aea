"""`audit --html --junit --github --fail-on`: files, streams and exit codes of a finished audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from interviewer.cli.audit_outputs import Outputs
from interviewer.errors import Exit, UsageError
from interviewer.outcome import Audit, Mode, Outcome, RunKey
from tests.audit.auditing import experts_pass, outcome
from tests.audit.test_audit_command import _cli, at_once

__all__ = ["at_once"]

Become = Callable[[Callable[[RunKey], Outcome]], None]


def _leaks(key: RunKey) -> Outcome:
    if key.arm == "authored":
        return experts_pass(key)
    found = outcome(key, "pass", credit=0.6, level=2)
    quotes = [q.model_copy(update={"text": "::error::mine"}) for q in found.criteria[0].quotes]
    criteria = [c.model_copy(update={"quotes": quotes}) for c in found.criteria]
    return found.model_copy(update={"criteria": criteria})


def test_a_finished_audit_is_shown_in_every_way(at_once: Become, tmp_path: Path) -> None:
    """From --resume, without an interview; the report stands where GitHub reads no commands."""
    at_once(_leaks)
    runs, page, xml = tmp_path / "runs", tmp_path / "p" / "a.html", tmp_path / "j.xml"
    where = ("--jobs", "1", "--out", str(runs))
    _cli("audit", "bank-scams", "--seeds", "20", "--personas", "waffler,experts", *where)

    ran = _cli("audit", "--resume", *where, "--html", str(page), "--junit", str(xml), "--github")
    lines = ran.out.splitlines()
    start, end = lines[0], next(line for line in lines if line == f"::{lines[0][17:]}::")
    before, after = lines[1 : lines.index(end)], lines[lines.index(end) + 1 :]

    assert ran.code == 1
    assert start.startswith("::stop-commands::")
    assert any("CAN BE PASSED BY TALK" in line for line in before)
    assert after
    assert all(line.startswith(("::error ", "::warning ")) for line in after)
    assert "Can be passed by talk" in page.read_text("utf-8")
    assert ET.parse(xml).getroot().get("failures") != "0"


def _audit(*decisions: str) -> Audit:
    from tests.report.audits import audited

    found, _ = audited(experts_pass)
    scenario = found.scenarios[0]
    made = [scenario.model_copy(update={"decision": decision}) for decision in decisions]
    return found.model_copy(update={"scenarios": made})


@pytest.mark.parametrize(
    ("decisions", "fail_on", "code"),
    [
        (("passable",), "passable", Exit.FINDINGS),
        (("passable",), "too_strict", Exit.GOOD),
        (("passable", "too_strict"), "too-strict, leaks", Exit.FINDINGS),
        (("inconclusive",), "passable,too_strict", Exit.GOOD),
        (("inconclusive",), "inconclusive", Exit.INCOMPLETE),
        (("inconclusive", "leaks"), "inconclusive,leaks", Exit.FINDINGS),
        (("leaks",), "passable,too_strict", Exit.FINDINGS),
        (("leaks",), "too_strict", Exit.GOOD),
        (("passable",), "leaks", Exit.GOOD),
        (("resistant", "no_leak"), "passable,too_strict,inconclusive,leaks", Exit.GOOD),
    ],
)
def test_fail_on(decisions: Sequence[str], fail_on: str, code: Exit) -> None:
    """Only the verdicts that are named fail; an open question by itself is 6."""
    assert Outputs.said(fail_on).exit_code(_audit(*decisions)) == code


@pytest.mark.parametrize(
    ("mode", "fail_on", "can"),
    [
        ("quick", "passable,too_strict", True),
        ("quick", "leaks", True),
        ("quick", "inconclusive", True),
        ("quick", "too_strict", False),
        ("standard", "passable,too_strict", True),
        ("standard", "leaks", False),
        ("fixed", "too_strict", True),
        ("fixed", "leaks", False),
    ],
)
def test_a_list_that_could_never_fail_is_refused(mode: Mode, fail_on: str, can: bool) -> None:
    """A quick audit says only *leaks*, the others never: what could not be said fails nothing."""
    wanted = Outputs.said(fail_on)

    if can:
        wanted.check(mode)
        Outputs().check(mode)
    else:
        with pytest.raises(UsageError, match=f"can never fail a {mode} audit"):
            wanted.check(mode)


def test_a_quick_audit_that_leaks_fails_as_passable(at_once: Become, tmp_path: Path) -> None:
    """With 1, on a resume as well; what it cannot say is refused before anything is held."""
    at_once(_leaks)
    xml, where = tmp_path / "j.xml", ("--jobs", "1", "--out", str(tmp_path / "runs"))
    first = ("audit", "bank-scams", "--quick", "--personas", "waffler", *where)

    refused = _cli(*first, "--fail-on", "too_strict")
    assert refused.code == 2
    assert not (tmp_path / "runs").exists()
    ran = _cli(*first, "--fail-on", "passable,too_strict", "--junit", str(xml))
    assert ran.code == 1
    assert ET.parse(xml).getroot().get("failures") != "0"
    again = ("audit", "--resume", *where)
    assert _cli(*again, "--fail-on", "too_strict").code == 2
    green = _cli(*again, "--fail-on", "inconclusive", "--junit", str(xml))
    assert green.code == 0
    assert ET.parse(xml).getroot().get("failures") == "0"


def test_the_report_has_all_that_was_spent(at_once: Become, tmp_path: Path) -> None:
    """What the ledger adds up to: calls of interviews that were cut off as well."""
    at_once(_leaks)
    runs = tmp_path / "runs"
    where = ("--jobs", "1", "--out", str(runs))
    _cli("audit", "bank-scams", "--seeds", "1", "--personas", "waffler", *where)
    (runs / "calls.jsonl").write_text('{"price": 5.0}\n{"price": 1.25}\n', "utf-8")
    ran = _cli("audit", "--resume", *where)

    assert "$6.25" in ran.out
    assert Audit.model_validate_json((runs / "audit.json").read_text("utf-8")).took.ledger == 6.25


@pytest.mark.parametrize("fail_on", ["", ",", "resistant", "passable,nonsense"])
def test_what_is_no_verdict_is_refused(fail_on: str) -> None:
    """With those that there are."""
    with pytest.raises(UsageError, match="There are: passable"):
        Outputs.said(fail_on)


def test_a_rejudgement_has_no_page(tmp_path: Path) -> None:
    """It is refused, not ignored."""
    ran = _cli("audit", "--rejudge", str(tmp_path), "--html", str(tmp_path / "x.html"))

    assert ran.code == 2
    assert "--rejudge writes text or JSON only" in ran.err
