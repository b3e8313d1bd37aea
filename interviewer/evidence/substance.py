"""Is this sentence substance or talk? Nearness to authored points, against authored emptiness.

A sentence counts for a point if it is nearer to one of the point's paraphrases than to every hollow
answer, near-miss and generic sentence, by a margin. For an answer to a probe the direction of the
question is projected out of both sides first: what the question itself put into the air says
nothing about the answerer (rubrics/JUDGING.md, section 3.2).

Beside nearness there is a direction: a linear discriminant between all that a rubric calls
substance and all that it calls empty, fitted in closed form when the rubric is loaded. It hears the
manner of talk (promises, restatements, lists) wherever the nouns come from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from interviewer.evidence.aim import LEAST_SENTENCES, TELLING, aims, astray
from interviewer.evidence.emptiness import empty_talk, generic_sentences
from interviewer.evidence.fields import Discriminant, Field, Floats, Groups
from interviewer.evidence.manner import Manner
from interviewer.evidence.nonsense import nonsense
from interviewer.evidence.origin import Copies
from interviewer.evidence.wording import stems, wording
from interviewer.retrieval.base import Embedder
from interviewer.rubric import Hook, Rubric
from interviewer.scenario import Scenario

__all__ = ["APPROACH", "Field", "Floats", "Match", "Substance", "approach_hooks", "rubric_texts"]

LEANING = 0.4
"""Weight of the discriminant beside the difference of two cosines."""
MANNER = 0.4
"""Weight of an answer's function words beside the mean margin of its sentences."""
DECIDED = 0.3
"""Manner from which more of it adds nothing: to sound decisive is no decision."""
APPROACH = "approach-"
"""How the ids of accepted approaches begin; no question is ever put for one."""
SENSE = 0.2
"""What a sentence of sense reaches beside nonsense in the same nouns; -1 is nonsense, 1 is not."""
NONSENSE = 0.8
"""Weight of what is missing to that. Of answers in forms that these were not fitted on 5 in 100 are
as far from talk as `heart` asks, where 57 were."""
FLOOR = 0.26
"""Cosine below which a point is not looked at."""
KEPT = 64
"""Messages whose matches are kept, 4 MB at the most: the ears of an interview read them, then its
judge does."""


@dataclass(frozen=True, slots=True)
class Match:
    """The point that a span of text is nearest to."""

    hook: str
    point: str
    criterion: str
    similarity: float
    against: float
    leaning: float
    home: float
    elsewhere: float
    nearest: str
    others: int = 0
    """How many other scenarios are as near as this one."""
    lacks: float = 0.0
    """What its words lack in sense, beside nonsense in the same nouns."""

    @property
    def margin(self) -> float:
        """How much nearer it is to substance than to emptiness, its manner included."""
        return self.similarity - self.against + LEANING * self.leaning

    @property
    def sober(self) -> float:
        """The margin less what is lacking in sense: for words that answer no question."""
        return self.margin - NONSENSE * self.lacks


