"""A judging run that is killed goes on where it was; the order of the answers changes nothing."""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.evidence.substance import Substance
from interviewer.judge.model_judging import judge_with
from interviewer.judge.observations import Observed, Progress
from interviewer.judge.observing import observe
from interviewer.judge.sampling import QUICK, Plan
from interviewer.judge.scorecard import Scorecard
from interviewer.providers.base import Answer, Prompt, TokenUsage
from interviewer.providers.scripted import ScriptedModel
from interviewer.settings import Settings
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import Honest, Says, authored, saw, scripted


class Killed(Exception):
    """The process is gone."""


@dataclass
class Mortal(ScriptedModel):
    """Answers so many calls and dies in the next."""

    lives: int = 10**6
    answered: list[str] = field(default_factory=list)

    async def ask_typed(self, prompt: Prompt, schema: type[Answer]) -> tuple[Answer, TokenUsage]:
        """Answer, unless it is time to die."""
        if len(self.answered) == self.lives:
            raise Killed
        answer = await super().ask_typed(prompt, schema)
        self.answered.append(_plain(prompt))
        return answer


@dataclass
class Unhurried(ScriptedModel):
    """Answers in an order that a seed decides."""

    dice: random.Random = field(default_factory=random.Random)

    async def ask_typed(self, prompt: Prompt, schema: type[Answer]) -> tuple[Answer, TokenUsage]:
        """Answer after a while."""
        for _ in range(self.dice.randint(0, 30)):
            await asyncio.sleep(0)
        return await super().ask_typed(prompt, schema)


def _plain(prompt: Prompt) -> str:
    """Return what is asked, without the nonce of the run."""
    return prompt.messages[-1].text if len(prompt.messages) > 1 else prompt.messages[0].text[21:]


@pytest.fixture
def short(settings: Settings) -> tuple[Loaded, Substance, list[t.AnyRecord]]:
    """An expert's short interview."""
    loaded = wiring.library(settings).load("slack-helper")
    substance = wiring.substance(settings, loaded)
    return loaded, substance, hearing(loaded, authored(loaded)[:4])


Short = tuple[Loaded, Substance, list[t.AnyRecord]]


async def _run(short: Short, model: ScriptedModel, **options: Any) -> tuple[Observed, Scorecard]:
    loaded, substance, records = short
    observed = await observe(records, loaded, substance, model, **options)
    return observed, judge_with(observed, records, loaded, substance)


async def test_killed_at_any_call_it_asks_nothing_twice(short: Short, tmp_path: Path) -> None:
    """Before each call in turn: the two runs together ask what one would, and judge the same."""
    loaded, substance, _ = short
    honest = Honest(loaded, substance)
    whole = Mortal(otherwise=honest)
    _, card = await _run(short, whole, concurrency=1)
    assert len(whole.answered) > 20
    for lives in range(len(whole.answered)):
        store = tmp_path / f"{lives}.judging.jsonl"
        first = Mortal(otherwise=honest, lives=lives)
        with pytest.raises(Killed):
            await _run(short, first, concurrency=1, store=store)
        second = Mortal(otherwise=honest)
        observed, resumed = await _run(short, second, concurrency=1, store=store)
        assert observed.remembered == lives
        assert len(first.answered) + len(second.answered) == len(whole.answered)
        assert resumed == card


async def test_interrupted_it_goes_on_where_it_was(short: Short, tmp_path: Path) -> None:
    """Who stops the run keeps what was answered, several calls being under way."""
    loaded, substance, records = short
    store = tmp_path / "x.judging.jsonl"
    honest = Honest(loaded, substance)
    model = Mortal(otherwise=honest)
    running: list[asyncio.Task[Observed]] = []

    def stop(progress: Progress) -> None:
        if progress.done == 7:
            running[0].cancel()

    running.append(
        asyncio.create_task(
            observe(records, loaded, substance, model, store=store, on_progress=stop)
        )
    )
    with pytest.raises(asyncio.CancelledError):
        await running[0]
    _, card = await _run(short, scripted(honest))
    again = scripted(honest, model.name)
    observed, resumed = await _run(short, again, store=store)
    assert observed.remembered == len(model.answered) >= 7
    assert resumed.criteria == card.criteria


@pytest.mark.parametrize(("cut", "asked"), [(1, 0), (2, 1), (17, 1), (120, 1), (170, 2)])
async def test_a_line_torn_by_the_kill_is_asked_again(
    short: Short, tmp_path: Path, cut: int, asked: int
) -> None:
    """What is cut is asked again, and nothing else; the next run has it whole."""
    store = tmp_path / "x.judging.jsonl"
    model = scripted(Says(short[0], []))
    _, card = await _run(short, model, samples=QUICK, store=store)
    store.write_bytes(store.read_bytes()[:-cut])
    again = scripted(Says(short[0], []))
    _, resumed = await _run(short, again, samples=QUICK, store=store)
    assert len(again.prompts) == asked
    assert resumed == card
    third = scripted(Says(short[0], []))
    await _run(short, third, samples=QUICK, store=store)
    assert third.prompts == []


async def test_a_flipped_bit_is_asked_again(short: Short, tmp_path: Path) -> None:
    """A line that is not as it was written is no answer, even where it is still JSON."""
    store = tmp_path / "x.judging.jsonl"
    record, text = next((r.seq, r.text) for r in t.said_by_candidate(short[2]))
    says = [saw(record, text[:60], "mentioned")]
    await _run(short, scripted(Says(short[0], says)), samples=QUICK, store=store)
    store.write_bytes(store.read_bytes().replace(b'"mentioned"', b'"held_up"', 1))
    again = scripted(Says(short[0], says))
    await _run(short, again, samples=QUICK, store=store)
    assert len(again.prompts) == 1


