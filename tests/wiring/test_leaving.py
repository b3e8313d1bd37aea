"""What an interview held is given back: memory does not grow with the interviews of a process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import chromadb
import pytest

from interviewer import wiring
from interviewer.engine.clock import VirtualClock
from interviewer.errors import InterviewerError
from interviewer.settings import Models, Settings
from interviewer.wiring import Stage, parts


def _collections() -> int:
    """Return how many fact stores this process holds; Chroma keeps them for all its clients."""
    return int(chromadb.EphemeralClient(_same_settings()).count_collections())


def _same_settings() -> chromadb.config.Settings:
    return chromadb.config.Settings(anonymized_telemetry=False)


async def test_an_interview_gives_back_its_store(tmp_path: Path) -> None:
    """The one it made goes when it is left."""
    settings = Settings.load()
    before = _collections()
    interview = await wiring.start(settings, "bank-scams", seed=1, path=tmp_path / "a.jsonl")
    during = _collections()

    await interview.leave()

    assert (during, _collections()) == (before + 1, before)


async def test_an_interview_that_cannot_begin_keeps_nothing(tmp_path: Path) -> None:
    """No such model, no place to write: the store is given back all the same."""
    settings = replace(Settings.load(), models=Models())
    (tmp_path / "file").write_text("")
    before = _collections()

    with pytest.raises(InterviewerError):
        await wiring.start(settings, "bank-scams", models=Models.all("nobody/none"))
    with pytest.raises(InterviewerError):
        await wiring.start(settings, "bank-scams", path=tmp_path / "file" / "a.jsonl")

    assert _collections() == before


async def test_a_shared_store_stays(tmp_path: Path) -> None:
    """Interviews on one stage share its store, which goes with the stage."""
    before = _collections()
    stage = Stage.set_up(Settings.load(), "bank-scams")
    for number in range(3):
        interview = await stage.begin(number, VirtualClock(), tmp_path / f"{number}.jsonl")
        await interview.leave()
    during = _collections()

    stage.close()

    assert (during, _collections()) == (before + 1, before)


def test_an_author_s_many_versions_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the vectors of scenarios the most recent are kept."""
    monkeypatch.setattr(parts, "_MOST_SUBSTANCES", 2)
    monkeypatch.setattr(parts, "_SUBSTANCES", type(parts._SUBSTANCES)())
    monkeypatch.setattr(parts, "substance_of", lambda loaded, _: loaded.scenario_hash)
    settings = Settings.load()
    loaded = wiring.library(settings).load("bank-scams")

    for version in ("a", "b", "a", "c"):
        wiring.substance(settings, replace(loaded, scenario_hash=version))

    assert [key[0] for key in parts._SUBSTANCES] == ["a", "c"]
