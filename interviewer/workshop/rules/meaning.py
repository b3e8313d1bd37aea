"""What only meanings can tell: facts that no question reaches, substance that is told or generic.

Bounds were chosen between what the shipped library holds and what planted faults give; each says
the library's worst value. Cosines are those of all-MiniLM-L6-v2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from interviewer.evidence.substance import Floats
from interviewer.rubric import Hook, Point
from interviewer.workshop.nearness import Nearness
from interviewer.workshop.rule import Finds, Shelf, in_rubric, in_scenario

RULES = Shelf()
SAME_ASK = 0.93
"""Cosine from which two asks of a fact are one question (library: .90)."""
LOCKED = 0.1
"""Share of asks with their own fact among the three nearest below which it is locked (.12)."""
CONFUSED = 0.5
"""Share of each fact's asks that lead to the other from which two cannot be told apart (.38)."""
TOLD = 0.68
"""Median cosine of a point's wordings to what is told from which asking is no test (.58)."""
COPIED = 0.85
"""The same for its nearest wording (.78)."""
GENERIC = 0.55
"""Median cosine of a point's wordings to sentences that fit anywhere (.45)."""
ELSEWHERE = 0.2
"""How much nearer to another scenario's substance than to its own a point may be (.14)."""
PASSES = 0.85
"""Cosine of a hollow answer to a point from which it would be taken for it (.83) ..."""
AHEAD = 0.05
"""... if it is also this much nearer to the point than to any other talk."""
TWIN_QUESTIONS = 0.85
"""Cosine of two hooks' questions (.74)."""
TWIN_POINTS = 0.93
"""Cosine of the centres of two hooks' points (.89)."""


@RULES.near_rule(
    "asks-alike",
    "warning",
    why="Ways of asking that mean the same word for word widen the door by nothing.",
    bad="'How many agents are there?' and 'How many agents do you have?'",
    good="'How many agents are there?' and 'Who would pick up the phone?'",
)
def asks_alike(near: Nearness) -> Finds:
    """Find asks of one fact with nearly the same vector."""
    for n, fact in enumerate(near.pair.scenario.facts):
        vectors = near.vectors(fact.asks)
        for first, second in combinations(range(len(fact.asks)), 2):
            if float(vectors[first] @ vectors[second]) >= SAME_ASK:
                message = f"is `{fact.asks[first]}` over again"
                where = ("facts", n, "asks", second)
                yield in_scenario(where, message, "ask for it from another side")


@RULES.near_rule(
    "fact-locked",
    "error",
    why="A fact that its own asks do not find is told to nobody.",
    bad="asks: ['What is the budget?'] under a fact about languages",
    good="asks that a candidate would say who wants to know just this",
)
def fact_locked(near: Nearness) -> Finds:
    """Find facts whose asks are nearer to the sayings and topics of three other facts."""
    facts = near.pair.scenario.facts
    says, topics = near.vectors([f.says for f in facts]), near.vectors([f.topic for f in facts])
    for n, fact in enumerate(facts):
        asks = near.vectors(fact.asks)
        fits = np.maximum(asks @ says.T, asks @ topics.T)
        before = (fits > fits[:, [n]]).sum(axis=1)
        if float((before < 3).mean()) < LOCKED:
            message = "none of its asks is about what it says"
            yield in_scenario(("facts", n, "asks"), message, "ask for what the fact tells")


@RULES.near_rule(
    "twin-facts",
    "error",
    why="Where two facts share their questions, the interviewer can only ask which is meant.",
    bad="two facts, both asked for by 'How many people work on this?'",
    good="one fact, or asks that name what sets the two apart",
)
def twin_facts(near: Nearness) -> Finds:
    """Find pairs of facts of which each one's asks, left out in turn, lead to the other."""
    vectors, owners = near.asks
    if len(owners) < 2:
        return
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    leads = owners[likeness.argmax(axis=1)]
    facts = near.pair.scenario.facts
    for b in range(len(facts)):
        others = (
            a
            for a in range(b)
            if (leads[owners == a] == b).mean() >= CONFUSED
            and (leads[owners == b] == a).mean() >= CONFUSED
        )
        if (a := next(others, None)) is not None:
            message = f"cannot be told from `{facts[a].id}` by its questions"
            do = "join the two, or ask for what only this one tells"
            yield in_scenario(("facts", b, "asks"), message, do)


Where = tuple[int | str, ...]


def _points(near: Nearness) -> Iterator[tuple[Where, Hook, Point, Floats]]:
    for n, hook in enumerate(near.pair.rubric.hooks):
        for k, vectors in enumerate(near.points(hook)):
            yield ("hooks", n, "substance", k), hook, hook.substance[k], vectors


