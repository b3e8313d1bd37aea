"""`compare`: two judgements of one interview, or two sittings of one scenario."""

from __future__ import annotations

import json
from pathlib import Path

from interviewer.errors import Exit
from interviewer.judge.scorecard import Scorecard
from tests.cli.conftest import Cli
from tests.report.fixture import scorecard


def _file(path: Path, card: Scorecard) -> str:
    path.write_text(card.model_dump_json(), "utf-8")
    return str(path)


def test_two_sittings_stand_side_by_side(cli: Cli, tmp_path: Path) -> None:
    """Their difference is no finding; in JSON the same with the same words of caution."""
    prints = scorecard().fingerprints.model_copy(update={"transcript": "another"})
    again = scorecard().model_copy(update={"fingerprints": prints, "verdict": "pass"})
    files = _file(tmp_path / "a.json", scorecard()), _file(tmp_path / "b.json", again)
    ran = cli("compare", *files)
    assert ran.code == Exit.GOOD
    assert "These are two conversations" in ran.out
    found = json.loads(cli("compare", *files, "--json").out)
    assert found["now"]["verdict"] == "pass"
    assert found["caveats"][0].startswith("These are two conversations")


def test_two_judgements_of_one_interview_may_not_differ(cli: Cli, tmp_path: Path) -> None:
    """Exit code 1 if the verdict does, 0 if nothing does."""
    other = scorecard().model_copy(update={"verdict": "strong_pass"})
    files = _file(tmp_path / "a.json", scorecard()), _file(tmp_path / "b.json", other)
    assert cli("compare", *files).code == Exit.FINDINGS
    assert cli("compare", files[0], files[0]).code == Exit.GOOD


def test_two_scenarios_are_refused(cli: Cli, tmp_path: Path) -> None:
    """With what can be compared."""
    prints = scorecard().fingerprints.model_copy(update={"transcript": "another"})
    other = scorecard().model_copy(update={"fingerprints": prints, "scenario": "another"})
    files = _file(tmp_path / "a.json", scorecard()), _file(tmp_path / "b.json", other)
    ran = cli("compare", *files)
    assert ran.code == Exit.USAGE
    assert "two scenarios" in ran.err
    assert "two sittings of one scenario" in ran.err
