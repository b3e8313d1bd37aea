"""The desk at which the app is used: what is chosen holds, is remembered, and is passed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.config import config_path
from interviewer.errors import InterviewerError
from interviewer.providers.errors import BudgetReached, KeyMissing, ProviderError
from interviewer.settings import Models, Settings
from interviewer.tui.desk import Choice
from interviewer.tui.wired import WiredDesk

GPT = "openai/gpt-5.4"
SECRET = "sk-canary-0123456789"


@pytest.fixture
def wired(tmp_path: Path) -> WiredDesk:
    """A desk of somebody who has never chosen anything."""
    return WiredDesk(Settings.load(transcripts=tmp_path))


def test_what_is_chosen_is_remembered(
    wired: WiredDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For this run, and for the next; no key is in the file."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert wired.undecided()
    wired.choose(Models(GPT, GPT, "embedded"), 0.5)
    assert (wired.models(), wired.budget()) == (Models(GPT, GPT, "embedded"), 0.5)
    assert not wired.undecided()
    again = WiredDesk(Settings.load(transcripts=tmp_path))
    assert (again.models(), again.budget()) == (wired.models(), 0.5)
    assert not again.undecided()
    assert SECRET not in config_path().read_text()


def test_choosing_no_model_is_a_choice(wired: WiredDesk, tmp_path: Path) -> None:
    """So that nobody is asked twice."""
    wired.choose(Models(), None)
    assert not WiredDesk(Settings.load(transcripts=tmp_path)).undecided()


@pytest.mark.parametrize(
    ("name", "budget", "error", "says"),
    [
        ("gpt-5.4", None, ProviderError, "Did you mean openai/gpt-5.4?"),
        (GPT, None, KeyMissing, "Set OPENAI_API_KEY."),
        ("openai/nobody-knows", 0.5, BudgetReached, "empty the budget"),
    ],
)
def test_what_cannot_play_is_not_chosen(
    wired: WiredDesk,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    budget: float | None,
    error: type[InterviewerError],
    says: str,
) -> None:
    """A name that is none, a key that is not set, a budget that could not be kept."""
    if error is BudgetReached:
        monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    with pytest.raises(error) as caught:
        wired.choose(Models.all(name), budget)
    assert says in str(caught.value)
    assert wired.models() == Models()
    assert not config_path().exists()


def test_offers_and_quotes(wired: WiredDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model first; with a key others are ready, and no offer holds the key itself."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    offers = wired.offers(False)
    assert (offers[0].name, offers[0].ready) == ("embedded", True)
    assert any(offer.ready and offer.key == "OPENAI_API_KEY" for offer in offers)
    assert SECRET not in repr(offers)
    assert wired.quote(Models.all(GPT), 30).price


async def test_a_test_that_fails_says_what_to_do(
    wired: WiredDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a key nothing is sent at all."""
    with pytest.raises(KeyMissing, match="needs a key"):
        await wired.test(GPT)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(ProviderError):
        await wired.test("openai/anything")


async def test_an_interview_is_begun_as_chosen(
    wired: WiredDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Models and budget are in its header; they can be changed, but not for one that cannot."""
    wired = WiredDesk(
        Settings(wired._settings.transcripts, Settings.load().cache, models=Models(), budget=None)
    )
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    wired.choose(Models(GPT, "embedded", "embedded"), 0.25)
    interview = await wired.open(Choice("slack-helper", minutes=30, seed=1))
    try:
        assert interview.header.models == {"interviewer": GPT}
        assert interview.header.budget == 0.25
        with pytest.raises(BudgetReached, match="not known"):
            await wired.change_models(interview, Models.all("openai/nobody-knows"))
        await wired.change_models(interview, Models())
        assert interview.state.models["interviewer"] == "embedded"
        assert wired.models().interviewer == GPT
    finally:
        await interview.leave()
    resumed = await wired.open(Choice(path=interview.path))
    assert resumed.state.models["interviewer"] == "embedded"
    await resumed.leave()
    board = interview.path.with_suffix(".board")
    board.write_text("boxes")
    wired.delete(interview.path)
    assert not board.exists()
    assert not interview.path.exists()
