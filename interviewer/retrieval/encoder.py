"""The encoder of all-MiniLM-L6-v2 in numpy: six BERT layers, mean pooling, unit length.

Written for one short sentence at a time on a small machine: activations stand as columns, so
that the weights are used as they lie in the file (mapped, shared between processes, never
copied but for the joint query-key-value matrix). Sentences of one pass have equal lengths, so there
is no padding and no mask.

It does not know what text is.

Sources: Devlin et al. 2019 (BERT); Reimers and Gurevych 2019 (mean pooling); Hendrycks and Gimpel
2016 (GELU); Abramowitz and Stegun 1964, 7.1.26 (erfc).
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
HEADS = 12
LAYERS = 6

Floats = NDArray[np.float32]

# erfc, halved: |error| < 1e-7.
_ERFC = [
    np.float32(c / 2) for c in (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
]
_ERFC_SCALE = np.float32(0.3275911 / math.sqrt(2))


class Linear(NamedTuple):
    """weight (out, in), bias (out, 1)."""

    weight: Floats
    bias: Floats

    def __call__(self, columns: Floats) -> Floats:
        """Map (in, tokens) to (out, tokens)."""
        result: Floats = self.weight @ columns
        result += self.bias
        return result


class Norm(NamedTuple):
    """gain and bias, each (dimensions, 1)."""

    gain: Floats
    bias: Floats

    def __call__(self, columns: Floats) -> None:
        """Normalise each column of (dimensions, tokens), in place."""
        columns -= columns.mean(axis=0)
        spread = np.einsum("dt,dt->t", columns, columns)
        spread /= np.float32(len(columns))
        spread += np.float32(1e-12)
        columns /= np.sqrt(spread, out=spread)
        columns *= self.gain
        columns += self.bias


class Layer(NamedTuple):
    """One encoder layer."""

    attend: Linear
    mix: Linear
    mixed: Norm
    widen: Linear
    narrow: Linear
    narrowed: Norm

    def __call__(self, columns: Floats, sentences: int) -> None:
        """Update (dimensions, sentences x tokens), in place."""
        columns += self.mix(_attention(self.attend(columns), sentences))
        self.mixed(columns)
        columns += self.narrow(gelu(self.widen(columns)))
        self.narrowed(columns)


class Encoder(NamedTuple):
    """Everything that was learnt, and the pass that uses it."""

    words: Floats
    positions: Floats
    norm: Norm
    layers: list[Layer]

    def __call__(self, ids: NDArray[np.int64]) -> Floats:
        """Map token numbers (sentences, tokens) to unit rows (sentences, 384)."""
        sentences, tokens = ids.shape
        rows = self.words[ids] + self.positions[:tokens]
        columns = np.ascontiguousarray(rows.reshape(-1, DIMENSIONS).T)
        self.norm(columns)
        for layer in self.layers:
            layer(columns, sentences)
        pooled: Floats = columns.reshape(DIMENSIONS, sentences, tokens).mean(axis=2).T.copy()
        pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
        return pooled


def gelu(x: Floats) -> Floats:
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
    return x


def _attention(joint: Floats, sentences: int) -> Floats:
    """Map queries, keys and values (3 x dimensions, sentences x tokens) to what was attended to."""
    tokens = joint.shape[1] // sentences
    parts = joint.reshape(3, HEADS, DIMENSIONS // HEADS, sentences, tokens)
    query, key, value = parts.transpose(0, 3, 1, 2, 4)
    weight = query.swapaxes(-1, -2) @ key
    weight -= weight.max(axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(axis=-1, keepdims=True)
    attended = value @ weight.swapaxes(-1, -2)
    return attended.transpose(1, 2, 0, 3).reshape(DIMENSIONS, sentences * tokens)


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

    def column(name: str) -> Floats:
        return tensors[name][:, None]

    def linear(name: str) -> Linear:
        return Linear(tensors[f"{name}.weight"], column(f"{name}.bias"))

    def norm(name: str) -> Norm:
        return Norm(column(f"{name}.LayerNorm.weight"), column(f"{name}.LayerNorm.bias"))

    def joint(name: str) -> Linear:
        """Stack query, key and value, the query scaled by 1/√(size of a head)."""
        scale = np.float32(1 / math.sqrt(DIMENSIONS // HEADS))
        query, key, value = (linear(f"{name}.{part}") for part in ("query", "key", "value"))
        parts = (Linear(query.weight * scale, query.bias * scale), key, value)
        return Linear(*(np.concatenate(kind) for kind in zip(*parts, strict=True)))

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
