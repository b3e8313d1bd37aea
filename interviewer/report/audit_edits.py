"""What to edit after an audit: which file, which line, why, and the words that were paid for.

The page and the annotations of a pull request show the same list. It decides nothing: findings and
verdicts come from the audit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from interviewer.content import Loaded, load_yaml
from interviewer.errors import ContentError
from interviewer.outcome import (
    Arm,
    Audit,
    CriterionFound,
    Finding,
    LeakQuote,
    PersonaResult,
    ScenarioAudit,
)
from interviewer.report import audit_words as words
from interviewer.scenario import Strict

QUOTES = 3
"""Quotes of a leaking criterion that an edit repeats."""

Weight = Literal["error", "warning"]
Played = Mapping[tuple[str, Arm | None], PersonaResult]
"""Persona and arm -> what came of it."""


class Edit(Strict):
    """Something to change in a file, or to look at there."""

    scenario: str
    file: str = Field(description="As it is opened from the working folder; empty if not known.")
    line: int = Field(ge=1)
    weight: Weight = Field(description="An error decides the verdict; a warning does not.")
    title: str
    says: str
    quotes: list[LeakQuote] = Field(default_factory=list)


@dataclass(frozen=True)
class Places:
    """The lines of a rubric's own file: of its criteria by id, of its points by what they say."""

    file: str = ""
    criteria: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)

    def of(self, criterion: str, point: str = "") -> int:
        """Return the line of a point, else of its criterion, else the first."""
        return self.points.get(point) or self.criteria.get(criterion) or 1


def places(loaded: Loaded, base: Path) -> Places:
    """Return where things stand in a rubric's file; paths inside `base` are relative to it."""
    path = loaded.rubric_path
    shown = path.relative_to(base) if path.is_relative_to(base) else path
    try:
        node = load_yaml(path)
    except ContentError:
        return Places(shown.as_posix())
    entries = [*_entries(node, "criteria"), *_entries(node, "hooks")]
    named = {str(entry.get("id")): line for entry, line in _entries(node, "criteria")}
    points = {
        str(point.get("says", "")).strip(): line
        for entry, _ in entries
        for key in ("substance", "accepts")
        for point, line in _entries(entry, key)
    }
    return Places(shown.as_posix(), named, points)


def _entries(node: Any, key: str) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Yield the mappings of a list in a YAML document, each with its line from 1."""
    found = node.get(key) if isinstance(node, Mapping) else None
    marks = getattr(getattr(found, "lc", None), "data", None) or {}
    for index, entry in enumerate(found or ()):
        if isinstance(entry, Mapping) and index in marks:
            yield entry, marks[index][0] + 1


def edits(found: Audit, known: Mapping[str, Places]) -> list[Edit]:
    """Return what to edit, what decides first; `known` maps scenarios to their rubric's lines."""
    made = [
        edit
        for scenario in found.scenarios
        for edit in _edits(scenario, known.get(scenario.scenario, Places()))
    ]
    return sorted(made, key=lambda edit: edit.weight != "error")


def telling(criterion: CriterionFound) -> list[LeakQuote]:
    """Return the quotes of a criterion, those of the talker it pays most often first."""
    return sorted(criterion.quotes, key=lambda quote: quote.key.label != criterion.worst)


def is_cause(scenario: ScenarioAudit, finding: Finding) -> bool:
    """Tell whether a finding decides, or is why the scenario can be passed by talk."""
    leaks = finding.kind == "criterion_leaks" and scenario.decision in ("passable", "leaks")
    return finding.decides or leaks


def _edits(scenario: ScenarioAudit, known: Places) -> Iterator[Edit]:
    criteria = {criterion.about.id: criterion for criterion in scenario.criteria}
    personas: Played = {(p.member.persona, p.member.arm): p for p in scenario.personas}
    for finding in scenario.findings:
        told = _told(finding, criteria, personas, scenario.criteria)
        if told is None:
            continue
        title, says, quotes = told
        point = next((quote.point for quote in quotes if quote.point), "")
        yield Edit(
            scenario=scenario.scenario,
            file=known.file,
            line=known.of(finding.criterion, point),
            weight="error" if is_cause(scenario, finding) else "warning",
            title=title,
            says=says,
            quotes=list(quotes),
        )


def _told(
    finding: Finding,
    criteria: Mapping[str, CriterionFound],
    personas: Played,
    all_of_them: Sequence[CriterionFound],
) -> tuple[str, str, Sequence[LeakQuote]] | None:
    """Return title, advice and quotes of a finding; None where no file could be mended."""
    criterion = criteria.get(finding.criterion)
    match finding.kind:
        case "criterion_leaks" if criterion:
            return (
                f"`{criterion.about.id}` pays for talk",
                f"{criterion.worst} reaches applied in {words.rate(criterion.worst_rate)} "
                "interviews. Make the points that were credited say what fits this scenario only, "
                "and add the quoted words to the near misses.",
                telling(criterion)[:QUOTES],
            )
        case "criterion_flat" if criterion and criterion.legitimate.n:
            return (
                f"`{criterion.about.id}` does not tell who knows from who talks",
                f"Applied by {words.rate(criterion.legitimate)} who know and "
                f"{words.rate(criterion.smooth)} who talk. Accept more ways of saying it, or ask "
                "for it in a question of its own.",
                (),
            )
        case "too_strict":
            persona = personas.get((finding.persona, finding.arm))
            text = persona if persona and not persona.member.interval else None
            why = text.best.summary if text and text.best else f"{finding.says.rstrip('.')}."
            return (
                f"{finding.persona} fails",
                f"{why} If the answer is good, accept it: add a point or a paraphrase, or lower "
                "what is needed.",
                (),
            )
        case "passed_by_talk" | "talker_passed" | "attack_passed":
            paid = sorted((c for c in all_of_them if c.smooth.k), key=lambda c: -c.smooth.share)[:3]
            by = ", ".join(f"`{c.about.id}` ({words.rate(c.smooth)})" for c in paid)
            return (
                f"{finding.persona} passes",
                f"{finding.says}. " + (f"Talk is paid for most often by {by}." if by else ""),
                (),
            )
        case _:
            return None