class Substance:
    """A rubric's authored texts as vectors, and the questions of nearness that are put to them.

    `elsewhere` maps other scenarios' ids to texts of theirs: the swap test's corpus.
    """

    def __init__(
        self,
        scenario: Scenario,
        rubric: Rubric,
        embedder: Embedder,
        elsewhere: Mapping[str, Sequence[str]],
    ) -> None:
        self.rubric = rubric
        self.embedder = embedder
        self._abroad_once = lru_cache(maxsize=KEPT)(self._abroad)
        self._matches_once = lru_cache(maxsize=KEPT)(self._matches)
        generic = embedder.embed(generic_sentences())
        talk = embedder.embed(empty_talk(scenario))
        misses = {c.id: embedder.embed(c.near_misses) for c in rubric.criteria}
        probed = [*rubric.hooks, *approach_hooks(rubric)]
        self.fields = {
            hook.id: self._field(hook, misses[hook.criterion], generic) for hook in probed
        }
        told = [scenario.prompt, *(fact.says for fact in scenario.facts)]
        told_stems = stems([*told, *(f"{twist.says} {twist.asks}" for twist in scenario.twists)])
        self._solutions = {hook.id: _solution(hook) - told_stems for hook in probed}
        facts = embedder.embed(told)
        points = np.concatenate([field.substance for field in self.fields.values()])
        self._points = Groups([rows for field in self.fields.values() for rows in field.points])
        self._empty = Groups([embedder.embed(hook.hollow) for hook in probed])
        self._misses = Groups(list(misses.values()))
        self._talk = Groups([generic])
        self._home = Groups([facts, points])
        self._leaning = self._discriminant(np.concatenate([generic, talk]), misses)
        self._sense = Discriminant(points, embedder.embed(nonsense(scenario)))
        swap = {name: embedder.embed(list(texts)) for name, texts in elsewhere.items() if texts}
        self._names = list(swap)
        self._others = Groups(list(swap.values())) if swap else None
        canonical = json.dumps(
            {name: list(texts) for name, texts in elsewhere.items()}, sort_keys=True
        )
        self.swap_hash = hashlib.sha256(canonical.encode()).hexdigest()

    def _field(self, hook: Hook, misses: Floats, generic: Floats) -> Field:
        texts = [p for point in hook.substance for p in (*point.paraphrases, point.says)]
        owners = [
            i for i, point in enumerate(hook.substance) for _ in (*point.paraphrases, point.says)
        ]
        empty = np.concatenate([self.embedder.embed(hook.hollow), misses])
        question = self.embedder.embed([*hook.asks, *hook.presses]).mean(axis=0)
        question /= np.linalg.norm(question)
        rows = self.embedder.embed(texts)
        return Field(hook, rows, np.array(owners), empty, question, generic)

    def _discriminant(self, talk: Floats, misses: Mapping[str, Floats]) -> Discriminant:
        points = [field.substance for field in self.fields.values()]
        hollow = [self.embedder.embed(hook.hollow) for hook in self.rubric.hooks]
        return Discriminant(
            np.concatenate(points), np.concatenate([*hollow, *misses.values(), talk])
        )

    def _lacks(self, vectors: Floats) -> Floats:
        """Return what each row lacks in sense, from 0: shape (n,)."""
        return np.asarray(np.maximum(0, SENSE - self._sense(vectors)), dtype=np.float32)

    @cached_property
    def copies(self) -> Copies:
        """All texts that a candidate could copy."""
        return Copies(rubric_texts(self.rubric))

    def elsewhere(self, vectors: Floats, home: Floats) -> tuple[Floats, list[str], list[int]]:
        """Return how near each row is to other scenarios' substance, to which, and to how many.

        Counted are those that are as near to it as this one, `home`, shape (n,).
        """
        if self._others is None:
            rows = len(vectors)
            return np.zeros(rows, np.float32), [""] * rows, [0] * rows
        near, names = self._others.nearest(vectors), self._names
        as_near = (near >= home[:, None]).sum(axis=1)
        return (
            near.max(axis=1),
            [names[i] for i in near.argmax(axis=1)],
            [int(count) for count in as_near],
        )

    def nearest(self, vectors: Floats) -> Floats:
        """Return how near each row is to any point of the rubric: shape (n,)."""
        return np.asarray(self._points.nearest(vectors).max(axis=1), dtype=np.float32)

    def fit(self, sentences: Sequence[str]) -> dict[str, float]:
        """Return how well an answer, as its sentences, fits each question (`aim`).

        Sentences that are near no point at all say nothing of which question is answered; were
        they counted, talk would thin out a borrowed answer until it fits.
        """
        vectors = self.embedder.embed(list(sentences))
        near, asked = self._points.nearest(vectors), {hook.id for hook in self.rubric.hooks}
        telling = near.max(axis=1) >= TELLING
        if telling.sum() < LEAST_SENTENCES:
            return {}
        vectors, near = vectors[telling], near[telling]
        fields = [field for name, field in self.fields.items() if name in asked]
        return aims(vectors, near, [(f.hook.id, f.centre, len(f.points)) for f in fields])

    def astray(self, asked: str, sentences: Sequence[str]) -> str:
        """Return the hook that an answer to the asked one fits far better; empty if none."""
        if asked not in self.fields or not self.embedder.semantic:
            return ""
        return astray(asked, sentences, self.fit)

    def abroad(self, sentences: Sequence[str]) -> tuple[str, float]:
        """Return which other scenario an answer is nearest to, and by how much it is ahead of ours.

        The mean over its sentences; nothing and 0 where there is no other.
        """
        return self._abroad_once(self.embedder, tuple(sentences))

    def _abroad(self, embedder: Embedder, sentences: tuple[str, ...]) -> tuple[str, float]:
        if self._others is None or not embedder.semantic or not sentences:
            return "", 0.0
        vectors = embedder.embed(sentences)
        home, near = self._home.nearest(vectors).max(axis=1), self._others.nearest(vectors)
        ahead = (near - home[:, None]).mean(axis=0)
        best = int(ahead.argmax())
        return self._names[best], float(ahead[best])

    def matches(self, texts: Sequence[str], *, answering: str | None = None) -> list[list[Match]]:
        """Return for each text its best point of every hook, nearest first.

        `answering` is the hook whose question the texts answer; there the projection is applied.
        """
        return [list(row) for row in self._matches_once(self.embedder, tuple(texts), answering)]

    def _matches(
        self, embedder: Embedder, texts: tuple[str, ...], answering: str | None
    ) -> list[list[Match]]:
        vectors = embedder.embed(texts)
        home = self._home.nearest(vectors).max(axis=1)
        other, names, others = self.elsewhere(vectors, home)
        leaning, lacks = self._leaning(vectors), self._lacks(vectors)
        found: list[list[Match]] = [[] for _ in texts]
        for field, near, against in self._scored(vectors, answering):
            hook = field.hook
            own = field.unspoiled(vectors) if field.paid.any() else against
            for row, owner in zip(*np.nonzero(near >= FLOOR), strict=True):
                paid = bool(field.paid[owner])
                found[row].append(
                    Match(
                        hook=hook.id,
                        point=hook.substance[owner].id,
                        criterion=hook.criterion,
                        similarity=float(near[row, owner]),
                        against=float(own[row] if paid else against[row]),
                        leaning=0.0 if paid else float(leaning[row]),
                        home=float(home[row]),
                        elsewhere=float(other[row]),
                        nearest=names[row],
                        others=others[row],
                        lacks=0.0 if paid else float(lacks[row]),
                    )
                )
        return [sorted(row, key=lambda m: -m.margin) for row in found]

    def heart(self, texts: Sequence[str], hook: str) -> float:
        """Return how far an answer to a hook is from talk: its mean margin, its manner, its words.

        The lowest quarter is left out, so that a courtesy costs nothing; 1 where nothing tells it.
        """
        if not texts or hook not in self.fields:
            return 1.0
        vectors = self.embedder.embed(list(texts))
        field = self.fields[hook]
        near, against = field.score(vectors, answering=True)
        if field.paid[near.argmax(axis=1)].any():
            return 1.0  # the rubric pays for talk; an audit is there to show it
        margins = near.max(axis=1) - against + LEANING * self._leaning(vectors)
        margins = np.sort(margins - NONSENSE * self._lacks(vectors))
        manner = min(DECIDED, Manner.shipped()(" ".join(texts))) - DECIDED
        nearness = float(margins[len(margins) // 4 :].mean())
        return nearness + MANNER * manner + wording(texts, self._solutions[hook])

    def _scored(
        self, vectors: Floats, answering: str | None
    ) -> Iterator[tuple[Field, Floats, Floats]]:
        """Yield each field with nearness to its points, (n, points), and to emptiness, (n,)."""
        points, empty = self._points.nearest(vectors), self._empty.nearest(vectors)
        misses = self._misses.nearest(vectors)
        talk = self._talk.nearest(vectors)[:, 0]
        criteria = {c.id: place for place, c in enumerate(self.rubric.criteria)}
        start = 0
        for place, field in enumerate(self.fields.values()):
            end = start + len(field.points)
            if field.hook.id == answering:
                yield field, *field.score(vectors, answering=True)
            else:
                missed = misses[:, criteria[field.hook.criterion]]
                against = np.maximum(np.maximum(talk, missed), empty[:, place])
                yield field, points[:, start:end], against
            start = end


def _solution(hook: Hook) -> frozenset[str]:
    """Return the stems of a hook's points that its question does not hold."""
    texts = [text for point in hook.substance for text in (*point.paraphrases, point.says)]
    return stems(texts) - stems([*hook.asks, *hook.presses])


def approach_hooks(rubric: Rubric) -> list[Hook]:
    """Return what each criterion accepts as strong, in the shape of hooks that are never asked."""
    return [
        Hook(
            id=f"{APPROACH}{criterion.id}",
            criterion=criterion.id,
            about="an approach that is accepted",
            triggers=[point.says for point in criterion.accepts],
            asks=[criterion.expects],
            presses=[criterion.expects],
            needs=1,
            substance=criterion.accepts,
            hollow=[
                *criterion.near_misses,
                *(h for hook in rubric.hooks_of(criterion.id) for h in hook.hollow),
            ],
        )
        for criterion in rubric.criteria
        if criterion.accepts
    ]


def rubric_texts(rubric: Rubric) -> Iterable[str]:
    """Return every text of a rubric that a candidate could copy."""
    for criterion in rubric.criteria:
        yield criterion.expects
        yield from criterion.near_misses
        yield from (p for point in criterion.accepts for p in (point.says, *point.paraphrases))
    for hook in rubric.hooks:
        yield from (p for point in hook.substance for p in (point.says, *point.paraphrases))
        yield from hook.hollow
    for estimate in rubric.estimates:
        yield estimate.explains
