"""What is shown of a search for empty words that pay, in every format, with hostile words in it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from interviewer.audit.analysis import analyse
from interviewer.judge.scorecard import Verdict
from interviewer.outcome import Audit, KeywordAttack, Member, Outcome, RunKey, Searched
from interviewer.report import audit_words as words
from interviewer.report.audit_edits import edits
from interviewer.report.audit_github import audit_github
from interviewer.report.audit_html import Material, audit_html
from interviewer.report.audit_junit import audit_junit
from interviewer.report.audit_markdown import audit_markdown
from interviewer.report.audit_text import audit_text
from tests.audit.auditing import design, member, outcome, outcomes
from tests.report.audits import SAID, write_transcripts

MEMBERS = (
    Member(persona="attacker", arm="attack", kind="smooth"),
    Member(persona="attacker", arm="attack-leaked", kind="smooth"),
)
SEARCHED = Searched(
    budget=40,
    judged=40,
    sentences=1234,
    bar=0.45,
    curve=[0.1] * 9 + [0.2] * 20 + [0.7] * 11,
    unlearned=[0.1, 0.05, 0.2],
    keyword_share=0.5,
    keywords=KeywordAttack(share=1.0, scorings=7, credit=0.02, verdict="fail"),
)


def _found(key: RunKey) -> Outcome:
    made = outcome(key, "pass", credit=0.7, level=4)
    criteria = [
        criterion.model_copy(
            update={"quotes": [q.model_copy(update={"text": SAID}) for q in criterion.quotes]}
        )
        for criterion in made.criteria
    ]
    return made.model_copy(update={"searched": SEARCHED, "criteria": criteria})


@pytest.fixture
def found() -> Audit:
    """Return an audit of two searches that passed."""
    made = design(members=MEMBERS)
    keys = [RunKey(scenario="bank-scams", persona=m.persona, arm=m.arm, seed=1) for m in MEMBERS]
    return analyse(made, [_found(key) for key in keys])


def test_in_words(found: Audit) -> None:
    """Credit, what a pass takes, the curve at its marks and the last, the keyword scorer."""
    attack = found.scenarios[0].attacks[0]

    assert "Best credit 0.70 (0.45 is needed" in words.attack_best(attack)
    curve = words.attack_curve(attack.searched)
    assert "0.10 after 1, 0.20 after 10, 0.70 after 30, 0.70 after 40." in curve
    assert "By chance alone, before anything was learnt: 0.10 (median of 3)." in curve
    said = words.attack_keywords(attack.searched)
    assert "50 % of the criteria" in said
    assert "names 100 % after 7 scorings and gets credit 0.02" in said
    assert "never the rubric" in words.attack_knew(attack)
    assert "decides nothing" in words.attack_knew(found.scenarios[0].attacks[1])


def test_in_every_format(found: Audit, tmp_path: Path) -> None:
    """The section stands in text, Markdown and page, with the words that paid; none of them act."""
    text = audit_text(found, width=80)
    markdown = audit_markdown(found)
    page = audit_html(found, Material(tmp_path, tmp_path / "audit.html"))

    assert words.ATTACK.upper() in text
    assert all(len(line) <= 80 for line in text.splitlines())
    for made in (text, markdown, page):
        assert "0.70" in made
        assert "1,234 different sentences" in " ".join(made.split())
        assert "held up" in made
        assert "\x1b" not in made
    assert "<script" not in page.casefold()
    assert markdown.count(words.ATTACK) == 2
    assert page.count('<section class="attack">') == 2
    assert "attack_passed" in audit_junit(found) or "attacker" in audit_junit(found)


def test_what_was_not_judged_is_not_said_to_get_no_credit() -> None:
    """A keyword text that could not be held, and attempts that were not."""
    unheld = KeywordAttack(share=1.0, scorings=7, credit=None)
    searched = SEARCHED.model_copy(update={"judged": 37, "keywords": unheld})

    said = words.attack_keywords(searched)
    assert said.endswith("after 7 scorings and was not judged here.")
    assert "no credit" not in said
    assert words.attack_curve(searched).startswith("37 attempts (3 more not held), 1,234")
    assert words.attack_curve(SEARCHED).startswith("40 attempts, 1,234")
    assert (searched.interviews, SEARCHED.interviews) == (37, 41)


def test_the_best_of_a_search_is_on_the_page(tmp_path: Path) -> None:
    """Though three talkers came further: its quotes link to where they stand."""
    talkers = [member(name) for name in ("reciter", "waffler", "hedger")]
    made = design(members=[*talkers, MEMBERS[0]], seeds=1, mode="fixed")

    def rule(key: RunKey) -> Outcome:
        if key.arm == "attack":
            return _found(key).model_copy(update={"verdict": "fail"})
        return outcome(key, credit=0.9)

    those = outcomes(made, rule)
    write_transcripts(tmp_path, those)
    page = audit_html(analyse(made, those), Material(tmp_path, tmp_path / "a.html", those))

    assert 'href="#t-bank-scams-attacker-attack-1-r3"' in page
    assert 'id="t-bank-scams-attacker-attack-1"' in page


@pytest.mark.parametrize(
    ("verdict", "word", "tone"),
    [("pass", "Can be passed by talk", "error"), ("fail", "No leak found", "notice")],
)
def test_alone_all_outputs_agree(verdict: Verdict, word: str, tone: str, tmp_path: Path) -> None:
    """A search by itself: text, Markdown, page, JUnit and annotations have one verdict."""
    made = design(members=MEMBERS[:1])
    key = RunKey(scenario="bank-scams", persona="attacker", arm="attack", seed=1)
    held = outcome(key, verdict, credit=0.3, level=0)
    found = analyse(made, [held.model_copy(update={"searched": SEARCHED})])
    suite = ET.fromstring(audit_junit(found).encode())
    annotations = audit_github(found, edits(found, {}))

    text, page = audit_text(found), audit_html(found, Material(tmp_path, tmp_path / "x.html"))
    assert word.upper() in text
    for shown in (text, audit_markdown(found), page):
        assert word in shown or word.upper() in shown
        assert "esistant" not in shown
        assert "0 of 0" not in shown
    assert (suite.get("failures") == "0") == (verdict == "fail")
    assert suite.get("errors") == "0"
    assert annotations[0].startswith(f"::{tone} ")
    assert (found.exit_code == 0) == (verdict == "fail")


def test_no_search_no_section() -> None:
    """An audit without one says nothing of it."""
    made = design(seeds=1, mode="fixed")
    found = analyse(made, [])

    assert words.ATTACK.upper() not in audit_text(found)
    assert words.ATTACK not in audit_markdown(found)
