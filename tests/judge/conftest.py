"""Judging tests share the shipped rubrics' vectors and a way to make transcripts by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer import wiring
from interviewer.content import Loaded
from interviewer.settings import Settings

VECTORS = Path(__file__).parents[2] / ".cache" / "interviewer"


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a transcript folder of their own and the shared vector cache."""
    return Settings(transcripts=tmp_path_factory.mktemp("transcripts"), cache=VECTORS)


@pytest.fixture(params=["bank-scams", "slack-helper"])
def loaded(request: pytest.FixtureRequest, settings: Settings) -> Loaded:
    """Each shipped scenario in turn."""
    return wiring.library(settings).load(str(request.param))
