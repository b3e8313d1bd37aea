"""Scorecards in a terminal: all said in words, no line too wide, nothing obeyed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.judge.scorecard import Scorecard
from interviewer.report.layout import Line, cells, flow
from interviewer.report.text import scorecard_text, side_by_side
from interviewer.text import safe_text
from tests.report import fixture

WIDTHS = [30, 41, 60, 80, 89, 90, 91, 100, 133, 200]
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CARDS = {"full": fixture.scorecard, "gentle": fixture.gentle, "empty": fixture.empty}


@pytest.fixture(params=sorted(CARDS))
def card(request: pytest.FixtureRequest) -> Scorecard:
    """Each kind of scorecard."""
    return CARDS[request.param]()


def _one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(card: Scorecard, width: int) -> None:
    """Long words, wide scripts and narrow terminals included."""
    lines = scorecard_text(card, width=width).split("\n")

    assert max(map(cells, lines)) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_two_scorecards_are_never_wider_than_the_terminal(card: Scorecard, width: int) -> None:
    """Beside each other or stacked, titles too."""
    titles = (fixture.LONG_WORD, fixture.HOSTILE)

    for pair in ((card, fixture.empty()), (fixture.scorecard(), card)):
        lines = side_by_side(*pair, titles, width).split("\n")
        assert max(map(cells, lines)) <= width


def test_everything_found_is_said_in_words() -> None:
    """Verdict, credit, gates, levels, outcomes, figures and fingerprints need no colour."""
    shown = _one_line(scorecard_text(fixture.scorecard(), width=100))

    for words in (
        "◐ BORDERLINE",
        "Credit 0.52 reaches the bar of 0.45",
        "[FAIL] Every criterion scored",
        "[pass] Enough weighted credit · 0.52; 0.45 is needed",
        "━━━◆─ justified Turns the need into a decision",
        "━━━━◆ held up",
        "◆──── absent",
        "─ ? ─ unscored",
        "Not scored: The judge's reply could not be verified.",
        "Why not higher: Nothing was said that bears on it.",
        f"“{fixture.WAIT}” #16 held up",
        "[right] questions a day that nobody answers",
        "[WRONG] a calculation of the candidate",
        "✓ held",
        "✗ wrong",
        "taken as held in part; the judge decides",
        "302 words for each application",
        "Approach and evaluation ■■■■■ 5",
        "named, and bound to nothing here",
        "Does not answer this question: it is nearer to another one, on points.",
        "[capped] Capped at mentioned: contradicted, one thing under two values: #16",
        "and #25 “The bot waits ten minutes.”",
        "[worth a look] Worth a human look: near a claim that is wrong",
        "4 said before · 2 a generic sentence",
        "addresses the grader",
        "transcript abababababab ·",
        "counted as: most are answered within hours anyway",
        "HOW FAR THE INTERVIEW CAME answers by phase",
        "0.0 technical terms per clause",
        "A substantive answer contains: - Counting answers makes volume win",
    ):
        assert words in shown
    for words in ("says:", "said:", "own breadth", "terms of the trade"):
        assert words not in shown


def test_an_early_end_and_the_next_time_stand_under_the_verdict() -> None:
    """Before the gates: how much of the interview there was, and what to say in the next one."""
    shown = _one_line(scorecard_text(fixture.scorecard(), width=100))
    top = shown[: shown.index("GATES")]

    assert "Ended early by the candidate: 9 of 45 minutes were used." in top
    assert "NEXT TIME not reached, heaviest first - Would know whether it works" in top
    assert "A substantive answer contains: Answers that would have come anyway" in top
    assert "NEXT TIME" not in scorecard_text(fixture.empty())


def test_why_not_higher_and_why_not_lower_stand_under_every_criterion() -> None:
    """A level is never shown without what would have moved it either way."""
    card = fixture.scorecard()
    full = [
        found.model_copy(update={"level": 2, "why_not_higher": "Up.", "why_not_lower": "Down."})
        for found in card.criteria
    ]
    shown = _one_line(scorecard_text(card.model_copy(update={"criteria": full})))

    assert shown.count("Why not higher: Up.") == len(full)
    assert shown.count("Why not lower: Down.") == len(full)


def test_what_a_substantive_answer_contains_is_told_where_it_was_missed_only() -> None:
    """Missing points are shown for an evaded probe, and not for one that held."""
    shown = scorecard_text(fixture.scorecard())

    assert "A substantive answer also contains:" in shown
    assert "- Counting answers makes volume win" in shown
    assert "A cheaper nudge comes before a tag" not in shown


def test_the_best_quotes_come_first_and_the_others_are_counted() -> None:
    """Two quotes stand under a criterion, the one that earned most above."""
    shown = _one_line(scorecard_text(fixture.scorecard()))
    approach = shown[shown.index("Chooses an approach") : shown.index("Works out what it takes")]

    assert approach.index("#16 held up") < approach.index("#16 applied")
    assert "and 1 more quote" in approach


@pytest.mark.parametrize("width", [70, 100])
def test_colour_adds_nothing_but_colour(card: Scorecard, width: int) -> None:
    """Without its escape codes the coloured text is the plain one; the plain one has none."""
    plain = scorecard_text(card, width=width)
    both = (card, card, ("Left", "Right"), width)

    assert ANSI.sub("", scorecard_text(card, width=width, colour=True)) == plain
    assert ANSI.sub("", side_by_side(*both, colour=True)) == side_by_side(*both)
    assert "\x1b" not in plain
    assert "\x1b" not in side_by_side(*both)


def test_words_that_a_terminal_would_obey_are_shown_instead() -> None:
    """Escapes of a title, a quote or an author never reach the terminal."""
    hostile = fixture.scorecard().model_copy(
        update={
            "title": fixture.ESCAPES,
            "notes": [fixture.ESCAPES],
            "coverage": {fixture.ESCAPES: 1},
        }
    )

    for shown in (
        scorecard_text(hostile, width=200),
        side_by_side(hostile, hostile, (fixture.ESCAPES, "b"), 200),
    ):
        assert shown == safe_text(shown)
        assert "\t" not in shown
    assert "a real ␛[2J escape" in scorecard_text(hostile, width=200)


def test_rows_of_two_scorecards_stand_beside_each_other() -> None:
    """A gate or criterion is on one line on both sides, whatever stands above it on one of them."""
    left, right = fixture.gentle(), fixture.scorecard()
    lines = side_by_side(left, right, ("The reciter", "The expert"), 120).split("\n")

    assert re.fullmatch(r"The reciter +│ The expert", lines[0])
    for start in ("[pass] Enough weighted credit", "━━━◆─  justified  Works out"):
        assert any(line.count(start) == 2 for line in lines)
    assert sum("Handles" in line for line in lines) == 1, "what only one has is shown too"


def test_a_narrow_terminal_gets_one_over_the_other() -> None:
    """Below 90 columns nothing is squeezed."""
    shown = side_by_side(fixture.gentle(), fixture.empty(), ("Above", "Below"), 89)

    assert "│" not in shown
    assert shown.index("Above") < shown.index("Works out") < shown.index("Below")


@given(
    words=st.text(alphabet="ab \n\t通🤖\ufe0f\u0301-", max_size=120),
    head=st.text(alphabet="x通", max_size=12),
    width=st.integers(min_value=8, max_value=60),
)
def test_wrapping_keeps_every_character_and_the_width(words: str, head: str, width: int) -> None:
    """What is wrapped is all there, in order, and no line is too wide."""
    lines = flow([(words, "")], width, head=[(head, "bold")])
    text = "".join(line.render(colour=False) for line in lines)

    assert all(line.cells <= width for line in lines)
    assert "".join(text.split()) == head + "".join(words.split())


def test_width_is_counted_in_columns() -> None:
    """Wide characters take two columns, marks none, an emoji asked for by its selector two."""
    assert [cells(text) for text in ("abc", "通知", "e\u0301", "❤", "❤\ufe0f", "🤖")] == [
        3,
        4,
        1,
        1,
        2,
        2,
    ]
    assert Line((("通", ""),)).padded(4).cells == 4
