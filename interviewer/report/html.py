"""A scorecard as one page that needs nothing else: no script, no font, no picture from anywhere.

The template escapes everything it is given; this module hands it clean words, and says which record
a quote may link to: only one that stands on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.judge.scorecard import Scorecard
from interviewer.report import spelling
from interviewer.report.clean import cleaned, cleaned_all
from interviewer.report.page import Highlight, Names, Turn, entries, pieces
from interviewer.report.templating import environment

SHOWN_QUOTES = 2
"""How many quotes of a criterion stand open; the others are folded away."""


def scorecard_html(
    card: Scorecard, records: Sequence[t.AnyRecord], loaded: Loaded | None = None
) -> str:
    """Return the page of a scorecard, with the transcript that it quotes from.

    Args:
        card: what the judge found.
        records: the transcript's records; without any, there is no transcript to link to.
        loaded: the scenario and rubric, for the names of phases and facts.
    """
    card = cleaned(card)
    clean = cleaned_all(records)
    marks = _highlights(card)
    page = entries(clean, Names.of(loaded), boards=_cited(card))
    shown = {entry.record for entry in page if isinstance(entry, Turn)}
    header = next((record for record in clean if isinstance(record, t.Header)), None)
    return (
        environment()
        .get_template("scorecard.html.jinja")
        .render(
            card=card,
            header=header,
            page=page,
            shown=shown,
            quotes=SHOWN_QUOTES,
            cut=_cutter(marks),
            credited=_credited(card),
            probed=_probed(card),
            say=spelling,
            per_cent=_per_cent,
            longest=max(card.coverage.values(), default=0),
        )
    )


def _per_cent(share: float) -> str:
    """Return a share for a style sheet, kept between 0 and 100."""
    return f"{min(1.0, max(0.0, share)) * 100:.1f}%"


def _highlights(card: Scorecard) -> dict[int, list[Highlight]]:
    """Return what is to be marked, by record."""
    marks: dict[int, list[Highlight]] = {}
    for found in card.criteria:
        for quote in found.quotes:
            label = f"{spelling.level_name(quote.level).capitalize()}: {found.name}"
            marks.setdefault(quote.record, []).append(Highlight(quote.text, quote.level, label))
    for quote in card.quarantined:
        marks.setdefault(quote.record, []).append(Highlight(quote.text, -1, "Set aside"))
    return marks


def _cutter(marks: dict[int, list[Highlight]]) -> Callable[[Turn], Any]:
    return lambda turn: pieces(turn.text, marks.get(turn.record, []))


def _credited(card: Scorecard) -> dict[int, list[tuple[str, str, str]]]:
    """Return what each record was credited to: id, name and best level of a criterion."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for criterion in card.criteria:
        best: dict[int, int] = {}
        for quote in criterion.quotes:
            best[quote.record] = max(quote.level, best.get(quote.record, 0))
        for record, level in best.items():
            found.setdefault(record, []).append(
                (criterion.id, criterion.name, spelling.level_name(level))
            )
    return found


def _probed(card: Scorecard) -> dict[int, tuple[int, str, str, str]]:
    """Return how each record's probe ended: its number on the page, sign, words and tone."""
    return {
        probe.record: (number, *spelling.OUTCOMES[probe.outcome])
        for number, probe in enumerate(card.probes, 1)
    }


def _cited(card: Scorecard) -> Iterable[int]:
    quotes = [quote.record for found in card.criteria for quote in found.quotes]
    numbers = [result.record for result in card.arithmetic]
    aside = [quote.record for quote in card.quarantined]
    aside += [quote.record for finding in card.findings for quote in finding.quotes]
    answers = [record for probe in card.probes for record in probe.answer_records]
    return [*quotes, *numbers, *aside, *answers]
