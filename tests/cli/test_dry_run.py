"""`dry-run`: the author's page from real interviews, with few talkers for the time's sake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer import wiring
from interviewer.cli import dry_run
from interviewer.content import content_root
from interviewer.settings import Settings
from tests.cli.conftest import Cli, Ran
from tests.engine.acting import VECTORS
from tests.workshop.conftest import put


def _broken(text: str) -> str:
    """Return a rubric in which nothing sets off `late-labels`; another file as it is."""
    before, mark, hook = text.partition("- id: late-labels")
    _, keys, after = hook.partition("    asks:")
    head = hook.split("    triggers:")[0]
    words = "    triggers: [Bananas ripen in a paper bag.]\n"
    return f"{before}{mark}{head}{words}{keys}{after}" if mark else text


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One talker, and one part of the fact sheet to ask for."""
    monkeypatch.setattr(dry_run, "PERSONAS", ("reciter",))
    monkeypatch.setattr(dry_run, "parts", lambda scenario: 1)
    monkeypatch.setattr(dry_run, "_scripts", lambda loaded: {})


@pytest.mark.usefixtures("few")
def test_a_scenario_without_candidates(cli: Cli, tmp_path: Path) -> None:
    """Findings are named with file and line, as JSON and as Markdown; the exit code says so.

    One hook is broken: its triggers are what nobody says.
    """
    page = tmp_path / "page.md"
    for folder in ("scenarios", "rubrics"):
        (tmp_path / folder).mkdir()
        text = (content_root() / folder / "bank-scams.yaml").read_text("utf-8")
        (tmp_path / folder / "bank-scams.yaml").write_text(_broken(text), "utf-8")
    arguments = ("dry-run", "bank-scams", "--content", str(tmp_path), "--jobs", "1")
    ran: Ran = cli(*arguments, "--json", "--markdown", str(page))
    data = json.loads(ran.out)
    assert ran.code == 1
    assert [one["persona"] for one in data["interviews"]] == ["asker", "namer", "reciter"]
    assert {one["verdict"] for one in data["interviews"]} == {"fail"}
    assert 1 <= len(data["edits"]) <= 3
    for found in data["findings"]:
        path = Path(found["file"])
        assert path.is_file()
        assert 1 <= found["line"] <= len(path.read_text("utf-8").splitlines())
    stakes = [found["stake"] for found in data["findings"]]
    assert stakes == sorted(stakes, reverse=True)
    assert "late-labels" in [one["what"] for one in data["findings"]]
    assert page.read_text("utf-8").startswith("# Dry run: Payments that customers are talked into")


def test_the_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shipped talker with its seeds, the scenario's own candidates, askers for every fact."""
    from interviewer.content import Library

    seats = list(dry_run.cast(Library.shipped().load("bank-scams"), 2))
    names = [seat.persona for seat in seats]
    assert names.count("reciter") == names.count("parrot") == 2
    assert {"plain-expert", "smooth-talker", "namer"} <= set(names)
    roles = {seat.persona: seat.role for seat in seats}
    assert (roles["plain-expert"], roles["smooth-talker"]) == ("expert", "talker")
    assert names.count("asker") == 3
    assert len(seats) == len(set(seats))


def test_usage(cli: Cli) -> None:
    """What is not there is refused with code 2; author mode wants a terminal."""
    assert cli("dry-run", "bank-scam").code == 2
    assert cli("dry-run", "bank-scams", "--seeds", "0").code == 2
    ran = cli("practice", "bank-scams", "--author", "--plain")
    assert ran.code == 2
    assert "Author mode needs the app" in ran.err


def test_a_scaffold_is_refused_at_once(cli: Cli, tmp_path: Path) -> None:
    """Talkers would be asked its blanks: how many there are is said, and who says where."""
    cli("new", "scenario", "own", "--in", str(tmp_path))
    ran = cli("--content", str(tmp_path), "dry-run", "own")
    assert ran.code == 2
    assert "`own` is not finished" in ran.err
    assert "`interviewer check` says where" in ran.err


def test_an_expert_without_answers_is_seen(tmp_path: Path) -> None:
    """Of an authored candidate it is kept where it stands, and what it could not answer."""
    content = put(tmp_path / "content")
    path = content / "scenarios" / "candidates" / "lead-pipes.yaml"
    path.parent.mkdir()
    text = (
        "scenario: lead-pipes\ncandidates:\n"
        "  - id: curt\n    kind: legitimate\n    about: 'Curt.'\n"
        "    opening: 'We decide which hole is dug.'\n    answers:\n"
        "      - {hook: data, says: 'I learn from full streets.', pressed: 'From those alone.'}\n"
    )
    stub = text[text.index("  - id:") :].replace("id: curt", "id: stub").replace("Curt.", "<who>")
    path.write_text(text + stub, "utf-8")
    settings = Settings(transcripts=tmp_path, cache=VECTORS, content=(content,))
    loaded = wiring.library(settings).load("lead-pipes")
    (seat,) = [seat for seat in dry_run.cast(loaded, 1) if seat.role == "expert"]
    sitting = dry_run.sit_one(settings, "lead-pipes", seat, tmp_path)
    asked = {one.id for one in sitting.put}
    assert sitting.script == (path, 3)
    assert len(asked) > 2
    assert sitting.speechless == asked - {"data"}
