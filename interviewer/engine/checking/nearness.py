"""What a sentence means: is it near to an answer, to the planned question, to anything in reach?

Cosines against three kinds of authored texts: the points of every hook that the candidate has not
made, the questions of the rubric and of any interview, and stock sentences. They are judged against
what the reply may use, since a paraphrase of a question is near to its answers as well. New content
words count beside nearness: what gives something away brings words that nobody has used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interviewer.engine.checking.allowed import (
    Allowed,
    lines_of,
    stems_of,
    stock_phrases,
    stock_stems,
)
from interviewer.engine.checking.asking import askings
from interviewer.engine.checking.kept import Kept
from interviewer.engine.checking.planned import Planned
from interviewer.evidence.number_words import SCALES, SMALL, TENS
from interviewer.evidence.sentences import clauses, content_stems, sentences, stem, words
from interviewer.evidence.substance import Floats, Substance
from interviewer.rubric import Rubric

NEW_WORD = 0.03
"""Weight of one new content word beside a difference of cosines."""
ADVISES = 0.05
"""Weight of a word that prescribes or explains, of which two count."""
ASKS = 0.05
"""What a question is given: it is measured against the planned one besides."""
GIVEN_AWAY = 0.09
"""Score from which a sentence gives an answer away."""
OTHER = 0.5
"""Weight of the nearest other question against the planned one."""
OTHER_QUESTION = -0.05
"""Score from which a question is another than the planned one."""
NEW_SHARE = 0.1
"""Weight of the share of new content words, for a sentence that stands on nothing."""
UNGROUNDED = -0.12
"""Score from which a sentence stands on nothing that is in reach."""
APPRAISES = 0.03
"""Difference of cosines from which a sentence is nearer to praise or a verdict than to all else."""
LEAST_STEMS = 3
RECENT = 80
"""Sentences of the candidate, the last ones, that nearness looks at."""


_ADVICE = frozenset(
    """should could must might may need needs would because since so means instead rather
    better""".split()
)
_NUMBERS = frozenset(stem(word) for word in (*SMALL, *TENS, *SCALES, *map(str, range(10))))
"""Number words are no new words: `figures` looks at them."""
_LIST = re.compile(r"[,;:]\s+")


@dataclass(frozen=True)
class Landscape:
    """The vectors of a rubric's points and questions, of stock sentences and of bad manners."""

    points: Floats
    owners: tuple[str, ...]
    questions: Floats
    texts: tuple[str, ...]
    stock: Floats
    manners: Floats
    rules: tuple[str, ...]


class Nearness:
    """Nearness within one reply."""

    def __init__(
        self, substance: Substance, allowed: Allowed, planned: Planned, covered: frozenset[str]
    ) -> None:
        self._embed = substance.embedder.embed
        self._land = landscape(substance)
        texts = [*allowed.wording, *allowed.need, *_recent(allowed.candidate)]
        units = dict.fromkeys(unit for text in texts for unit in (*_units(text), *_items(text)))
        self._reach = self._embed(list(units))
        open_points = [owner not in covered for owner in self._land.owners]
        self._points = self._land.points[open_points]
        self._known = allowed.stems | stock_stems() | planned_stems(planned)
        self._planned = self._embed(_questions(planned)) if planned.wordings else None
        own = {piece for text in planned.wordings for piece in (text, *_pieces(text))}
        self._others = self._land.questions[[text not in own for text in self._land.texts]]

    def new_words(self, sentence: str) -> list[str]:
        """Return the stems of content words that nobody has used."""
        return [word for word in content_stems(sentence) if word not in self._known | _NUMBERS]

    def gives_away(self, sentence: str) -> float:
        """Return how much nearer it is to an open point than to what may be said; -1: harmless."""
        fresh = self.new_words(sentence)
        if not fresh or not len(self._points):
            return -1.0
        advice = ADVISES * min(2, len(_ADVICE & set(words(sentence))))
        lexical = NEW_WORD * len(fresh) + (-ASKS if askings(sentence) else advice)
        return max(self._excess(unit) for unit in _units(sentence)) + lexical

    def _excess(self, unit: str) -> float:
        vector = self._embed([unit])
        against = max(self._reached(vector), float((vector @ self._land.questions.T).max()))
        return float((vector @ self._points.T).max()) - against

    def _reached(self, vector: Floats) -> float:
        return max(
            float((vector @ self._reach.T).max()), float((vector @ self._land.stock.T).max())
        )

    def appraises(self, sentence: str) -> tuple[float, str]:
        """Return how much nearer it is to praise, a verdict or the machinery, and to which."""
        best = (-1.0, "")
        for unit in _units(sentence):
            vector = self._embed([unit])
            near = (vector @ self._land.manners.T)[0]
            against = max(self._reached(vector), float((vector @ self._land.questions.T).max()))
            place = int(near.argmax())
            best = max(best, (float(near[place]) - against, self._land.rules[place]))
        return best[0] - ASKS * bool(askings(sentence)), best[1]

    def other_question(self, question: str) -> float:
        """Return how far a question is from the planned one."""
        if self._planned is None:
            return 1.0
        vector = self._embed([question])
        planned = float((vector @ self._planned.T).max())
        other = float((vector @ self._others.T).max())
        return OTHER * other - planned + NEW_WORD * len(self.new_words(question))

    def ungrounded(self, sentence: str) -> float:
        """Return how far a sentence is from everything in reach, -1 if it says too little."""
        stems, fresh = content_stems(sentence), self.new_words(sentence)
        if len(stems) < LEAST_STEMS:
            return -1.0
        new = NEW_WORD * len(fresh) + NEW_SHARE * len(fresh) / len(stems)
        return new - self._reached(self._embed([sentence]))


