"""The encoder of all-MiniLM-L6-v2 in numpy: six BERT layers, mean pooling, unit length.

Each sentence is multiplied alone, so its vector has the same bits whatever company it comes in.
Stacked batches would halve the time of a long list, but then the bits depend on the company:
OpenBLAS takes another kernel for small products, and other libraries have other seams.

A weight matrix is cut into blocks of 64 outputs: a product with a short sentence is then small
enough for OpenBLAS not to rearrange the weights first, a third faster at 20 tokens. Sentences pass
in step, so that a block meets all of them while it is in a core's cache: a quarter faster at eight.

It does not know what text is.

Sources: Devlin et al. 2019 (BERT); Reimers and Gurevych 2019 (mean pooling); Hendrycks and Gimpel
2016 (GELU); Abramowitz and Stegun 1964, 7.1.26 (erfc).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
HEADS = 12
LAYERS = 6
BLOCK = 64

Floats = NDArray[np.float32]

# erfc, halved: |error| < 1e-7.
_ERFC = [
    np.float32(c / 2) for c in (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
]
_ERFC_SCALE = np.float32(0.3275911 / math.sqrt(2))


class Linear(NamedTuple):
    """weights (outputs / 64, inputs, 64), bias (outputs,)."""

    weights: Floats
    bias: Floats

    @classmethod
    def of(cls, weight: Floats, bias: Floats) -> Linear:
        """Cut a weight matrix (outputs, inputs) into blocks."""
        blocks = weight.reshape(-1, BLOCK, weight.shape[1]).swapaxes(1, 2)
        return cls(np.ascontiguousarray(blocks), bias)

    def __call__(self, sentences: Sequence[Floats]) -> list[Floats]:
        """Map each (tokens, inputs) to (tokens, outputs)."""
        products = [
            np.empty((len(self.weights), len(rows), BLOCK), np.float32) for rows in sentences
        ]
        step = 1 if len(sentences) > 1 else len(self.weights)
        for first in range(0, len(self.weights), step):
            blocks = slice(first, first + step)
            for rows, product in zip(sentences, products, strict=True):
                np.matmul(rows, self.weights[blocks], out=product[blocks])
        return [
            product.swapaxes(0, 1).reshape(product.shape[1], -1) + self.bias for product in products
        ]


class Norm(NamedTuple):
    """gain and bias, each (dimensions,)."""

    gain: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> None:
        """Normalise each row of (tokens, dimensions), in place."""
        rows -= rows.mean(axis=1, keepdims=True)
        spread = np.einsum("td,td->t", rows, rows)[:, None]
        spread /= np.float32(DIMENSIONS)
        spread += np.float32(1e-12)
        rows /= np.sqrt(spread, out=spread)
        rows *= self.gain
        rows += self.bias


class Layer(NamedTuple):
    """One encoder layer."""

    attend: Linear
    mix: Linear
    mixed: Norm
    widen: Linear
    narrow: Linear
    narrowed: Norm

    def __call__(self, sentences: Sequence[Floats]) -> None:
        """Update each (tokens, dimensions), in place."""
        attended = self.mix([_attention(joint) for joint in self.attend(sentences)])
        for rows, more in zip(sentences, attended, strict=True):
            rows += more
            self.mixed(rows)
        wide = self.widen(sentences)
        for rows in wide:
            gelu(rows)
        for rows, more in zip(sentences, self.narrow(wide), strict=True):
            rows += more
            self.narrowed(rows)


class Encoder(NamedTuple):
    """Everything that was learnt, and the pass that uses it."""

    words: Floats
    positions: Floats
    norm: Norm
    layers: list[Layer]

    def vectors(self, sentences: Sequence[Sequence[int]]) -> Floats:
        """Map the token numbers of sentences to unit rows (sentences, dimensions)."""
        passing = [self.words[np.array(ids)] + self.positions[: len(ids)] for ids in sentences]
        for rows in passing:
            self.norm(rows)
        for layer in self.layers:
            layer(passing)
        pooled = np.array([rows.mean(axis=0) for rows in passing], np.float32)
        for row in pooled:
            row /= np.linalg.norm(row)
        return pooled.reshape(-1, DIMENSIONS)


def gelu(x: Floats) -> None:
    """Apply x·Φ(x) in place: max(x, 0) - |x|·erfc(|x|/√2)/2, exact to 1e-6."""
    size = np.abs(x)
    step = size * _ERFC_SCALE
    step += np.float32(1)
    np.reciprocal(step, out=step)
    tail = step * _ERFC[4]
    for coefficient in reversed(_ERFC[:4]):
        tail += coefficient
        tail *= step
    np.square(size, out=step)
    step *= np.float32(-0.5)
    tail *= np.exp(step, out=step)
    tail *= size
    np.maximum(x, 0, out=x)
    x -= tail


def _attention(joint: Floats) -> Floats:
    """Map queries, keys and values (tokens, 3 x dimensions) to what was attended to."""
    parts = joint.reshape(len(joint), 3, HEADS, DIMENSIONS // HEADS)
    query, key, value = parts.transpose(1, 2, 0, 3)
    weight: Floats = query @ key.swapaxes(-1, -2)
    weight -= weight.max(axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(axis=-1, keepdims=True)
    attended: Floats = weight @ value
    return attended.swapaxes(0, 1).reshape(len(joint), DIMENSIONS)


def map_safetensors(path: Path) -> dict[str, Floats]:
    """Return the float32 tensors of a safetensors file as read-only views of the mapped file.

    The format: eight bytes of header length, little-endian; a JSON header; the tensors.
    """
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    start = 8 + int.from_bytes(raw[:8].tobytes(), "little")
    header = json.loads(raw[8:start].tobytes())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] == "F32":
            first, last = (start + offset for offset in entry["data_offsets"])
            tensors[name] = np.asarray(raw[first:last].view("<f4").reshape(entry["shape"]))
    return tensors


def assemble(tensors: dict[str, Floats]) -> Encoder:
    """Build the encoder from tensors under their published names."""

    def linear(name: str) -> Linear:
        return Linear.of(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def norm(name: str) -> Norm:
        return Norm(tensors[f"{name}.LayerNorm.weight"], tensors[f"{name}.LayerNorm.bias"])

    def joint(name: str) -> Linear:
        """Stack query, key and value, the query scaled by 1/√(size of a head)."""
        scale = np.float32(1 / math.sqrt(DIMENSIONS // HEADS))
        factors = {"query": scale, "key": np.float32(1), "value": np.float32(1)}
        return Linear.of(
            np.concatenate([tensors[f"{name}.{part}.weight"] * by for part, by in factors.items()]),
            np.concatenate([tensors[f"{name}.{part}.bias"] * by for part, by in factors.items()]),
        )

    def layer(prefix: str) -> Layer:
        return Layer(
            attend=joint(f"{prefix}.attention.self"),
            mix=linear(f"{prefix}.attention.output.dense"),
            mixed=norm(f"{prefix}.attention.output"),
            widen=linear(f"{prefix}.intermediate.dense"),
            narrow=linear(f"{prefix}.output.dense"),
            narrowed=norm(f"{prefix}.output"),
        )

    kind = tensors["embeddings.token_type_embeddings.weight"][0]
    return Encoder(
        words=tensors["embeddings.word_embeddings.weight"],
        positions=tensors["embeddings.position_embeddings.weight"] + kind,
        norm=norm("embeddings"),
        layers=[layer(f"encoder.layer.{index}") for index in range(LAYERS)],
    )
