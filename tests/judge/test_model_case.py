"""A transcript is read once however many judge it, and answers are kept while others go on."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakValueDictionary

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.evidence.substance import Substance
from interviewer.judge.case import Case
from interviewer.judge.observations import Observations
from interviewer.judge.remembering import Memory
from interviewer.providers.base import TokenUsage
from interviewer.settings import Settings
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import authored

Talk = list[t.AnyRecord]
NOTHING = Observations(observations=[])


@pytest.fixture
def bank(settings: Settings) -> tuple[Loaded, Substance, list[Talk]]:
    """Return a scenario and four short interviews of it."""
    loaded = wiring.library(settings).load("bank-scams")
    said = authored(loaded)
    talks = [hearing(loaded, said[index : index + 1]) for index in range(4)]
    return loaded, wiring.substance(settings, loaded), talks


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forget what other tests have read; return the hashes of what is read from now on."""
    monkeypatch.setattr("interviewer.judge.case._last", [])
    monkeypatch.setattr("interviewer.judge.case._known", WeakValueDictionary())
    hashes: list[str] = []
    real = Case._read

    def reading(
        transcript: str, records: Sequence[t.AnyRecord], loaded: Loaded, substance: Substance
    ) -> Case:
        hashes.append(transcript)
        return real(transcript, records, loaded, substance)

    monkeypatch.setattr(Case, "_read", reading)
    return hashes


async def test_two_that_want_it_at_once_read_it_once(
    bank: tuple[Loaded, Substance, list[Talk]], read: list[str]
) -> None:
    """Whoever comes second waits and is given the same."""
    loaded, substance, talks = bank
    cases = await asyncio.gather(
        *(asyncio.to_thread(Case.of, talks[0], loaded, substance) for _ in range(3))
    )

    assert len(read) == 1
    assert all(case is cases[0] for case in cases)


def test_what_is_held_is_not_pushed_out(
    bank: tuple[Loaded, Substance, list[Talk]], read: list[str]
) -> None:
    """Judged side by side each is read once; what nobody holds is let go, but for the last."""
    loaded, substance, talks = bank
    held = [Case.of(talk, loaded, substance) for talk in talks]
    for case, talk in zip(held, talks, strict=True):
        assert Case.of(talk, loaded, substance) is case
    assert len(read) == len(talks)
    del held, case
    gc.collect()

    Case.of(talks[-1], loaded, substance)
    assert len(read) == len(talks)
    Case.of(talks[0], loaded, substance)
    assert len(read) == len(talks) + 1


def test_another_rubric_is_another_case(
    bank: tuple[Loaded, Substance, list[Talk]], read: list[str]
) -> None:
    """The same transcript under a changed rubric is read anew."""
    loaded, substance, talks = bank
    first, *rest = loaded.rubric.criteria
    changed = first.model_copy(update={"weight": first.weight + 1})
    rubric = loaded.rubric.model_copy(update={"criteria": [changed, *rest]})
    other = Loaded(
        loaded.scenario, rubric, loaded.scenario_path, loaded.rubric_path, loaded.scenario_hash
    )

    one, two = (Case.of(talks[0], each, substance) for each in (loaded, other))

    assert one is not two
    assert len(read) == 2


async def test_others_go_on_while_an_answer_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk does not stop the event loop, and every answer is there in the end."""
    real = os.fsync

    def slow(handle: int) -> None:
        time.sleep(0.05)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    path = tmp_path / "x.judging.jsonl"
    memory = Memory(path)
    keeping = asyncio.gather(
        *(memory.kept(f"k{n}", NOTHING, TokenUsage(1), "framing") for n in range(4))
    )
    ticks = 0
    while not keeping.done():
        await asyncio.sleep(0)
        ticks += 1
    await keeping

    assert ticks > 20
    assert all(Memory(path).get(f"k{n}", Observations) == NOTHING for n in range(4))


async def test_who_is_interrupted_leaves_with_the_answer_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a cancelled task is over its answer is on the disk."""
    real = os.fsync

    def slow(handle: int) -> None:
        time.sleep(0.1)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    path = tmp_path / "x.judging.jsonl"
    keeping = asyncio.create_task(Memory(path).kept("k", NOTHING, TokenUsage(1), "framing"))
    await asyncio.sleep(0.02)
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping

    assert Memory(path).get("k", Observations) == NOTHING
