"""all-MiniLM-L6-v2 through onnxruntime, for machines that only have Chroma's copy of it.

The published checksum covers Chroma's archive, not the files unpacked from it, so the model is
recognised by what it computes: one sentence, compared with figures of the numpy encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import EmbedderMissing
from interviewer.retrieval.weights import MODEL, ModelFiles

DIMENSIONS = 384
MOST_TOKENS = 256
PROBE = "How many payments a month does the bank see?"
PROBE_VECTOR = (0.09496, -0.03559, -0.0737, -0.01304, -0.0727, -0.07225, 0.01439, -0.03208)
CLOSE_ENOUGH = 2e-3


class OnnxMiniLM:
    """One sentence a pass: the same bits whatever company a sentence comes in.

    Raises:
        EmbedderMissing: the file cannot be run, or computes something else.
    """

    name = f"{MODEL}/onnx"
    dimensions = DIMENSIONS
    semantic = True

    def __init__(self, files: ModelFiles) -> None:
        self._files = files
        self._recognise()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows (len(texts), 384). Beyond 256 tokens a text is cut."""
        rows = np.empty((len(texts), DIMENSIONS), np.float32)
        for index, text in enumerate(texts):
            rows[index] = self._encode(self._tokenizer.encode(text).ids)
        return rows

    def _encode(self, ids: list[int]) -> NDArray[np.float32]:
        """Map token numbers to one unit vector (384,)."""
        tokens = np.array([ids], np.int64)
        inputs = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        wanted = {entry.name for entry in self._session.get_inputs()}
        output = self._session.run(None, {key: inputs[key] for key in inputs if key in wanted})[0]
        pooled: NDArray[np.float32] = output[0].mean(axis=0)
        return pooled / np.linalg.norm(pooled)

    def _recognise(self) -> None:
        try:
            found = self.embed([PROBE])[0, : len(PROBE_VECTOR)]
        except Exception as error:  # onnxruntime and tokenizers raise types of their own
            raise EmbedderMissing(f"{self._files.weights} cannot be run: {error}") from error
        if not np.allclose(found, PROBE_VECTOR, atol=CLOSE_ENOUGH):
            raise EmbedderMissing(f"{self._files.weights} is not {MODEL}.")

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._files.tokenizer))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # see `threads`
        return onnxruntime.InferenceSession(
            str(self._files.weights), options, providers=["CPUExecutionProvider"]
        )
