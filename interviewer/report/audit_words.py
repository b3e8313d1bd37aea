"""How an audit's findings are spelled, the same in a terminal, in Markdown and on a page.

Words first: a sign or a colour only repeats them. It knows no format and escapes nothing.
"""

from __future__ import annotations

from interviewer.outcome import (
    Audit,
    CriterionFound,
    Decision,
    Design,
    Noise,
    PersonaResult,
    Rate,
    ScenarioAudit,
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
    return "" if found is None else f"{found[0] * 100:.1f} to {found[1] * 100:.1f} %"


def apart(persona: PersonaResult) -> list[str]:
    """Return what of a persona's interviews is no result, in words."""
    found = (
        (persona.invalid, "not valid, replaced"),
        (persona.unscored, "unscored"),
        (persona.errors, "not held"),
    )
    return [f"{count} {what}" for count, what in found if count]


def more(found: ScenarioAudit) -> str:
    """Return how many interviews are still needed; nothing if none."""
    if not found.more or found.decision != "inconclusive":
        return ""
    return f"{spelling.count(found.more, 'more interview')} would settle it if nothing changes."


def separation(found: Separation) -> str:
    """Return the smallest AUC, and beside it what naive scorers would do, in a sentence."""
    pair = found.smallest
    return (
        f"The pair told apart worst is {pair.legitimate} and {pair.smooth}: AUC {pair.credit:.2f} "
        f"({found.low:.2f} to {found.high:.2f}), by word count {pair.words:.2f}, by keywords "
        f"{pair.keywords:.2f}. Over all {len(found.pairs)} pairs: credit {found.credit:.2f}, words "
        f"{found.words:.2f}, keywords {found.keywords:.2f}."
    )


def criterion_mark(found: CriterionFound) -> str:
    """Return what is wrong with a criterion, in a word or two."""
    if found.leaks:
        return f"leaks: {found.worst} {rate(found.worst_rate)}"
    return "" if found.separates else "under 30 points apart"


def variance(found: Audit) -> str:
    """Return the shares of variance in a sentence."""
    shares = ", ".join(f"{SOURCES[s.source]} {percent(s.share)}" for s in found.variance)
    return (
        f"Variance of criterion credit (nested analysis of variance): {shares}." if shares else ""
    )


def noise(found: Noise) -> str:
    """Return how the judge's noise compares with the conversation's, in a sentence."""
    if found.judge == 0.0:
        return (
            f"The judge has no noise of its own: {found.n} transcripts got the same credit twice. "
            f"Between seeds the credit's standard deviation is {found.conversation**0.5:.3f}."
        )
    return (
        f"Standard deviation of credit: {found.judge**0.5:.3f} from the judge (the same transcript "
        f"twice, n = {found.n}), {found.conversation**0.5:.3f} from the conversation (other seeds)."
    )


def mode(design: Design) -> str:
    """Return how many interviews were planned, in words."""
    if design.mode == "quick":
        return f"quick: sequential test, 5 % against 20 %, at most {design.seeds} runs a persona"
    return f"{design.mode}: {design.seeds} runs a persona, fixed beforehand"


def took(found: Audit) -> str:
    """Return what an audit used, in words."""
    used = found.took
    text = f"{spelling.count(used.interviews, 'interview')}, {duration(used.seconds)} of computing"
    if used.tokens_in or used.cost:
        text += f", {used.tokens_in:,} tokens in, {used.tokens_out:,} out, ${used.cost:.2f}"
        if used.unpriced:
            text += f" and {used.unpriced} calls whose price is not known"
    return text


def duration(seconds: float) -> str:
    """Return seconds as a person says them: `40 s`, `12 min`, `1 h 05 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"
