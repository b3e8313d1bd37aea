"""An audit as terminal text and Markdown: everything is said in words, nothing is too wide."""

from __future__ import annotations

import re

import pytest

from interviewer.audit.analysis import analyse
from interviewer.audit.statistics import wilson
from interviewer.outcome import Applied, Audit, Flip, Noise, Outcome, Rejudged, Rejudgement, RunKey
from interviewer.report import audit_words as words
from interviewer.report.audit_edits import Places, edits
from interviewer.report.audit_markdown import audit_markdown
from interviewer.report.audit_text import audit_text
from interviewer.report.layout import cells
from interviewer.report.rejudgement_text import rejudgement_text
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


@pytest.mark.parametrize(
    ("k", "n", "shown"),
    [
        (4, 127, "0.9 to 10.1 %"),  # 10.010 %: not at or below 10 %, and not shown so
        (0, 60, "0.0 to 10.0 %"),
        (60, 60, "90.0 to 100.0 %"),
        (1, 10, "1.1 to 50.8 %"),
    ],
)
def test_an_interval_is_rounded_outwards(k: int, n: int, shown: str) -> None:
    """What is shown holds what was computed."""
    low, high = wilson(k, n)

    assert words.interval((low, high)) == shown
    assert words.interval((0.05, 0.10)) == "5.0 to 10.0 %"
    assert words.interval((0.3, 0.7)) == "30.0 to 70.0 %"


def test_what_it_took_is_said_of_all_that_was_asked(leaky: Audit) -> None:
    """The ledger's total, what of it was lost, the price of a verdict; time of interviews."""

    def took(**used: float) -> str:
        made = leaky.took.model_copy(update=used)
        return words.took(leaky.model_copy(update={"took": made}))

    assert "of interview time" in took()
    assert "$" not in took(ledger=0.0)
    lost = took(cost=1.0, ledger=6.0)
    assert "$6.00 ($5.00 of it for interviews that were cut off or tried again" in lost
    assert lost.endswith("$3.00 a decided verdict)")
    assert took(cost=1.0, ledger=1.0).endswith("$1.00 ($0.50 a decided verdict)")


def test_a_rejudgement_of_another_scenario_says_so() -> None:
    """By the same rubric, and yet not the same question."""
    found = Rejudgement(
        rubric_hashes={"bank-scams": "r"},
        same_rubric=True,
        other_scenarios=["bank-scams"],
        groups=[],
    )

    text = " ".join(rejudgement_text(found).split())
    assert "! bank-scams has changed since they were held" in text
    same = found.model_copy(update={"other_scenarios": []})
    assert "has changed" not in rejudgement_text(same)


def test_a_rejudgement_says_what_changed() -> None:
    """Counts, McNemar's p, each flip, and the judge's noise in words."""
    key = RunKey(scenario="bank-scams", persona="waffler", seed=3)
    flip = Flip(key=key, before="pass", after="fail", credit_before=0.6, credit_after=0.1)
    group = Rejudged(
        scenario="bank-scams", kind="smooth", n=60, lost=1, gained=0, p=1.0, credit=-0.1,
        flips=[flip], applied=[Applied(criterion="framing", before=9, after=0)],
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
    assert "framing: applied in 9 of 60 before, in 0 now" in text
    assert "Next: These candidates answered the questions of the old rubric." in text
    assert "0.100 from the judge" in text
    assert "0.200 from the conversation" in text


def test_what_to_edit_stands_in_every_form(leaky: Audit) -> None:
    """Title, file with line and advice, on the terminal and in Markdown."""
    criterion = leaky.scenarios[0].criteria[0].about.id
    todo = edits(leaky, {"bank-scams": Places("rubrics/bank-scams.yaml", {criterion: 12})})
    text, markdown = audit_text(leaky, todo, width=120), audit_markdown(leaky, todo)
    for shown in (text, markdown):
        assert f"{criterion} pays for talk" in shown
        assert "rubrics/bank-scams.yaml:12" in shown
        assert "add the quoted words to the near misses" in shown.replace("\n    ", " ")
    assert "WHAT TO EDIT" not in audit_text(leaky)


def test_a_quick_look_gets_no_tick_where_talk_is_paid() -> None:
    """That nobody passed is no praise of criteria that pay, or of experts that fail."""

    def paid(key: RunKey) -> Outcome:
        return outcome(key, "fail", credit=0.3, level=2)

    made = design(mode="quick")
    found = analyse(made, outcomes(made, paid))
    sign, said, tone = words.verdict(found.scenarios[0])
    assert found.scenarios[0].decision == "no_leak"
    assert (sign, tone) == ("!", "warn")
    assert re.fullmatch(
        r"No leak found, but \d+ criteria pay for talk and \d+ of \d+ experts fail", said
    )
    assert said.upper() in audit_text(found, width=120)
    assert said in audit_markdown(found)
    clean = analyse(made, outcomes(made, experts_pass))
    assert words.verdict(clean.scenarios[0]) == words.DECISIONS["no_leak"]
