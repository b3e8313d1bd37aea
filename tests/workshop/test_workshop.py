"""`check` and `new` as an author meets them: order of work, exit codes, a scaffold, the guide."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from interviewer.content import Library, content_root
from interviewer.errors import Exit
from interviewer.workshop.catalogue import KNOWN, RULES
from interviewer.workshop.rules import estimates, facts
from interviewer.workshop.rules import hooks as hook_rules
from tests.cli.conftest import Cli, cli, folder
from tests.workshop.conftest import put

ROOT = content_root()
GUIDE = ROOT / "scenarios" / "AUTHORING.md"
DAY = ("--on", "2026-11-21")

__all__ = ["cli", "folder"]  # fixtures


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small scenario with its rubric, in a folder of its own."""
    return put(tmp_path)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_scenario_is_checked_before_its_rubric(cli: Cli, copy: Path) -> None:
    """Findings come in order of work, a file after the other, and the last line says the next."""
    _change(
        copy / "rubrics" / "lead-pipes.yaml",
        "Takes the order of holes",
        "Mentions the order of holes",
    )
    _change(
        copy / "scenarios" / "lead-pipes.yaml",
        "Help us get",
        "Design a system to get",
    )
    ran = cli("check", str(copy), "--fast", *DAY)
    assert ran.code == Exit.FINDINGS
    found = re.findall(r"^(\S+):\d+:\d+: error: .*\[([a-z-]+)\]$", ran.out, re.M)
    assert [(Path(path).parent.name, rule) for path, rule in found] == [
        ("scenarios", "design-a-system"),
        ("rubrics", "presence-only"),
    ]
    assert ran.out.endswith("2 files, 2 problems\n")
    assert "Next: lead-pipes.yaml:" in ran.err
    assert "interviewer check --explain design-a-system" in ran.err


def test_the_next_step_ends_as_a_sentence_does(cli: Cli, copy: Path) -> None:
    """A remedy that is a question gets no full stop after its mark."""
    _change(copy / "rubrics" / "lead-pipes.yaml", "criterion: framing", "criterion: frming")
    ran = cli("check", str(copy), "--fast", *DAY)
    assert "did you mean `framing`?\n" in ran.err
    assert "?." not in ran.err


def test_notes_are_no_problem(cli: Cli, copy: Path) -> None:
    """They are counted, shown on request, and do not change the exit code."""
    source = '  - {id: extra, title: "T", publisher: "P", year: 2024, read: from_memory}\n'
    _change(copy / "scenarios" / "lead-pipes.yaml", "sources:\n", f"sources:\n{source}")
    path = str(copy / "scenarios" / "lead-pipes.yaml")
    ran = cli("check", path, "--fast", *DAY)
    assert ran.code == Exit.GOOD
    assert ran.out == "1 file, 0 problems\n"
    assert "--notes shows them" in ran.err
    assert "[source-unused]" in cli("check", path, "--fast", "--notes", *DAY).out


def test_json_has_every_finding_whole(cli: Cli, copy: Path) -> None:
    """Rule, severity, place, message and hint; nothing else on stdout."""
    _change(
        copy / "scenarios" / "lead-pipes.yaml",
        "Help us get",
        "Design a system to get",
    )
    found = json.loads(cli("check", str(copy), "--fast", "--json", *DAY).out)[0]
    assert found["rule"] == "design-a-system"
    assert found["severity"] == "error"
    assert found["where"] == "prompt"
    assert (copy / "scenarios" / "lead-pipes.yaml").samefile(found["path"])
    assert {"line", "column", "message", "hint"} <= set(found)


@pytest.mark.parametrize(
    "given", [["rubrics"], ["scenarios"], ["rubrics", "scenarios"], ["."]], ids="+".join
)
def test_a_finding_comes_once(cli: Cli, copy: Path, given: list[str]) -> None:
    """Whichever half of the pair is named, or both: the other is found beside it."""
    _change(copy / "rubrics" / "lead-pipes.yaml", "Takes the order", "Mentions the order")
    ran = cli("check", *(str(copy / folder) for folder in given), "--fast", *DAY)
    assert ran.out.count("[presence-only]") == 1
    assert ran.out.endswith(" 1 problem\n")