def planned_stems(planned: Planned) -> frozenset[str]:
    """Return the stems of the planned question's wordings."""
    return frozenset().union(*(stems_of(text) for text in planned.wordings))


def _units(text: str) -> list[str]:
    """Return the sentences of a text and their clauses."""
    found: dict[str, None] = {}
    for sentence in sentences(text):
        found[sentence.text] = None
        for clause in clauses(sentence.text):
            if len(content_stems(clause.text)) >= 3:
                found[clause.text] = None
    return list(found)


def _items(text: str) -> list[str]:
    """Return the items of what may be a list: "the amount, a new device, an active call"."""
    return [item for item in _LIST.split(text) if len(content_stems(item)) >= 2]


def _recent(texts: Sequence[str]) -> list[str]:
    every = [piece.text for text in texts for piece in sentences(text)]
    return every[-RECENT:]


def _pieces(text: str) -> list[str]:
    return [piece.text for piece in sentences(text)]


def _questions(planned: Planned) -> list[str]:
    return list(
        dict.fromkeys(piece for text in planned.wordings for piece in (text, *_pieces(text)))
    )


def _rubric_questions(rubric: Rubric) -> Iterable[str]:
    for hook in rubric.hooks:
        yield from (*hook.asks, *hook.presses)
    for phase in rubric.phases:
        yield from (*phase.enters, *phase.redirects)
    for estimate in rubric.estimates:
        yield from estimate.asks


def _manners() -> list[tuple[str, str]]:
    """Return what must not be said in any interview, with the rule that each breaks."""
    found: list[tuple[str, str]] = []
    rule = ""
    for line in lines_of("manners.txt"):
        if line.endswith(":"):
            rule = line[:-1]
        else:
            found.append((rule, line))
    return found


def _surveyed(substance: Substance) -> Landscape:
    fields = substance.fields.values()
    owners = [
        f"{field.hook.id}/{point.id}"
        for field in fields
        for point in field.hook.substance
        for _ in (*point.paraphrases, point.says)
    ]
    texts = [
        piece for text in _rubric_questions(substance.rubric) for piece in (text, *_pieces(text))
    ]
    texts = list(dict.fromkeys([*texts, *lines_of("questions.txt")]))
    stock = list(dict.fromkeys([*lines_of("stock.txt"), *stock_phrases()]))
    manners = _manners()
    return Landscape(
        points=np.concatenate([field.substance for field in fields]),
        owners=tuple(owners),
        questions=substance.embedder.embed(texts),
        texts=tuple(texts),
        stock=substance.embedder.embed(stock),
        manners=substance.embedder.embed([text for _, text in manners]),
        rules=tuple(rule for rule, _ in manners),
    )


landscape = Kept(_surveyed)
"""The vectors that a check measures against, made once for each rubric; call it to warm up."""
