"""Who judges: code alone, or a model that was named; what it costs is bounded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer import wiring
from interviewer.content import content_root
from interviewer.judge.scorecard import Scorecard
from interviewer.providers.base import ChatModel, Prompt
from interviewer.providers.errors import KeyMissing
from interviewer.providers.scripted import ScriptedModel
from interviewer.settings import Settings
from tests.engine.acting import VECTORS, begin, playing, said

NAME = "openai/gpt-5.4"
SITTING = content_root() / "transcripts" / "calibration" / "bank-scams"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A folder of its own."""
    return Settings(transcripts=tmp_path, cache=VECTORS)


def _copy(settings: Settings, name: str) -> Path:
    path = settings.transcripts / f"{name}.jsonl"
    path.write_bytes((SITTING / f"{name}.jsonl").read_bytes())
    return path


def _says_nothing(prompt: Prompt) -> str:
    return json.dumps({"observations": []})


async def test_a_model_that_was_named_observes(settings: Settings) -> None:
    """It is asked about every criterion, the scorecard names it, and a second time nobody is."""
    path = _copy(settings, "smooth-talker-1")
    model = ScriptedModel(NAME, otherwise=_says_nothing)
    bench = wiring.Bench(NAME, insists=True)
    with playing({NAME: model}):
        card = await wiring.score(settings, path, bench)
        asked = len(model.prompts)
        again = await wiring.judge_by(settings, path, bench)
    assert NAME in card.judge
    assert card.verdict == "fail"
    assert asked >= len(card.criteria)
    assert len(model.prompts) == asked
    assert again.verdict == card.verdict
    kept = Scorecard.model_validate_json(wiring.scorecard_path(path).read_text("utf-8"))
    assert kept == card
    assert model.closed
    assert len(wiring.list_sessions(settings)) == 1


async def test_no_budget_no_call_and_no_verdict(settings: Settings) -> None:
    """What may not be paid for is unscored: incomplete, never a pass and never a zero."""
    path = _copy(settings, "terse-expert-1")
    model = ScriptedModel(NAME, otherwise=_says_nothing)
    with playing({NAME: model}):
        card = await wiring.judge_by(settings, path, wiring.Bench(NAME, budget=0.0, insists=True))
    assert not model.prompts
    assert card.verdict == "incomplete"
    assert all(found.level is None and "budget" in found.unscored for found in card.criteria)


async def test_a_judge_that_is_gone_leaves_it_to_code(settings: Settings) -> None:
    """Named for the interview: code judges and says so; named for this judgement: an error."""

    class Gone(ScriptedModel):
        async def warm(self) -> None:
            raise KeyMissing("openai/gpt-5.4 needs a key.")

    path = _copy(settings, "terse-expert-1")
    gone: dict[str, ChatModel] = {NAME: Gone(NAME)}
    with playing(gone):
        card = await wiring.judge_by(settings, path, wiring.Bench(NAME))
        with pytest.raises(KeyMissing):
            await wiring.judge_by(settings, path, wiring.Bench(NAME, insists=True))
    assert card.verdict in ("pass", "strong_pass")
    assert any("needs a key" in note for note in card.notes)


async def test_only_a_judge_named_for_an_interview_is_asked(tmp_path: Path) -> None:
    """An interview without one is judged by code whatever the settings are now."""
    interview = await begin(tmp_path)
    await said(interview, "I would hold the payment for a day.")
    interview.close()
    assert wiring.bench_of(interview.path) == wiring.Bench()


def test_the_price_is_known_before(settings: Settings) -> None:
    """Likely and at most, counted on the very prompts."""
    path = _copy(settings, "terse-expert-1")
    found = wiring.forecast(settings, path, wiring.Bench(NAME))
    assert found.likely_price is not None
    assert found.most_price is not None
    assert 0 < found.likely_price < found.most_price
