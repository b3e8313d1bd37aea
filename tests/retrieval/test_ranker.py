"""The closed form of leaving one out is what leaving one out gives."""

from __future__ import annotations

import numpy as np

from interviewer.retrieval.ranker import NOBODY, Ranker


def test_left_out_is_training_without_it() -> None:
    """Each row's score without itself equals that of a ranker that never saw it."""
    random = np.random.default_rng(0)
    vectors = random.standard_normal((20, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    owners = np.array([0, 1, 2, NOBODY] * 5)
    whole = Ranker(vectors, owners, 3)
    for row in range(20):
        rest = np.arange(20) != row
        without = Ranker(vectors[rest], owners[rest], 3)
        assert np.allclose(
            whole.left_out[row], without.scores(vectors[row : row + 1])[0], atol=1e-9
        )


def test_a_passage_scores_for_its_owner() -> None:
    """Own passages score high, the background for nobody."""
    vectors = np.eye(6, dtype=np.float32)
    scores = Ranker(vectors, np.array([0, 0, 1, 1, NOBODY, NOBODY]), 2).scores(vectors)
    assert scores[:4].argmax(axis=1).tolist() == [0, 0, 1, 1]
    assert scores[4:].max() < scores[:4].max(axis=1).min() / 2