def test_a_scenario_without_a_rubric_is_told(cli: Cli, copy: Path) -> None:
    """A reference that meets nothing, in the scenario's file."""
    (copy / "rubrics" / "lead-pipes.yaml").unlink()
    ran = cli("check", str(copy), "--fast", *DAY)
    assert ran.code == Exit.FINDINGS
    assert "There is no rubric `lead-pipes`" in ran.out
    assert "[reference]" in ran.out


def test_a_path_that_is_not_there_is_a_usage_error(cli: Cli) -> None:
    """Exit code 2, and only for that."""
    assert cli("check", "/nowhere/at/all").code == Exit.USAGE


def test_a_day_can_be_given(cli: Cli, copy: Path) -> None:
    """What will have expired by then is found today."""
    ran = cli("check", str(copy), "--fast", "--on", "2036-01-01")
    assert ran.code == Exit.FINDINGS
    assert "[fact-expired]" in ran.out


def test_without_the_embedder_the_rest_is_checked(
    cli: Cli, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line says what was left out; the exit code is about what was looked at."""
    monkeypatch.setattr("interviewer.retrieval.weights.packaged", lambda: None)
    monkeypatch.setattr("interviewer.retrieval.weights.chroma_cached", lambda: None)
    ran = cli("check", str(copy), *DAY)
    assert ran.code == Exit.GOOD
    assert "rules that compare meanings were left out" in ran.err


@pytest.mark.parametrize("as_json", [False, True])
def test_a_rule_is_explained(cli: Cli, as_json: bool) -> None:
    """Its reason, what it finds, and an example with its cure."""
    ran = cli("check", "--explain", "twin-facts", *(["--json"] if as_json else []))
    assert ran.code == Exit.GOOD
    assert "one question" in ran.out or "share their questions" in ran.out
    everything = cli("check", "--explain", "all").out
    assert all(rule.id in everything for rule in RULES)


def test_an_unknown_rule_meets_the_nearest(cli: Cli) -> None:
    """Exit code 2, with an offer."""
    ran = cli("check", "--explain", "twin-fact")
    assert ran.code == Exit.USAGE
    assert "Did you mean twin-facts?" in ran.err


# --- new ------------------------------------------------------------------------------------------


def test_a_scaffold_leads_from_blank_to_blank(cli: Cli, tmp_path: Path) -> None:
    """It loads, its only findings are blanks, the first is the scenario's, the next is named."""
    ran = cli("new", "scenario", "hot-kitchens", "--in", str(tmp_path))
    assert ran.code == Exit.GOOD
    files = [Path(line) for line in ran.out.splitlines()]
    assert all(path.is_file() for path in files)
    ran = cli("--content", str(tmp_path), "check", str(tmp_path), "--fast")
    assert ran.code == Exit.FINDINGS
    assert set(re.findall(r"\[([a-z-]+)\]$", ran.out, re.M)) == {"placeholder"}
    assert "Next: hot-kitchens.yaml:" in ran.err
    assert "title is to be filled in" in ran.err


def test_a_filled_entry_is_judged(cli: Cli, tmp_path: Path) -> None:
    """Once the blank of an entry is gone, its rules speak; entries with blanks are left alone."""
    cli("new", "scenario", "hot-kitchens", "--in", str(tmp_path))
    path = tmp_path / "scenarios" / "hot-kitchens.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"  <who is hurt.*>", "  Design a heat prediction system.", text), "utf-8"
    )
    ran = cli("--content", str(tmp_path), "check", str(path), "--fast")
    assert "prompt: asks for a system" in ran.out
    assert "few-facts" not in ran.out


def test_a_scaffold_names_its_schemas(cli: Cli, tmp_path: Path) -> None:
    """The first line of each file leads an editor to a schema that is there."""
    ran = cli("new", "scenario", "hot-kitchens", "--in", str(tmp_path))
    for path in map(Path, ran.out.splitlines()[:2]):
        first = path.read_text("utf-8").splitlines()[0]
        assert (path.parent / first.split("$schema=")[1]).resolve().is_file()


