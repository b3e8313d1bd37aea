"""Markdown: it reads well, and nobody's words become markup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from interviewer import transcript as t
from interviewer.content import Library
from interviewer.report.escape import fenced, inline, quoted
from interviewer.report.markdown import scorecard_markdown, transcript_markdown
from interviewer.text import safe_text
from tests.report import fixture

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FORBIDDEN = {"html_block", "html_inline", "link_open", "image", "hr", "s_open", "lheading_open"}
SIGNS = "ab1 \n\t\\`*_{}[]()<>#+-.!|~^$&:=%@/\"'"


def _tokens(markdown: str) -> Iterator[Token]:
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or []


def _said(markdown: str) -> str:
    """Return the text that a reader sees."""
    return "".join(
        "\n" if "break" in token.type else token.content
        for token in _tokens(markdown)
        if token.type in ("text", "text_special", "softbreak", "hardbreak")
    )


@pytest.mark.parametrize(
    "text", [fixture.HOSTILE, fixture.MARKDOWN, fixture.WIDE, "", " ", "\n", "\\"]
)
def test_words_are_shown_as_they_are(text: str) -> None:
    """Inside a quote every character is text, and all of it is there."""
    assert "".join(_said("\n".join(quoted(text))).split()) == "".join(text.split())


@given(st.text(alphabet=SIGNS, max_size=80))
def test_no_punctuation_is_ever_read_as_markup(text: str) -> None:
    """Whatever is quoted, only a quote, paragraphs and line ends come out of it."""
    tokens = {token.type for token in _tokens("\n".join(quoted(text)))}
    plain = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}

    assert tokens <= plain | {"text", "text_special", "softbreak", "hardbreak"}


@given(st.text(alphabet=SIGNS, max_size=80))
def test_a_line_of_text_stays_in_its_line(text: str) -> None:
    """Text in a sentence, a list or a cell of a table cannot leave it."""
    tokens = [token.type for token in _tokens(f"| a |\n| --- |\n| x{inline(text)} |\n")]

    assert tokens.count("td_open") == 1
    assert not FORBIDDEN & {*tokens}
    assert "em_open" not in tokens


@given(st.text(alphabet="`~a\n ", max_size=60))
def test_a_whiteboard_cannot_end_its_fence(text: str) -> None:
    """A fence is longer than any run of backticks inside."""
    tokens = [token.type for token in _tokens("\n".join([*fenced(text), "", "after"]))]

    assert tokens == ["fence", "paragraph_open", "inline", "text", "paragraph_close"]


def test_an_interview_can_be_read() -> None:
    """Metadata, facts with the question that earned them, moves with reasons, whiteboard, turns."""
    shown = transcript_markdown(fixture.records(), None)

    for words in (
        "# Interview: Slack helper",
        "- Held: 21 November 2026",
        "- Rubric: slack-helper (e1e1e1e1e1e1)",
        "- **Message volume**",
        "Asked for with “How many questions a week?”",
        "### Clarify",
        "**Interviewer** · \\#15 · 2:33 · probe (set off by what was just said)",
        "**Candidate** · \\#16 · 4:00",
        f"> {fixture.WAIT}\\",
        "````text\nask ──> wait 4 h",
        "\\[this reply was cut off\\]",
        "*The time was up.*",
    ):
        assert words in shown
    assert "an earlier state" not in shown
    assert shown.endswith("\n")


def test_where_the_scenario_is_at_hand_its_words_are_used() -> None:
    """Title, need, phases and facts are told as their files say them."""
    loaded = Library.shipped().load("slack-helper")
    shown = " ".join(transcript_markdown(fixture.records(), loaded).split())
    fact = loaded.scenario.fact("message-volume")

    for text in (loaded.scenario.title, loaded.scenario.prompt, fact.topic, fact.says):
        assert inline(text) in shown
    assert f"### {inline(loaded.rubric.phases[2].name)}" in shown


def test_a_hostile_interview_holds_no_markup_of_others() -> None:
    """No HTML, link, image or code but our own comes out of an interview or a scorecard."""
    for shown in (
        transcript_markdown(fixture.records(), None),
        scorecard_markdown(fixture.scorecard()),
        scorecard_markdown(fixture.empty()),
    ):
        tokens = list(_tokens(shown))
        assert not FORBIDDEN & {token.type for token in tokens}
        assert "code_block" not in {token.type for token in tokens}
        assert all(
            set(token.content) <= set("━◆─ ?") for token in tokens if token.type == "code_inline"
        )
        assert shown == safe_text(shown)


def test_a_scorecard_says_everything() -> None:
    """Verdict, gates, levels, quotes with their records, probes and what they missed."""
    shown = scorecard_markdown(fixture.scorecard())

    for words in (
        "# ◐ Borderline: A Slack community where questions lie unanswered",
        "## Gates: 4 of 6 passed",
        "| ✗ **failed** | Knows where the labels come from | it was not applied |",
        "| `━━━◆─` | **justified** | Turns the need into a decision and an objective |",
        "| `─ ? ─` | **unscored** |",
        "> \\#16 · held up; counted as: most are answered within hours anyway;",
        "### ○ Evaded: Maria and tomas",
        "- Counting answers makes volume win: Maria is chosen for everything",
        "A substantive answer also contains:",
        "- ✗ **wrong**, a calculation of the candidate",
        "**Capped.** Capped at mentioned: contradicted, one thing under two values: \\#16",
        "**Worth a look.** Worth a human look: near a claim that is wrong",
        "- 2 a generic sentence",
        "addresses the grader",
        f"- transcript: {'ab' * 32}",
        "Ended early by the candidate: 9 of 45 minutes were used",
        "## Next time: not reached, heaviest first",
        "A substantive answer contains: Answers that would have come anyway",
        "Counted as:",
        "How far the interview came, in answers by phase:",
    ):
        assert words in shown
    assert "Said:" not in shown
    assert "says:" not in shown
    assert "A cheaper nudge comes before a tag" not in shown


def test_an_interview_that_never_began_is_no_error() -> None:
    """Records without a header or turns still make a page."""
    assert transcript_markdown([], None).startswith("# Interview\n")
    assert "None." in transcript_markdown([fixture.records()[0], t.Closed(why="candidate")], None)
