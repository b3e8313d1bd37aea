"""Comparing words and letters: BM25 for a small bonus, and an embedder that needs no weights.

It knows no meanings: *pay* and *salary* are strangers here.

Sources: Robertson and Zaragoza 2009 (BM25, in the variant whose idf cannot be negative); Weinberger
et al. 2009 (feature hashing with signs).
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

STOP_WORDS = frozenset(
    "a about all also am an and any are as at be been being but by can could did do does done down"
    " each few for from get got had has have having he her here his how i if in into is it its just"
    " know like many may me might more most much must my no nor not of off on one ones only or our"
    " out over per say shall she should so some tell than that the their them then there these they"
    " this those to too up us very want was we were what when where which who whom whose why will"
    " with would you your".split()
)
ENDINGS = "ations ation ingly edly ings ing ies ied ers er ed es s".split()
SHORTEST_STEM = 3


def words(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order."""
    plain = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    return [stem(word) for word in plain if word not in STOP_WORDS]


def stem(word: str) -> str:
    """Cut one English ending, if enough is left of the word."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)] + ("y" if ending in {"ies", "ied"} else "")
    return word


class Bm25:
    """BM25 over a handful of short texts (k1 = 1.2, b = 0.75)."""

    def __init__(self, texts: Sequence[str], k1: float = 1.2, b: float = 0.75) -> None:
        self._count = len(texts)
        documents = [Counter(words(text)) for text in texts]
        lengths = [document.total() for document in documents]
        mean = sum(lengths) / max(1, len(lengths)) or 1.0
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, document in enumerate(documents):
            damping = k1 * (1 - b + b * lengths[index] / mean)
            for word, times in document.items():
                self._postings[word].append((index, times * (k1 + 1) / (times + damping)))

    def scores(self, question: str) -> NDArray[np.float64]:
        """Return one score a text, shape (texts,), 0 where no word is shared."""
        result = np.zeros(self._count)
        for word in set(words(question)) & self._postings.keys():
            found = self._postings[word]
            rarity = math.log1p((self._count - len(found) + 0.5) / (len(found) + 0.5))
            for index, weight in found:
                result[index] += rarity * weight
        return result


class HashingEmbedder:
    """Stems and letter groups, hashed. Recognises shared words and spellings, not meanings."""

    name = "hashing-1"
    dimensions = 1024
    semantic = False

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows (len(texts), 1024); a text without letters gives the first axis."""
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for feature, times in Counter(_features(text)).items():
                code = zlib.crc32(feature.encode())
                row[code % self.dimensions] += math.sqrt(times) * (1 if code >> 31 else -1)
            size = np.linalg.norm(row)
            row /= size or 1
            row[0] += not size
        return rows


def _features(text: str) -> Iterator[str]:
    """Yield each stem twice over, by its name and by its groups of three to five letters."""
    for word in words(text):
        yield f"word {word}"
        framed = f"<{word}>"
        for size in (3, 4, 5):
            for start in range(len(framed) - size + 1):
                yield framed[start : start + size]
