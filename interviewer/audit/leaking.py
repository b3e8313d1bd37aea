"""Which criteria pay for talk: how often each is *applied* by smooth and by legitimate candidates.

A criterion leaks where the lower bound (99 %) of a smooth persona is above 20 %, and the worst is
the one whose bound is highest: a few runs of another may have the larger share and say less. It
does not separate where fewer than 30 points lie between the legitimate and the smooth. The words
that earned the credit are shown: they are what an author can mend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewer.audit.statistics import wilson
from interviewer.audit.tallying import rate
from interviewer.outcome import CriterionAbout, CriterionFound, LeakQuote, Member, Outcome

LEAK = 0.20
APART = 0.30
QUOTES = 4

Group = Sequence[tuple[Member, Sequence[Outcome]]]


def criteria_found(abouts: Sequence[CriterionAbout], group: Group) -> list[CriterionFound]:
    """Return how often each criterion was applied; the best of a search is no rate."""
    smooth = [(m, _results(found)) for m, found in group if m.kind == "smooth" and not m.searches]
    legitimate = [o for m, found in group if m.kind == "legitimate" for o in _results(found)]
    return [_found(about, smooth, legitimate) for about in abouts]


def _results(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.counts]


def _found(about: CriterionAbout, smooth: Group, legitimate: Sequence[Outcome]) -> CriterionFound:
    replicated = {m.label: found for m, found in smooth if m.interval and found}
    worst = max(replicated, key=lambda name: _surely(about.id, replicated[name]), default="")
    everybody = [outcome for _, found in smooth for outcome in found]
    talk, know = _applied(about.id, everybody), _applied(about.id, legitimate)
    most = replicated.get(worst, [])
    worst_rate = rate(_applied(about.id, most), len(most))
    apart = _share(about.id, legitimate) - _share(about.id, everybody)
    return CriterionFound(
        about=about,
        smooth=rate(talk, len(everybody)),
        worst=worst if worst_rate.k else "",
        worst_rate=worst_rate,
        legitimate=rate(know, len(legitimate), interval=False),
        leaks=worst_rate.wilson99 is not None and worst_rate.wilson99[0] > LEAK,
        separates=not (everybody and legitimate) or apart >= APART,
        quotes=_quotes(about.id, {m.label: found for m, found in smooth}, worst),
    )


def _applied(criterion: str, outcomes: Sequence[Outcome]) -> int:
    return sum((outcome.level_of(criterion) or 0) >= 2 for outcome in outcomes)


def _surely(criterion: str, outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Return the lower bound of how often a criterion is applied, and the share."""
    k, n = _applied(criterion, outcomes), len(outcomes)
    return wilson(k, n)[0], k / n


def _share(criterion: str, outcomes: Sequence[Outcome]) -> float:
    return _applied(criterion, outcomes) / len(outcomes) if outcomes else 0.0


def _quotes(criterion: str, smooth: Mapping[str, Sequence[Outcome]], worst: str) -> list[LeakQuote]:
    """Return the words that earned most, one an interview, those of the worst persona first."""
    found: dict[str, LeakQuote] = {}
    for outcomes in smooth.values():
        for outcome in outcomes:
            for result in outcome.criteria:
                if result.id == criterion and result.applied and result.quotes:
                    quote = result.quotes[0]
                    shown = LeakQuote(
                        key=outcome.key,
                        record=quote.record,
                        level=quote.level,
                        text=quote.text,
                        point=quote.point,
                        transcript=outcome.transcript,
                    )
                    found.setdefault(quote.text, shown)
    ranked = sorted(
        found.values(),
        key=lambda q: (q.key.label != worst, -q.level, q.key.label, q.key.seed),
    )
    return ranked[:QUOTES]
