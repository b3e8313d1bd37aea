"""A rubric's vectors, and what is asked of them twice: by the ears, then by the judge."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer import wiring
from interviewer.content import Loaded
from interviewer.evidence.substance import Substance
from interviewer.evidence.swap import elsewhere
from interviewer.retrieval.base import Embedder
from interviewer.settings import Settings

SAID = [
    "I'd hold the payment for a day and ring the customer on the number we have on file.",
    "Anything under fifty pounds goes through, since the loss is smaller than the call.",
]


class Counting:
    """An embedder that remembers what it was asked."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.name, self.dimensions, self.semantic = inner.name, inner.dimensions, inner.semantic
        self.asked: list[Sequence[str]] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return what the other one returns."""
        self.asked.append(tuple(texts))
        return self._inner.embed(texts)


@pytest.fixture(scope="module")
def bank(settings: Settings) -> Loaded:
    """Return a scenario with its rubric."""
    return wiring.library(settings).load("bank-scams")


@pytest.fixture(scope="module")
def substance(settings: Settings, bank: Loaded) -> Substance:
    """Return its vectors."""
    return wiring.substance(settings, bank)


def test_the_same_message_has_the_same_matches(bank: Loaded, substance: Substance) -> None:
    """Whoever asks may cut the lists that it gets: the next one gets them whole."""
    first = substance.matches(SAID)
    whole = [list(row) for row in first]
    assert any(whole)
    for row in first:
        row.clear()

    assert substance.matches(SAID) == whole
    assert substance.matches(SAID, answering=bank.rubric.hooks[0].id) != whole
    assert substance.abroad(SAID) == substance.abroad(list(SAID))


def test_another_embedder_is_asked_anew(
    substance: Substance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered of one says nothing of another; a message is embedded once by each."""
    before = substance.matches(SAID)
    other = Counting(substance.embedder)
    monkeypatch.setattr(substance, "embedder", other)

    assert substance.matches(SAID) == before
    assert substance.matches(SAID) == before
    assert other.asked == [tuple(SAID)]


def test_as_near_elsewhere_is_counted(substance: Substance) -> None:
    """Another scenario's own sentence is nearest to that one; counted are those as near as ours."""
    name, texts = next(iter(elsewhere("bank-scams").items()))
    theirs = substance.embedder.embed([texts[0]])

    near, names, others = substance.elsewhere(theirs, np.array([0.99], np.float32))
    assert (round(float(near[0]), 3), names, others) == (1.0, [name], [1])
    assert substance.elsewhere(theirs, np.array([1.1], np.float32))[2] == [0]
    assert substance.elsewhere(theirs, np.array([-1.0], np.float32))[2][0] > 1
