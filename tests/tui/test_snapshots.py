"""How the screens look, as pictures: a changed one fails and is shown beside the old in a report.

They depend on no font, clock, path or terminal: an SVG names its font and holds text and colours.
They do depend on Textual's and Rich's versions, which the lock pins. To accept new ones:
`pytest tests/tui/test_snapshots.py --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from interviewer import transcript as t
from interviewer.settings import Models, Settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.themes import DARK, LIGHT
from interviewer.tui.widgets.ledger import Row
from interviewer.tui.widgets.model_list import ModelList
from tests.tui.conftest import shown, until
from tests.tui.fake import FakeDesk, header, offers, scorecard

Act = Callable[[Pilot[None]], Awaitable[None]]
Looks = Callable[..., None]
GPT = "openai/gpt-5.4"


@pytest.fixture
def looks(snap_compare: Callable[..., bool], settings: Settings, desk: FakeDesk) -> Looks:
    """Return a function that compares a screen with its picture."""

    def compare(theme: str, size: tuple[int, int], act: Act, start: str | None = None) -> None:
        app = InterviewerApp(settings, start, desk=desk)
        app.theme = theme

        async def still(pilot: Pilot[None]) -> None:
            await act(pilot)
            for box in (*app.screen.query(TextArea), *app.screen.query(Input)):
                box.cursor_blink = False
            await pilot.pause()

        assert snap_compare(app, terminal_size=size, run_before=still)

    return compare


async def home(pilot: Pilot[None]) -> None:
    """Wait until the first scenario is previewed, and what it would cost is known."""
    await until(pilot, lambda: "The need" in shown(pilot.app))
    await until(pilot, lambda: "about $0.05" in shown(pilot.app))


async def picker(pilot: Pilot[None]) -> None:
    """Open the picker on a model that is ready."""
    await home(pilot)
    await pilot.press("m")
    await until(pilot, lambda: pilot.app.screen.query(ModelList))
    await until(pilot, lambda: pilot.app.screen.query_one(ModelList).option_count == 7)
    await until(pilot, lambda: "45 minutes: about $0.05" in shown(pilot.app))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_home(looks: Looks, desk: FakeDesk, theme: str) -> None:
    """A scenario, its preview, and what it would cost."""
    desk.cast, desk.purse, desk.priced = Models.all(GPT), 0.5, {GPT: 0.017}
    looks(theme, (100, 30), home)


@pytest.mark.parametrize(("theme", "size"), [(LIGHT, (100, 30)), (DARK, (80, 24))])
def test_picker(looks: Looks, desk: FakeDesk, theme: str, size: tuple[int, int]) -> None:
    """Offers, what there is to know of one, who plays."""
    desk.cast, desk.purse, desk.priced = Models.all(GPT), 0.5, {GPT: 0.017}
    desk.offered = offers()
    looks(theme, size, picker)


@pytest.mark.parametrize(("theme", "size"), [(LIGHT, (132, 36)), (DARK, (80, 24))])
def test_interview(looks: Looks, desk: FakeDesk, theme: str, size: tuple[int, int]) -> None:
    """A question answered, a twist, the meter."""
    desk.cast, desk.purse = Models.all(GPT), 0.5

    async def act(pilot: Pilot[None]) -> None:
        def ready() -> bool:
            return isinstance(pilot.app.screen, InterviewScreen) and not pilot.app.screen.busy

        await until(pilot, lambda: "Where would you like to start?" in shown(pilot.app) and ready())
        desk.interview.spent = 400.0
        desk.interview.usage = t.Usage(
            role="interviewer", model=GPT, input_tokens=12_400, output_tokens=900, price=0.034
        )
        await pilot.press(*"How many? twist", "enter")
        await until(pilot, lambda: desk.interview.state.twists and ready())
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        screen._tick()
        screen.composer.status("")
        await until(pilot, lambda: "$0.03 of $0.50" in shown(pilot.app))

    looks(theme, size, act, "slack-helper")


@pytest.mark.parametrize(("theme", "size"), [(LIGHT, (132, 44)), (DARK, (80, 24))])
def test_scorecard(looks: Looks, desk: FakeDesk, theme: str, size: tuple[int, int]) -> None:
    """The verdict and what it stands on."""
    journal, _ = t.Journal.create(desk.folder / "past.jsonl", header("past"))
    (said,) = journal.append([t.CandidateSaid(text="Well. A false mention costs patience.")])
    journal.close()
    desk.card = scorecard(said.seq, "A false mention costs patience")

    async def act(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, InterviewerApp)
        await until(pilot, lambda: "The need" in shown(app))
        app.open_scorecard(journal.path)
        await until(pilot, lambda: app.screen.query(Row))
        await until(pilot, lambda: "Credit 0.52" in shown(app))

    looks(theme, size, act)


@pytest.mark.parametrize(("theme", "size"), [(LIGHT, (132, 44)), (DARK, (80, 24))])
def test_author(looks: Looks, desk: FakeDesk, theme: str, size: tuple[int, int]) -> None:
    """What the interviewer sees, beside the page and over it."""

    async def act(pilot: Pilot[None]) -> None:
        def ready() -> bool:
            return isinstance(pilot.app.screen, InterviewScreen) and not pilot.app.screen.busy

        await until(pilot, lambda: "Where would you like to start?" in shown(pilot.app) and ready())
        desk.interview.spent = 400.0
        await pilot.press("f7", "y")
        await until(pilot, lambda: "The move" in shown(pilot.app))
        screen = pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        screen._tick()
        screen.composer.status("")
        await pilot.pause()

    looks(theme, size, act, "slack-helper")
