"""Home: scenarios are chosen, past interviews gone on with, scored, exported and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.errors import ContentError, InterviewerError
from interviewer.settings import Settings
from interviewer.tui.desk import Card
from interviewer.tui.screens.dialogs import Ask, Notice
from interviewer.tui.screens.export import Export
from interviewer.tui.screens.home import Home
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.scorecard import ScorecardScreen
from interviewer.tui.screens.sittings import Sittings
from interviewer.tui.widgets.history import History
from interviewer.tui.widgets.scenario_list import ScenarioList
from interviewer.wiring import Session
from tests.tui.conftest import Rooms
from tests.tui.fake import FakeDesk, scorecard


def session(
    folder: Path,
    name: str,
    *,
    finished: bool = False,
    verdict: str | None = None,
    problem: str = "",
) -> Session:
    """Return a past interview."""
    return Session(
        path=folder / f"{name}.jsonl",
        session=name,
        scenario="slack-helper",
        title="A Slack community",
        started="2026-11-20T18:22:00+00:00",
        minutes=45,
        elapsed=1260.0,
        finished=finished,
        turns=9,
        verdict=verdict,
        problem=problem,
    )


async def test_a_scenario_is_previewed_and_started(room: Rooms) -> None:
    """The preview holds role, need and what is given; Enter starts it as chosen."""
    async with room(start=None) as here:
        await here.until(lambda: "You talk to" in here.shown())
        shown = here.shown()
        assert "We run a free Slack" in shown
        assert "senior, 45 minutes" in shown
        await here.press("l", "plus", "minus", "minus")
        await here.until(lambda: "staff, 40 minutes" in here.shown())
        await here.press("enter")
        await here.begin()
        choice = here.desk.choices[0]
        assert (choice.scenario, choice.level, choice.minutes) == ("slack-helper", "staff", 40)


async def test_what_was_not_changed_is_not_passed_on(room: Rooms) -> None:
    """Level and minutes are the scenario's own unless they were changed."""
    async with room(start=None) as here:
        await here.until(
            lambda: (
                here.app.screen.query(ScenarioList)
                and here.app.screen.query_one(ScenarioList).cards
            )
        )
        await here.press("enter")
        await here.begin()
        assert here.desk.choices[0].level is None
        assert here.desk.choices[0].minutes is None


async def test_an_interview_that_cannot_be_opened_says_why(room: Rooms, desk: FakeDesk) -> None:
    """The message and the hint stand in a notice, over the home screen."""
    desk.refuse = ContentError([], hint="Mend the file.")
    async with room(start=None) as here:
        await here.until(
            lambda: (
                here.app.screen.query(ScenarioList)
                and here.app.screen.query_one(ScenarioList).cards
            )
        )
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, Notice))
        assert "Mend the file." in here.shown()
        await here.press("enter")
        assert isinstance(here.app.screen, Home)


async def test_an_empty_history_helps(room: Rooms) -> None:
    """No interviews: words that say what will be here."""
    async with room(start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: "No interviews yet." in here.shown())


async def test_an_empty_history_offers_no_key(room: Rooms) -> None:
    """What the footer names does something."""
    async with room(start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: "No interviews yet." in here.shown())
        footer = here.shown().splitlines()[-1]
        assert "Menu" in footer
        assert not any(name in footer for name in ("Open", "Scorecard", "Export", "Delete"))


@pytest.mark.parametrize(
    ("row", "offered", "not_offered"), [(0, "Compare", "Resume"), (1, "Resume", "Compare")]
)
async def test_the_keys_are_those_of_the_row(
    room: Rooms, desk: FakeDesk, tmp_path: Path, row: int, offered: str, not_offered: str
) -> None:
    """A finished one is not gone on with; only a finished one has another beside it."""
    desk.past = [
        session(tmp_path, "b", finished=True),
        session(tmp_path, "open"),
        session(tmp_path, "a", finished=True),
    ]
    async with room(start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: here.app.screen.query_one(History).table.row_count == 3)
        await here.press(*["down"] * row)
        await here.until(lambda: offered in here.shown().splitlines()[-1])
        assert not_offered not in here.shown().splitlines()[-1]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_two_sittings_stand_side_by_side(
    room: Rooms, desk: FakeDesk, tmp_path: Path, size: tuple[int, int]
) -> None:
    """The chosen one beside the finished one before it, with what the table does not say."""
    desk.past = [
        session(tmp_path, "b", finished=True),
        session(tmp_path, "open"),
        session(tmp_path, "a", finished=True),
    ]
    desk.card = scorecard(2, "x")
    async with room(size=size, start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: here.app.screen.query_one(History).table.row_count == 3)
        await here.press("c")
        await here.until(lambda: isinstance(here.app.screen, Sittings))
        await here.until(lambda: "two conversations" in here.shown())
        assert "2 applied" in here.shown()
        assert here.shown().count("Borderline") == 2
        await here.press(*["pagedown"] * 4)
        await here.until(lambda: "Knows what a mistake costs" in here.shown())
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))


