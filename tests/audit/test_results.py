"""Outcomes on disk: durable, checked, and one writer at a time."""

from __future__ import annotations

import gc
import os
import tracemalloc
from pathlib import Path
from weakref import ref

import pytest

from interviewer.audit.analysis import analyse, analyse_each
from interviewer.audit.results import (
    NAME,
    Results,
    begun,
    outcomes_of,
    read_design,
    read_outcomes,
)
from interviewer.errors import ContentError, Locked, NewerFormat
from interviewer.outcome import Outcome, RunKey
from tests.audit.auditing import design, outcome, outcomes


def _key(seed: int) -> RunKey:
    return RunKey(scenario="bank-scams", persona="reciter", seed=seed)


def _written(folder: Path, count: int = 3) -> Path:
    with Results(folder, design()) as results:
        for seed in range(1, count + 1):
            results.append(outcome(_key(seed), credit=seed / 10, level=2))
    return folder / NAME


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Design and outcomes come back as they were, quotes included."""
    _written(tmp_path)

    assert read_design(tmp_path) == design()
    assert [one.credit for one in read_outcomes(tmp_path)] == [0.1, 0.2, 0.3]
    assert read_outcomes(tmp_path)[0].criteria[0].quotes[0].text.startswith("words of")


def test_the_words_of_outcomes_stay_on_disk(tmp_path: Path) -> None:
    """An audit that goes on keeps a few hundred bytes of each, whatever was quoted."""
    told = outcome(_key(1), level=2, reason="words " * 2000)
    with Results(tmp_path, design()) as results:
        for seed in range(1, 201):
            results.append(told.model_copy(update={"key": _key(seed)}))

    tracemalloc.start()
    try:
        with Results(tmp_path, design()) as results:
            kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(results.done) == 200
    assert kept < 400_000
    assert peak < 1_000_000 < results.path.stat().st_size


def test_outcomes_are_read_scenario_by_scenario(tmp_path: Path) -> None:
    """What is found is the same, and one scenario's words are in memory at a time."""
    made = design(scenarios=("bank-scams", "slack-helper"), seeds=3, mode="fixed")
    found = outcomes(made, lambda key: outcome(key, level=2))
    with Results(tmp_path, made) as results:
        for one in (*found[::-1], outcome(found[0].key, status="error", reason="later")):
            results.append(one)
    read, alive = outcomes_of(tmp_path), list[ref[Outcome]]()

    def watched(scenario: str) -> list[Outcome]:
        gc.collect()
        assert not [one for one in alive if one() is not None]
        given = read(scenario)
        alive[:] = map(ref, given)
        return given

    assert analyse_each(made, watched) == analyse(made, read_outcomes(tmp_path))


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, cut: int) -> None:
    """What a kill left half written is dropped; the audit goes on behind what is whole."""
    path = _written(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])

    with Results(tmp_path, design()) as results:
        assert [key.seed for key in results.done] == [1, 2]
        results.append(outcome(_key(4)))

    assert [one.key.seed for one in read_outcomes(tmp_path)] == [1, 2, 4]


def test_damage_before_the_end_is_an_error(tmp_path: Path) -> None:
    """A changed figure in an older line is noticed, with its line."""
    path = _written(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"credit":0.1', b'"credit":0.9'))

    with pytest.raises(ContentError, match=r":2:1: damaged at byte"):
        read_outcomes(tmp_path)


def test_of_two_lines_about_an_interview_the_later_holds(tmp_path: Path) -> None:
    """An error that was tried again is no error any more."""
    with Results(tmp_path, design()) as results:
        results.append(outcome(_key(1), status="error", reason="no answer"))
        results.append(outcome(_key(1), credit=0.4))

    assert [one.status for one in read_outcomes(tmp_path)] == ["scored"]


def test_another_design_does_not_go_on(tmp_path: Path) -> None:
    """It says what differs."""
    _written(tmp_path)

    with pytest.raises(ContentError, match="seeds was 60, now 30"):
        Results(tmp_path, design(seeds=30))
    with pytest.raises(ContentError, match="bank-scams now with parrot without reciter, waffler"):
        Results(tmp_path, design(["parrot"]))
    with pytest.raises(ContentError, match="the scenarios were bank-scams, now slack-helper"):
        Results(tmp_path, design(scenarios=["slack-helper"]))
    made = design()
    parts = [made.parts[0].model_copy(update={"rubric_hash": "q" * 64})]
    with pytest.raises(
        ContentError, match="the files of bank-scams or of its personas were edited"
    ):
        Results(tmp_path, made.model_copy(update={"parts": parts}))


def test_one_process_writes(tmp_path: Path) -> None:
    """A second one is turned away, and let in afterwards."""
    with (
        Results(tmp_path, design()),
        pytest.raises(Locked, match="another process"),
    ):
        Results(tmp_path, design())
    with Results(tmp_path, design()):
        pass


@pytest.mark.parametrize("left", [0, 10, 16, 200, -1])
def test_a_kill_before_the_design_was_whole_leaves_no_audit(tmp_path: Path, left: int) -> None:
    """An empty or torn first line is begun anew; a power cut may have left zeros behind it."""
    path = _written(tmp_path, 0)
    whole = path.read_bytes()
    path.write_bytes(whole[:left] + b"\0" * (left == 16))

    assert not begun(tmp_path)
    with Results(tmp_path, design(seeds=30)):
        pass
    assert begun(tmp_path)
    assert read_design(tmp_path).seeds == 30


def test_a_design_takes_its_place_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stands in its place until it is on the disk, and what a kill left is no obstacle."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            Results(tmp_path, design())
    assert not (tmp_path / NAME).exists()
    _written(tmp_path)
    assert len(read_outcomes(tmp_path)) == 3


@pytest.mark.parametrize("text", ["", "hello\n", '{"type":"design"}\n'])
def test_something_else_is_no_audit(tmp_path: Path, text: str) -> None:
    """A file of another kind, or none, is refused in words."""
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ContentError, match=r"not the results|damaged"):
        read_outcomes(tmp_path)
    with pytest.raises(ContentError, match="cannot be read"):
        read_outcomes(tmp_path / "nowhere")


def test_a_newer_format_is_said_to_be_newer(tmp_path: Path) -> None:
    """Not damaged: newer."""
    with pytest.raises(NewerFormat):
        Results(tmp_path, design().model_copy(update={"format": 99}))
    with pytest.raises(NewerFormat, match="newer version"):
        read_outcomes(tmp_path)
