"""From what a model observed to a scorecard: the levels, the gates and the verdict are code's.

It starts from the evidence engine's own scorecard and puts the observed levels in; everything that
a model cannot say (arithmetic, probes, talk) stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.evidence.rules import say
from interviewer.evidence.substance import Substance
from interviewer.judge.case import Case
from interviewer.judge.model_notes import notes_on
from interviewer.judge.observations import Observed, Sampled
from interviewer.judge.sampling import grounds_of, moved, passes
from interviewer.judge.scorecard import CriterionResult, Quote, RuleFinding, Scorecard
from interviewer.judge.verdict import Grounds, Ruling, rule
from interviewer.judge.weighing import Finding, Weighed, weigh

MAX_QUOTES = 6
_NOT_HIGHER = (
    "The model reported nothing that bears on it.",
    "Nothing that was reported is specific to this scenario and stood up to the checks.",
    "No alternative is turned down in it, and no number of it was recomputed.",
    "Nothing new was said in answer to a question aimed at it.",
    "",
)


_RULES = ("", "named", "substance", "reason", "held", "")
"""The rule of the evidence engine that leads to each level."""


class Mismatch(ValueError):
    """Observations of one transcript or rubric were put to another: a fault of the program."""


def judge_with(
    observed: Observed, records: Sequence[t.AnyRecord], loaded: Loaded, substance: Substance
) -> Scorecard:
    """Judge a transcript by what a model observed.

    Raises:
        Mismatch: it was observed of another transcript, or with another rubric.
    """
    case = Case.of(records, loaded, substance)
    if (observed.transcript, observed.rubric) != (case.transcript, loaded.rubric.hash):
        raise Mismatch("observed of another transcript, or with another rubric")
    weighed = {c.id: _weighed(observed, c.id, case) for c in loaded.rubric.criteria}
    deciding = {name: _deciding(observed.of(name), each) for name, each in weighed.items()}
    criteria = [_result(observed.of(name), one, case) for name, one in deciding.items()]
    ruling = _ruling(case, criteria, observed)
    prints = case.card.fingerprints
    return case.card.model_copy(
        update={
            "judge": f"{observed.model} observes, code judges",
            "verdict": ruling.verdict,
            "summary": ruling.summary,
            "credit": ruling.credit,
            "criteria": criteria,
            "gates": list(ruling.gates),
            "findings": _findings(deciding.values(), case),
            "notes": [*case.card.notes, *notes_on(observed, weighed, criteria, case)],
            "fingerprints": prints.model_copy(
                update={
                    "models": {**prints.models, "judge": observed.model},
                    "prompts": {**prints.prompts, **observed.prompts},
                }
            ),
        }
    )


def _weighed(observed: Observed, criterion: str, case: Case) -> tuple[Weighed, ...]:
    """Return the whole samples of a criterion, weighed."""
    known = case.loaded.rubric.criterion(criterion)
    return tuple(
        weigh(known, sample.observations, case, observed.warrants)
        for sample in observed.of(criterion).samples
        if not sample.failed
    )


def _deciding(sampled: Sampled, weighed: Sequence[Weighed]) -> Weighed | None:
    """Return the first sample at the criterion's level; None if it is unscored."""
    return next((one for one in weighed if one.level == sampled.level), None)


def _findings(deciding: Iterable[Weighed | None], case: Case) -> list[RuleFinding]:
    """Return the evidence engine's findings, and what else lowered a criterion."""
    lowered = [finding for one in deciding if one for finding in one.lowered]
    return [*case.card.findings, *(f for f in lowered if f not in case.card.findings)]


