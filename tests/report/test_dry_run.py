"""The author's page in the terminal, as Markdown and as data: the same findings, safely set."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from interviewer import transcript as t
from interviewer.authoring.faults import Fault, Run
from interviewer.authoring.places import Places
from interviewer.authoring.sittings import Sitting
from interviewer.report.dry_run import as_data, dry_run_markdown, dry_run_text, spot
from interviewer.report.layout import cells
from interviewer.retrieval.base import Embedder
from tests.tui.fake import header, loaded, scorecard

LEAK = Fault(
    "leak",
    "cost",
    "1 of 2 talkers held `cost`",
    "put these words among its hollow answers",
    (Path("rubrics/x.yaml"), 12),
    0.25,
    ("hedger: “it *depends* \x1b[31m on | balance”", "b", "c", "d"),
)
FACT = Fault("fact", "load", "`load` was told to nobody", "ask", (Path("scenarios/x.yaml"), 3), 0.1)


@pytest.fixture
def run() -> Run:
    """A talker who passed and an expert who did not."""
    records = (header("s"), t.Closed(why="time", seq=1))
    card = scorecard(1, "words")
    passed = card.model_copy(update={"verdict": "pass"})
    sittings = [
        Sitting("hedger", "talker", 2, records, passed),
        Sitting("plain-expert", "expert", 1, records, card),
    ]
    return Run(loaded(), sittings, cast(Places, None), cast(Embedder, None))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_it_fits_the_terminal(run: Run, width: int) -> None:
    """No line of prose is longer; the table needs 72 columns."""
    text = dry_run_text(run, [LEAK, FACT], [LEAK, FACT], width=width, colour=False)
    table = text.split("WHO GOT HOW FAR")[1].split("levels:")[0].splitlines()
    for line in text.splitlines():
        assert cells(line) <= (max(width, 72) if line in table else width)


def test_it_says_what_to_mend_first(run: Run) -> None:
    """With the place, the stake and the rule; quotes beyond three are counted."""
    text = dry_run_text(run, [LEAK, FACT], [LEAK], width=100, colour=False)
    first = text.split("WHO GOT HOW FAR")[0]
    assert "1. 1 of 2 talkers held `cost`. (25.0 % at stake)" in first
    assert "rubrics/x.yaml:12" in first
    assert "Ranked by" in first
    assert "and 1 more" in text
    assert "\x1b" not in text
    assert "hedger #2" in text


def test_nothing_found(run: Run) -> None:
    """It says so."""
    assert "Nothing was found." in dry_run_text(run, [], [], width=80, colour=False)


def test_markdown_is_not_read_from_quotes(run: Run) -> None:
    """A talker's words are escaped; every finding stands there."""
    text = dry_run_markdown(run, [LEAK, FACT], [LEAK, FACT])
    assert "\\*depends\\*" in text
    assert "\x1b" not in text
    assert "| hedger #2 | talker | pass |" in text
    assert "`scenarios/x.yaml:3`" in text


def test_data_is_whole(run: Run) -> None:
    """Everything the page says, for a program."""
    data = as_data(run, [LEAK, FACT], [LEAK])
    assert [one["what"] for one in data["findings"]] == ["cost", "load"]
    assert data["edits"][0]["line"] == 12
    assert data["interviews"][0]["levels"]["framing"] == 2


def test_the_shorter_path_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors can jump to it from here."""
    monkeypatch.chdir(tmp_path)
    assert spot((tmp_path / "a" / "b.yaml", 7)) == "a/b.yaml:7"
