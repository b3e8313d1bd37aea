"""What a scorecard and two scorecards beside each other both show in a terminal."""

from __future__ import annotations

from interviewer.judge.scorecard import CriterionResult, GateResult, Scorecard
from interviewer.report import spelling
from interviewer.report.layout import Line, Span, flow

NARROWEST = 30
GAUGE = 60


def headline(card: Scorecard, width: int) -> list[Line]:
    """Return the verdict in words, with its sign."""
    sign, words, tone = spelling.VERDICTS[card.verdict]
    return flow([(f"{sign} {words.upper()}", f"bold {tone}")], width)


def gauge(card: Scorecard, width: int) -> list[Line]:
    """Return the credit as a line with the bar on it, and both in words."""
    size = min(GAUGE, width)
    filled, at = round(card.credit * size), min(round(card.bar * size), size - 1)
    drawn: list[Span] = [
        ("━" * min(filled, at), "accent"),
        ("─" * max(0, at - filled), "muted"),
        ("┃", "bold"),
    ]
    drawn += [("━" * max(0, filled - at - 1), "accent")]
    drawn += [("─" * (size - 1 - max(at, filled - 1)), "muted")]
    said: list[Span] = [(spelling.beside_bar(card), "bold"), ("(┃ is the bar)", "muted")]
    return [Line(tuple(drawn)), *flow(said, width)]


def gate_line(gate: GateResult, width: int, *, detail: bool) -> list[Line]:
    """Return a condition of a pass: its mark, its name and what was found."""
    mark: Span = ("[pass] ", "good") if gate.passed else ("[FAIL] ", "bold bad")
    said: list[Span] = [(gate.name, "" if gate.passed else "bold")]
    if detail and gate.detail:
        said += [("·", "muted"), (gate.detail, "muted")]
    return flow(said, width, head=[("  ", ""), mark])


def criterion_head(found: CriterionResult, width: int, *, tags: bool) -> list[Line]:
    """Return a criterion's bar of five cells, its level in words and its name."""
    tone = "warn" if found.level is None else "good" if found.level >= 2 else "muted"
    head = [
        ("  ", ""),
        (spelling.rung(found.level), tone),
        (f"  {spelling.level_name(found.level):<9}  ", "bold"),
    ]
    said: list[Span] = [(found.name, "bold" if tags else "")]
    if tags:
        said.append((f"({', '.join(spelling.tags(found))})", "muted"))
    return flow(said, width, head=head)
