"""How an audit's findings are spelled, the same in a terminal, in Markdown and on a page.

Words first: a sign or a colour only repeats them. It knows no format and escapes nothing.
"""

from __future__ import annotations

import math
import statistics

from interviewer.outcome import (
    EXPERTS,
    AttackFound,
    Audit,
    Condition,
    CriterionFound,
    Decision,
    Design,
    Noise,
    PersonaResult,
    Rate,
    Rejudgement,
    ScenarioAudit,
    Searched,
    Separation,
)
from interviewer.report import spelling

DECISIONS: dict[Decision, tuple[str, str, str]] = {
    "resistant": ("✓", "Resistant", "good"),
    "no_leak": ("✓", "No leak found", "good"),
    "passable": ("✗", "Can be passed by talk", "bad"),
    "leaks": ("✗", "Leaks", "bad"),
    "too_strict": ("✗", "Too strict", "bad"),
    "inconclusive": ("?", "Inconclusive", "warn"),
}
"""Sign, words and tone of each verdict."""

CONDITIONS: dict[Condition, tuple[str, str]] = {
    "holds": ("✓", "good"),
    "fails": ("✗", "bad"),
    "open": ("?", "warn"),
}
"""Sign and tone of whether somebody who knows gets through."""

SOURCES = {
    "scenario": "scenario",
    "persona": "persona",
    "criterion": "criterion, within persona",
    "seed": "seed: the conversation itself",
}


def percent(share: float) -> str:
    """Return a share in whole per cent; a small one is not rounded away."""
    return "<1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def rate(found: Rate) -> str:
    """Return `3 of 60`."""
    return f"{found.k} of {found.n}"


def interval(found: tuple[float, float] | None) -> str:
    """Return an interval in per cent, rounded outwards to a tenth: `0.0 to 10.0 %`."""
    if found is None:
        return ""
    # what is computed to be a tenth may be a last digit off it: that is no reason for another tenth
    low, high = (round(edge * 1000, 6) for edge in found)
    return f"{math.floor(low) / 10:.1f} to {math.ceil(high) / 10:.1f} %"


def apart(persona: PersonaResult) -> list[str]:
    """Return what of a persona's interviews is no result, in words."""
    found = (
        (persona.invalid, "not valid, replaced"),
        (persona.unscored, "unscored"),
        (persona.errors, "not held"),
    )
    return [f"{count} {what}" for count, what in found if count]


def more(found: ScenarioAudit) -> str:
    """Return how many interviews are still needed, and on what that counts; nothing if none."""
    return found.needs if found.decision == "inconclusive" else ""


def separation(found: Separation) -> str:
    """Return the smallest AUC, and beside it what naive scorers would do, in a sentence."""
    pair = found.smallest
    return (
        f"The pair told apart worst is {pair.legitimate} and {pair.smooth}: AUC {pair.credit:.2f} "
        f"({found.low:.2f} to {found.high:.2f}), by word count {pair.words:.2f}, by keywords "
        f"{pair.keywords:.2f}. Over all {len(found.pairs)} pairs: credit {found.credit:.2f}, words "
        f"{found.words:.2f}, keywords {found.keywords:.2f}."
    )


def has_rates(found: ScenarioAudit) -> bool:
    """Whether anybody sat whose results are rates; a search by itself has none."""
    return any(criterion.smooth.n or criterion.legitimate.n for criterion in found.criteria)


def criterion_mark(found: CriterionFound) -> str:
    """Return what is wrong with a criterion, in a word or two."""
    if found.leaks:
        return f"leaks: {found.worst} {rate(found.worst_rate)}"
    return "" if found.separates else "under 30 points apart"


ATTACK = "What a search for empty words that pay found"
ATTACK_KNEW = (
    "Its sentences are forms and talkers' phrases with this scenario's nouns, topics and figures "
    "put in by chance. It knew the prompt and all facts, never the rubric; of the judge it saw its "
    "own scorecards: credit, levels, which of its words were quoted, how each question ended."
)
ATTACK_LEAKED = (
    "The same with the rubric in hand, its expected points cut and put out of order; it decides "
    "nothing."
)
MARKS = (1, 10, 30, 100, 300, 1000)
"""Attempts after which the curve is shown, and the last."""


def attack_knew(found: AttackFound) -> str:
    """Return what an attacker was allowed to know, in a sentence or two."""
    return ATTACK_KNEW if found.member.decides else ATTACK_LEAKED


def attack_best(found: AttackFound) -> str:
    """Return the best of a search in a sentence."""
    searched = found.searched
    applied = sum(criterion.applied for criterion in found.criteria)
    return (
        f"Best credit {found.sat.credit:.2f} ({searched.bar:.2f} is needed to pass, and every "
        f"gate), {applied} of {len(found.criteria)} criteria applied or above, in {found.words:,} "
        f"words. {found.sat.summary}"
    )


def attack_curve(found: Searched) -> str:
    """Return the credit of the best after some of the attempts."""
    last = len(found.curve)
    marks = [mark for mark in MARKS if mark < last] + [last] if last else []
    steps = ", ".join(f"{found.curve[mark - 1]:.2f} after {mark}" for mark in marks)
    lost = last - found.judged
    text = (
        f"{spelling.count(found.judged, 'attempt')}{f' ({lost} more not held)' * (lost > 0)}, "
        f"{found.sentences:,} different sentences; credit of the best so far: {steps}."
    )
    if found.unlearned:
        chance = statistics.median(found.unlearned)
        text += (
            f" By chance alone, before anything was learnt: {chance:.2f} "
            f"(median of {len(found.unlearned)})."
        )
    return text


