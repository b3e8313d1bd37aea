"""Changes with a known effect: a calculation that is right or a decade out, a rubric told anew."""

from __future__ import annotations

import random
from typing import TypeVar

from interviewer.content import Loaded
from interviewer.rubric import Criterion, Hook, Rubric

T = TypeVar("T")

_FORMS = (
    "So {a} times {b} is {c}.",
    "{a} x {b} = {c}.",
    "That makes {a} times {b}, which is {c}.",
    "{a} people times {b} calls is {c} calls.",
    "And {a} * {b} = {c}, by the way.",
)


def with_decade(
    dice: random.Random, exchange: tuple[str | None, str], power: int
) -> tuple[str | None, str]:
    """Return an answer with a calculation at its end that is out by a power of ten (0: right)."""
    a, b = dice.randint(11, 98), dice.randint(11, 98)
    result = a * b * 10.0**power
    said = dice.choice(_FORMS).format(a=a, b=b, c=f"{result:,.10g}")
    return exchange[0], f"{exchange[1]} {said}"


def reordered_rubric(loaded: Loaded, dice: random.Random) -> Loaded:
    """Return a rubric with everything in another order and with other labels for people."""
    rubric = loaded.rubric.model_copy(
        update={
            "criteria": [_criterion(c, dice) for c in _shuffled(loaded.rubric.criteria, dice)],
            "hooks": [_hook(h, dice) for h in _shuffled(loaded.rubric.hooks, dice)],
        }
    )
    return Loaded(**{**loaded.__dict__, "rubric": Rubric.model_validate(_data(rubric))})


def _data(rubric: Rubric) -> dict[str, object]:
    return dict(rubric.model_dump(mode="json", by_alias=True))


def _criterion(criterion: Criterion, dice: random.Random) -> Criterion:
    anchors = {level: f"In other words: {text}" for level, text in criterion.anchors}
    return criterion.model_copy(
        update={
            "name": f"In other words: {criterion.name}",
            "anchors": criterion.anchors.model_copy(update=anchors),
            "names": _shuffled(criterion.names, dice),
            "near_misses": _shuffled(criterion.near_misses, dice),
            "wrong_claims": _shuffled(criterion.wrong_claims, dice),
        }
    )


def _hook(hook: Hook, dice: random.Random) -> Hook:
    points = [
        point.model_copy(update={"paraphrases": _shuffled(point.paraphrases, dice)})
        for point in _shuffled(hook.substance, dice)
    ]
    return hook.model_copy(
        update={
            "about": f"In other words: {hook.about}",
            "hollow": _shuffled(hook.hollow, dice),
            "substance": points,
        }
    )


def _shuffled(items: list[T], dice: random.Random) -> list[T]:
    return dice.sample(items, k=len(items))
