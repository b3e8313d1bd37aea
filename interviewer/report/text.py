"""A scorecard for a terminal: plain text that says everything, and colour for those who see it.

Marks are words (`[pass]`, `[FAIL]`), since colour may be off, piped away or not seen. `#12` is
record 12 of the transcript.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interviewer.judge.scorecard import CriterionResult, GateResult, ProbeResult, Quote, Scorecard
from interviewer.report import spelling
from interviewer.report.beside import side_by_side
from interviewer.report.clean import cleaned
from interviewer.report.layout import BLANK, Line, Span, cells, flow, padded, render
from interviewer.report.pieces import NARROWEST, criterion_head, gate_line, gauge, headline

__all__ = ["scorecard_text", "side_by_side"]

_MARGIN: Span = ("  ", "")
_IN: Span = ("      ", "")

_COUNTED: Span = (f"        {spelling.COUNTED}: ", "muted")

QUOTES = 2
"""How many quotes stand under a criterion; the others are counted."""


def scorecard_text(card: Scorecard, *, width: int = 100, colour: bool = False) -> str:
    """Return a scorecard as lines of at most `width` columns, without a line end after the last.

    Args:
        card: what the judge found; its words are made safe here.
        width: columns of the terminal; below 30 it is taken as 30.
        colour: whether to add ANSI colours.
    """
    card = cleaned(card)
    width = max(NARROWEST, width)
    lines = [*_top(card, width), *_gates(card.gates, width), *_criteria(card, width)]
    lines += [*_arithmetic(card, width), *_probes(card.probes, width), *_talk(card, width)]
    lines += [*_ruled(card, width), *_notes(card, width), *_judged_by(card, width)]
    return render(lines, colour=colour)


def _top(card: Scorecard, width: int) -> list[Line]:
    about = f"{card.level} · session {card.session}"
    return [
        *headline(card, width),
        *flow([(card.title, "bold")], width),
        *flow([(about, "muted")], width),
        BLANK,
        *flow([(card.summary, "")], width),
        *(flow([(card.ending, "")], width) if card.ending else []),
        BLANK,
        *gauge(card, width),
        *_next_time(card, width),
    ]


def _next_time(card: Scorecard, width: int) -> list[Line]:
    """Return what was not reached, and one thing to say on each."""
    lines: list[Line] = []
    for advice in card.next_time:
        lines += flow([(advice.name, "bold")], width, head=[("  - ", "muted")])
        head = [(f"    {spelling.MISSING}: ", "muted")]
        lines += flow([(advice.says, "")], width, head=head, indent=8)
    return [*_section(spelling.NEXT_TIME, width, "not reached, heaviest first"), *lines] * bool(
        lines
    )


def _section(title: str, width: int, more: str = "") -> list[Line]:
    return [BLANK, *flow([(title.upper(), "bold accent"), (more, "muted")], width)]


def _gates(gates: Sequence[GateResult], width: int) -> list[Line]:
    if not gates:
        return []
    lines = [line for gate in gates for line in gate_line(gate, width, detail=True)]
    return [*_section("Gates", width, spelling.gates_passed(gates)), *lines]


# --- criteria ------------------------------------------------------------------------------------


def _criteria(card: Scorecard, width: int) -> list[Line]:
    if not card.criteria:
        return []
    lines = _section("Criteria", width, "absent · mentioned · applied · justified · held up")
    for number, found in enumerate(card.criteria):
        lines += [BLANK] * bool(number)
        lines += criterion_head(found, width, tags=True)
        lines += _evidence(found, width)
    return lines


def _evidence(found: CriterionResult, width: int) -> list[Line]:
    lines: list[Line] = []
    best = spelling.ranked(found.quotes)
    for quote in best[:QUOTES]:
        lines += _quote(quote, width)
    if len(best) > QUOTES:
        lines += flow(
            [(f"and {spelling.count(len(best) - QUOTES, 'more quote')}", "muted")],
            width,
            head=[_IN],
        )
    if not best:
        lines += flow(
            [("No words of the candidate were found for it.", "muted")], width, head=[_IN]
        )
    for label, why in spelling.reasons(found):
        lines += flow([(why, "")], width, head=[_IN, (f"{label}: ", "bold")], indent=8)
    return lines


def _quote(quote: Quote, width: int) -> list[Line]:
    where = f"#{quote.record} {spelling.level_name(quote.level)}"
    lines = flow([(f"“{quote.text}”", ""), (where, "accent")], width, head=[_IN], indent=7)
    if quote.point:
        lines += flow([(quote.point, "muted")], width, head=[_COUNTED])
    if why := spelling.capped_by(quote):
        lines += flow([(why, "muted")], width, head=[("        ", "")])
    return lines


# --- numbers and probes --------------------------------------------------------------------------


def _arithmetic(card: Scorecard, width: int) -> list[Line]:
    if not card.arithmetic:
        return [
            *_section("Arithmetic", width),
            *flow([("No number was worked out.", "muted")], width, head=[_MARGIN]),
        ]
    lines = _section("Arithmetic", width)
    for result in card.arithmetic:
        mark = ("[right] ", "good") if result.right else ("[WRONG] ", "bold bad")
        said: list[Span] = [
            (f"{spelling.number_of(result)}:", ""),
            (f"“{result.text}”", ""),
            (f"#{result.record}", "accent"),
        ]
        lines += flow(said, width, head=[_MARGIN, mark])
        lines += flow([(spelling.number_found(result), "muted")], width, head=[(" " * 10, "")])
    return lines


def _probes(probes: Sequence[ProbeResult], width: int) -> list[Line]:
    if not probes:
        return [
            *_section("Probes", width),
            *flow([("Nothing was probed.", "muted")], width, head=[_MARGIN]),
        ]
    lines = _section("Probes", width, spelling.probes_ended(probes))
    for probe in probes:
        lines += _probe(probe, width)
    return lines


def _probe(probe: ProbeResult, width: int) -> list[Line]:
    sign, ended, tone = spelling.OUTCOMES[probe.outcome]
    answers = ", ".join(f"#{record}" for record in probe.answer_records)
    where = f"#{probe.record}, {f'answered in {answers}' if answers else 'no answer'}"
    head = [_MARGIN, (f"{sign} {ended:<13}", f"bold {tone}")]
    lines = flow([(f"“{probe.question}”", ""), (where, "accent")], width, head=head)
    lines += _points(f"{spelling.COUNTED}:", "+", probe.points, width)
    if probe.outcome != "held":
        lines += _points(f"{spelling.missing(probe)}:", "-", probe.missing, width)
    for more in filter(None, [spelling.sentence(probe.why), spelling.changed_mind(probe)]):
        lines += flow([(more, "muted")], width, head=[_IN])
    return lines


def _points(title: str, sign: str, points: Iterable[str], width: int) -> list[Line]:
    lines = [
        line
        for point in points
        for line in flow([(point, "")], width, head=[(f"        {sign} ", "muted")])
    ]
    return [*flow([(title, "muted")], width, head=[_IN]), *lines] if lines else []


# --- the rest ------------------------------------------------------------------------------------


def _talk(card: Scorecard, width: int) -> list[Line]:
    figures = " · ".join(f"{number} {what}" for number, what in spelling.talk_figures(card.talk))
    lines = [*_section("Talk and substance", width), *flow([(figures, "")], width, head=[_MARGIN])]
    if card.coverage:
        lines += _section(spelling.REACHED, width, "answers by phase")
        name = min(max(map(cells, card.coverage)), width // 2)
        for phase, turns in card.coverage.items():
            bar = "■" * min(turns, width - name - 12)
            lines += flow(
                [(bar, "accent"), (str(turns), "")],
                width,
                head=[(f"  {padded(phase, name)}  ", "")],
            )
    return lines


def _ruled(card: Scorecard, width: int) -> list[Line]:
    """Return what was wrong, contradicted or taken back, and how often each rule spoke."""
    lines: list[Line] = []
    for found in card.findings:
        word, tone = spelling.effect(found)
        lines += flow([(found.sentence, "")], width, head=[_MARGIN, (f"[{word}] ", f"bold {tone}")])
        for quote in spelling.beside_sentence(found):
            said: list[Span] = [(f"“{quote.text}”", ""), (f"#{quote.record}", "accent")]
            lines += flow(said, width, head=[_IN], indent=7)
    spoken = " · ".join(f"{number} {label}" for number, label in spelling.rules_spoken(card))
    lines += flow([(spoken, "muted")], width, head=[_MARGIN]) if spoken else []
    return [*_section("What the rules found", width, "in sentences"), *lines] if lines else []


def _notes(card: Scorecard, width: int) -> list[Line]:
    lines: list[Line] = []
    if card.notes:
        lines += _section("Notes", width)
        lines += [
            line
            for note in card.notes
            for line in flow([(note, "")], width, head=[("  - ", "muted")])
        ]
    if card.quarantined:
        lines += _section(
            "Set aside", width, "words to the judge, or in another's name; they earn nothing"
        )
        for quote in card.quarantined:
            said: list[Span] = [(f"“{quote.text}”", ""), (f"#{quote.record}", "accent")]
            why = (spelling.because(quote), "muted")
            lines += flow([*said, why], width, head=[("  - ", "muted")])
    return lines


def _judged_by(card: Scorecard, width: int) -> list[Line]:
    prints = [f"{name} {spelling.short(value)}" for name, value in spelling.fingerprints(card)]
    text = " · ".join([card.judge, *prints])
    return [*_section("Judged by", width), *flow([(text, "muted")], width, head=[_MARGIN])]
