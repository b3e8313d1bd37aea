"""The author's pane in words: sections of rows that any surface can set.

It knows what is said about an `AuthorView` and in which tone, not how it is painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from interviewer.authoring.changes import News
from interviewer.authoring.questions import QuestionSeen
from interviewer.authoring.view import AuthorView, HookSeen, PhaseSeen
from interviewer.engine.listening import TRIGGER
from interviewer.judge.scorecard import LEVELS, CriterionResult
from interviewer.text import clip

Tone = Literal["", "muted", "good", "warn", "bad", "accent"]
QUOTE = 90
"""Characters of a quoted sentence."""
SILENT = "Nothing was said yet."
CLAIMS = 8
"""The newest claims that are listed; of the others the number."""


@dataclass(frozen=True)
class Row:
    """A sign for the margin, what is said, and muted lines beneath."""

    sign: str
    words: str
    tone: Tone = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with a muted remark, and its rows."""

    title: str
    remark: str
    rows: tuple[Row, ...]


def sections(view: AuthorView) -> list[Section]:
    """Return the pane from top to bottom: the move first, since that is what one looks for."""
    return [
        Section("The move", "", tuple(_moves(view))),
        Section("Hooks", f"set off from {TRIGGER:.2f}", tuple(_hooks(view))),
        Section("Facts", _rule(view), tuple(_questions(view))),
        Section("Phases", view.pressure, tuple(map(_phase, view.phases))),
        Section("Ledger", "", tuple(_claims(view))),
        Section("Levels so far", view.verdict, tuple(_levels(view))),
    ]


def saved(news: News) -> Section:
    """Return what a save did: what is different, or why the old files stay in use."""
    if news.problem:
        rows = [Row("✗", line.strip(), "bad") for line in news.problem.splitlines()]
        return Section("Saved, and not usable", "the files as they were stay in use", tuple(rows))
    rows = [Row("↻", str(change), "good") for change in news.changes]
    remark = "in use from the next message on" if rows else "nothing that matters is different"
    return Section("Saved", remark, tuple(rows))


def _moves(view: AuthorView) -> Iterator[Row]:
    for move in view.moves:
        about = move.hook or move.estimate or move.phase or move.twist or ""
        more = [move.reason]
        if move.quote:
            more.append(f"takes up “{clip(move.quote, QUOTE)}”")
        if move.earlier:
            more.append(f"against “{clip(move.earlier, QUOTE)}”")
        words = f"{move.move.replace('_', ' ')} {about}".strip()
        yield Row("▸", words, "accent", tuple(more))
    if view.open_probe:
        probe = view.open_probe
        pressed = ", pressed" if probe.press else ""
        points = tuple(f"{'+' if point.made else '-'} {point.says}" for point in view.points)
        yield Row("?", f"open: {probe.id}{pressed}", "", points)
    if not view.moves:
        yield Row("", "Nothing was decided yet.", "muted")


def _hooks(view: AuthorView) -> Iterator[Row]:
    for hook in view.hooks:
        yield _hook(hook)
    if not view.hooks:
        none = "The last message held no sentence that could set one off."
        yield Row("", none if view.said else SILENT, "muted")


def _hook(hook: HookSeen) -> Row:
    found = hook.found
    words = f"{found.nearness:.2f} {found.hook} ({hook.state})"
    near = f"is near “{clip(found.trigger, QUOTE)}”"
    if hook.set_off:
        said = f"“{clip(found.sentence, QUOTE)}”"
        return Row("●", words, "good", (hook.about, said, near))
    return Row("○", words, "muted", (f"“{clip(found.sentence, QUOTE // 3)}” {near}",))


_SIGNS: dict[str, tuple[str, Tone]] = {
    "told": ("◆", "good"),
    "declined": ("–", "warn"),
    "asked which": ("?", "warn"),
    "turned back": ("↩", "muted"),
    "left aside": ("·", "muted"),
}


def _rule(view: AuthorView) -> str:
    bounds = view.bounds
    return (
        f"told from {bounds.threshold:.2f} if {bounds.margin:.2f} ahead; "
        f"declined below {bounds.floor:.2f}"
    )


def _questions(view: AuthorView) -> Iterator[Row]:
    for asked in view.questions:
        sign, tone = _SIGNS[asked.became]
        yield Row(sign, f"{asked.became}: {clip(asked.question, QUOTE)}", tone, _facts(asked))
    if not view.questions:
        yield Row("", "Nothing was asked.", "muted")


def _facts(asked: QuestionSeen) -> tuple[str, ...]:
    if not asked.nearest:
        return tuple(asked.facts)
    return tuple(
        f"{hit.score:.2f} {hit.fact_id}"
        f"{' (this one)' if hit.fact_id in asked.facts else ''}, cosine {hit.similarity:.2f}"
        for hit in asked.nearest
    )


def _phase(phase: PhaseSeen) -> Row:
    sign: str = "▸" if phase.current else "✓" if phase.turns else "·"
    tone: Tone = "accent" if phase.current else "" if phase.turns else "muted"
    words = (
        f"{phase.name}: {phase.spent:.1f} of {phase.planned:.1f} min, "
        f"{phase.made} of {phase.worth} asked"
    )
    return Row(sign, words, tone)


def _claims(view: AuthorView) -> Iterator[Row]:
    if left := max(0, len(view.claims) - CLAIMS):
        yield Row("", f"{left} earlier", "muted")
    for entry in view.claims[left:]:
        words = f"#{entry.record} {entry.kind}{f': {entry.what}' if entry.what else ''}"
        bad = entry.kind == "contradiction"
        yield Row("✗" if bad else "·", words, "bad" if bad else "", (clip(entry.sentence, QUOTE),))
    if not view.claims:
        yield Row("", "No quantity and no decision so far.", "muted")


def _levels(view: AuthorView) -> Iterator[Row]:
    yield from map(_level, view.levels)
    if not view.levels:
        yield Row("", SILENT, "muted")


def _level(found: CriterionResult) -> Row:
    name = LEVELS[found.level] if found.level is not None else "unscored"
    gate = ", gate" if found.gate else ""
    best = max(found.quotes, key=lambda quote: quote.level, default=None)
    more = [f"#{best.record} “{clip(best.text, QUOTE)}”"] if best else []
    if found.unscored or 0 < (found.level or 0) < 4:
        more.append(found.unscored or found.why_not_higher)
    tone: Tone = "good" if (found.level or 0) >= 2 else "muted" if not found.level else ""
    probed = "" if found.probed else ", not probed"
    sign = "?" if found.level is None else str(found.level)
    return Row(sign, f"{found.name}: {name}{gate}{probed}", tone, tuple(filter(None, more)))


def lines(found: Iterable[Section]) -> Iterator[str]:
    """Yield the pane as plain lines, for a log or a test."""
    for section in found:
        yield f"{section.title}{f' ({section.remark})' if section.remark else ''}"
        for row in section.rows:
            yield f"  {row.sign:1} {row.words}"
            yield from (f"      {line}" for line in row.more)