async def test_another_model_rubric_or_transcript_is_asked_anew(
    short: Short, tmp_path: Path
) -> None:
    """What was answered about one is not taken for the other; more samples are only added."""
    loaded, substance, records = short
    store = tmp_path / "x.judging.jsonl"

    async def asked(model: ScriptedModel, loaded: Loaded = loaded, said: Any = records) -> int:
        await observe(said, loaded, substance, model, samples=QUICK, store=store)
        return len(model.prompts)

    count = len(loaded.rubric.criteria)
    assert await asked(scripted(Says(loaded, []))) == count
    assert await asked(scripted(Says(loaded, []))) == 0
    assert await asked(scripted(Says(loaded, []), "scripted/other")) == count
    first, *rest = loaded.rubric.criteria
    changed = first.model_copy(update={"weight": first.weight + 1})
    rubric = loaded.rubric.model_copy(update={"criteria": [changed, *rest]})
    other = Loaded(
        loaded.scenario, rubric, loaded.scenario_path, loaded.rubric_path, loaded.scenario_hash
    )
    assert await asked(scripted(Says(other, [])), other) == count
    assert await asked(scripted(Says(loaded, [])), said=hearing(loaded, [])) == count
    twice = scripted(Says(loaded, []))
    await observe(records, loaded, substance, twice, samples=Plan(2, 2, 2), store=store)
    assert len(twice.prompts) == count


async def test_a_changed_prompt_is_asked_anew(
    short: Short, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash of the document is part of the key."""
    store = tmp_path / "x.judging.jsonl"
    await _run(short, scripted(Says(short[0], [])), samples=QUICK, store=store)
    new = {"judge": "0" * 16, "warrant": "1" * 16}
    monkeypatch.setattr("interviewer.judge.asking.prompt_hashes", lambda: new)
    again = scripted(Says(short[0], []))
    await _run(short, again, samples=QUICK, store=store)
    assert len(again.prompts) == len(short[0].rubric.criteria)


async def test_a_disk_that_is_full_loses_nothing_but_the_memory(
    short: Short, tmp_path: Path
) -> None:
    """The judgement is the same, and a note says that the answers were not kept."""
    store = tmp_path / "no such folder" / "x.judging.jsonl"
    _, card = await _run(short, scripted(Says(short[0], [])), samples=QUICK)
    _, kept = await _run(short, scripted(Says(short[0], [])), samples=QUICK, store=store)
    assert kept.notes == [*card.notes, "Answers could not be kept: No such file or directory."]
    assert kept.criteria == card.criteria


@pytest.mark.parametrize("seed", range(4))
async def test_the_order_of_answers_changes_nothing(short: Short, seed: int) -> None:
    """Whatever comes first, and however many at a time."""
    loaded, substance, _ = short
    observed, card = await _run(short, scripted(Honest(loaded, substance)), concurrency=1)
    model = Unhurried(
        name="scripted/judge", otherwise=Honest(loaded, substance), dice=random.Random(seed)
    )
    other, mixed = await _run(short, model, concurrency=2 + 3 * seed)
    assert mixed == card
    assert other.criteria == observed.criteria
    assert other.warrants == observed.warrants


async def test_no_more_calls_at_a_time_than_allowed(short: Short) -> None:
    """And the very first is made alone: the others are to find the transcript cached."""
    loaded, substance, _ = short
    running, most, starts = 0, 0, list[int]()

    class Counting(ScriptedModel):
        async def ask_typed(
            self, prompt: Prompt, schema: type[Answer]
        ) -> tuple[Answer, TokenUsage]:
            nonlocal running, most
            starts.append(running)
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1
            return await super().ask_typed(prompt, schema)

    await _run(short, Counting(otherwise=Honest(loaded, substance)), concurrency=3)
    assert most == 3
    assert starts[:2] == [0, 0]


async def test_progress_is_told_after_each_answer(short: Short, tmp_path: Path) -> None:
    """How many of how many, of which criterion, and what was used so far."""
    loaded, substance, _ = short
    store, told = tmp_path / "x.judging.jsonl", list[Progress]()
    model = scripted(Honest(loaded, substance))
    observed, _ = await _run(short, model, store=store, on_progress=told.append)
    assert [p.done for p in told] == list(range(1, len(told) + 1))
    assert told[-1].done == told[-1].planned == observed.calls
    assert all(p.done <= p.planned for p in told)
    assert told[-1].usage == observed.usage
    assert {p.about for p in told} == {c.id for c in loaded.rubric.criteria}
    assert {p.what for p in told} == {"criterion", "warrant"}
    again = list[Progress]()
    resumed, _ = await _run(short, model, store=store, on_progress=again.append)
    assert again[-1].done == resumed.remembered == observed.calls
    assert resumed.usage == TokenUsage(0)
    assert resumed.calls == 0


async def test_what_is_kept_holds_no_nonce_and_no_prompt(short: Short, tmp_path: Path) -> None:
    """Only keys, answers and counts: the file is a cache and not a second transcript."""
    store = tmp_path / "x.judging.jsonl"
    await _run(short, scripted(Says(short[0], [])), samples=QUICK, store=store)
    lines = [json.loads(line) for line in store.read_text("utf-8").splitlines()]
    assert {frozenset(line) for line in lines} == {
        frozenset({"key", "about", "answer", "tokens", "crc"})
    }
    assert store.stat().st_mode & 0o077 == 0
    assert issubclass(type(short[0].rubric), BaseModel)
