"""The page of an audit: self-contained, escaped, every link leads somewhere, small enough."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from interviewer.audit.analysis import analyse
from interviewer.audit.distil import LONGEST
from interviewer.content import Library
from interviewer.outcome import Audit, Outcome, RunKey
from interviewer.report.audit_edits import edits, places
from interviewer.report.audit_exhibits import EXPERTS, FURTHEST, QUOTES, RUNS, chosen
from interviewer.report.audit_html import Material, audit_html, headline
from interviewer.report.audit_plots import credits_svg, rates_svg, tone
from interviewer.report.audit_text import audit_text
from interviewer.report.layout import flow, render
from interviewer.text import clip
from tests.audit.auditing import Rule, design, experts_pass, member, outcome, outcomes
from tests.report.audits import audited, leaky, strict, write_transcripts
from tests.report.test_html import Page


def _page(tmp_path: Path, rule: Rule = leaky, *, written: bool = True) -> tuple[str, Page, Audit]:
    found, those = audited(rule)
    if written:
        write_transcripts(tmp_path / "runs", those)
    loaded = {"bank-scams": Library.shipped().load("bank-scams")}
    todo = edits(found, {name: places(pair, Path.cwd()) for name, pair in loaded.items()})
    where = tmp_path / "pages" / "audit.html"
    text = audit_html(found, Material(tmp_path / "runs", where, those, loaded, todo))
    page = Page()
    page.feed(text)
    page.close()
    return text, page, found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Page, Audit, Path]:
    """The page of an audit in which a waffler passes and says what is meant to harm."""
    folder = tmp_path_factory.mktemp("audit")
    return *_page(folder), folder


def test_words_do_not_become_markup(made: tuple[str, Page, Audit, Path]) -> None:
    """No tag, attribute or address of a candidate's gets through; nothing is left open."""
    text, page, _, _ = made
    tags = {element.tag for element in page.elements}

    assert not page.open
    assert not tags & {"script", "img", "iframe", "object", "link", "form"}
    assert not any(name.startswith("on") for e in page.elements for name in e.attrs)
    assert "\x1b" not in text
    assert "&lt;script&gt;" in text


def test_nothing_is_loaded(made: tuple[str, Page, Audit, Path]) -> None:
    """No address but places on the page and transcripts beside it; no import, no url()."""
    text, page, _, _ = made
    for element in page.elements:
        assert "src" not in element.attrs
        if address := element.attrs.get("href"):
            assert address.startswith(("#", "../runs/transcripts/")), address
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)
    assert "xmlns:cc" not in text


def test_every_link_leads_somewhere(made: tuple[str, Page, Audit, Path]) -> None:
    """An anchor is on the page once, a file is there."""
    _, page, _, folder = made
    ids = [element.attrs["id"] for element in page.elements if element.attrs.get("id")]
    links = [e.attrs["href"] or "" for e in page.elements if e.tag == "a"]

    assert len(ids) == len(set(ids))
    assert any(link.startswith("#t-") for link in links)
    for link in links:
        if link.startswith("#"):
            assert link[1:] in ids
        else:
            assert (folder / "pages" / unquote(link)).resolve().is_file()


def test_it_says_everything(made: tuple[str, Page, Audit, Path]) -> None:
    """Verdict, rates, leaks with quotes, what to edit and where, hashes, seeds, cost."""
    text, page, _, _ = made

    for word in (
        "Can be passed by talk",
        "20 of 60",
        "leaks: waffler",
        "What to edit",
        "rubrics/bank-scams.yaml:",
        "r" * 64,
        "seeds from 1",
        "$0.00",
        "2 interviews not held",
    ):
        assert word in text, word
    assert any(e.tag == "mark" and "script" in e.text for e in page.elements)


def test_plots_take_the_colours_of_the_page(made: tuple[str, Page, Audit, Path]) -> None:
    """Wide and narrow; no colour, font or style sheet of their own; the same drawn twice."""
    _, _, found, _ = made
    smooth = found.scenarios[0].smooth
    for drawn in (*rates_svg(smooth), *credits_svg(smooth)):
        assert "waffler" in drawn
        assert "var(--" in drawn
        assert not re.search(r":\s*#[0-9a-f]{3,6}", drawn)
        assert "<style" not in drawn
        assert "font-family" not in drawn
    assert rates_svg(smooth) == rates_svg(smooth)
    assert rates_svg([]) == ("", "")
    assert {p.member.persona: tone(p) for p in smooth} == {"waffler": "bad", "reciter": "accent"}


def test_an_expert_that_fails_is_shown_in_full(tmp_path: Path) -> None:
    """Its transcript stands on the page, with why."""
    text, page, found = _page(tmp_path, strict)
    (why,) = {why for sat, why in chosen(found.scenarios[0]) if sat.key.persona == "terse-expert"}

    assert found.scenarios[0].decision == "too_strict"
    assert why == "An expert that failed"
    assert "t-bank-scams-terse-expert-authored-1" in {e.attrs.get("id") for e in page.elements}
    assert "terse-expert fails" in text


RATED = (member("reciter"), member("terse-expert", "model", "legitimate"))


def _terse(passes: int) -> Rule:
    """Return a rule by which a model's terse expert passes but for its last interviews."""

    def rule(key: RunKey) -> Outcome:
        if key.persona != "terse-expert":
            return outcome(key)
        through = key.seed <= passes
        return outcome(key, "pass" if through else "fail", credit=0.9 if through else 0.2)

    return rule


