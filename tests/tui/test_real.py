"""The screens over the real engine: started, spoken to, resumed and scored."""

from __future__ import annotations

from pathlib import Path

from interviewer.settings import Settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.home import Home
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.scorecard import ScorecardScreen
from interviewer.tui.widgets.history import History
from interviewer.tui.widgets.ledger import Row
from tests.tui.conftest import shown, until


async def test_an_interview_from_start_to_scorecard(tmp_path: Path) -> None:
    """What the fake promises, the engine keeps."""
    settings = Settings(transcripts=tmp_path, cache=Settings.load().cache)
    app = InterviewerApp(settings, "slack-helper", minutes=30, seed=1)
    async with app.run_test(size=(132, 60)) as pilot:

        def ready() -> bool:
            return isinstance(app.screen, InterviewScreen) and not app.screen.busy

        await until(pilot, ready, seconds=60)
        await pilot.press(*"How many members do you have?", "enter")
        await until(pilot, lambda: ready() and "✓ saved" in shown(app), seconds=60)
        assert "18,000 members" in shown(app)
        assert "Facts F3 (1)" in shown(app)
        assert "30:00" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Home))
        await pilot.press("2")
        await until(pilot, lambda: app.screen.query_one(History).table.row_count == 1)
        await pilot.press("enter")
        await until(pilot, ready, seconds=60)
        assert "18,000 members" in shown(app)
        await pilot.press("f9", "y")
        await until(pilot, lambda: "Enter opens the scorecard" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ScorecardScreen))
        await until(pilot, lambda: app.screen.query(Row), seconds=60)
        assert "is below the bar" in shown(app)
