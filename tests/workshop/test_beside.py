"""What is checked beside a scenario: its candidates, and a rubric whose scenario is elsewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from interviewer.content import Library, load_yaml, plain
from interviewer.errors import Exit
from interviewer.workshop.catalogue import RULES
from interviewer.workshop.checking import find_all
from interviewer.workshop.pair import Pair
from tests.bench.mutations import KINDS, Broken, broken, whole
from tests.cli.conftest import Cli, cli, folder
from tests.workshop.conftest import SMALL, put

__all__ = ["cli", "folder"]  # fixtures

DAY = ("--on", "2026-11-21")
LIBRARY = Library.shipped((SMALL,))
RUBRIC = LIBRARY.load("lead-pipes").rubric
ASKED = [
    *(phase.id for phase in RUBRIC.phases),
    *(estimate.id for estimate in RUBRIC.estimates),
    *(hook.id for hook in RUBRIC.hooks),
]


def _candidates(into: Path, *without: str, head: str = "", more: str = "") -> Path:
    """Write an expert who answers all but some questions; `head` goes before its answers."""
    answers = "".join(
        f"      - {{hook: {name}, says: 'As to {name}.', pressed: 'More of {name}.'}}\n"
        for name in ASKED
        if name not in without
    )
    path = into / "scenarios" / "candidates" / "lead-pipes.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (
        "scenario: lead-pipes\ncandidates:\n"
        f"  - id: plain-expert\n    kind: legitimate\n    about: 'A plumber.'\n{head}"
        f"    opening: 'We decide which hole is dug.'\n    answers:\n{answers}{more}"
    )
    path.write_text(text, "utf-8")
    return path


GAPS = ("clarify", "data", "truck-years", "break-even", "fair-picture", "trucks-only-change")
SAID = (
    "plain-expert has no answer to: phases clarify, data; estimates truck-years, break-even; "
    "hooks fair-picture; hooks of twists trucks-only-change"
)


@pytest.mark.parametrize("given", [".", "scenarios/lead-pipes.yaml", "scenarios/candidates"])
def test_an_expert_without_an_answer_is_told(cli: Cli, tmp_path: Path, given: str) -> None:
    """One warning that lists all of it by kind, in the candidate's line, whatever is named."""
    path = _candidates(put(tmp_path), *GAPS)
    ran = cli("check", str(tmp_path / given), "--fast", *DAY)
    assert ran.code == Exit.FINDINGS
    assert f"{path}:3:5: warning: {SAID} [candidate-silent]\n" in ran.out
    assert ran.out.endswith(" 1 problem\n")
    assert "interviewer check --explain candidate-silent" in ran.err
    assert "candidate-silent (warning)" in cli("check", "--explain", "candidate-silent").out


def test_an_expert_who_answers_all_is_not(cli: Cli, tmp_path: Path) -> None:
    """Nothing is found; nor of a talker, who is there to fail."""
    path = _candidates(put(tmp_path))
    assert cli("check", str(tmp_path), "--fast", *DAY).code == Exit.GOOD
    text = _candidates(tmp_path, *GAPS).read_text("utf-8")
    path.write_text(text.replace("kind: legitimate", "kind: smooth"), "utf-8")
    assert cli("check", str(tmp_path), "--fast", *DAY).code == Exit.GOOD


def test_the_greeting_is_met_by_questions_of_ones_own(cli: Cli, tmp_path: Path) -> None:
    """Who asks is never asked where to start, so that phase needs no answer."""
    _candidates(put(tmp_path), "clarify", head="    questions: ['How many homes are there?']\n")
    assert cli("check", str(tmp_path), "--fast", *DAY).code == Exit.GOOD


def test_an_answer_is_heard_by_its_wordings(cli: Cli, tmp_path: Path) -> None:
    """One under a name of its own counts where its words are near to the question, as in a room."""
    said = "says: 'From the full streets.', pressed: 'From those of last year.'"
    near = "What would you learn from, and what is wrong with those things?"
    _candidates(put(tmp_path), "data", more=f"      - {{hook: mine, when: ['{near}'], {said}}}\n")
    assert cli("check", str(tmp_path), *DAY).code == Exit.GOOD
    _candidates(tmp_path, "data", more=f"      - {{hook: data, when: ['the pump'], {said}}}\n")
    assert "no answer to: phases data [" in cli("check", str(tmp_path), *DAY).out


def test_a_stub_is_not_judged(cli: Cli, tmp_path: Path) -> None:
    """Its blanks are a note, and its ids may be gone from the rubric by then."""
    blank = "      - {hook: long-gone, says: '<the answer>', pressed: '<more>'}\n"
    _candidates(put(tmp_path), *GAPS, more=blank)
    ran = cli("check", str(tmp_path), "--fast", *DAY)
    assert ran.code == Exit.GOOD
    assert "1 note besides" in ran.err


