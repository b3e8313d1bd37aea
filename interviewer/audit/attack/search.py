"""The search: which sentences, in answer to which question, does the judge credit?

Evolutionary, in generations of a fixed size, so that it does the same however many interviews are
held at a time. A child takes from each of two parents what the judge quoted of their answers, adds
what was paid anywhere else for the same question, and alters some of it: another noun, two halves
put together, a sentence carried over from another question. Beside them some attempts say nothing
but new sentences. It holds no interview and knows neither scenario nor rubric.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interviewer.audit.attack.altering import replaced, spliced
from interviewer.audit.attack.attempt import Attempt, Tried, Turn
from interviewer.outcome import RunKey

GENERATION = 8
"""Attempts that learn nothing from each other."""
EXPLORING = 0.15
"""Share of the budget that goes into new sentences alone, first of all; whole generations."""
FRESH = 5
"""New sentences in an answer of an attempt that explores."""
PARENTS = 6
MOST = 4
"""Sentences of an answer that are kept, at the most: more of them dilute it."""

RULES: Mapping[str, float] = {"alone": 0.5, "margin": 0.2, "swap": 0.2, "contradiction": 0.3}
"""Worth of a sentence below *applied*, by the rule that kept it there; of others, `NAMED`."""
NAMED = 0.03
LEVELS = (0.0, 0.0, 1.0, 1.5, 2.0)
"""Worth of a sentence that was quoted at *applied* and above."""
ENDED: Mapping[str, float] = {"held": 1.0, "partly": 0.3}
"""Worth that a whole answer adds to each of its sentences."""
KEEPS = 0.1
"""Least worth of a sentence that is said again."""

Worth = tuple[bool, bool, float, int, float]
Answer = Callable[[str], Sequence[str]]
"""Question -> what is said."""


@dataclass
class Search:
    """One search: proposes attempts and takes in what came of them, until the budget is spent."""

    key: RunKey
    budget: int
    nouns: Sequence[str]
    spent: int = 0
    """Attempts of the budget, held or not."""
    judged: int = 0
    """Those that were held."""
    best: tuple[Attempt, Tried] | None = None
    curve: list[float] = field(default_factory=list)
    """Credit of the best so far after each attempt; a pass is better than more credit without."""
    unlearned: list[float] = field(default_factory=list)
    """Credit of the attempts of which nothing was planned."""
    said: set[str] = field(default_factory=set)
    """Different sentences that were judged."""
    _alive: list[tuple[Worth, int, Attempt, Tried]] = field(default_factory=list)
    _known: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def questions(self) -> list[str]:
        """The questions that were heard so far, each once."""
        return list(self._known)

    def propose(self) -> list[Attempt]:
        """Return the next generation; nothing once the budget is spent."""
        count = min(GENERATION, self.budget - self.spent)
        rng = random.Random(f"{self.key}:{self.spent}")
        first = max(GENERATION, round(self.budget * EXPLORING))
        if self.spent < first or not self._alive:
            return [self._attempt(index, fresh=FRESH) for index in range(count)]
        makers = [self._greedy, self._explorer, *[self._child] * GENERATION]
        return [makers[index](index, rng) for index in range(count)]

    def take(self, attempts: Sequence[Attempt], results: Sequence[Tried | None]) -> None:
        """Learn from a generation, in its order; None stands for an interview that was not held."""
        for attempt, result in zip(attempts, results, strict=True):
            self.spent += 1
            if result is not None:
                self.judged += 1
                self._learn(attempt, result)
            self.curve.append(self.best[1].credit or 0.0 if self.best else 0.0)

    # --- learning --------------------------------------------------------------------------------

    def _learn(self, attempt: Attempt, result: Tried) -> None:
        if not (attempt.answers or attempt.spare):
            self.unlearned.append(result.credit or 0.0)
        for turn in result.turns_tried:
            known = self._known[turn.asked]
            for text, worth in worths(turn):
                self.said.add(text)
                known[text] = max(known.get(text, 0.0), worth)
        entry = (worth_of(result), -attempt.number, attempt, result)
        self._alive = sorted([*self._alive, entry], key=lambda one: one[:2], reverse=True)
        del self._alive[PARENTS:]
        self.best = self._alive[0][2], self._alive[0][3]

    # --- proposing -------------------------------------------------------------------------------

    def _attempt(self, index: int, **says: object) -> Attempt:
        return Attempt.model_validate(
            {**self.key.model_dump(), "number": self.spent + index, **says}
        )

    def _explorer(self, index: int, rng: random.Random) -> Attempt:
        return self._attempt(index, fresh=FRESH, spare=tuple(self._elsewhere(set(), rng)[:MOST]))

    def _greedy(self, index: int, rng: random.Random) -> Attempt:
        """Return the best that is known for each question and not a word more."""
        return self._built(index, rng, self._paid, alters=0.0, more=0)

    def _child(self, index: int, rng: random.Random) -> Attempt:
        mother, father = (self._parent(rng) for _ in range(2))
        genes = {turn.asked: _gene(turn) for turn in father.turns_tried}
        for turn in mother.turns_tried:
            gene = _gene(turn)
            if gene and (turn.asked not in genes or rng.random() < 0.7):
                genes[turn.asked] = gene

        def answer(asked: str) -> list[str]:
            known = self._paid(asked)
            return genes.get(asked) or known if rng.random() < 0.8 else known

        return self._built(index, rng, answer, alters=0.35, more=rng.choice((0, 1, 2)))

    def _parent(self, rng: random.Random) -> Tried:
        """Return one of the best, the better of two drawn."""
        return self._alive[min(rng.randrange(len(self._alive)) for _ in range(2))][3]

    def _built(
        self, index: int, rng: random.Random, answer: Answer, *, alters: float, more: int
    ) -> Attempt:
        """Return an attempt with an answer to each known question, none said twice."""
        used: set[str] = set()
        answers: list[tuple[str, tuple[str, ...]]] = []
        for asked in self.questions:
            texts = list(answer(asked))
            if rng.random() < alters:
                texts = self._altered(asked, texts, rng)
            texts = [text for text in dict.fromkeys(texts) if text not in used][: MOST + 1]
            used |= set(texts)
            if texts:
                answers.append((asked, tuple(texts)))
        return self._attempt(
            index,
            answers=tuple(answers),
            spare=tuple(self._elsewhere(used, rng)),
            fresh=FRESH - 2,
            more=more,
        )

    def _altered(self, asked: str, texts: list[str], rng: random.Random) -> list[str]:
        """Return an answer with one thing changed."""
        how = rng.random()
        if how < 0.2 and len(texts) > 1:
            out = rng.choice(texts)
            return [text for text in texts if text != out]
        if how < 0.45:
            return [*texts, *self._elsewhere(set(texts), rng)[:1]]
        if not texts:
            return texts
        place = rng.randrange(len(texts))
        if how < 0.75:
            new = replaced(texts[place], self.nouns, rng)
        else:
            others = self._paid(asked) or texts
            new = spliced(texts[place], rng.choice(others), rng)
        # beside what it came from as often as in its place
        return [*texts, new] if rng.random() < 0.5 else [*texts[:place], new, *texts[place + 1 :]]

    def _paid(self, asked: str) -> list[str]:
        """Return what was paid in answer to a question, the dearest first."""
        known = self._known.get(asked, {})
        ranked = sorted(known, key=lambda text: -known[text])
        return [text for text in ranked[:MOST] if known[text] >= KEEPS]

    def _elsewhere(self, used: set[str], rng: random.Random) -> list[str]:
        """Return what was paid in answer to any question, in random order."""
        good = dict.fromkeys(
            text
            for known in self._known.values()
            for text, worth in known.items()
            if worth >= RULES["alone"] and text not in used
        )
        return rng.sample(list(good), len(good))


def worth_of(result: Tried) -> Worth:
    """Return what an attempt is worth: a pass, then credit, then what comes before credit."""
    near = sum(worth for turn in result.turns_tried for _, worth in worths(turn))
    return (result.counts, result.passed, result.credit or 0.0, result.held, round(near, 3))


def worths(turn: Turn) -> Iterable[tuple[str, float]]:
    """Yield each sentence of an answer and what it was worth."""
    for sentence in turn.said:
        worth = max((_worth(p.level, p.rules) for p in sentence.paid), default=0.0)
        yield sentence.text, worth + (ENDED.get(turn.ended, 0.0) if worth > NAMED else 0.0)


def _worth(level: int, rules: Sequence[str]) -> float:
    if level >= 2:
        return LEVELS[level]
    return max((RULES.get(rule, NAMED) for rule in rules), default=NAMED)


def _gene(turn: Turn) -> list[str]:
    """Return what of an answer is said again: all of one that held, else what was paid for."""
    if turn.ended == "held":
        return [sentence.text for sentence in turn.said][: MOST + 1]
    return [text for text, worth in worths(turn) if worth >= KEEPS][:MOST]
