"""How well a judge separates those who know from those who talk, and what a naive one would do.

AUC is the chance that a legitimate candidate gets more credit than a smooth one (Mann and Whitney
1947), ties counting half. It is taken for each pair of personas, since an average hides the one
talker who gets through. Beside it stand two scorers that know nothing: words, and keywords.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from interviewer import transcript as t
from interviewer.audit.calibration import Row
from interviewer.audit.statistics import auc
from interviewer.evidence.sentences import sentences, words
from interviewer.judge.scorecard import Verdict
from interviewer.rubric import Rubric

PROMISED = 0.98
"""The smallest AUC of a pair of personas that a judge must reach."""


@dataclass(frozen=True)
class Measured:
    """One transcript, seen by the judge and by two naive scorers."""

    scenario: str
    persona: str
    legitimate: bool
    verdict: Verdict | None
    credit: float
    words: int
    keywords: int


@dataclass(frozen=True)
class Pair:
    """A legitimate persona and a smooth one, over `n` pairs of their transcripts."""

    scenario: str
    legitimate: str
    smooth: str
    n: int
    credit: float
    words: float
    keywords: float


@dataclass(frozen=True)
class Separation:
    """A set of transcripts, measured; `confusion` counts verdicts by kind of candidate."""

    confusion: dict[str, dict[str, int]]
    pairs: tuple[Pair, ...]

    @property
    def smallest(self) -> Pair | None:
        """The pair that is separated worst by credit."""
        return min(self.pairs, key=lambda pair: pair.credit, default=None)

    @property
    def kept(self) -> bool:
        """Whether every pair is separated as promised."""
        return bool(self.pairs) and all(pair.credit >= PROMISED for pair in self.pairs)

    def overall(self, what: Callable[[Pair], float]) -> float:
        """Return the mean over pairs, each weighted by its number of comparisons."""
        total = sum(pair.n for pair in self.pairs)
        return sum(what(pair) * pair.n for pair in self.pairs) / total if total else 0.0


def measure(row: Row, records: Sequence[t.AnyRecord], rubric: Rubric) -> Measured:
    """Return a judged transcript as the judge and the two naive scorers see it."""
    return Measured(
        row.scenario,
        row.persona,
        row.legitimate,
        row.got,
        row.credit,
        word_count(records),
        keyword_count(records, rubric),
    )


def separation(measured: Sequence[Measured]) -> Separation:
    """Return how a set is separated."""
    confusion: dict[str, dict[str, int]] = {"legitimate": {}, "smooth": {}}
    for one in measured:
        row = confusion["legitimate" if one.legitimate else "smooth"]
        verdict = one.verdict or "not judged"
        row[verdict] = row.get(verdict, 0) + 1
    groups: dict[tuple[str, str, bool], list[Measured]] = defaultdict(list)
    for one in measured:
        groups[one.scenario, one.persona, one.legitimate].append(one)
    pairs = [
        _pair(high, low)
        for (scenario, _, legitimate), high in sorted(groups.items())
        for (other, _, theirs), low in sorted(groups.items())
        if legitimate and not theirs and scenario == other
    ]
    return Separation(confusion, tuple(pairs))


def _pair(high: Sequence[Measured], low: Sequence[Measured]) -> Pair:
    return Pair(
        high[0].scenario,
        high[0].persona,
        low[0].persona,
        len(high) * len(low),
        auc([m.credit for m in high], [m.credit for m in low]),
        auc([m.words for m in high], [m.words for m in low]),
        auc([m.keywords for m in high], [m.keywords for m in low]),
    )


def spoken(records: Iterable[t.AnyRecord]) -> str:
    """Return all that a candidate said."""
    return "\n".join(record.text for record in t.said_by_candidate(records))


def word_count(records: Iterable[t.AnyRecord]) -> int:
    """Return how many words a candidate used: the first naive scorer.

    Sentence by sentence, as they were read before: what `words` remembers of a whole interview
    would be a hundred kilobytes that nobody asks for again.
    """
    said = (span for record in t.said_by_candidate(records) for span in sentences(record.text))
    return sum(len(words(span.text)) for span in said)


def keyword_count(records: Iterable[t.AnyRecord], rubric: Rubric) -> int:
    """Return how many of a rubric's concepts a candidate named: the second naive scorer."""
    text = spoken(records).casefold()
    names = {name.casefold() for criterion in rubric.criteria for name in criterion.names}
    return sum(re.search(rf"\b{re.escape(name)}", text) is not None for name in names)
