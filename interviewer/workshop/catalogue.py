"""All rules, in the order in which an author works: the need, then the world, then the rubric."""

from __future__ import annotations

from interviewer.workshop.rule import Rule
from interviewer.workshop.rules import (
    blanks,
    criteria,
    estimates,
    facts,
    figures,
    hooks,
    kind,
    meaning,
    prompt,
    sources,
    wordings,
)

RULES: tuple[Rule, ...] = (
    *blanks.RULES,
    *prompt.RULES,
    *facts.RULES,
    *sources.RULES,
    *figures.RULES,
    *estimates.RULES,
    *kind.RULES,
    *criteria.RULES,
    *hooks.RULES,
    *wordings.RULES,
    *meaning.RULES,
)


LOADING: tuple[Rule, ...] = (
    Rule(
        "format",
        "error",
        "A file that cannot be read, or has a key that nobody knows, is left out everywhere.",
        bad="neds: 2",
        good="needs: 2; the first line of a file names a schema, by which editors complete keys",
    ),
    Rule(
        "reference",
        "error",
        "An id that meets nothing would be asked for in the middle of an interview.",
        bad="criterion: frming",
        good="criterion: framing, an id that the base rubric or this file has",
    ),
)
"""What is found while files are loaded, before any rule can look."""


def rule_named(name: str) -> Rule | None:
    """Return the rule of this name, if there is one."""
    return next((rule for rule in (*LOADING, *RULES) if rule.id == name), None)
