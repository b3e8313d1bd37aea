"""What an embedder is: text in, unit vectors out.

It knows no model, no file and no store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns sentences into vectors whose dot product says how close their meanings are.

    The same text gives the same bits, whatever company it comes in: verdicts rest on it.
    """

    @property
    def name(self) -> str:
        """Which model and which arithmetic; part of every cache key and of the transcript."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def semantic(self) -> bool:
        """Whether it compares meanings; `False` when it only compares letters."""

    def __hash__(self) -> int:
        """Each is equal to itself alone."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row a text: shape (len(texts), dimensions)."""
