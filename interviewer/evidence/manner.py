"""How somebody talks, whatever about: the small words of an answer, without a noun or a verb of it.

Who decides says *not, only, unless, instead, until, if, first, costs*; who talks says *might,
between, always, such, together, quite*. A ridge regression from the shares of some two hundred
function words, fitted on what the shipped rubrics call substance and what they call empty, frozen
in a file. Style by function words is a classic of authorship studies (Mosteller and Wallace 1964).
It can only take away: see `heart`.

On answers of people it was not fitted on it ranks an expert's above a talker's with AUC .88 and,
for bluffers in the scenario's nouns, .97, where nearness alone has .92 and .96 (`tests.bench
judge` prints what becomes of it).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.content import Library
from interviewer.evidence.emptiness import empty_talk, generic_sentences, lines
from interviewer.evidence.fields import ridge

FILE = Path(__file__).with_name("manner.json")
RIDGE = 0.3
"""Regularisation, in mean variances of a feature."""
LEAST_WORDS = 8
"""Shares are of at least so many words: one *not* of three words is no manner yet."""

Vector = NDArray[np.float64]

_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|sixty|hundred|thousand|million|billion|half|third|quarter|twice)\b"
)
_SHORT = (
    (re.compile(r"\b(?:can't|cannot)\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"(?<=[a-z])n't\b"), " not"),
    (re.compile(r"(?<=[a-z])'(?:d|ll|ve|re|m|s)\b"), ""),
)


@lru_cache(maxsize=1)
def function_words() -> tuple[str, ...]:
    """Return the words that are counted, in the order of the features."""
    return tuple(word for line in lines("function_words.txt") for word in line.split())


def features(text: str) -> Vector:
    """Return the square roots of the shares of function words, numbers and commas: shape (n + 2,).

    The root makes counts of rare and of frequent words alike in variance.
    """
    text = text.lower().replace("\u2019", "'")
    for short, long in _SHORT:
        text = short.sub(long, text)
    words = _WORD.findall(text)
    places = _places()
    counts = np.zeros(len(places) + 2)
    for word in words:
        if word in places:
            counts[places[word]] += 1
    counts[-2:] = len(_NUMBER.findall(text)), text.count(",")
    return np.asarray(np.sqrt(counts / max(LEAST_WORDS, len(words))))


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(function_words())}


class Manner:
    """The fitted regression: about 1 for who decides, about -1 for who talks."""

    def __init__(self, mean: Vector, slope: Vector) -> None:
        self._mean, self._slope = mean, slope

    @classmethod
    def fit(cls, substance: Sequence[str], empty: Sequence[str]) -> Manner:
        """Return the regression to +1 and -1; both sides weigh the same."""
        good, bad = (np.array([features(t) for t in texts]) for texts in (substance, empty))
        return cls(*ridge(good, bad, lambda gram: RIDGE * float(np.mean(np.diag(gram)))))

    def __call__(self, text: str) -> float:
        """Return the manner of a text, held between -1 and 1: no word buys more than that."""
        return float(np.clip((features(text) - self._mean) @ self._slope, -1, 1))

    def write(self, path: Path = FILE) -> None:
        """Write the file that ships."""
        rounded = {"mean": self._mean.round(6).tolist(), "slope": self._slope.round(6).tolist()}
        path.write_text(json.dumps(rounded) + "\n", "utf-8")

    @classmethod
    @lru_cache(maxsize=1)
    def shipped(cls) -> Manner:
        """Return the regression that ships."""
        kept = json.loads(FILE.read_text("utf-8"))
        return cls(np.array(kept["mean"]), np.array(kept["slope"]))


def freeze(library: Library) -> None:
    """Fit on every rubric of a library and write the file."""
    substance: list[str] = []
    empty = [*generic_sentences()]
    for name in library.scenario_paths():
        loaded = library.load(name)
        for hook in loaded.rubric.hooks:
            substance += [text for point in hook.substance for text in point.paraphrases]
            empty += hook.hollow
        empty += [text for criterion in loaded.rubric.criteria for text in criterion.near_misses]
        empty += empty_talk(loaded.scenario)
    Manner.fit(substance, empty).write()


if __name__ == "__main__":
    freeze(Library.shipped())
