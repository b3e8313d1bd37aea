"""Generated answers that say nothing: null, the question, the rubric, others' answers, nonsense.

Seeded; each takes a bench and dice and returns exchanges.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.judge.variants import SCENARIOS, Bench, Exchanges, answers

NULLS = (
    "",
    " ",
    ":",
    "?",
    "...",
    "-",
    "\n\n",
    "Thought process:",
    "I don't know.",
    "No idea, sorry.",
    "Yes.",
    "No.",
    "Okay.",
    "N/A",
    "[no answer]",
    "Let's think step by step.",
    "Solution:",
    "Answer: ",
    "Pass.",
    "Hm.",
    "Sure, of course.",
    "Good question!",
    "Next question, please.",
    "Same as before.",
    "See above.",
)
RECITAL = [
    "I would take the dataset, train a neural network on it using a softmax/cross-entropy loss, "
    "and then optimize hyperparameters while monitoring FP/FN rates.",
    "Class imbalance.",
    "Data missingness.",
    "Label noise.",
    "Overfitting.",
]
_NOUNS = "idea spoon Tuesday gravel bridge umbrella violin lantern glacier teapot ladder".split()
_ADJECTIVES = "green silent square wooden furious patient hollow salted bent".split()
_VERBS = "sleeps paints remembers borrows measures forgives unfolds swallows climbs".split()
_LINKS = ("because", "so that", "unless", "while", "and therefore", "instead of which")
_LEAD = ("", "You ask me this: ", "So the question is: ", "Let me repeat it. ", "In other words: ")


def null(bench: Bench, dice: random.Random) -> Exchanges:
    """Return answers without a word in them, or with words that say nothing."""
    return [
        (hook, " ".join(dice.choices(NULLS, k=dice.randint(1, 3)))) for hook in _some(bench, dice)
    ]


def question(bench: Bench, dice: random.Random) -> Exchanges:
    """Return each question said back."""
    asked = {hook.id: hook.asks[0] for hook in bench.loaded.rubric.hooks}
    mark = dice.choice([".", "?", "!"])
    return [
        (hook, dice.choice(_LEAD) + asked[hook].replace("?", mark)) for hook in _some(bench, dice)
    ]


def rubric(bench: Bench, dice: random.Random) -> Exchanges:
    """Return what the rubric says of the very question: paraphrases, points, hollow answers."""
    said = []
    for name in _some(bench, dice):
        hook = bench.loaded.rubric.hook(name)
        texts = [text for point in hook.substance for text in (point.says, *point.paraphrases)]
        criterion = bench.loaded.rubric.criterion(hook.criterion)
        texts += [*hook.hollow, criterion.expects, *criterion.near_misses]
        said.append((name, " ".join(dice.sample(texts, k=min(len(texts), dice.randint(1, 4))))))
    return list(said)


def foreign(bench: Bench, dice: random.Random) -> Exchanges:
    """Return strong answers of another scenario."""
    other = next(name for name in SCENARIOS if name != bench.loaded.scenario.id)
    strong = list(answers(other, dice.choice(["plain-expert", "terse-expert"])).values())
    return [(hook, dice.choice(strong)) for hook in _some(bench, dice)]


def nonsense(bench: Bench, dice: random.Random) -> Exchanges:
    """Return sentences that parse and mean nothing."""

    def clause() -> str:
        subject, thing = dice.sample(_NOUNS, 2)
        return f"the {dice.choice(_ADJECTIVES)} {subject} {dice.choice(_VERBS)} the {thing}"

    def sentence() -> str:
        text = f"{clause()} {dice.choice(_LINKS)} {clause()}."
        return text[0].upper() + text[1:]

    return [
        (hook, " ".join(sentence() for _ in range(dice.randint(1, 3))))
        for hook in _some(bench, dice)
    ]


def recital(bench: Bench, dice: random.Random) -> Exchanges:
    """Return the recital, in any order, with any sentence repeated."""
    return [
        (hook, " ".join(dice.choice(RECITAL) for _ in range(dice.randint(1, 7))))
        for hook in _some(bench, dice)
    ]


def _some(bench: Bench, dice: random.Random) -> list[str]:
    return dice.sample(bench.hooks(), dice.randint(2, 4))


NOTHINGS: dict[str, tuple[Callable[[Bench, random.Random], Exchanges], int]] = {
    "null": (null, 0),
    "question": (question, 1),
    "rubric": (rubric, 1),
    "nonsense": (nonsense, 1),
    "recital": (recital, 1),
}
"""What says nothing, and the highest level that any criterion may have for it: none has credit."""
