"""Is this sentence substance or talk? Nearness to authored points, against authored emptiness.

A sentence counts for a point if it is nearer to one of the point's paraphrases than to every hollow
answer, near-miss and generic sentence, by a margin. For an answer to a probe the direction of the
question is projected out of both sides first: what the question itself put into the air says
nothing about the answerer (JUDGING, section 3.2: AUC .22 for similarity alone, .97 with margin and
projection).

Beside nearness there is a direction: a linear discriminant between all that a rubric calls
substance and all that it calls empty, fitted in closed form when the rubric is loaded. It hears the
manner of talk (promises, restatements, lists) wherever the nouns come from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from interviewer.retrieval.base import Embedder
from interviewer.rubric import Hook, Rubric
from interviewer.scenario import Scenario, Value

Floats = NDArray[np.float32]

LEANING = 0.4
"""Weight of the discriminant beside the difference of two cosines."""
RIDGE = 3.0
"""Regularisation of the discriminant."""
APPROACH = "approach-"
"""How the ids of accepted approaches begin; no question is ever put for one."""
FLOOR = 0.26
"""Cosine below which a point is not looked at."""


@dataclass(frozen=True)
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

    @property
    def margin(self) -> float:
        """How much nearer it is to substance than to emptiness, its manner included."""
        return self.similarity - self.against + LEANING * self.leaning


@lru_cache(maxsize=2)
def _lines(name: str) -> tuple[str, ...]:
    text = resources.files("interviewer.evidence").joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def generic_sentences() -> tuple[str, ...]:
    """Return the shipped sentences that fit any question."""
    return _lines("generic.txt")


def empty_talk(scenario: Scenario) -> list[str]:
    """Return what a fluent bluffer would say in this scenario's nouns and figures.

    These are filled templates. Deterministic: which topic, noun and figure fills which template
    follows from their order.
    """
    topics = [fact.topic for fact in scenario.facts]
    figures = [_figure(value) for value in scenario.values.values()]
    things = list(
        dict.fromkeys(
            f"the {value.unit}" for value in scenario.values.values() if value.unit.endswith("s")
        )
    )
    things = [thing for thing in things if len(thing.split()) < 4] or ["the people"]
    filled = []
    for index, template in enumerate(_lines("empty_talk.txt")):
        said = template.format(
            topic=topics[index % len(topics)],
            topic2=topics[(index * 7 + 3) % len(topics)],
            thing=things[index % len(things)],
            thing2=things[(index * 5 + 1) % len(things)],
            figure=(figures or topics)[index % len(figures or topics)],
        )
        filled.append(said[0].upper() + said[1:])
    return filled


def _figure(value: Value) -> str:
    if value.unit == "share":
        return f"{value.value * 100:.3g}%"
    money = {"GBP": "£", "USD": "$"}.get(value.unit)
    number = f"{value.value:,.2f}".rstrip("0").rstrip(".")
    return f"{money}{number}" if money else f"{number} {value.unit}"


class Field:
    """The vectors around one hook: its points and everything empty near it."""

    def __init__(
        self, hook: Hook, points: Floats, owners: NDArray[np.intp], empty: Floats, question: Floats
    ) -> None:
        self.hook = hook
        self.question = question
        self._points, self._owners, self._empty = points, owners, empty

    @cached_property
    def plain(self) -> tuple[Floats, Floats]:
        """Substance and emptiness as they are."""
        return self._points, self._empty

    @cached_property
    def projected(self) -> tuple[Floats, Floats]:
        """The same with the question's direction taken out."""
        return without(self._points, self.question), without(self._empty, self.question)

    def score(self, vectors: Floats, *, answering: bool) -> tuple[Floats, Floats]:
        """Return nearness to each point, shape (n, points), and to emptiness, shape (n,)."""
        points, empty = self.projected if answering else self.plain
        if answering:
            vectors = without(vectors, self.question)
        near = vectors @ points.T
        count = int(self._owners.max()) + 1
        best = np.stack(
            [near[:, self._owners == owner].max(axis=1) for owner in range(count)], axis=1
        )
        return best, (vectors @ empty.T).max(axis=1)


def without(vectors: Floats, direction: Floats) -> Floats:
    """Return unit rows with a unit direction projected out; shape is kept."""
    rest = vectors - np.outer(vectors @ direction, direction)
    norms = np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-6)
    return np.asarray(rest / norms, dtype=np.float32)


