"""An audit as JUnit XML: it parses whatever was said, and is red exactly where the audit is."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from interviewer.audit.analysis import analyse
from interviewer.outcome import Arm, Audit, Outcome, RunKey
from interviewer.report.audit_edits import edits
from interviewer.report.audit_junit import audit_junit
from tests.audit.auditing import design, experts_pass, member, outcome, outcomes
from tests.report.audits import audited, leaky, strict


def _suite(found: Audit) -> ET.Element:
    (suite,) = ET.fromstring(audit_junit(found).encode()).iter("testsuite")
    return suite


def _cases(found: Audit) -> dict[str, ET.Element]:
    return {str(case.get("name")): case for case in _suite(found).iter("testcase")}


def test_talk_is_a_failure_with_its_quotes() -> None:
    """The verdict, the talker that passed and the criterion that paid are red."""
    found, _ = audited(leaky)
    cases = _cases(found)
    failure = cases["criterion framing"].find("failure")

    assert cases["verdict"].find("failure") is not None
    assert cases["waffler (scripted)"].find("failure") is not None
    assert failure is not None
    assert "<script>" in (failure.text or "")
    assert "transcripts/bank-scams/waffler-scripted-" in (failure.text or "")


def test_interviews_that_failed_are_errors() -> None:
    """Not failures: nothing is known of them."""
    found, _ = audited(leaky)
    case = _cases(found)["reciter (scripted)"]

    assert case.find("failure") is None
    assert case.find("error") is not None


def test_counts_agree() -> None:
    """What a suite says it holds is what it holds, and the root adds up."""
    found, _ = audited(leaky, ("bank-scams", "slack-helper"))
    root = ET.fromstring(audit_junit(found).encode())

    for element in (root, *root.iter("testsuite")):
        assert element.get("tests") == str(len(list(element.iter("testcase"))))
        assert element.get("failures") == str(len(list(element.iter("failure"))))
        assert element.get("errors") == str(len(list(element.iter("error"))))
    assert [suite.get("name") for suite in root] == ["bank-scams", "slack-helper"]


def test_green_where_the_audit_is() -> None:
    """Resistant: no failure and no error; a criterion that leaks a little is told, not red."""

    def rule(key: RunKey) -> Outcome:
        if key.persona == "waffler":
            return outcome(key, "fail", credit=0.2, level=2)
        return experts_pass(key)

    for made in (experts_pass, rule):
        found, _ = audited(made)
        suite = _suite(found)

        assert found.scenarios[0].decision == "resistant"
        assert not found.exit_code
        assert suite.get("failures") == suite.get("errors") == "0"
    assert "criterion framing" in _cases(found)


def _red(suite: ET.Element) -> int:
    return len([*suite.iter("failure"), *suite.iter("error")])


def test_only_the_verdicts_that_are_to_fail_are_red() -> None:
    """Where the exit code is 0 there is no failure and no error, and all is said nevertheless."""
    found, _ = audited(leaky)
    assert found.scenarios[0].decision == "passable"

    red = ET.fromstring(audit_junit(found, {"passable"}).encode())
    green = ET.fromstring(audit_junit(found, {"too_strict"}).encode())

    assert _red(red) == _red(_suite(found)) > 0
    assert found.exit_code_for({"too_strict"}) == 0
    assert _red(green) == 0
    assert green.get("failures") == green.get("errors") == "0"
    assert len([*green.iter("testcase")]) == len([*red.iter("testcase")])
    said = " ".join(case.text or "" for case in green.iter("system-out"))
    assert "It can be passed by talk" in said
    assert "Passed by talk: waffler" in said
    assert "no answer" in said


def test_a_quick_audit_that_leaks_is_red_as_passable() -> None:
    """And an open question only where it is asked to be."""
    made = design(mode="quick")
    found = analyse(made, outcomes(made, leaky))
    open_one, _ = audited(experts_pass, seeds=20)

    assert found.scenarios[0].decision == "leaks"
    assert _red(ET.fromstring(audit_junit(found, {"passable"}).encode()))
    assert not _red(ET.fromstring(audit_junit(open_one, {"passable"}).encode()))
    assert _red(ET.fromstring(audit_junit(open_one, {"inconclusive"}).encode()))


def test_inconclusive_is_an_error() -> None:
    """It is no failure of the question, but the audit did not say that it is good."""
    found, _ = audited(experts_pass, seeds=20)
    error = _cases(found)["verdict"].find("error")

    assert error is not None
    assert error.get("type") == "inconclusive"


def test_an_expert_that_fails_is_a_failure() -> None:
    """With its summary, made safe for XML."""
    found, _ = audited(strict)
    failure = _cases(found)["terse-expert (authored)"].find("failure")

    assert failure is not None
    assert "\x1b" not in (failure.text or "")


@pytest.mark.parametrize(
    ("knows", "red", "about"),
    [("model", False, "fail."), ("authored", True, "Too few get through")],
)
def test_a_finding_is_its_own_arms_alone(knows: Arm, red: bool, about: str) -> None:
    """An authored expert that fails does not redden the one of that name that a model plays."""
    members = [
        member("reciter"),
        member("terse-expert", "authored"),
        member("terse-expert", "model", "legitimate"),
    ]
    made = design(members=members)

    def rule(key: RunKey) -> Outcome:
        return outcome(key, "pass" if key.arm == knows else "fail")

    found = analyse(made, outcomes(made, rule))
    cases = _cases(found)
    (edit,) = [e for e in edits(found, {}) if e.title == "terse-expert fails"]

    assert cases["terse-expert (authored)"].find("failure") is None
    assert (cases["terse-expert (model)"].find("failure") is not None) == red
    assert edit.says.startswith(about)
    assert edit.weight == ("error" if red else "warning")
