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

CANDIDATE_SILENT = Rule(
    "candidate-silent",
    "warning",
    "An expert without an answer fails a criterion by it, and that looks like a fault of the "
    "rubric.",
    bad="an expert who answers the hooks only, and not the phases and the estimates",
    good="answers: an entry for each phase, estimate and hook, and for the hook of each twist",
)
UNPAIRED = Rule(
    "unpaired",
    "note",
    "Most rules hold a rubric against its scenario: its facts, twists and figures.",
    bad="check mended.yaml, with an id that no scenario has",
    good="my-scenarios/rubrics/lost-tickets.yaml beside my-scenarios/scenarios/lost-tickets.yaml",
)
BESIDE: tuple[Rule, ...] = (CANDIDATE_SILENT, UNPAIRED)
"""What is found beside a scenario and its rubric; whoever reads those files looks for it."""

KNOWN: tuple[Rule, ...] = (*LOADING, *RULES, *BESIDE)
"""Every rule that a finding may name."""


def rule_named(name: str) -> Rule | None:
    """Return the rule of this name, if there is one."""
    return next((rule for rule in KNOWN if rule.id == name), None)
