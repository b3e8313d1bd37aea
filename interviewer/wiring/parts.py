"""What interviews and judges share, built once: the library, the embedder, what stands on them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import transcript as t
from interviewer.content import Library, Loaded, load_scenario
from interviewer.scenario import Scenario
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.evidence.substance import Substance
    from interviewer.retrieval.base import Embedder
    from interviewer.retrieval.index import FactIndex


def library(settings: Settings) -> Library:
    """Return the scenarios and rubrics in reach."""
    return Library.shipped(settings.content)


@lru_cache(maxsize=2)
def embedder(cache: Path) -> tuple[Embedder, str]:
    """Return the embedder and, where it is the fallback, why."""
    from interviewer.retrieval.loading import load_embedder

    return load_embedder(cache)


_MOST_SUBSTANCES = 32
"""An author's scenario is another with every save; an audit goes through scenarios one by one."""
_SUBSTANCES: OrderedDict[tuple[str, str, Path], Substance] = OrderedDict()
_building = threading.Lock()


def substance(settings: Settings, loaded: Loaded) -> Substance:
    """Return the vectors of a scenario and its rubric; built once for what the two files hold."""
    key = _place(settings, loaded)
    with _building:
        if key not in _SUBSTANCES:
            _SUBSTANCES[key] = substance_of(loaded, embedder(settings.cache)[0])
        _SUBSTANCES.move_to_end(key)
        while len(_SUBSTANCES) > _MOST_SUBSTANCES:
            _SUBSTANCES.popitem(last=False)
        return _SUBSTANCES[key]


def release(settings: Settings, loaded: Loaded) -> None:
    """Give back the vectors that `substance` keeps of a scenario: some 30 MB."""
    with _building:
        _SUBSTANCES.pop(_place(settings, loaded), None)


def _place(settings: Settings, loaded: Loaded) -> tuple[str, str, Path]:
    return loaded.scenario_hash, loaded.rubric.hash, settings.cache


def substance_of(loaded: Loaded, vectors: Embedder) -> Substance:
    """Return a scenario and its rubric as vectors, with the swap corpus of all the others."""
    from interviewer.evidence.substance import Substance
    from interviewer.evidence.swap import elsewhere

    return Substance(loaded.scenario, loaded.rubric, vectors, elsewhere(loaded.scenario.id))


def fact_index(settings: Settings, loaded: Loaded) -> FactIndex:
    """Return a scenario's fact sheet, ready to be asked."""
    return fact_index_of(loaded, embedder(settings.cache)[0])


def fact_index_of(loaded: Loaded, vectors: Embedder) -> FactIndex:
    """Return a scenario's fact sheet as vectors; other scenarios' questions are its negatives."""
    from interviewer.retrieval.index import FactIndex
    from interviewer.retrieval.store import FactStore

    negatives = [ask for other in _others(loaded) for fact in other.facts for ask in fact.asks]
    return FactIndex(loaded.scenario.facts, vectors, negatives, FactStore)


def _others(loaded: Loaded) -> list[Scenario]:
    paths = Library.shipped().scenario_paths()
    return [load_scenario(path) for name, path in paths.items() if name != loaded.scenario.id]


def loaded_for(settings: Settings, header: t.Header, rubric: Path | None = None) -> Loaded:
    """Load what an interview was held with: its own rubric file if it had one and it is there."""
    own = Path(header.rubric_file) if header.rubric_file else None
    chosen = rubric or (own if own and own.is_file() else None)
    return library(settings).load(header.scenario, chosen)
