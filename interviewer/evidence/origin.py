"""Whose words are these? What a candidate echoes is no evidence.

A sentence covered by one earlier line of the interviewer, the prompt or a fact is an echo; a run of
eight or more content words of the rubric is a copy; what the candidate said before counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from interviewer.evidence.rules import say
from interviewer.evidence.sentences import content_stems, words

COVERED = 0.75
"""Share of a sentence's content words that one source must hold to make it an echo."""
NEW_WORDS = 2
"""Content words that must be new against everything heard; fewer is a restatement."""
LEAST_WORDS = 3
"""Content words below which nothing is said that could be told from chance."""
RUN = 8
"""Content words in a row that make a copy of the rubric (rubrics/JUDGING.md, section 3.1)."""
PAIRS = 0.7
"""Share of a sentence's neighbouring content words that stand so in one text of the rubric: a cut
copy. Were they looked for in all its texts together, 1 in 100 sentences of experts would be one (of
9,805; now 2 in 1,000)."""
LEAST_PAIRS = 3
VERBATIM = 6
"""Words that make a copy of what stands so in the rubric to the letter."""
LEAST_NAMED = 3
"""Content words besides figures below which nothing is copied: a sum is right or wrong."""
COPIED = say("copy")
KEPT = 2_000
"""Sentences of which is remembered whether they are copies: a rubric outlives its interviews."""
REPEATED = 0.8
"""Share of a sentence's content words that an earlier one of one's own must hold: a repeat."""


class Copies:
    """What a rubric says, so that what is copied from it can be told; built once a rubric."""

    def __init__(self, rubric_texts: Iterable[str] = ()) -> None:
        texts = list(rubric_texts)
        self._letters = "\n".join(_letters(text) for text in texts)
        stems = [content_stems(text) for text in texts]
        self._runs = {run for text in stems for run in _runs(text, RUN)}
        self._pairs: dict[tuple[str, ...], set[int]] = {}
        for place, text in enumerate(stems):
            for pair in _runs(text, 2):
                self._pairs.setdefault(pair, set()).add(place)
        self._remembered = lru_cache(maxsize=KEPT)(self._copied)

    def copied(self, sentence: str) -> bool:
        """Tell whether a sentence is the rubric's and not the candidate's."""
        return self._remembered(sentence)

    def _copied(self, sentence: str) -> bool:
        stems = content_stems(sentence)
        named = sum(not stem[0].isdigit() for stem in stems)
        if named < LEAST_NAMED or 2 * named < len(stems):
            return False
        letters = _letters(sentence)
        if len(letters.split()) >= VERBATIM and letters in self._letters:
            return True
        return any(run in self._runs for run in _runs(stems, RUN)) or self._cut(stems)

    def _cut(self, stems: Sequence[str]) -> bool:
        pairs = list(_runs(stems, 2))
        texts = Counter(text for pair in pairs for text in self._pairs.get(pair, ()))
        most = max(texts.values(), default=0)
        return len(pairs) >= LEAST_PAIRS and most >= max(LEAST_PAIRS, PAIRS * len(pairs))


class Origin:
    """What was heard so far, and what the rubric says."""

    def __init__(self, rubric_texts: Iterable[str] | Copies = ()) -> None:
        self._heard: list[frozenset[str]] = []
        self._everything: set[str] = set()
        self._own: list[frozenset[str]] = []
        self._copies = rubric_texts if isinstance(rubric_texts, Copies) else Copies(rubric_texts)
        self._echoes: dict[str, str] = {}
        """What was found since something was last heard or said: a message asks more than once."""

    def hear(self, text: str) -> None:
        """Add something that the candidate was told."""
        stems = frozenset(content_stems(text))
        self._heard.append(stems)
        self._everything |= stems
        self._echoes.clear()

    def say(self, sentence: str) -> None:
        """Add something that the candidate has said."""
        self._own.append(frozenset(content_stems(sentence)))
        self._echoes.clear()

    def echo(self, sentence: str) -> str:
        """Return why a sentence is not the candidate's own or not new; empty if it is both."""
        if sentence not in self._echoes:
            self._echoes[sentence] = self._echo(sentence)
        return self._echoes[sentence]

    def _echo(self, sentence: str) -> str:
        stems = content_stems(sentence)
        distinct = frozenset(stems)
        if len(distinct) < LEAST_WORDS:
            return say("too-little")
        if self.copied(sentence):
            return COPIED
        known, covered = len(distinct & self._everything), COVERED * len(distinct)
        if known >= covered and any(len(distinct & heard) >= covered for heard in self._heard):
            return say("echo")
        if len(distinct) - known < NEW_WORDS:
            return say("restatement")
        if any(own and len(distinct & own) >= REPEATED * len(distinct) for own in self._own):
            return say("repeat")
        return ""

    def copied(self, sentence: str) -> bool:
        """Tell whether a sentence is the rubric's and not the candidate's."""
        return self._copies.copied(sentence)


def _letters(text: str) -> str:
    return " ".join(words(text))


def _runs(stems: Sequence[str], length: int) -> Iterable[tuple[str, ...]]:
    return (tuple(stems[i : i + length]) for i in range(len(stems) - length + 1))
