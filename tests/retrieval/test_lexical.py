"""Words and letters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.retrieval.lexical import Bm25, HashingEmbedder, stem, words


def test_words_are_stems_that_carry_meaning() -> None:
    """Stop words go, endings go, figures stay."""
    assert words("How many of the PAYMENTS were labelled in 2024?") == ["payment", "labell", "2024"]


@pytest.mark.parametrize(
    ("one", "other"), [("claims", "claim"), ("replies", "reply"), ("agents", "agent")]
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    """Singular and plural have one stem."""
    assert stem(one) == stem(other)


def test_rare_words_weigh_more() -> None:
    """The text that shares the rarer word wins; no shared word is no score."""
    bm25 = Bm25(["payments and payees", "payments and drift", "payments and costs"])
    scores = bm25.scores("do payments drift?")
    assert scores.argmax() == 1
    assert bm25.scores("What about the weather?").tolist() == [0, 0, 0]


def test_nothing_to_compare_is_no_error() -> None:
    """Texts of stop words only, and none at all, give zeros."""
    assert Bm25(["", "the of"]).scores("the payment").tolist() == [0, 0]
    assert Bm25([]).scores("payment").shape == (0,)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_hashing_rows_are_unit_and_independent(texts: list[str]) -> None:
    """Any text gives a unit row, the same whatever stands beside it."""
    embedder = HashingEmbedder()
    rows = embedder.embed(texts)
    assert rows.shape == (len(texts), embedder.dimensions)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for text, row in zip(texts, rows, strict=True):
        assert np.array_equal(embedder.embed([text])[0], row)


def test_hashing_sees_shared_spelling() -> None:
    """A misspelt word is nearer than another word."""
    asked, meant, other = HashingEmbedder().embed(
        ["reimbursment?", "How does reimbursement work?", "How long does a call take?"]
    )
    assert asked @ meant > asked @ other
