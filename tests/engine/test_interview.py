"""The loop: acknowledged first, resumed at the right turn, whatever was cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from interviewer import events as e
from interviewer import transcript as t
from interviewer import wiring
from interviewer.engine.clock import VirtualClock
from interviewer.engine.interview import Interview
from interviewer.errors import JournalError, Locked, UsageError
from interviewer.settings import Settings

VECTORS = Path(__file__).parents[2] / ".cache" / "interviewer"
SCRIPT = [
    "How many scam payments are there in a month?",
    "Who pays the customer back, and how much?",
    "I would count what the customer loses and not what we refund, since abroad we refund nothing.",
    "Wait at least five months before calling an investment payment genuine; reports take 74 days.",
    "I don't know.",
    "I would hold the largest ones and ask an open question: who told you to make this payment?",
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A transcript folder of its own."""
    return Settings(transcripts=tmp_path, cache=VECTORS)


async def _collect(stream: AsyncIterator[e.Event]) -> list[e.Event]:
    return [event async for event in stream]


async def _begin(settings: Settings, seed: int = 1) -> Interview:
    interview = await wiring.start(settings, "bank-scams", seed=seed, clock=VirtualClock)
    await _collect(interview.open())
    return interview


async def test_a_message_is_on_disk_before_anything_else(settings: Settings) -> None:
    """When the acknowledgement comes, the file holds the words."""
    interview = await _begin(settings)
    stream = interview.reply(SCRIPT[0])
    first = await anext(stream)
    assert isinstance(first, e.Acknowledged)
    assert SCRIPT[0] in interview.path.read_text("utf-8")
    await stream.aclose()  # type: ignore[attr-defined]
    interview.close()


async def test_a_fact_is_told_when_asked_for(settings: Settings) -> None:
    """The question retrieves it, the event carries it, the state remembers it."""
    interview = await _begin(settings)
    events = await _collect(interview.reply(SCRIPT[0]))
    told = [event for event in events if isinstance(event, e.FactTold)]
    assert told
    assert told[0].fact in interview.state.facts_told
    spoken = next(event for event in events if isinstance(event, e.Spoke))
    assert told[0].says in spoken.record.text
    interview.close()


@pytest.mark.parametrize("cut", range(1, 4))
async def test_it_resumes_after_any_record(settings: Settings, cut: int) -> None:
    """Cut off after the message, its reading or the decision: the same reply follows."""
    whole = await _begin(settings)
    for text in SCRIPT:
        await _collect(whole.reply(text))
    whole.close()
    records = t.read(whole.path).records
    last = max(r.seq for r in records if isinstance(r, t.CandidateSaid))
    keep = [last, last + 1, records[-1].seq - 1][cut - 1]
    lines = whole.path.read_bytes().splitlines(keepends=True)
    copy = whole.path.with_name(f"cut-{cut}.jsonl")
    copy.write_bytes(b"".join(lines[: keep + 1]))
    resumed = await wiring.resume(settings, copy, clock=VirtualClock)
    await _collect(resumed.open())
    assert [line.text for line in resumed.state.lines] == [line.text for line in whole.state.lines]
    assert resumed.state.facts_told == whole.state.facts_told
    resumed.close()


async def test_two_windows_cannot_write_one_interview(settings: Settings) -> None:
    """The second one is told so."""
    interview = await _begin(settings)
    with pytest.raises(Locked, match="another window"):
        await wiring.resume(settings, interview.path)
    interview.close()


async def test_a_failed_write_acknowledges_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error comes instead of the tick, and the message can be sent again."""
    interview = await _begin(settings)
    before = interview.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", _full)
        with pytest.raises(JournalError, match="Not saved"):
            await _collect(interview.reply(SCRIPT[0]))
    assert interview.path.read_bytes() == before
    assert await _collect(interview.reply(SCRIPT[0]))
    interview.close()


def _full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 300_000])
async def test_what_cannot_be_sent_is_refused_with_words(settings: Settings, text: str) -> None:
    """Empty or too long: said so, nothing written."""
    interview = await _begin(settings)
    records = interview.path.read_bytes()
    with pytest.raises(UsageError):
        await _collect(interview.reply(text))
    assert interview.path.read_bytes() == records
    interview.close()


async def test_control_characters_are_made_visible(settings: Settings) -> None:
    """Escapes in a message are stored as pictures."""
    interview = await _begin(settings)
    await _collect(interview.reply("Is it \x1b[31mred\x1b[0m\x07 or \u202eblue?"))
    said = interview.state.lines[1].text
    assert "\x1b" not in interview.path.read_text("utf-8")
    assert "\u241b[31mred" in said
    assert "\u202e" not in said
    interview.close()


async def test_a_pause_stops_the_clock_and_survives(settings: Settings) -> None:
    """Paused time is not spent, before and after a resume."""
    interview = await _begin(settings)
    await interview.pause()
    interview.close()
    clock = VirtualClock()
    resumed = await wiring.resume(settings, interview.path, clock=lambda spent: clock)
    state = resumed.state
    assert state.paused
    clock.advance(100)
    assert resumed.elapsed() == 0
    await _collect(resumed.reply(SCRIPT[0]))
    assert not resumed.state.paused
    resumed.close()


async def test_the_end_is_the_end(settings: Settings) -> None:
    """After it nothing is taken."""
    interview = await _begin(settings)
    assert isinstance((await _collect(interview.end()))[-1], e.Ended)
    with pytest.raises(UsageError, match="over"):
        await _collect(interview.reply("One more thing."))
    interview.close()


async def test_what_is_typed_when_time_is_up_still_counts(settings: Settings) -> None:
    """The last message is taken, then it closes."""
    clock = VirtualClock()
    interview = await wiring.start(settings, "bank-scams", seed=1, clock=lambda spent: clock)
    await _collect(interview.open())
    clock.advance(46 * 60)
    events = await _collect(interview.reply(SCRIPT[2]))
    assert isinstance(events[0], e.Acknowledged)
    assert isinstance(events[-1], e.Ended)
    assert events[-1].why.why == "time"
    interview.close()


async def test_which_of_two_is_meant_can_be_said(settings: Settings) -> None:
    """After "do you mean A or B", the words "the second" tell B."""
    interview = await _begin(settings)
    for question in (
        "How long does it take?",
        "What does it cost?",
        "How often?",
        "What about the team?",
    ):
        await _collect(interview.reply(question))
        move = interview.state.moves[-1]
        if move.ambiguous:
            break
    assert move.ambiguous
    await _collect(interview.reply("The second one."))
    assert move.ambiguous[0][1] in interview.state.facts_told
    interview.close()
