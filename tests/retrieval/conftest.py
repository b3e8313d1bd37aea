"""Shared by the tests of retrieval: the true embedder, the shipped fact sheets, blocked sockets."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from ruamel.yaml import YAML

from interviewer.retrieval.base import Embedder
from interviewer.retrieval.cache import CachedEmbedder
from interviewer.retrieval.loading import load_minilm
from interviewer.scenario import Scenario

SHIPPED = ("bank-scams", "slack-helper")
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class DevQuestion:
    """A question written apart from the scenario, and the facts that answer it, if any."""

    asks: str
    facts: frozenset[str]


@pytest.fixture(scope="session")
def cache_folder(pytestconfig: pytest.Config) -> Path:
    """Where vectors are kept between runs: `INTERVIEWER_CACHE`, else `.cache` of the checkout."""
    chosen = os.environ.get("INTERVIEWER_CACHE")
    return Path(chosen) if chosen else pytestconfig.rootpath / ".cache" / "interviewer"


@pytest.fixture(scope="session")
def minilm(cache_folder: Path) -> Embedder:
    """The true embedder, without a cache before it."""
    return load_minilm(cache_folder)


@pytest.fixture(scope="session")
def embedder(minilm: Embedder, cache_folder: Path) -> Iterator[CachedEmbedder]:
    """The true embedder, cached."""
    cached = CachedEmbedder(minilm, cache_folder)
    yield cached
    cached.flush()


@pytest.fixture(scope="session")
def scenarios() -> dict[str, Scenario]:
    """The shipped scenarios by id."""
    paths = [ROOT / "scenarios" / f"{name}.yaml" for name in SHIPPED]
    return {
        path.stem: Scenario.model_validate(YAML(typ="safe").load(path.read_text("utf-8")))
        for path in paths
    }


@pytest.fixture(scope="session")
def dev_questions() -> dict[str, list[DevQuestion]]:
    """Questions in other words than the scenario's, by scenario."""
    written = json.loads(Path(__file__).with_name("dev_questions.json").read_text("utf-8"))
    return {
        name: [DevQuestion(entry["asks"], frozenset(entry["facts"])) for entry in entries]
        for name, entries in written.items()
    }


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to look up or reach another machine fails the test."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
