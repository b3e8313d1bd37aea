"""An audit as terminal text and Markdown: everything is said in words, nothing is too wide."""

from __future__ import annotations

import re

import pytest

from interviewer.audit.analysis import analyse
from interviewer.outcome import Audit, Flip, Noise, Outcome, Rejudged, Rejudgement, RunKey
from interviewer.report.audit_markdown import audit_markdown
from interviewer.report.audit_text import audit_text, rejudgement_text
from interviewer.report.layout import cells
from tests.audit.auditing import design, experts_pass, outcome, outcomes


def _leaky(key: RunKey) -> Outcome:
    if key.persona == "waffler" and key.seed % 3 == 0:
        return outcome(key, "pass", credit=0.6, level=2)
    if key.persona == "reciter" and key.seed < 3:
        return outcome(key, status="error", reason="no answer")
    return experts_pass(key)


@pytest.fixture
def leaky() -> Audit:
    """An audit of two scenarios in which a waffler passes and two interviews failed."""
    made = design(scenarios=("bank-scams", "slack-helper"))
    return analyse(made, outcomes(made, _leaky))


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_too_wide(leaky: Audit, width: int) -> None:
    """Whatever the terminal."""
    for line in audit_text(leaky, width=width).splitlines():
        assert cells(line) <= width, line


def test_the_terminal_says_everything(leaky: Audit) -> None:
    """Verdict, rates with intervals, leaks with quotes, what was no result, design, time."""
    text = audit_text(leaky)

    for word in (
        "CAN BE PASSED BY TALK",
        "20 of 60",
        "2 not held",
        "leaks: waffler",
        "“words of bank-scams/waffler",
        "AUC",
        "word count",
        "ALL SCENARIOS",
        "standard: 60 runs a persona",
        "Took:",
    ):
        assert word in text, word
    assert not re.search("\x1b", text)
    assert "\x1b[" in audit_text(leaky, colour=True)


def test_foreign_words_cannot_move_the_cursor(leaky: Audit) -> None:
    """What a candidate said is shown safely."""

    def rule(key: RunKey) -> Outcome:
        found = _leaky(key)
        return found.model_copy(update={"summary": "\x1b[2J| `x` *boo*"})

    made = design()
    found = analyse(made, outcomes(made, rule))

    assert "\x1b" not in audit_text(found)
    assert "\x1b" not in audit_markdown(found)


def test_markdown_has_its_tables(leaky: Audit) -> None:
    """One row a scenario, one a persona, one a criterion; every row as long as its head."""
    text = audit_markdown(leaky)
    rows = [line for line in text.splitlines() if line.startswith("|")]

    assert "| bank-scams | ✗ **Can be passed by talk** | waffler 20 of 60 | 2 of 2 |" in text
    assert "99 % interval" in text
    assert len(rows) > 10
    for head, rule, first in zip(rows, rows[1:], rows[2:], strict=False):
        if set(rule) <= set("|-"):
            assert head.count("|") == rule.count("|") == first.count("|")


def test_a_rejudgement_says_what_changed() -> None:
    """Counts, McNemar's p, each flip, and the judge's noise in words."""
    key = RunKey(scenario="bank-scams", persona="waffler", seed=3)
    flip = Flip(key=key, before="pass", after="fail", credit_before=0.6, credit_after=0.1)
    group = Rejudged(
        scenario="bank-scams", kind="smooth", n=60, lost=1, gained=0, p=1.0, credit=-0.1,
        flips=[flip],
    )  # fmt: skip
    found = Rejudgement(
        rubric_hashes={"bank-scams": "r"},
        same_rubric=False,
        groups=[group],
        noise=Noise(n=60, judge=0.01, conversation=0.04),
    )

    text = " ".join(rejudgement_text(found).split())

    assert found.changed
    assert "1 pass no longer" in text
    assert "waffler-scripted-3: pass to fail" in text
    assert "0.100 from the judge" in text
    assert "0.200 from the conversation" in text