@pytest.mark.parametrize(
    ("passes", "sign", "tone"), [(59, "✓", "good"), (44, "?", "warn"), (20, "✗", "bad")]
)
def test_an_expert_that_a_model_plays_is_seen_by_its_rate(
    passes: int, sign: str, tone: str, tmp_path: Path
) -> None:
    """59 of 60 is good; what is shown as a failure is one; nobody asks for 0 of 0."""
    made = design(members=RATED)
    those = outcomes(made, _terse(passes))
    found = analyse(made, those)
    write_transcripts(tmp_path, those)
    text = audit_html(found, Material(tmp_path, tmp_path / "a.html", those))
    failed = [sat for sat, why in chosen(found.scenarios[0]) if why == "An expert that failed"]

    assert [(sat.key.seed, sat.verdict) for sat in failed] == [(60, "fail")]
    assert "An expert that failed · credit 0.20 · fail." in text
    assert f'<li class="{tone}"><span class="person">terse-expert (model)</span>' in text
    assert f"{sign} {passes} of 60" in text
    assert "0 of 0" not in text
    assert "played by a model: surely 70 %" in text
    coloured = audit_text(found, colour=True)
    row = next(line for line in coloured.splitlines() if "terse-expert (model)" in line)
    assert _colour_of(f"{passes} of 60", row) == _colour_of(*_shown_in(tone))


def _colour_of(words: str, line: str) -> str:
    """Return the codes that stand before some words."""
    codes = re.findall("\x1b\\[[0-9;]*m", line[: line.index(words)])
    return str(codes[-1])


def _shown_in(tone: str) -> tuple[str, str]:
    return "words", render(flow([("words", tone)], 60), colour=True)


def test_no_expert_that_passed_every_time_is_shown_as_failed(tmp_path: Path) -> None:
    """Neither one that a model plays nor an authored one."""
    made = design(members=[*RATED, member("terse-expert", "authored")])

    def rule(key: RunKey) -> Outcome:
        return outcome(key, "pass" if key.persona == "terse-expert" else "fail", credit=0.5)

    (scenario,) = analyse(made, outcomes(made, rule)).scenarios

    assert not [why for _, why in chosen(scenario) if "failed" in why]


def _fails_with_credit(key: RunKey) -> Outcome:
    """Let every talker earn credit for a long answer and pass by none of it."""
    if key.arm == "authored":
        return experts_pass(key)
    made = outcome(key, credit=0.2, level=2)
    quotes = [
        quote.model_copy(update={"text": clip(f"{key.seed} {LONG}", LONGEST), "record": 2})
        for quote in made.criteria[0].quotes
    ]
    criteria = [c.model_copy(update={"quotes": quotes}) for c in made.criteria]
    return made.model_copy(update={"criteria": criteria})


LONG = "I would hold the payment and ask " * 30


def test_every_quote_is_a_link_to_where_it_stands_and_is_marked(tmp_path: Path) -> None:
    """Not to a raw file: its transcript is on the page, and so is a mark, however long it is."""
    found, those = audited(_fails_with_credit)
    write_transcripts(tmp_path, those, lambda one: f"{one.key.seed} {LONG}\nand so on")
    page = Page()
    page.feed(audit_html(found, Material(tmp_path, tmp_path / "a.html", those)))
    page.close()
    links = [e for e in page.elements if e.tag == "a" and e.text.startswith("“")]
    ids = {e.attrs.get("id") for e in page.elements}
    marks = [e.text for e in page.elements if e.tag == "mark"]

    assert len(links) == 2 * QUOTES
    for link in links:
        address = link.attrs["href"] or ""
        assert address.startswith("#t-bank-scams-")
        assert address[1:] in ids
        quoted = link.text.strip("“”").removesuffix("…")
        assert len(quoted) > 390
        assert any(mark.startswith(quoted) for mark in marks)


def test_a_transcript_that_is_gone_is_told(tmp_path: Path) -> None:
    """The page is made, and says so."""
    text, _, _ = _page(tmp_path, strict, written=False)

    assert "Its transcript cannot be read" in text


def test_a_page_stays_small(made: tuple[str, Page, Audit, Path]) -> None:
    """However many interviews there are, a few are shown in full."""
    text, _, found, _ = made
    scenario = found.scenarios[0]
    most = FURTHEST + EXPERTS + RUNS * len(scenario.personas) + QUOTES * len(scenario.criteria)

    assert len(list(chosen(scenario))) <= most
    assert len(text) < 400_000


def test_the_headline_counts() -> None:
    """One scenario speaks for itself; several are counted."""

    def mixed(key: RunKey) -> Outcome:
        if key.scenario == "slack-helper" and key.persona == "waffler":
            return outcome(key, "pass", credit=0.6, level=2)
        return experts_pass(key)

    one, _ = audited(experts_pass)
    same, _ = audited(experts_pass, ("bank-scams", "slack-helper"))
    both, _ = audited(mixed, ("bank-scams", "slack-helper"))

    assert headline(one) == one.scenarios[0].says
    assert headline(same) == "2 questions, each with the same verdict: resistant."
    assert headline(both) == "Of 2 questions: 1 resistant, 1 can be passed by talk."
