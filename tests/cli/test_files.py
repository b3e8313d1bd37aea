"""`scenarios`, `show`, `check`, `schema`, `history`, `doctor`: about files, in words or in JSON."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from interviewer import transcript as t
from interviewer.cli.schema import SCHEMAS
from interviewer.content import content_root, load_yaml, plain
from interviewer.errors import Exit
from tests.cli.conftest import Cli

ROOT = content_root()
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))


def test_the_scenarios_are_listed(cli: Cli) -> None:
    """One line and one about it each; in JSON the same."""
    assert all(name in cli("scenarios").out for name in SHIPPED)
    listed = json.loads(cli("scenarios", "--json").out)
    assert [row["id"] for row in listed] == SHIPPED


def test_a_broken_scenario_does_not_hide_the_others(cli: Cli, tmp_path: Path) -> None:
    """It is named on stderr; the rest is listed."""
    (tmp_path / "more" / "scenarios").mkdir(parents=True)
    (tmp_path / "more" / "scenarios" / "broken.yaml").write_text("id: [a, b\nx: 1\n")
    ran = cli("--content", str(tmp_path / "more"), "scenarios", "--json")
    assert [row["id"] for row in json.loads(ran.out)] == SHIPPED
    assert "broken.yaml:1:5: id: a bracket is opened and not closed" in ran.err


def test_a_brief_has_no_facts_until_asked(cli: Cli) -> None:
    """What is earned in the interview is shown only with `--facts`."""
    assert "4.0 million" not in cli("show", "bank-scams").out
    assert "4.0 million" in cli("show", "bank-scams", "--facts").out


# --- check ----------------------------------------------------------------------------------------


def test_the_shipped_library_is_clean(cli: Cli) -> None:
    """Nothing is found in what we ship, the base rubric and the candidates included."""
    folders = str(ROOT / "scenarios"), str(ROOT / "rubrics")
    ran = cli("check", *folders, "--fast", "--on", "2026-11-21")
    assert ran.code == Exit.GOOD
    assert re.fullmatch(r"\d+ files, 0 problems\n", ran.out)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of one scenario with its rubric, in which faults can be planted."""
    for folder in ("scenarios", "rubrics"):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / folder / "bank-scams.yaml", tmp_path / folder)
    shutil.copy(ROOT / "rubrics" / "ml-system-design.yaml", tmp_path / "rubrics")
    return tmp_path


FAULTS = [
    (
        "scenarios",
        "id: bank-scams",
        "id: bank-scam",
        "bank-scams.yaml:2:1: id: `bank-scam` is not the file's name",
    ),
    (
        "scenarios",
        "level: senior",
        "level: sr",
        "bank-scams.yaml:5:1: level: `sr` is not known here",
    ),
    (
        "scenarios",
        "minutes: 45",
        "minutes: 4",
        "bank-scams.yaml:6:1: minutes: is 4; it must be at least 10",
    ),
    (
        "rubrics",
        "    criterion: framing",
        "    criterion: frming",
        ".criterion: `frming` is not a criterion (did you mean `framing`?)",
    ),
    ("rubrics", "    needs: ", "    neds: ", ".neds: unknown key (did you mean `needs`?)"),
    (
        "rubrics",
        "extends: ml-system-design",
        "extends: ml",
        "bank-scams.yaml:3:1: extends: `ml` is not a rubric",
    ),
]


@pytest.mark.parametrize(("folder", "old", "new", "says"), FAULTS)
def test_a_planted_fault_is_found(
    cli: Cli, copy: Path, folder: str, old: str, new: str, says: str
) -> None:
    """Exit code 1, file and line, and the nearest right word, in words and in JSON."""
    path = copy / folder / "bank-scams.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    ran = cli("check", str(copy / "scenarios" / "bank-scams.yaml"), "--json", "--fast")
    assert ran.code == Exit.FINDINGS
    problem = json.loads(ran.out)[0]
    line = f"{problem['path']}:{problem['line']}:{problem['column']}: "
    assert says in f"{line}{problem['where']}: {problem['message']} ({problem['hint']})"


def _estimate(text: str) -> str:
    start = text.index("estimates:")
    at = text.index("    formula:", start)
    return (
        text[: text.index('"', at) + 1] + "1 / 0" + text[text.index('"', text.index('"', at) + 1) :]
    )


def test_what_code_can_work_out_is_worked_out(cli: Cli, copy: Path) -> None:
    """A formula without a result, a gate without a check: found in the rubric's own lines."""
    path = copy / "rubrics" / "bank-scams.yaml"
    text = _estimate(path.read_text("utf-8"))
    path.write_text(text.replace("check:", "unknown:", 0), "utf-8")
    ran = cli("check", str(copy / "rubrics"), "--fast", "--on", "2026-11-21")
    assert ran.code == Exit.FINDINGS
    found, todo, count = ran.out.strip().split("\n")
    assert todo == "    mend the formula"
    assert count.endswith(" 1 problem")
    line = text.count("\n", 0, text.index("1 / 0")) + 1
    assert found.startswith(f"{path}:{line}:")
    assert ".formula: `1 / 0` does not evaluate: division by zero" in found


