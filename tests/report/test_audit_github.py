"""Annotations: one command a line, at the line to edit, and no candidate can give another."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from interviewer.content import Library
from interviewer.outcome import Outcome, RunKey
from interviewer.report.audit_edits import Places, edits, places
from interviewer.report.audit_github import audit_github, command, resume, stop
from tests.audit.auditing import experts_pass, outcome
from tests.report.audits import audited, leaky, strict

KNOWN = {"bank-scams": Places("rubrics/bank-scams.yaml", {"framing": 12}, {})}
FILES = {"bank-scams": "rubrics/bank-scams.yaml"}
COMMAND = re.compile(r"::(error|warning|notice) [^:]*title=[^:]*::[^\r\n]*")


def test_each_line_is_one_command() -> None:
    """Whatever was said: no line end, no second command, ours first."""
    for rule in (leaky, strict):
        found, _ = audited(rule)
        for line in audit_github(found, edits(found, KNOWN), FILES):
            assert COMMAND.fullmatch(line), line
            assert line.splitlines() == [line]


@given(st.text(), st.text())
def test_no_words_end_a_command(message: str, title: str) -> None:
    """Neither a message nor a property can hold what would end it."""
    made = command("error", message, file="a.yaml", line=3, title=title)

    assert "\n" not in made
    assert "\r" not in made
    assert made.startswith("::error file=a.yaml,line=3,title=")
    assert ":" not in made.split("title=", 1)[1].split("::", 1)[0]


def test_it_points_at_the_line() -> None:
    """A criterion that pays for talk is an error at its line; the quotes are in it."""
    found, _ = audited(leaky)
    lines = audit_github(found, edits(found, KNOWN), FILES)
    (about,) = [line for line in lines if "framing pays for talk" in line]

    assert about.startswith("::error file=rubrics/bank-scams.yaml,line=12,")
    assert "<script>" in about
    assert "taken for" in about


def test_what_decides_nothing_warns() -> None:
    """A leaking criterion of a question that resists is a warning; the verdict a notice."""

    def rule(key: RunKey) -> Outcome:
        if key.persona == "waffler":
            return outcome(key, "fail", credit=0.2, level=2)
        return experts_pass(key)

    found, _ = audited(rule)
    verdict, *others = audit_github(found, edits(found, KNOWN), FILES)

    assert verdict.startswith("::notice file=rubrics/bank-scams.yaml")
    assert others
    assert all(line.startswith("::warning ") for line in others)


def test_a_file_that_is_not_known_is_left_out() -> None:
    """Then the annotation stands with the run."""
    found, _ = audited(leaky)

    assert all("file=" not in line for line in audit_github(found, edits(found, {})))


def test_points_are_found_in_the_file() -> None:
    """Criteria and points have the lines on which they stand."""
    loaded = Library.shipped().load("bank-scams")
    known = places(loaded, loaded.rubric_path.parent.parent)
    lines = Path(loaded.rubric_path).read_text("utf-8").splitlines()
    point = loaded.rubric.hooks[0].substance[0]

    assert known.file == "rubrics/bank-scams.yaml"
    assert "id: framing" in lines[known.of("framing") - 1]
    assert point.id in lines[known.of("framing", point.says) - 1]
    assert known.of("nothing", "nothing") == 1


def test_commands_can_be_stopped() -> None:
    """The pair that GitHub knows."""
    assert (stop("x"), resume("x")) == ("::stop-commands::x", "::x::")