async def test_sittings_that_cannot_be_judged_say_why(
    room: Rooms, desk: FakeDesk, tmp_path: Path
) -> None:
    """The judge's error and what to do."""
    desk.past = [session(tmp_path, "b", finished=True), session(tmp_path, "a", finished=True)]
    async with room(start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: here.app.screen.query_one(History).table.row_count == 2)
        await here.press("c")
        await here.until(lambda: "The judge is away." in here.shown())
        assert "Try again tomorrow." in here.shown()


async def test_the_chosen_scenario_stays_in_view(room: Rooms, desk: FakeDesk) -> None:
    """Whatever size the terminal takes."""
    desk.extra = [
        Card(f"s{n}", f"Scenario {n}", about="Long words about it. " * 6) for n in range(9)
    ]
    async with room(size=(120, 36), start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        scenarios = here.app.screen.query_one(ScenarioList)
        await here.until(lambda: scenarios.option_count == 10)
        await here.press(*["down"] * 7)
        for size in [(80, 24), (120, 36)]:
            await here.pilot.resize_terminal(*size)
            await here.until(lambda: here.shown().count("Scenario 6") == 2)  # list and preview


async def test_the_history_tells_what_became_of_each(
    room: Rooms, desk: FakeDesk, tmp_path: Path
) -> None:
    """Date, scenario, state, minutes, verdict; an unreadable file is shown with its problem."""
    desk.past = [
        session(tmp_path, "a"),
        session(tmp_path, "b", finished=True, verdict="borderline"),
        session(tmp_path, "c", problem="c.jsonl:17: damaged at byte 8123"),
    ]
    async with room(start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: "▸ open" in here.shown())
        shown = here.shown()
        assert "2026-11-20 18:22" in shown
        assert "21 of 45" in shown
        assert "Borderline" in shown
        assert "Past interviews (3)" in shown
        await here.press("down", "down")
        await here.until(lambda: "damaged at byte 8123" in here.shown())


async def test_enter_resumes_what_is_open(room: Rooms, desk: FakeDesk) -> None:
    """An unfinished interview is gone on with, from its file."""
    async with room() as here:
        await here.say("hello")
        path = desk.interview.path
        desk.past = [session(path.parent, path.stem)]
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
        await here.press("2")
        await here.until(lambda: here.app.screen.query_one(History).table.row_count == 1)
        await here.press("enter")
        await here.begin()
        assert desk.choices[-1].path == path
        assert "hello" in here.shown()


@pytest.mark.parametrize("key", ["enter", "s"])
async def test_a_finished_one_opens_its_scorecard(room: Rooms, desk: FakeDesk, key: str) -> None:
    """Enter and S both do."""
    async with room() as here:
        await here.say("hello")
        path = desk.interview.path
        desk.card = scorecard(2, "hello")
        desk.past = [session(path.parent, path.stem, finished=True)]
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
        await here.press("2")
        await here.until(lambda: here.app.screen.query_one(History).table.row_count == 1)
        await here.press(key)
        await here.until(lambda: isinstance(here.app.screen, ScorecardScreen))
        await here.until(lambda: "Borderline" in here.shown())


async def test_deleting_asks_first(room: Rooms, desk: FakeDesk, tmp_path: Path) -> None:
    """Escape and Enter, pressed from habit, keep it; Y deletes it."""
    desk.past = [session(tmp_path, "a")]
    async with room(start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: here.app.screen.query_one(History).table.row_count == 1)
        await here.press("d")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        for habit in ("escape", "enter"):
            await here.press(habit)
            await here.until(lambda: isinstance(here.app.screen, Home))
            assert desk.deleted == []
            await here.press("d")
            await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("y")
        await here.until(lambda: desk.deleted == [tmp_path / "a.jsonl"])
        await here.until(lambda: "No interviews yet." in here.shown())


@pytest.mark.parametrize("key", ["x", "X"])
async def test_exporting_asks_for_format_and_file(
    room: Rooms, desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """The ending follows the format; Enter writes. A capital letter is the same key."""
    monkeypatch.chdir(tmp_path)
    desk.past = [session(tmp_path, "a", finished=True)]
    async with room(start=None) as here:
        await here.until(lambda: here.app.screen.query(ScenarioList))
        await here.press("2")
        await here.until(lambda: here.app.screen.query_one(History).table.row_count == 1)
        await here.press(key)
        await here.until(lambda: isinstance(here.app.screen, Export))
        await here.press("down", "enter")
        await here.until(lambda: desk.exported)
        assert desk.exported == [(tmp_path / "a.jsonl", "html", tmp_path / "a.html")]


async def test_a_session_list_that_fails_is_reported(
    room: Rooms, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scenarios stay usable."""

    def fails(self: object) -> list[Session]:
        raise InterviewerError("The folder cannot be read.")

    monkeypatch.setattr(type(desk), "sessions", fails)
    async with room(start=None) as here:
        await here.until(lambda: isinstance(here.app.screen, Notice))
        assert "The folder cannot be read." in here.shown()


async def test_start_opens_the_interview_with_its_options(
    desk: FakeDesk, settings: Settings
) -> None:
    """`interviewer practice` goes straight there."""
    from interviewer.tui.app import InterviewerApp
    from tests.tui.conftest import until

    app = InterviewerApp(settings, "slack-helper", level="staff", minutes=30, seed=7, desk=desk)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert desk.choices[0].seed == 7
        assert desk.choices[0].minutes == 30
