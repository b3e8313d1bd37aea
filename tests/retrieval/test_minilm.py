"""The numpy encoder against a plain float64 one, and the promise of equal bits."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from interviewer.retrieval import weights
from interviewer.retrieval.base import Embedder
from interviewer.retrieval.encoder import gelu, map_safetensors

SENTENCES = [
    "",
    "?",
    "How many payments a month?",
    "Do victims tell the truth when we ask them?",
    "naïve café — 東京 🙂 €85,000",
    "Where does the label come from, and how long after the payment does it reach us?",
    "word " * 400,
]


class PlainEncoder:
    """The same network, one sentence at a time, in float64, line by line as in the papers."""

    def __init__(self, files: weights.ModelFiles) -> None:
        self._tensors = {
            name: tensor.astype(np.float64)
            for name, tensor in map_safetensors(files.weights).items()
        }
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(256)

    def embed(self, text: str) -> Any:
        """Return one unit vector (384,)."""
        ids = self._tokenizer.encode(text).ids
        x = self._tensors["embeddings.word_embeddings.weight"][ids]
        x = x + self._tensors["embeddings.position_embeddings.weight"][: len(ids)]
        x = x + self._tensors["embeddings.token_type_embeddings.weight"][0]
        x = self._norm(x, "embeddings")
        for layer in range(6):
            x = self._layer(x, f"encoder.layer.{layer}")
        pooled = x.mean(axis=0)
        return pooled / np.linalg.norm(pooled)

    def _layer(self, x: Any, name: str) -> Any:
        parts = [
            self._linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value")
        ]
        heads = []
        for head in range(12):
            query, key, value = (part[:, head * 32 : head * 32 + 32] for part in parts)
            weight = np.exp(query @ key.T / math.sqrt(32))
            heads.append(weight / weight.sum(axis=1, keepdims=True) @ value)
        mixed = self._linear(np.concatenate(heads, axis=1), f"{name}.attention.output.dense")
        x = self._norm(x + mixed, f"{name}.attention.output")
        wide = self._linear(x, f"{name}.intermediate.dense")
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        return self._norm(x + self._linear(wide, f"{name}.output.dense"), f"{name}.output")

    def _linear(self, x: Any, name: str) -> Any:
        return x @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"]

    def _norm(self, x: Any, name: str) -> Any:
        centred = x - x.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        name = f"{name}.LayerNorm"
        return scaled * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"]


def rows(embedder: Embedder, texts: list[str]) -> list[bytes]:
    """Return each text's vector as bytes."""
    return [row.tobytes() for row in embedder.embed(texts)]


def test_agrees_with_a_plain_float64_encoder(minilm: Embedder) -> None:
    """Every component of every sentence agrees to 1e-5, a text that must be cut included."""
    files = weights.packaged()
    assert files
    plain = PlainEncoder(files)
    expected = np.array([plain.embed(text) for text in SENTENCES])
    assert np.abs(minilm.embed(SENTENCES) - expected).max() < 1e-5


def test_gelu_is_the_exact_one() -> None:
    """The activation is within 1e-6 of x·Φ(x), the tails included."""
    x = np.linspace(-12, 12, 20_001).astype(np.float32)
    expected = [value / 2 * math.erfc(-value / math.sqrt(2)) for value in x.tolist()]
    gelu(x)
    assert np.abs(x - np.array(expected)).max() < 1e-6


def test_rows_are_unit_float32(minilm: Embedder) -> None:
    """Vectors have length one and the promised shape and type, none for no text."""
    vectors = minilm.embed(SENTENCES)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(SENTENCES), minilm.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert minilm.embed([]).shape == (0, minilm.dimensions)


def test_company_does_not_change_a_bit(minilm: Embedder, asks: list[str]) -> None:
    """A sentence has the same bits alone, in any list and in any order, down to two tokens."""
    together = dict(zip(asks, rows(minilm, asks), strict=True))
    for text in asks[::8]:
        assert rows(minilm, [text]) == [together[text]]
    shuffled = random.Random(0).sample(asks, len(asks))
    for start in range(0, len(shuffled), 23):
        part = shuffled[start : start + 23]
        assert rows(minilm, part) == [together[text] for text in part]


def test_meaning_is_nearer_than_wording(minilm: Embedder) -> None:
    """A paraphrase without a shared word is nearer than another question in the same words."""
    said, meant, worded = minilm.embed(
        ["How long until a victim tells you?", "report delay", "How long is the river Thames?"]
    )
    assert said @ meant > said @ worded


@pytest.fixture(scope="session")
def asks(scenarios: dict[str, Any]) -> list[str]:
    """Two tokens and up: the first distinct asks of the shipped scenarios."""
    every = [ask for scenario in scenarios.values() for fact in scenario.facts for ask in fact.asks]
    return ["", "?", "CoP?", "SLA?", *dict.fromkeys(every)][:60]


def test_weights_are_mapped_not_loaded(tmp_path: Path) -> None:
    """The reader returns read-only views with the shapes of the header, other types left out."""
    tensor: NDArray[np.float32] = np.arange(6, dtype="<f4").reshape(2, 3)
    header = (
        b'{"__metadata__":{"format":"pt"},'
        b'"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},'
        b'"ids":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}}'
    )
    path = tmp_path / "model.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + tensor.tobytes() + bytes(8))
    tensors = map_safetensors(path)
    assert tensors.keys() == {"a"}
    assert np.array_equal(tensors["a"], tensor)
    assert not tensors["a"].flags.writeable
