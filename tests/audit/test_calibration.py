"""A calibration set is made through the engine, labelled once, and checked row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audit.calibration import INDEX, Label, check_set, make_set, read_labels
from interviewer.audit.candidate import Candidate, Kind
from interviewer.engine.clock import VirtualClock
from interviewer.engine.interview import Interview
from interviewer.errors import ContentError, Problem
from interviewer.judge.scorecard import (
    CriterionResult,
    Fingerprints,
    Scorecard,
    Talk,
    Verdict,
)
from tests.audit.conftest import ScriptedInterview


class Mute:
    """Says one thing."""

    def __init__(self, name: str, kind: Kind) -> None:
        self.name = name
        self.kind = kind
        self._says: list[str] = ["One thing."]

    async def reply(self, heard: str) -> str | None:
        """Say it."""
        return self._says.pop() if self._says else None


class Written(ScriptedInterview):
    """A scripted interview that leaves a file and can be closed."""

    def __init__(self, path: Path) -> None:
        super().__init__(["Why?"])
        self.path = path
        path.write_text("spoken\n", encoding="utf-8")

    async def leave(self) -> None:
        """Nothing is held."""


async def _start(scenario: str, seed: int, clock: VirtualClock, path: Path) -> Interview:
    assert (scenario, clock.elapsed()) == ("bakery", 0.0)
    return Written(path)  # type: ignore[return-value]


def _candidates() -> list[tuple[Candidate, int]]:
    return [(Mute("reciter", "smooth"), 1), (Mute("expert", "legitimate"), 2)]


def _judge(verdict: Verdict, level: int = 1) -> Scorecard:
    criterion = CriterionResult(
        id="framing",
        name="Framing",
        weight=1,
        gate=True,
        core=True,
        phase="clarify",
        level=level,
        probed=True,
        quotes=[],
        why_not_higher="",
        why_not_lower="",
    )
    talk = Talk(
        words=1,
        turns=1,
        median_turn_words=1,
        mentions=0,
        applications=0,
        words_per_application=None,
        questions_asked=0,
        facts_told=0,
    )
    prints = Fingerprints(
        transcript="", scenario="", rubric="", embedder="", swap_corpus="", package=""
    )
    return Scorecard(
        scenario="bakery",
        title="Bakery",
        level="senior",
        session="x",
        judge="scripted",
        verdict=verdict,
        summary=f"{verdict}, because",
        credit=0,
        bar=0.45,
        criteria=[criterion],
        gates=[],
        arithmetic=[],
        probes=[],
        talk=talk,
        coverage={},
        fingerprints=prints,
    )


async def test_a_set_is_made_and_labelled(tmp_path: Path) -> None:
    """A transcript a candidate and seed, an index beside them, and nothing left lying about."""
    labels = await make_set("bakery", _candidates(), tmp_path, _start)

    assert [label.file for label in labels] == ["bakery/reciter-1.jsonl", "bakery/expert-2.jsonl"]
    assert labels[0].max_level == 1
    assert labels[0].verdicts == ["fail"]
    assert labels[1].verdicts == ["pass", "strong_pass"]
    assert {p.name for p in tmp_path.iterdir()} == {"bakery", INDEX}
    assert {p.name for p in (tmp_path / "bakery").iterdir()} == {
        "reciter-1.jsonl",
        "expert-2.jsonl",
    }
    assert {label.file for label in read_labels(tmp_path).transcripts} == {
        label.file for label in labels
    }


async def test_a_label_written_by_hand_stays(tmp_path: Path) -> None:
    """Making the set again overwrites transcripts, never what a person said of them."""
    await make_set("bakery", _candidates(), tmp_path, _start)
    index = tmp_path / INDEX
    text = index.read_text(encoding="utf-8").replace("reciter talks", "seen by a person, it talks")
    index.write_text(text, encoding="utf-8")
    labels = await make_set("bakery", _candidates()[:1], tmp_path, _start)

    assert labels[0].why.startswith("seen by a person")
    assert len(read_labels(tmp_path).transcripts) == 2


async def test_a_row_says_what_was_right_and_what_was_not(tmp_path: Path) -> None:
    """The verdict must be allowed and no level above the ceiling."""
    await make_set("bakery", _candidates(), tmp_path, _start)

    def rows(verdict: Verdict, level: int) -> dict[str, bool]:
        return {
            row.file: row.ok for row in check_set(tmp_path, lambda path: _judge(verdict, level))
        }

    assert rows("fail", 1) == {"bakery/reciter-1.jsonl": True, "bakery/expert-2.jsonl": False}
    assert rows("fail", 2) == {"bakery/reciter-1.jsonl": False, "bakery/expert-2.jsonl": False}
    assert rows("pass", 4) == {"bakery/reciter-1.jsonl": False, "bakery/expert-2.jsonl": True}


async def test_what_cannot_be_judged_or_has_no_label_is_a_row_of_its_own(tmp_path: Path) -> None:
    """Neither counts as held."""
    await make_set("bakery", _candidates(), tmp_path, _start)
    (tmp_path / "bakery" / "stray.jsonl").write_text("", encoding="utf-8")

    def judge(path: Path) -> Scorecard:
        if path.name.startswith("reciter"):
            raise ContentError([Problem(path, 1, 1, "", "damaged")])
        return _judge("pass")

    rows = {row.file: row for row in check_set(tmp_path, judge)}

    assert not rows["bakery/reciter-1.jsonl"].ok
    assert rows["bakery/reciter-1.jsonl"].got is None
    assert "damaged" in rows["bakery/reciter-1.jsonl"].detail
    assert "no label" in rows["bakery/stray.jsonl"].detail
    assert rows["bakery/expert-2.jsonl"].ok


def test_a_label_allows_something() -> None:
    """A transcript for which no verdict is right is a mistake."""
    with pytest.raises(ValueError, match="at least 1"):
        Label(file="x.jsonl", verdicts=[], why="nothing fits")
