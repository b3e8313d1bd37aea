"""Scenarios from outside: a folder given, or the user's own; what is broken hides nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from interviewer.content import Library
from interviewer.errors import ContentError, Exit
from interviewer.settings import Settings, own_content
from interviewer.tui.wired import WiredDesk
from tests.cli.conftest import Cli, cli, folder
from tests.workshop.conftest import put

__all__ = ["cli", "folder"]  # fixtures


SHIPPED = sorted(Library.shipped().scenario_paths())


def _break(into: Path) -> None:
    """Put a scenario there that is no YAML, and one that lacks nearly everything."""
    (into / "scenarios" / "aaa-broken.yaml").write_text("id: [a, b\nx: 1\n", "utf-8")
    (into / "scenarios" / "half.yaml").write_text("id: half\nprompt: Hm.\n", "utf-8")


def _ids(cli: Cli, *options: str) -> tuple[list[str], str]:
    ran = cli(*options, "scenarios", "--json")
    return [row["id"] for row in json.loads(ran.out)], ran.err


def test_the_users_own_folder_is_found(cli: Cli, own: Path) -> None:
    """Listed, shown and checked without an option."""
    put(own, "my-pipes")
    assert _ids(cli)[0] == sorted([*SHIPPED, "my-pipes"])
    assert "children drink" in cli("show", "my-pipes").out
    told = cli("check", "--fast", "--on", "2026-11-21").out
    assert told == f"{len(SHIPPED) + 1} files, 0 problems\n"


def test_without_one_nothing_is_missed() -> None:
    """No folder, no content; nothing is created."""
    assert own_content() == ()
    assert Settings.without_file().content == ()


def test_a_broken_file_hides_no_other(cli: Cli, own: Path) -> None:
    """It is named on stderr, with its line; all else is listed, shown and checked."""
    put(own, "my-pipes")
    _break(own)
    ids, said = _ids(cli)
    assert ids == sorted([*SHIPPED, "my-pipes"])
    assert "aaa-broken.yaml:1:5: id: a bracket is opened and not closed" in said
    assert "half.yaml:1:1: title: is missing" in said
    assert cli("show", "my-pipes").code == Exit.GOOD
    ran = cli("check", "--fast", "--on", "2026-11-21")
    assert ran.code == Exit.FINDINGS
    assert "aaa-broken.yaml:1:5: error: id: a bracket" in ran.out
    assert "my-pipes.yaml" not in ran.out


def test_the_app_lists_the_others(own: Path) -> None:
    """The home list shows a broken file with its problem, and every other scenario."""
    put(own, "my-pipes")
    _break(own)
    cards = {card.id: card for card in WiredDesk(Settings.load()).cards()}
    assert set(cards) == {"aaa-broken", "half", "my-pipes", *SHIPPED}
    assert "a bracket is opened" in cards["aaa-broken"].problem
    assert not cards["my-pipes"].problem
    assert not cards["bank-scams"].problem


def test_an_interview_starts_beside_a_broken_file(cli: Cli, tmp_path: Path) -> None:
    """With `--content`, a scenario of that folder can be sat though its neighbour is broken."""
    put(tmp_path / "more")
    _break(tmp_path / "more")
    more = str(tmp_path / "more")
    ran = cli("--content", more, "practice", "lead-pipes", "--plain", input=b"/end\n")
    assert ran.code == Exit.GOOD, ran.err
    assert "25,800 homes" in " ".join(ran.out.replace(">", "").split())
    refused = cli("--content", more, "practice", "half", "--plain", input=b"/end\n")
    assert refused.code == Exit.USAGE
    assert "half.yaml:1:1" in refused.err


def test_a_given_folder_beats_the_users_own(cli: Cli, own: Path, tmp_path: Path) -> None:
    """And that beats what is shipped."""
    put(own, "bank-scams", "Ours")
    assert "Ours" in cli("show", "bank-scams").out
    put(tmp_path / "more", "bank-scams", "Theirs")
    assert "Theirs" in cli("--content", str(tmp_path / "more"), "show", "bank-scams").out


def test_an_id_is_the_files_name(tmp_path: Path) -> None:
    """A scenario is found by one and asked for by the other: they must not differ."""
    put(tmp_path)
    shutil.move(tmp_path / "scenarios" / "lead-pipes.yaml", tmp_path / "scenarios" / "pipes.yaml")
    shutil.move(tmp_path / "rubrics" / "lead-pipes.yaml", tmp_path / "rubrics" / "pipes.yaml")
    with pytest.raises(ContentError, match=r"pipes\.yaml:2:1: id: `lead-pipes` is not the file's"):
        Library.shipped([tmp_path]).load("pipes")


def test_an_editors_own_files_are_no_scenarios(tmp_path: Path) -> None:
    """Hidden files, and folders that are named like one."""
    put(tmp_path)
    (tmp_path / "scenarios" / ".#lead-pipes.yaml").write_text("x", "utf-8")
    (tmp_path / "scenarios" / "folder.yaml").mkdir()
    assert "folder" not in Library.shipped([tmp_path]).scenario_paths()
    assert ".#lead-pipes" not in Library.shipped([tmp_path]).scenario_paths()
