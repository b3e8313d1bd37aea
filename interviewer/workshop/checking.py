"""Runs the rules over a scenario and its rubric, and puts what they find in order of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interviewer.workshop.catalogue import RULES
from interviewer.workshop.findings import Finding
from interviewer.workshop.nearness import Nearness
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Found, Rule
from interviewer.workshop.texts import PLACEHOLDER

BLANK = "placeholder"


def find_all(
    pair: Pair, near: Nearness | None = None, rules: Iterable[Rule] = RULES
) -> list[Finding]:
    """Return what the rules find, in the order in which an author would mend it.

    Args:
        pair: a scenario with its rubric.
        near: its sentence vectors; without them the rules that compare meanings are left out.
        rules: which rules to run.

    What lies in an entry with a blank of a scaffold is not judged before the blank is filled in.
    Of a rubric that stands alone the rules look that need no scenario.
    """
    fit = [rule for rule in rules if rule.alone or not pair.alone]
    found = [(rule, one) for rule in fit for one in _look(rule, pair, near)]
    judged = [
        Finding.of(pair.problem(one), rule.id, rule.severity)
        for rule, one in found
        if rule.id == BLANK or not _blank(pair.at(one))
    ]
    return list(dict.fromkeys(judged))


def _look(rule: Rule, pair: Pair, near: Nearness | None) -> Iterator[Found]:
    if rule.look is not None:
        yield from rule.look(pair)
    elif rule.look_near is not None and near is not None:
        yield from rule.look_near(near)


def _blank(value: object) -> bool:
    """Tell whether a blank of a scaffold stands anywhere in a part of a document."""
    if isinstance(value, str):
        return bool(PLACEHOLDER.search(value))
    if isinstance(value, dict):
        return any(map(_blank, value.values()))
    return isinstance(value, list) and any(map(_blank, value))