@pytest.mark.parametrize("name", ["Hot Kitchens", "-x", "ä", "x" * 70])
def test_a_name_that_cannot_be_an_id_is_refused(cli: Cli, tmp_path: Path, name: str) -> None:
    """Exit code 2 with one that could, and nothing is written."""
    ran = cli("new", "scenario", "--in", str(tmp_path), "--", name)
    assert ran.code == Exit.USAGE
    assert "Small letters and hyphens" in ran.err
    assert list(tmp_path.rglob("*.yaml")) == []


def test_nothing_is_overwritten(cli: Cli, tmp_path: Path) -> None:
    """A second scaffold of the same name is refused."""
    cli("new", "scenario", "hot-kitchens", "--in", str(tmp_path))
    ran = cli("new", "scenario", "hot-kitchens", "--in", str(tmp_path))
    assert ran.code == Exit.USAGE
    assert "is there already" in ran.err


def test_every_command_of_the_guide_works(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They run in order, in an empty folder; what `new` leaves blank is filled in between."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`(interviewer [^`]+)`", GUIDE.read_text("utf-8"))
    for line in dict.fromkeys([*lines, *inline]):
        if line.startswith("export "):
            monkeypatch.setenv(*line.removeprefix("export ").split("="))
            continue
        words = shlex.split(line)[1:]
        fast = ["--fast"] if words[-2:] == ["check", "my-scenarios"] else []
        ran = cli(*words, *fast, input=b"/end\n")
        if words[0] == "new":  # as if it had been filled in
            put(tmp_path / "my-scenarios", "lost-tickets")
        assert ran.code in (Exit.GOOD, Exit.FINDINGS, Exit.INCOMPLETE), (line, ran.err)


def test_the_guide_names_rules_that_exist() -> None:
    """In italics, as `check` spells them."""
    names = {rule.id for rule in KNOWN}
    named = re.findall(r"\*([a-z]+(?:-[a-z]+)+)[*:]", GUIDE.read_text("utf-8"))
    assert named
    assert set(named) <= names


def test_the_guides_table_is_held_to_the_code() -> None:
    """What it says that `check` requires and the library holds is so; it is said nowhere else."""
    loaded = [Library.shipped().load(name) for name in Library.shipped().scenario_paths()]
    scenarios, rubrics = [one.scenario for one in loaded], [one.rubric for one in loaded]
    hooks = [hook for rubric in rubrics for hook in rubric.hooks]
    points = [point for hook in hooks for point in hook.substance]
    criteria = [criterion for rubric in rubrics for criterion in rubric.criteria]
    least: dict[str, tuple[int, Sequence[Sequence[object]]]] = {
        "facts": (facts.FEWEST_FACTS, [s.facts for s in scenarios]),
        "`asks` of a fact": (facts.FEWEST_ASKS, [f.asks for s in scenarios for f in s.facts]),
        "hooks without a twist": (
            hook_rules.FEWEST_HOOKS,
            [[hook for hook in rubric.hooks if not hook.twist] for rubric in rubrics],
        ),
        "points of a hook's `substance`": (2, [hook.substance for hook in hooks]),
        "`paraphrases` of such a point": (
            hook_rules.FEWEST_PARAPHRASES,
            [point.paraphrases for point in points],
        ),
        "`hollow` answers of a hook": (hook_rules.FEWEST_HOLLOW, [hook.hollow for hook in hooks]),
        "`near_misses` of a criterion": (3, [criterion.near_misses for criterion in criteria]),
        "estimates": (estimates.FEWEST, [rubric.estimates for rubric in rubrics]),
        "twists": (1, [scenario.twists for scenario in scenarios]),
    }
    rows = {name: f"| {name} | {n} | {min(map(len, of))} |" for name, (n, of) in least.items()}
    guide = GUIDE.read_text("utf-8")
    assert [row for row in rows.values() if row not in guide] == []
    assert "scenarios/AUTHORING.md#0-begin" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "\n## 0. Begin\n" in guide
    assert guide.count("--content") == 1
