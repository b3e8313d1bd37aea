"""An audit as one page that needs nothing else: no script, no font, no picture from anywhere.

The template escapes everything it is given; this module hands it clean words. The only markup that
is let through as it is are the plots, in which there is no word of a candidate.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from interviewer.content import Loaded
from interviewer.outcome import Audit, Outcome, PersonaResult, ScenarioAudit
from interviewer.report import audit_plots as plots
from interviewer.report import audit_words as words
from interviewer.report import spelling
from interviewer.report.audit_edits import Edit, telling
from interviewer.report.audit_exhibits import (
    QUOTES,
    Exhibit,
    anchor,
    exhibits,
    runs,
)
from interviewer.report.clean import cleaned
from interviewer.report.page import Piece, Turn, pieces
from interviewer.report.templating import environment


@dataclass(frozen=True)
class Material:
    """What a page shows beside the audit: interviews, files, and what there is to edit."""

    folder: Path
    """The audit's folder, in which the transcripts lie."""
    page: Path
    """Where the page will lie; links to transcripts are relative to it."""
    outcomes: Sequence[Outcome] = ()
    loaded: Mapping[str, Loaded] = field(default_factory=dict)
    todo: Sequence[Edit] = ()


def audit_html(found: Audit, material: Material) -> str:
    """Return the page of an audit."""
    found = cleaned(found)
    outcomes = {str(outcome.key): outcome for outcome in material.outcomes}
    shown = {
        scenario.scenario: exhibits(
            scenario, outcomes, material.folder, material.loaded.get(scenario.scenario)
        )
        for scenario in found.scenarios
    }
    anchors = {e.anchor for those in shown.values() for e in those if not e.missing}
    linked = _Links(material, anchors)
    return (
        environment()
        .get_template("audit.html.jinja")
        .render(
            found=found,
            say=words,
            spell=spelling,
            headline=headline(found),
            exhibits=shown,
            runs=runs(found, material.outcomes),
            todo=_by_scenario([cleaned(edit) for edit in material.todo]),
            rates=_rates,
            credit=_credit,
            experts=_experts,
            single=_single,
            cut=_cut,
            telling=telling,
            names_of=_names,
            link=linked,
            quotes=QUOTES,
        )
    )


def headline(found: Audit) -> str:
    """Return the whole audit in a sentence."""
    if len(found.scenarios) == 1:
        return found.scenarios[0].says
    total = len(found.scenarios)
    counts: dict[str, int] = {}
    for scenario in found.scenarios:
        said = words.DECISIONS[scenario.decision][1].lower()
        counts[said] = counts.get(said, 0) + 1
    if len(counts) == 1:
        return f"{total} questions, each with the same verdict: {next(iter(counts))}."
    return f"Of {total} questions: " + ", ".join(f"{n} {said}" for said, n in counts.items()) + "."


@dataclass(frozen=True)
class _Links:
    """Where a transcript is found from the page: on it, or in a file beside it."""

    material: Material
    anchors: set[str]

    def __call__(self, run: Any, record: int | None = None) -> str:
        place = anchor(run.key)
        if place in self.anchors:
            return f"#{place}" + (f"-r{record}" if record is not None else "")
        return self.file(run.file if hasattr(run, "file") else run.transcript)

    def file(self, path: str) -> str:
        """Return the address of a file of the audit's folder, relative to the page."""
        base = self.material.page.resolve().parent
        return quote(Path(os.path.relpath(self.material.folder.resolve() / path, base)).as_posix())


def _rates(found: ScenarioAudit) -> tuple[Markup, Markup]:
    wide, narrow = plots.rates_svg(found.smooth)
    return Markup(wide), Markup(narrow)  # drawn by us from ids and figures


def _credit(found: ScenarioAudit) -> tuple[Markup, Markup]:
    know = [p for p in found.personas if p.member.kind == "legitimate"]
    wide, narrow = plots.credits_svg([*know, *found.smooth])
    return Markup(wide), Markup(narrow)  # drawn by us from ids and figures


def _experts(found: ScenarioAudit) -> list[PersonaResult]:
    return [p for p in found.personas if p.member.kind == "legitimate"]


def _single(found: ScenarioAudit) -> list[PersonaResult]:
    """Return talkers whose runs are no replicates: shown in words, without an interval."""
    return [p for p in found.personas if p.member.kind == "smooth" and not p.member.interval]


def _names(found: ScenarioAudit) -> dict[str, str]:
    return {criterion.about.id: criterion.about.name for criterion in found.criteria}


def _cut(turn: Turn, exhibit: Exhibit) -> list[Piece]:
    return pieces(turn.text, list(exhibit.marks.get(turn.record, ())))


def _by_scenario(todo: Sequence[Edit]) -> dict[str, list[Edit]]:
    made: dict[str, list[Edit]] = {}
    for edit in todo:
        made.setdefault(edit.scenario, []).append(edit)
    return made