def _result(sampled: Sampled, shown: Weighed | None, case: Case) -> CriterionResult:
    engine = case.engine(sampled.criterion)
    level = sampled.level
    if level is None or shown is None:
        blank = dict.fromkeys(("why_not_higher", "why_not_lower", "decided_by", "kept_by"), "")
        unscored: dict[str, object] = {"level": None, "unscored": sampled.unscored, "quotes": []}
        return engine.model_copy(update=unscored | blank)
    lowered = [finding.sentence for finding in shown.lowered]
    return engine.model_copy(
        update={
            "level": level,
            "quotes": _quotes(shown, level, case, sampled.criterion),
            "why_not_higher": " ".join([*lowered, *_told(sampled), _NOT_HIGHER[level]]).strip(),
            "why_not_lower": _why_not_lower(shown, level),
            "decided_by": shown.lowered[0].rule if shown.lowered else _RULES[level + 1],
            "kept_by": _RULES[level],
        }
    )


def _told(sampled: Sampled) -> list[str]:
    """Return in words how the samples differ; nothing where they agree."""
    if len(set(sampled.levels)) < 2:
        return []
    head = "Unstable: samples" if sampled.unstable else "Samples"
    return [f"{head} gave {', '.join(str(level) for level in sampled.levels)}."]


def _why_not_lower(weighed: Weighed, level: int) -> str:
    best = next((f for f in weighed.findings if f.level == level and level >= 2), None)
    if best:
        why = "; ".join(best.rules)
        return f"{why[:1].upper()}{why[1:].rstrip('.')}."
    return ("", "It was named.", "A number was worked out and checks.")[min(level, 2)]


def _quotes(weighed: Weighed, level: int, case: Case, criterion: str) -> list[Quote]:
    """Return the words that decided, what is wrong or was taken back among them in any case."""
    against = [f for f in weighed.findings if f.kind in ("wrong", "retracted")]
    credited = sorted(
        (f for f in weighed.findings if f not in against),
        key=lambda f: (-f.level, f.sighting.place),
    )
    numbers = [
        Quote(
            record=n.record,
            text=n.text,
            level=min(level, 3),
            rules=[say("number")],
        )
        for n in case.numbers(criterion)
    ]
    found = [_quote(finding, level) for finding in [*against, *credited]]
    unique = {(quote.record, quote.text): quote for quote in reversed([*found, *numbers])}
    return list(reversed(unique.values()))[:MAX_QUOTES]


def _quote(finding: Finding, level: int) -> Quote:
    sighting = finding.sighting
    rules = [f"called {finding.kind.replace('_', ' ')} by the model", *finding.rules]
    if sighting.said.fact:
        rules.append(f"uses the fact {sighting.said.fact}")
    if sighting.mended or sighting.moved:
        rules.append("quoted inexactly; these are the true words in their true place")
    return Quote(
        record=sighting.turn.record,
        text=sighting.text,
        level=min(finding.level, level),
        hook=sighting.turn.probe.probe if sighting.turn.probe and finding.level == 4 else None,
        rules=rules,
    )


def _ruling(case: Case, criteria: Sequence[CriterionResult], observed: Observed) -> Ruling:
    """Return the verdict; what is unstable blocks a pass, and a fail that hangs on it."""
    grounds = grounds_of(case, criteria)
    ruling = rule(case.loaded.rubric, case.header.level, criteria, grounds)
    unstable = [one for one in observed.criteria if one.unstable and not one.unscored]
    if not unstable or ruling.verdict in ("incomplete", "borderline"):
        return ruling
    if ruling.verdict == "fail" and not _could_pass(case, criteria, unstable, grounds):
        return ruling
    names = ", ".join(case.loaded.rubric.criterion(one.criterion).name for one in unstable)
    summary = f"Borderline: the judge's samples are two levels apart on: {names}."
    return Ruling("borderline", ruling.credit, ruling.bar, ruling.gates, summary)


def _could_pass(
    case: Case, criteria: Sequence[CriterionResult], unstable: Sequence[Sampled], grounds: Grounds
) -> bool:
    best = {one.criterion: max(one.levels) for one in unstable}
    return passes(case, moved(criteria, best), grounds)
