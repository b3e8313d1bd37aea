"""Two scorecards beside each other, row by row, for `interviewer demo` and for comparing."""

from __future__ import annotations

from collections.abc import Callable

from interviewer.judge.scorecard import Scorecard
from interviewer.report import spelling
from interviewer.report.clean import cleaned
from interviewer.report.layout import BLANK, Line, beside, flow, render
from interviewer.report.pieces import NARROWEST, criterion_head, gate_line, gauge, headline
from interviewer.text import safe_text

STACKED_BELOW = 90
_BETWEEN = " │ "
Rows = dict[str, list[Line]]


def side_by_side(
    left: Scorecard,
    right: Scorecard,
    titles: tuple[str, str],
    width: int = 100,
    *,
    colour: bool = False,
) -> str:
    """Return two scorecards, row beside row; one over the other where it is narrow.

    Args:
        left: the one on the left, or above.
        right: the other.
        titles: what to call them.
        width: columns of the terminal, which no line exceeds; below 30 it is taken as 30.
        colour: whether to add ANSI colours.
    """
    width = max(NARROWEST, width)
    cards = (cleaned(left), cleaned(right))
    names = [safe_text(title) for title in titles]
    if width < STACKED_BELOW:
        stacked = [_alone(card, name, width) for card, name in zip(cards, names, strict=True)]
        rule = Line((("─" * width, "muted"),))
        return render([*stacked[0], BLANK, rule, BLANK, *stacked[1]], colour=colour)
    column = (width - len(_BETWEEN)) // 2
    lines: list[Line] = []
    for section in _SECTIONS:
        a, b = (section(card, name, column) for card, name in zip(cards, names, strict=True))
        for key in [*a, *(key for key in b if key not in a)]:
            lines += beside(a.get(key, []), b.get(key, []), column, _BETWEEN)
    return render(lines, colour=colour)


def _alone(card: Scorecard, name: str, width: int) -> list[Line]:
    return [
        line
        for section in _SECTIONS
        for rows in section(card, name, width).values()
        for line in rows
    ]


def _top(card: Scorecard, name: str, width: int) -> Rows:
    return {
        "title": flow([(name, "bold accent")], width),
        "verdict": [BLANK, *headline(card, width)],
        "summary": flow([(card.summary, "")], width),
        "credit": [BLANK, *gauge(card, width)],
    }


def _gates(card: Scorecard, name: str, width: int) -> Rows:
    more = (spelling.gates_passed(card.gates), "muted")
    head = [BLANK, *flow([("GATES", "bold accent"), more], width)]
    return {"": head, **{gate.id: gate_line(gate, width, detail=False) for gate in card.gates}}


def _criteria(card: Scorecard, name: str, width: int) -> Rows:
    head = [BLANK, *flow([("CRITERIA", "bold accent")], width)]
    return {
        "": head,
        **{found.id: criterion_head(found, width, tags=False) for found in card.criteria},
    }


_SECTIONS: tuple[Callable[[Scorecard, str, int], Rows], ...] = (_top, _gates, _criteria)