def attack_keywords(found: Searched) -> str:
    """Return what a scorer that counts keywords says, in a sentence."""
    said = (
        "A scorer that looks for keywords would find one for "
        f"{percent(found.keyword_share)} of the criteria in the same text."
    )
    if (made := found.keywords) is None:
        return said
    here = "was not judged here" if made.credit is None else f"gets credit {made.credit:.2f} here"
    return (
        f"{said} A text made to please it names {percent(made.share)} after "
        f"{spelling.count(made.scorings, 'scoring')} and {here}."
    )


def variance(found: Audit) -> str:
    """Return the shares of variance in a sentence."""
    shares = ", ".join(f"{SOURCES[s.source]} {percent(s.share)}" for s in found.variance)
    return (
        f"Variance of criterion credit (nested analysis of variance): {shares}." if shares else ""
    )


def noise(found: Noise) -> str:
    """Return how the judge's noise compares with the conversation's, in a sentence or two."""
    between = found.conversation
    if found.judge == 0.0:
        said = (
            f"The judge has no noise of its own: {spelling.count(found.n, 'transcript')} got the "
            "same credit each time."
        )
        if between is not None:
            said += f" Between seeds the credit's standard deviation is {between**0.5:.3f}."
        return said
    said = (
        f"Standard deviation of credit: {found.judge**0.5:.3f} from the judge (the same transcript "
        f"up to {found.times} times, n = {found.n})"
    )
    if between is not None:
        said += f", {between**0.5:.3f} from the conversation (other seeds)"
    if found.share is not None:
        said += f": {percent(found.share)} of both variances are the judge's"
    return (
        f"{said}. {found.split} of {found.n} pass by one judgement and not by another; "
        f"{percent(found.levels)} of the criteria did not get the same level each time."
    )


def rejudging_took(found: Rejudgement) -> str:
    """Return what a judging model used, in words."""
    text = spelling.count(found.calls, "call")
    if found.cost or not found.unpriced:
        text += f", ${found.cost:.2f}"
    return f"{text}, {found.unpriced:,} of them at unknown prices" if found.unpriced else text


def judge(name: str) -> str:
    """Return who judges, in words."""
    return "code alone" if name == "embedded" else name


def verdict(found: ScenarioAudit) -> tuple[str, str, str]:
    """Return sign, words and tone of a scenario's verdict.

    That no talker passed in a quick look is no praise of a question that pays for talk, or that
    experts fail: it gets no tick then.
    """
    sign, said, tone = DECISIONS[found.decision]
    doubts = _doubts(found) if found.decision == "no_leak" else []
    return ("!", f"{said}, but {' and '.join(doubts)}", "warn") if doubts else (sign, said, tone)


def _doubts(found: ScenarioAudit) -> list[str]:
    paying = sum(criterion.leaks for criterion in found.criteria)
    failing = found.experts.n - found.experts.k
    said = [f"{paying} {'criterion pays' if paying == 1 else 'criteria pay'} for talk"]
    return [
        *(said if paying else []),
        *([f"{failing} of {spelling.count(found.experts.n, 'expert')} fail"] if failing else []),
    ]


def experts(found: ScenarioAudit) -> str:
    """Return how many of the authored experts passed; that none sat, if so."""
    return f"experts {rate(found.experts)}" if found.experts.n else "no expert sat it"


def expected(found: ScenarioAudit) -> str:
    """Return how many of those who know should pass, authored ones and those a model plays."""
    said = [f"should be all: {rate(found.experts)}"] if found.experts.n else []
    if any(p.member.kind == "legitimate" and p.member.interval for p in found.personas):
        said.append(f"played by a model: surely {percent(EXPERTS)}")
    return "; ".join(said)


def mode(design: Design) -> str:
    """Return how many interviews were planned, in words."""
    members = [member for part in design.parts for member in part.members]
    said = [_runs(design)] if any(not member.searches for member in members) else []
    if design.attack:
        said.append(f"search for empty words: {spelling.count(design.attack, 'attempt')} each")
    return "; ".join(said) or _runs(design)


def _runs(design: Design) -> str:
    if design.mode == "quick":
        return f"quick: sequential test, 5 % against 20 %, at most {design.seeds} runs a persona"
    return f"{design.mode}: {design.seeds} runs a persona, fixed beforehand"


def took(found: Audit) -> str:
    """Return what an audit used, in words."""
    used = found.took
    text = f"{spelling.count(used.interviews, 'interview')}, "
    text += f"{duration(used.seconds)} of interview time"
    if used.tokens_in or used.spent:
        text += f", {used.tokens_in:,} tokens in, {used.tokens_out:,} out, ${used.spent:.2f}"
        if used.unpriced:
            text += f" and {used.unpriced} calls whose price is not known"
        text += _priced(found)
    return text


def _priced(found: Audit) -> str:
    """Return what of the cost was lost, and what a verdict cost; nothing where there is neither."""
    spent, lost = found.took.spent, found.took.spent - found.took.cost
    decided = sum(scenario.decision != "inconclusive" for scenario in found.scenarios)
    said = [f"${lost:.2f} of it for interviews that were cut off or tried again"] * (lost >= 0.005)
    said += [f"${spent / decided:.2f} a decided verdict"] if spent and decided else []
    return f" ({', '.join(said)})" if said else ""


def duration(seconds: float) -> str:
    """Return seconds as a person says them: `40 s`, `12 min`, `1 h 05 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"
