"""Which transcripts of an audit stand on its page in full, and where the others lie.

In full: the talk that came furthest, what passed, experts that failed, and whatever the page quotes
for having earned credit: a quote is a link to where it stands, and its words are marked there. A
page of a thousand interviews must stay one that a browser opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.errors import ContentError
from interviewer.outcome import (
    Audit,
    LeakQuote,
    Outcome,
    PersonaResult,
    RunKey,
    Sat,
    ScenarioAudit,
)
from interviewer.report import spelling
from interviewer.report.audit_edits import telling
from interviewer.report.clean import cleaned, cleaned_all
from interviewer.report.page import Entry, Highlight, Names, entries

FURTHEST = 3
"""Talkers of whom the best run is shown."""
RUNS = 2
"""Runs shown of a talker that passed."""
EXPERTS = 4
"""Experts that failed of whom the run is shown."""
QUOTES = 3
"""Quotes of a leaking criterion that the page shows."""


@dataclass(frozen=True)
class Exhibit:
    """A transcript on the page: who it was, why it is shown, what was said, what earned credit."""

    sat: Sat
    why: str
    page: Sequence[Entry]
    marks: Mapping[int, Sequence[Highlight]]
    missing: str = ""
    """Why there is nothing to show, if so."""

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return anchor(self.sat.key)


@dataclass(frozen=True)
class Run:
    """A transcript that is a link."""

    key: RunKey
    file: str
    passed: bool


def anchor(key: RunKey) -> str:
    """Return the place of a transcript on the page; ids have no characters that matter there."""
    return f"t-{str(key).replace('/', '-')}"


def chosen(
    found: ScenarioAudit, outcomes: Mapping[str, Outcome] | None = None
) -> Iterator[tuple[Sat, str]]:
    """Yield which runs of a scenario are shown in full, and why, each once.

    `outcomes` by key say what came of the interviews that are quoted.
    """
    seen: set[str] = set()
    for sat, why in [*_candidates(found), *_quoted(found, outcomes or {})]:
        if str(sat.key) not in seen:
            seen.add(str(sat.key))
            yield sat, why


def _candidates(found: ScenarioAudit) -> Iterator[tuple[Sat, str]]:
    talkers = [p for p in found.personas if p.member.kind == "smooth"]
    for persona in talkers:
        for sat in sorted(persona.passed, key=lambda s: -s.credit)[:RUNS]:
            yield sat, "A talker that passed"
    for persona in sorted(talkers, key=_furthest)[:FURTHEST]:
        if persona.best and persona.best.credit > 0:
            yield persona.best, "Talk that came furthest"
    know = [p for p in found.personas if p.member.kind == "legitimate"]
    for failed in [p.worst for p in know if p.worst][:EXPERTS]:
        yield failed, "An expert that failed"


def _quoted(found: ScenarioAudit, outcomes: Mapping[str, Outcome]) -> Iterator[tuple[Sat, str]]:
    """Yield the runs whose words the page quotes; those of searches first."""
    for attack in found.attacks:
        yield attack.sat, "The best of a search"
    for criterion in found.criteria:
        for quote in telling(criterion)[:QUOTES] if criterion.leaks else ():
            yield _pointed(quote, outcomes.get(str(quote.key))), "Quoted for the credit it earned"


def _pointed(quote: LeakQuote, outcome: Outcome | None) -> Sat:
    """Return the interview of a quote, as far as it is known what came of it."""
    return Sat(
        key=quote.key,
        verdict=outcome.verdict if outcome else None,
        credit=(outcome.credit if outcome else None) or 0.0,
        summary=outcome.summary if outcome else "",
        transcript=quote.transcript,
    )


def _furthest(persona: PersonaResult) -> tuple[float, str]:
    return -(persona.best.credit if persona.best else 0.0), persona.member.persona


def exhibits(
    found: ScenarioAudit, outcomes: Mapping[str, Outcome], folder: Path, loaded: Loaded | None
) -> list[Exhibit]:
    """Return the transcripts that stand on the page, read from the audit's folder.

    Args:
        found: the scenario's part of the audit.
        outcomes: by key, at least those of the runs that are shown; they say what earned credit.
        folder: the audit's folder.
        loaded: scenario and rubric, for the names of phases and facts.
    """
    names = {criterion.about.id: criterion.about.name for criterion in found.criteria}
    return [
        _exhibit(sat, why, outcomes.get(str(sat.key)), names, folder, loaded)
        for sat, why in chosen(found, outcomes)
    ]


def _exhibit(
    sat: Sat,
    why: str,
    outcome: Outcome | None,
    names: Mapping[str, str],
    folder: Path,
    loaded: Loaded | None,
) -> Exhibit:
    marks: dict[int, list[Highlight]] = {}
    for criterion in outcome.criteria if outcome else ():
        for quote in criterion.quotes:
            label = spelling.level_name(quote.level).capitalize()
            label += f": {names.get(criterion.id, criterion.id)}"
            label += f". Taken for: {quote.point}" if quote.point else ""
            mark = Highlight(cleaned(quote).text, quote.level, label)
            marks.setdefault(quote.record, []).append(mark)
    try:
        records = cleaned_all(t.read(folder / sat.transcript).records)
    except (ContentError, OSError) as error:
        return Exhibit(cleaned(sat), why, (), {}, f"Its transcript cannot be read: {error}")
    return Exhibit(cleaned(sat), why, entries(records, Names.of(loaded)), marks)


def runs(found: Audit, outcomes: Iterable[Outcome]) -> dict[tuple[str, str, str], list[Run]]:
    """Return every run that has a transcript, by scenario, persona and arm, in order of seeds."""
    known = {scenario.scenario for scenario in found.scenarios}
    made: dict[tuple[str, str, str], list[Run]] = {}
    for outcome in outcomes:
        key = outcome.key
        if key.scenario in known and outcome.transcript:
            made.setdefault((key.scenario, key.persona, key.arm), []).append(
                Run(key, outcome.transcript, outcome.passed)
            )
    return {who: sorted(those, key=lambda run: run.key.seed) for who, those in made.items()}