def test_the_stub_shows_all_that_is_asked(cli: Cli, tmp_path: Path) -> None:
    """All phases, an estimate, a hook, a hook of a twist, by ids of the rubric beside it."""
    paths = [
        Path(line) for line in cli("new", "scenario", "own", "--in", str(tmp_path)).out.split()
    ]
    rubric = Library.shipped((tmp_path,)).load_rubric(paths[1])
    (stub,) = plain(load_yaml(paths[2]))["candidates"]
    shown = [answer["hook"] for answer in stub["answers"]]
    assert stub["opening"]
    assert [phase.id for phase in rubric.phases] == shown[: len(rubric.phases)]
    assert set(shown) & {estimate.id for estimate in rubric.estimates}
    assert set(shown) & {hook.id for hook in rubric.hooks if not hook.twist}
    (twisted,) = [hook.id for hook in rubric.hooks if hook.twist]
    assert next(one for one in stub["answers"] if one["hook"] == twisted)["when"]


# --- a rubric whose scenario is elsewhere ---------------------------------------------------------


def _mended(into: Path, old: str = "", new: str = "") -> str:
    """Copy the small rubric under another name into a folder that holds nothing else."""
    (into / "mine").mkdir()
    text = (SMALL / "rubrics" / "lead-pipes.yaml").read_text("utf-8")
    assert old in text
    path = into / "mine" / "mended.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    return str(path)


def test_a_rubric_meets_the_scenario_of_its_id(cli: Cli, tmp_path: Path) -> None:
    """Wherever it lies and whatever its file is called; what disagrees with the facts is found."""
    path = _mended(tmp_path, "twist: trucks-only", "twist: truks-only")
    content = put(tmp_path / "content")
    given = [path, str(content / "scenarios" / "lead-pipes.yaml")]
    for targets in (given[:1], given):
        ran = cli("--content", str(content), "check", *targets, "--fast", *DAY)
        assert f"{path}:" in ran.out
        assert "`truks-only` is not a twist of the scenario [reference]" in ran.out
        assert "[unpaired]" not in ran.out


def test_a_rubric_without_a_scenario_says_so(cli: Cli, tmp_path: Path) -> None:
    """It is plainly told, with what to do; the exit code is about what could be looked at."""
    path = _mended(tmp_path)
    ran = cli("check", path, *DAY)
    assert ran.code == Exit.GOOD
    assert ran.out == (
        f"{path}:1:1: note: not checked against a scenario [unpaired]\n"
        "    put it into the rubrics/ of a --content folder that has the scenario\n"
        "1 file, 0 problems\n"
    )
    (found,) = json.loads(cli("check", path, "--json", "--fast", *DAY).out)
    assert (found["rule"], found["severity"]) == ("unpaired", "note")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Takes the order", "Mentions the order", "[presence-only]"),
        ("criterion: framing", "criterion: frming", "did you mean `framing`?"),
        ("Says the word.", "<what they say>", "[placeholder]"),
    ],
)
def test_by_itself_it_is_checked_all_the_same(
    cli: Cli, tmp_path: Path, old: str, new: str, found: str
) -> None:
    """Rules that need no scenario speak; so do references inside the rubric, and blanks."""
    ran = cli("check", _mended(tmp_path, old, new), "--fast", *DAY)
    assert ran.code == Exit.FINDINGS
    assert found in ran.out
    assert "[unpaired]" in ran.out


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_needs_no_scenario_finds_the_same_without(kind: Broken) -> None:
    """The rules that are kept for a rubric alone read nothing else."""
    pair = broken(whole("lead-pipes"), kind, 0)
    if not isinstance(pair, Pair):
        return  # it would not load
    rules = [rule for rule in RULES if rule.alone and rule.id != "placeholder"]
    assert rules
    alone = Pair.of_rubric(pair.rubric, pair.rubric_source, pair.today)
    assert find_all(alone, None, rules) == find_all(pair, None, rules)


def test_candidates_answer_the_rubric_at_home(cli: Cli, tmp_path: Path) -> None:
    """A mended copy elsewhere may ask what they have no answer to; that is not their fault."""
    content = put(tmp_path / "content")
    _candidates(content, *GAPS)
    ran = cli("--content", str(content), "check", _mended(tmp_path), "--fast", *DAY)
    assert "[candidate-silent]" not in ran.out
    shutil.rmtree(content / "scenarios" / "candidates")
    assert cli("--content", str(content), "check", str(content), "--fast", *DAY).code == Exit.GOOD