@RULES.near_rule(
    "substance-told",
    "error",
    why="What the interviewer tells on request earns nothing when it is said back.",
    bad="a point that says what the fact sheet says",
    good="a point that says what follows from the fact",
)
def substance_told(near: Nearness) -> Finds:
    """Find points that the prompt or a fact has already said."""
    told, vectors = near.told
    for where, _, _, wordings in _points(near):
        nearest = wordings @ vectors.T
        best = nearest.max(axis=1)
        if float(np.median(best)) >= TOLD or float(best.max()) >= COPIED:
            row = int(best.argmax())
            said = told[int(nearest[row].argmax())]
            message = f"is told to whoever asks: `{said[:70]}`"
            yield in_rubric(where, message, "ask for what follows from it")


@RULES.near_rule(
    "substance-generic",
    "error",
    why="A sentence that fits any question would pass here too.",
    bad="paraphrases: 'I would monitor the model and retrain it regularly.'",
    good="paraphrases: 'I'd phone fifty of those who gave up and ask what became of it.'",
)
def substance_generic(near: Nearness) -> Finds:
    """Find points whose wordings are near generic sentences, or belong to another scenario."""
    sayings, generic = near.generic
    _, told = near.told
    others, swapped = near.swapped
    for where, _, _, wordings in _points(near):
        nearest = wordings @ generic.T
        if float(np.median(nearest.max(axis=1))) >= GENERIC:
            said = sayings[int(nearest.max(axis=0).argmax())]
            message = f"is met by a sentence that fits any question: `{said}`"
            yield in_rubric(where, message, "bind it to this scenario: who, what, how many")
        elif others:
            fellows = wordings @ wordings.T
            np.fill_diagonal(fellows, -1)
            home = np.maximum(fellows.max(axis=1), (wordings @ told.T).max(axis=1))
            abroad = wordings @ swapped.T
            if float(np.median(abroad.max(axis=1) - home)) > ELSEWHERE:
                (whose, _), *_ = Counter(others[k] for k in abroad.argmax(axis=1)).most_common(1)
                message = f"fits the scenario `{whose}` better than this one"
                yield in_rubric(where, message, "bind it to this scenario: who, what, how many")


@RULES.near_rule(
    "hollow-passes",
    "error",
    why="A hollow answer that says what a point says teaches the judge to refuse good answers.",
    bad="hollow: 'With 28 billion pages, comparing all of them is too dear.' beside such a point",
    good="hollow: 'With 28 billion pages, cost has to be kept in mind.'",
)
def hollow_passes(near: Nearness) -> Finds:
    """Find hollow answers that would be taken for one of their hook's points."""
    generic = near.generic[1]
    for n, hook in enumerate(near.pair.rubric.hooks):
        hollow, misses = near.vectors(hook.hollow), _misses(near, hook)
        points = np.concatenate(near.points(hook))
        others = hollow @ hollow.T
        np.fill_diagonal(others, -1)
        talk = np.max(
            [others.max(axis=1), (hollow @ misses.T).max(axis=1), (hollow @ generic.T).max(axis=1)],
            axis=0,
        )
        close = (hollow @ points.T).max(axis=1)
        for k in np.flatnonzero((close >= PASSES) & (close - talk > AHEAD)):
            where = ("hooks", n, "hollow", int(k))
            message = "says what one of the points says"
            yield in_rubric(where, message, "take the decision out of it")


def _misses(near: Nearness, hook: Hook) -> Floats:
    return near.vectors(near.pair.rubric.criterion(hook.criterion).near_misses)


@RULES.near_rule(
    "twin-hooks",
    "warning",
    why="A question asked twice wastes a probe, and one answer is credited twice.",
    bad="two hooks that ask whom the list leaves out",
    good="one of them, with the other's points added",
)
def twin_hooks(near: Nearness) -> Finds:
    """Find pairs of hooks that ask the same, or want the same points."""
    hooks = near.pair.rubric.hooks
    asks = [_centre(near.vectors(hook.asks)) for hook in hooks]
    points = [_centre(np.concatenate(near.points(hook))) for hook in hooks]
    for b in range(len(hooks)):
        alike = (
            other.id
            for a, other in enumerate(hooks[:b])
            if asks[a] @ asks[b] >= TWIN_QUESTIONS or points[a] @ points[b] >= TWIN_POINTS
        )
        if (first := next(alike, None)) is not None:
            message = f"asks what `{first}` asks"
            do = "join the two, or ask about something else"
            yield in_rubric(("hooks", b), message, do)


def _centre(vectors: Floats) -> Floats:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)
