"""The scorecard: words first, every quote leads to its place."""

from __future__ import annotations

import pytest

from interviewer import transcript as t
from interviewer.judge import scorecard as s
from interviewer.judge.observations import Progress
from interviewer.providers.base import TokenUsage
from interviewer.tui.screens.scorecard import ScorecardScreen
from interviewer.tui.show import rung
from interviewer.tui.widgets.entry_view import EntryView
from interviewer.tui.widgets.ledger import Row
from interviewer.tui.widgets.transcript_view import TranscriptView
from tests.tui.conftest import Room, Rooms
from tests.tui.fake import FakeDesk, header, scorecard

QUOTE = "A false mention costs patience"


async def opened(here: Room, desk: FakeDesk) -> int:
    """Write down an interview and open its scorecard; return the record that is quoted."""
    journal, _ = t.Journal.create(desk.folder / "past.jsonl", header("past"))
    filler = [t.CandidateSaid(text=f"Filler {number} " + "word " * 40) for number in range(20)]
    quoted = t.CandidateSaid(text=f"Well. {QUOTE}, list[int] of it.")
    *_, last = journal.append([*filler, quoted])
    journal.close()
    desk.card = scorecard(last.seq, QUOTE)
    here.app.open_scorecard(journal.path)
    await here.until(lambda: isinstance(here.app.screen, ScorecardScreen))
    await here.until(lambda: here.app.screen.query(Row))
    return last.seq


async def test_a_model_that_judges_says_how_far_it_is(room: Rooms, desk: FakeDesk) -> None:
    """Answers, the criterion and the price so far, until the scorecard stands in their place."""
    journal, _ = t.Journal.create(desk.folder / "past.jsonl", header("past"))
    journal.append([t.CandidateSaid(text="Well.")])
    journal.close()
    desk.card = scorecard(2, "Well.")
    desk.judging = [Progress("criterion", "framing", 12, 81, TokenUsage(input=900), 0.05)]
    async with room(size=(100, 30), start=None) as here:
        here.app.open_scorecard(journal.path)
        await here.until(lambda: "12 of 81 answers" in here.shown())
        assert "framing" in here.shown()
        assert "$0.05 so far" in here.shown()
        desk.judged.set()
        await here.until(lambda: here.app.screen.query(Row))


async def test_everything_is_there(room: Rooms, desk: FakeDesk) -> None:
    """From the verdict to the fingerprints."""
    async with room(size=(140, 150), start=None) as here:
        await opened(here, desk)
        await here.press("e")
        await here.pilot.pause()
        shown = here.shown()
        for words in [
            "◐ Borderline",
            "counted as: a wrong mention costs",
            "How far the interview came",
            "Credit 0.52 reaches the bar of 0.45",
            "✓ passed",
            "✗ failed",
            "━━◆──  2 applied",
            "4 held up",
            "unscored",
            "Why not one higher",
            "Why not one lower",
            "names a quantity of this scenario",
            "○ evaded",
            "A substantive answer also contains:",
            "A muted bot helps nobody",
            "taken as held in part",
            "expected 121, found 120",
            "812 words in 14 answers",
            "Living with it",
            "The embedded judge reads sentences one by one.",
            "Judged by",
        ]:
            assert words in shown, words


async def test_it_says_that_it_ended_early_and_what_to_say_next_time(
    room: Rooms, desk: FakeDesk
) -> None:
    """Under the verdict, and before the criteria."""
    journal, _ = t.Journal.create(desk.folder / "past.jsonl", header("past"))
    journal.append([t.CandidateSaid(text="Well.")])
    journal.close()
    advice = s.NextTime(
        criterion="sizing", name="Works out what it takes", says="Tags against 360."
    )
    changes = {"ending": "Ended after 6 of 45 minutes.", "next_time": [advice]}
    desk.card = scorecard(2, "Well.").model_copy(update=changes)
    async with room(size=(140, 60), start=None) as here:
        here.app.open_scorecard(journal.path)
        await here.until(lambda: here.app.screen.query(Row))
        shown = here.shown()
    early, advised = shown.index("Ended after 6 of 45"), shown.index("Tags against 360.")
    assert shown.index("Borderline") < early < shown.index("Next time") < advised
    assert advised < shown.index("Criteria")


@pytest.mark.parametrize("size", [(140, 45), (80, 24)])
async def test_a_quote_leads_to_its_place(
    room: Rooms, desk: FakeDesk, size: tuple[int, int]
) -> None:
    """Enter unfolds the criterion, Enter on the quote marks it in the transcript."""
    async with room(size=size, start=None) as here:
        seq = await opened(here, desk)
        await here.press("enter", "down", "enter")
        await here.until(lambda: here.app.screen.query(".-marked"))
        marked = here.app.screen.query_one(".-marked", EntryView)
        assert marked.entry.seq == seq
        await here.until(lambda: "▶ quoted" in here.shown())
        page = here.app.screen.query_one(TranscriptView)
        await here.until(lambda: page.scroll_y > 0)
        await here.press("escape")
        await here.pilot.pause()
        if size == (80, 24):
            assert "Criteria" in here.shown()
            assert isinstance(here.app.screen, ScorecardScreen)
            assert isinstance(here.app.focused, Row)


async def test_a_judge_that_fails_says_why(room: Rooms, desk: FakeDesk) -> None:
    """No scorecard is made up."""
    async with room() as here:
        here.app.open_scorecard(desk.interview.path)
        await here.until(lambda: "It could not be scored." in here.shown())
        assert "Try again tomorrow." in here.shown()
        await here.press("escape")
        await here.pilot.pause()
        assert not isinstance(here.app.screen, ScorecardScreen)


async def test_from_the_end_of_an_interview_to_its_scorecard(room: Rooms, desk: FakeDesk) -> None:
    """Enter after the end opens it; Escape goes home."""
    async with room() as here:
        await here.say("goodbye")
        desk.card = scorecard(2, "goodbye")
        await here.press("enter")
        await here.until(lambda: "Credit 0.52" in here.shown())
        await here.press("escape")
        await here.until(lambda: "Practise" in here.shown())


def test_the_ladder_has_five_cells() -> None:
    """One cell a level, one mark."""
    assert [rung(level) for level in (0, 1, 2, 3, 4)] == [
        "◆────",
        "━◆───",
        "━━◆──",
        "━━━◆─",
        "━━━━◆",
    ]
    assert len(rung(None)) == 5
