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

# Raise it whenever the arithmetic changes, be it in the last bit: caches are keyed by it.
REVISION = 2
MOST_TOKENS = 256
TOGETHER = 8
"""How many sentences pass in step: more gain little, and would leave threads without work."""
MOST_THREADS = min(4, os.cpu_count() or 1)


class MiniLM:
    """The embedder of choice. Files are opened at the first sentence, not before."""

    name = f"{MODEL}/numpy-{REVISION}"
    dimensions = DIMENSIONS
    semantic = True

    def __init__(self, files: ModelFiles) -> None:
        self._files = files

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows (len(texts), 384). Beyond 256 tokens a text is cut."""
        tokens = [self._tokenizer.encode(text).ids for text in texts]
        if len(tokens) <= TOGETHER:
            return self._encoder.vectors(tokens)
        parts = [tokens[at : at + TOGETHER] for at in range(0, len(tokens), TOGETHER)]
        with ThreadPoolExecutor(MOST_THREADS) as pool:
            return np.concatenate(list(pool.map(self._encoder.vectors, parts)))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._files.tokenizer))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        return tokenizer

    @cached_property
    def _encoder(self) -> Encoder:
        use_one_thread()
        return assemble(map_safetensors(self._files.weights))