def test_an_empty_result_is_never_good(cli: Cli, tmp_path: Path) -> None:
    """A folder without files, or a file that is neither: exit code 1."""
    assert cli("check", str(tmp_path)).code == Exit.FINDINGS
    (tmp_path / "x.yaml").write_text("id: x\n")
    ran = cli("check", str(tmp_path))
    assert ran.code == Exit.FINDINGS
    assert "is neither a scenario nor a rubric" in ran.out


# --- schema ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schemas_for_editors_are_current(cli: Cli, kind: str) -> None:
    """`make schemas` writes them anew after a format has changed."""
    path = ROOT / "interviewer" / "schemas" / f"{kind}.schema.json"
    assert cli("schema", kind).out == path.read_text("utf-8"), "run `make schemas`"


def _validator(kind: str) -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[kind]())
    return jsonschema.Draft202012Validator(SCHEMAS[kind]())


def _data(path: Path) -> Any:
    return json.loads(json.dumps(plain(load_yaml(path)), default=str))


@pytest.mark.parametrize("kind", ["scenario", "rubric"])
def test_every_shipped_file_fits_its_schema_and_names_it(kind: str) -> None:
    """What an editor underlines red is wrong; the first line tells the editor where to look."""
    validator = _validator(kind)
    for path in sorted((ROOT / f"{kind}s").glob("*.yaml")):
        assert [error.message for error in validator.iter_errors(_data(path))] == []
        first = path.read_text("utf-8").split("\n")[0]
        if path.stem in SHIPPED:
            named = first.partition("$schema=")[2]
            assert (
                path.parent / named
            ).resolve() == ROOT / f"interviewer/schemas/{kind}.schema.json"


def test_the_schema_of_a_rubric_knows_removals_and_slips() -> None:
    """Null and `removed` are right, a misspelt or missing key of a hook is not."""
    validator = _validator("rubric")
    good: dict[str, Any] = {
        "id": "x",
        "phases": [{"id": "a", "removed": True}],
        "criteria": [{"id": "b"}],
    }
    good |= {"hooks": [{"id": "c", "removed": True}], "pass": {"justified": None, "credit": {}}}
    assert [e.message for e in validator.iter_errors({**good, "pass": {"justified": 1}})] == []
    assert list(validator.iter_errors({"id": "x", "hooks": [{"id": "c"}]}))
    assert list(validator.iter_errors({"id": "x", "hoks": []}))


def test_a_transcript_fits_its_schema(sat: bytes) -> None:
    """Every line of a real transcript, checksum included."""
    validator = _validator("transcript")
    for line in sat.decode().strip().split("\n"):
        assert [error.message for error in validator.iter_errors(json.loads(line))] == []


# --- history and doctor ---------------------------------------------------------------------------


def test_history_lists_what_lies_there_readable_or_not(cli: Cli, kept: Path) -> None:
    """A damaged or foreign file is listed with its reason; so are sessions in JSON."""
    (kept.parent / "foreign.jsonl").write_text('{"x": "\x1b[31m"}\n')
    ran = cli("history")
    assert "Payments that customers are talked into" in ran.out
    assert "unreadable" in ran.out
    assert "is not a transcript of this program" in ran.out
    listed = json.loads(cli("history", "--json").out)
    assert {row["turns"] for row in listed} == {2, 0}
    assert [bool(row["problem"]) for row in listed] == [False, True]


def test_history_without_a_folder_says_how_to_begin(cli: Cli, folder: Path) -> None:
    """Nothing yet is no error, and no folder is made."""
    ran = cli("history")
    assert ran.code == Exit.GOOD
    assert "interviewer practice" in ran.err
    assert json.loads(cli("history", "--json").out) == []
    assert not folder.exists()


def test_score_in_json_is_a_scorecard(cli: Cli, kept: Path) -> None:
    """It parses, by id, by beginning and by path, and has what the schema says."""
    validator = _validator("scorecard")
    card = json.loads(cli("score", t.read(kept).header.session[:14], "--json").out)
    assert [error.message for error in validator.iter_errors(card)] == []
    page = kept.with_name("page.html")
    ran = cli("score", str(kept), "--html", str(page))
    assert (ran.code, ran.out) == (Exit.GOOD, "")
    assert page.read_text("utf-8").startswith("<!")


def test_the_doctor_looks_at_everything_and_survives_what_it_finds(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Good here; an unwritable folder and a look that fails are findings, not faults."""
    findings = json.loads(cli("doctor", "--json").out)
    assert {finding["what"] for finding in findings} >= {"program", "embedder", "transcripts"}
    shutil.rmtree(folder)
    folder.write_text("")

    def fail(*_: object) -> None:
        raise RuntimeError("no numpy today")

    monkeypatch.setattr("interviewer.wiring.embedder", fail)
    ran = cli("doctor")
    assert ran.code == Exit.FINDINGS
    assert "NO  transcripts" in ran.out
    assert "RuntimeError: no numpy today" in ran.out