class Discriminant:
    """A ridge regression from vectors to +1 (substance) and -1 (empty), both weighing the same."""

    def __init__(self, substance: Floats, empty: Floats) -> None:
        rows = np.vstack([substance, empty]).astype(np.float64)
        side = np.r_[np.ones(len(substance)), -np.ones(len(empty))]
        weight = np.r_[
            np.full(len(substance), 0.5 / len(substance)), np.full(len(empty), 0.5 / len(empty))
        ] * len(rows)
        self._mean = weight @ rows / weight.sum()
        centred = rows - self._mean
        gram = centred.T @ (weight[:, None] * centred) + RIDGE * np.eye(rows.shape[1])
        self._slope = np.linalg.solve(gram, centred.T @ (weight * side))

    def __call__(self, vectors: Floats) -> Floats:
        """Return the leaning of each row, about -1 to 1: shape (n,)."""
        return np.asarray((vectors - self._mean) @ self._slope, dtype=np.float32)


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
        generic = embedder.embed(generic_sentences())
        talk = embedder.embed(empty_talk(scenario))
        misses = {c.id: embedder.embed(c.near_misses) for c in rubric.criteria}
        probed = [*rubric.hooks, *approach_hooks(rubric)]
        self.fields = {
            hook.id: self._field(hook, misses[hook.criterion], generic) for hook in probed
        }
        facts = embedder.embed([scenario.prompt, *(fact.says for fact in scenario.facts)])
        self._home = np.concatenate([facts, *(field.plain[0] for field in self.fields.values())])
        self._leaning = self._discriminant(np.concatenate([generic, talk]), misses)
        self._swap = {
            name: embedder.embed(list(texts)) for name, texts in elsewhere.items() if texts
        }
        canonical = json.dumps(
            {name: list(texts) for name, texts in elsewhere.items()}, sort_keys=True
        )
        self.swap_hash = hashlib.sha256(canonical.encode()).hexdigest()

    def _field(self, hook: Hook, misses: Floats, generic: Floats) -> Field:
        texts = [p for point in hook.substance for p in (*point.paraphrases, point.says)]
        owners = [
            i for i, point in enumerate(hook.substance) for _ in (*point.paraphrases, point.says)
        ]
        empty = np.concatenate([self.embedder.embed(hook.hollow), misses, generic])
        question = self.embedder.embed([*hook.asks, *hook.presses]).mean(axis=0)
        question /= np.linalg.norm(question)
        return Field(hook, self.embedder.embed(texts), np.array(owners), empty, question)

    def _discriminant(self, talk: Floats, misses: Mapping[str, Floats]) -> Discriminant:
        points = [field.plain[0] for field in self.fields.values()]
        hollow = [self.embedder.embed(hook.hollow) for hook in self.rubric.hooks]
        return Discriminant(
            np.concatenate(points), np.concatenate([*hollow, *misses.values(), talk])
        )

    def elsewhere(self, vectors: Floats) -> tuple[Floats, list[str]]:
        """Return how near each row is to other scenarios' substance, and to which."""
        if not self._swap:
            return np.zeros(len(vectors), np.float32), [""] * len(vectors)
        names = list(self._swap)
        near = np.stack([(vectors @ self._swap[name].T).max(axis=1) for name in names], axis=1)
        return near.max(axis=1), [names[i] for i in near.argmax(axis=1)]

    def matches(self, texts: Sequence[str], *, answering: str | None = None) -> list[list[Match]]:
        """Return for each text its best point of every hook, nearest first.

        `answering` is the hook whose question the texts answer; there the projection is applied.
        """
        vectors = self.embedder.embed(texts)
        home = (vectors @ self._home.T).max(axis=1)
        other, names = self.elsewhere(vectors)
        leaning = self._leaning(vectors)
        found: list[list[Match]] = [[] for _ in texts]
        for field in self.fields.values():
            hook = field.hook
            near, against = field.score(vectors, answering=hook.id == answering)
            for row, owner in zip(*np.nonzero(near >= FLOOR), strict=True):
                found[row].append(
                    Match(
                        hook=hook.id,
                        point=hook.substance[owner].id,
                        criterion=hook.criterion,
                        similarity=float(near[row, owner]),
                        against=float(against[row]),
                        leaning=float(leaning[row]),
                        home=float(home[row]),
                        elsewhere=float(other[row]),
                        nearest=names[row],
                    )
                )
        return [sorted(row, key=lambda m: -m.margin) for row in found]


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
