"""all-MiniLM-L6-v2 without torch or onnxruntime: the embedder of choice.

Vectors are not rounded: one sentence has one vector on a machine (`encoder` says why), and between
machines rounding to a grid would hide the noise of 1e-7 most of the time and enlarge it the rest.

It does not know what its vectors are for.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from interviewer.retrieval.encoder import DIMENSIONS, Encoder, assemble, map_safetensors
from interviewer.retrieval.threads import use_one_thread
from interviewer.retrieval.weights import MODEL, ModelFiles

MOST_TOKENS = 256
FEW = 8


class MiniLM:
    """The embedder of choice. Files are opened at the first sentence, not before."""

    name = f"{MODEL}/numpy"
    dimensions = DIMENSIONS
    semantic = True

    def __init__(self, files: ModelFiles) -> None:
        self._files = files

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows (len(texts), 384). Beyond 256 tokens a text is cut."""
        rows = np.empty((len(texts), DIMENSIONS), np.float32)
        work = enumerate(self._tokenizer.encode(text).ids for text in texts)
        if len(texts) <= FEW:
            for index, ids in work:
                rows[index] = self._encode(ids)
            return rows
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            vectors = pool.map(self._encode, [ids for _, ids in work])
            for index, vector in enumerate(vectors):
                rows[index] = vector
        return rows

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._files.tokenizer))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        return tokenizer

    @cached_property
    def _encode(self) -> Encoder:
        use_one_thread()
        return assemble(map_safetensors(self._files.weights))
