"""An interview of four messages with the real engine, held once, and what an author sees with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.authoring.triggers import Triggers
from interviewer.content import Loaded
from interviewer.judge.judging import judge
from interviewer.judge.scorecard import Scorecard
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.index import FactIndex
from interviewer.settings import Settings
from tests.engine.acting import VECTORS, begin, said

MESSAGES = (
    "How many customers do you have?",
    "Which moon phase is best?",
    "We block high-risk payments outright. I would assume 200 calls a day for the team.",
    "The threshold is 20 %. We never hold a payment. How many of the scams are stopped?",
)


@dataclass(frozen=True)
class Held:
    """Records of an interview, its files, and what sees into it."""

    records: tuple[t.AnyRecord, ...]
    loaded: Loaded
    index: FactIndex
    triggers: Triggers
    embedder: Embedder
    card: Scorecard


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A folder of its own and the shared vectors."""
    return Settings(transcripts=tmp_path_factory.mktemp("transcripts"), cache=VECTORS)


@pytest.fixture(scope="session")
def held(settings: Settings) -> Held:
    """The interview, judged as far as it went."""
    path = asyncio.run(_hold(settings.transcripts))
    records = tuple(t.read(path).records)
    loaded = wiring.library(settings).load("bank-scams")
    embedder = wiring.embedder(settings.cache)[0]
    return Held(
        records,
        loaded,
        wiring.fact_index(settings, loaded),
        Triggers(loaded.rubric, embedder),
        embedder,
        judge(records, loaded, wiring.substance(settings, loaded)),
    )


async def _hold(folder: Path) -> Path:
    interview = await begin(folder)
    for message in MESSAGES:
        await said(interview, message)
    interview.close()
    return interview.path
