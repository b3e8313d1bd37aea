"""The author's workshop: files read when saved, any turn again in a transcript of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import content_root
from interviewer.engine.clock import VirtualClock
from interviewer.engine.interview import Interview
from interviewer.errors import UsageError
from interviewer.settings import Settings
from interviewer.wiring.authoring import Workshop, workshop
from tests.engine.acting import VECTORS, heard, said

ASKED = "How many customers do you have?"
SIZE = "4.0 million active current accounts"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A scenario of the author's own: a shipped one, copied where it can be edited."""
    for folder in ("scenarios", "rubrics"):
        (tmp_path / folder).mkdir()
        source = content_root() / folder / "bank-scams.yaml"
        shutil.copy(source, tmp_path / folder / "bank-scams.yaml")
    return Settings(transcripts=tmp_path / "transcripts", cache=VECTORS, content=(tmp_path,))


@pytest.fixture
async def interview(settings: Settings) -> Interview:
    """An interview of one question."""
    found = await wiring.start(settings, "bank-scams", seed=1, clock=VirtualClock)
    await heard(found.open())
    await said(found, ASKED)
    return found


@pytest.fixture
def bench(settings: Settings, interview: Interview) -> Workshop:
    """A workshop around it."""
    return workshop(settings, interview)


def _edit(settings: Settings, old: str, new: str) -> None:
    path = settings.content[0] / "scenarios" / "bank-scams.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


async def test_a_save_takes_effect_without_starting_over(
    settings: Settings, interview: Interview, bench: Workshop
) -> None:
    """The change is named, the turn is told the new figure, the old transcript is as it was."""
    before = interview.path.read_bytes()
    assert SIZE in interview.state.lines[-1].text
    assert bench.poll() is None
    _edit(settings, SIZE, "7.5 million active current accounts")
    news = bench.poll()
    assert news is not None
    assert [str(change) for change in news.changes] == ["fact bank-size: says"]
    assert bench.poll() is None
    assert SIZE in interview.loaded.scenario.fact("bank-size").says
    first = next(line for line in interview.state.lines if line.who == "candidate")
    again = await bench.again(interview, first.seq, VirtualClock)
    await heard(again.open())
    assert "7.5 million" in await said(again, ASKED)
    assert interview.path.read_bytes() == before
    header = t.read(again.path).header
    assert header.scenario_hash == bench.latest.scenario_hash != interview.header.scenario_hash
    assert bench.look(again).questions[0].facts == ("bank-size",)
    await again.leave()
    await interview.leave()
    bench.close()


async def test_going_on_with_new_files_keeps_what_was_said(
    settings: Settings, interview: Interview, bench: Workshop
) -> None:
    """Words, facts and clock are those of the interview that was open."""
    _edit(settings, SIZE, "7.5 million active current accounts")
    assert bench.poll()
    again = await bench.again(interview, None, VirtualClock)
    assert [x.text for x in again.state.lines] == [x.text for x in interview.state.lines]
    assert [x.seq for x in again.state.lines] == [x.seq for x in interview.state.lines]
    assert again.state.facts_told == ("bank-size",)
    assert again.elapsed() == interview.state.clock
    assert again.state.pending == "nothing"
    await again.leave()
    await interview.leave()


async def test_an_unusable_file_changes_nothing(
    settings: Settings, interview: Interview, bench: Workshop
) -> None:
    """The line is named, the old files stay in use, also for a replay; mended, it is taken."""
    _edit(settings, "facts:\n", "facts: [\n")
    news = bench.poll()
    assert news is not None
    assert "bank-scams.yaml:" in news.problem
    assert bench.latest is interview.loaded
    again = await bench.again(interview, None, VirtualClock)
    assert again.header.scenario_hash == interview.header.scenario_hash
    await again.leave()
    _edit(settings, "facts: [\n", "facts:\n")
    mended = bench.poll()
    assert mended is not None
    assert (mended.changes, mended.problem) == ((), "")
    await interview.leave()


async def test_what_was_said_must_still_be_there(
    settings: Settings, interview: Interview, bench: Workshop
) -> None:
    """A told fact that is gone is refused with words; before it was told, the turn can be said."""
    _edit(settings, "id: bank-size", "id: size-of-bank")
    assert bench.poll()
    with pytest.raises(UsageError, match="the fact `bank-size`"):
        await bench.again(interview, None, VirtualClock)
    assert len(list(settings.transcripts.glob("*.jsonl"))) == 1
    first = next(line for line in interview.state.lines if line.who == "candidate")
    again = await bench.again(interview, first.seq, VirtualClock)
    await again.leave()
    await interview.leave()


async def test_only_unused_copies_are_deleted(interview: Interview, bench: Workshop) -> None:
    """Neither what the author began, nor a copy in which something was said."""
    again = await bench.again(interview, None, VirtualClock)
    used = await bench.again(interview, None, VirtualClock)
    await said(used, "What does a call cost?")
    for one in (again, used, interview):
        await one.leave()
        bench.forget(one.path)
    assert not again.path.exists()
    assert used.path.exists()
    assert interview.path.exists()


async def test_a_budget_is_not_refilled_by_a_replay(interview: Interview, bench: Workshop) -> None:
    """What was spent on turns that were taken back stays spent."""
    first = next(line for line in interview.state.lines if line.who == "candidate")
    paid = t.Usage(role="listener", model="openai/x", input_tokens=1, output_tokens=1, price=0.25)
    await interview.leave()
    journal, _ = t.Journal.resume(interview.path)
    journal.append([paid])
    journal.close()
    again = await bench.again(interview, first.seq, VirtualClock)
    assert again.state.spending.price == 0
    assert again._company.meter.total == 0.25  # type: ignore[attr-defined]
    await again.leave()
