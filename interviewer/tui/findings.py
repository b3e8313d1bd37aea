"""A scorecard as the rows of a ledger. Levels and outcomes are words first; colour only helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interviewer.judge.scorecard import (
    LEVELS,
    CriterionResult,
    NextTime,
    ProbeResult,
    Quote,
    Scorecard,
)
from interviewer.report import spelling
from interviewer.tui.show import OUTCOMES, VERDICTS, count, join, plain, rung, words
from interviewer.tui.widgets.ledger import Fold, Row
from interviewer.tui.widgets.line import Line

SIGNS = {
    "strong_pass": ("✓✓", "$good"),
    "pass": ("✓", "$good"),
    "borderline": ("◐", "$warn"),
    "fail": ("✗", "$bad"),
    "incomplete": ("?", "$warn"),
}
GAUGE = 40


def rows(card: Scorecard, phases: dict[str, str]) -> Iterator[Widget]:
    """Yield the whole scorecard, from the verdict to the fingerprints."""
    yield Static(_headline(card), classes="headline")
    yield from _section(
        "Gates", [_gate(g.passed, g.name, g.detail) for g in card.gates], "No gates."
    )
    ahead = [Static(_advice(advice)) for advice in card.next_time]
    yield from _section(spelling.NEXT_TIME, ahead, "")
    yield from _section("Criteria", [_criterion(c) for c in card.criteria], "No criteria.")
    yield from _section(
        "Probes and how they ended", [_probe(p) for p in card.probes], "Nothing was probed."
    )
    sums = [
        Row(
            join(
                f"{a.what}: “{a.text}”",
                (f"\nexpected {a.expected}, found {a.found}", "$muted"),
                (", worked out" if a.derived else ", repeated from a fact", "$muted"),
            ),
            join(("✓ right" if a.right else "✗ wrong", "bold $good" if a.right else "bold $bad")),
            record=a.record,
            quote=a.text,
        )
        for a in card.arithmetic
    ]
    yield from _section("Arithmetic", sums, "No number was worked out.")
    yield from _section("Talk and substance", [Static(_talk(card))], "")
    yield from _section(spelling.REACHED, [Static(_coverage(card.coverage, phases))], "")
    yield from _section("Notes", [Static(join(("· ", "$muted"), note)) for note in card.notes], "")
    aside = [_quote(quote, "set aside") for quote in card.quarantined]
    yield from _section("Set aside: words addressed to the judge", aside, "")
    prints = card.fingerprints.model_dump(exclude={"models", "prompts"})
    what = [f"{key} {value[:12]}" for key, value in prints.items() if value]
    yield from _section(
        "Judged by", [Static(plain(f"{card.judge} · " + " · ".join(what), "$muted"))], ""
    )


def _section(title: str, inside: Iterable[Widget], empty: str) -> Iterator[Widget]:
    inside = list(inside)
    if not inside and not empty:
        return
    yield Static(plain(title, "bold $accent"), classes="section")
    yield from inside
    if not inside:
        yield Static(plain(empty, "$muted"))


def _headline(card: Scorecard) -> Content:
    sign, style = SIGNS[card.verdict]
    return join(
        (f"{sign} {VERDICTS[card.verdict]}", f"bold {style}"),
        (f"   {card.title} · {card.level}", "$muted"),
        "\n\n",
        card.summary,
        *([("\n" + card.ending, "$muted")] if card.ending else []),
        "\n\n",
        _gauge(card.credit, card.bar),
    )


def _advice(advice: NextTime) -> Content:
    return join((advice.name, "bold"), (f"\n  {spelling.MISSING}: ", "$muted"), advice.says)


def _gauge(credit: float, bar: float) -> Content:
    filled, at = round(credit * GAUGE), round(bar * GAUGE)
    cells = ["━" if index < filled else "─" for index in range(GAUGE)]
    cells[min(at, GAUGE - 1)] = "┃"
    than = "reaches" if credit >= bar else "is below"
    return join(
        ("".join(cells), "$accent"),
        (f"\nCredit {credit:.2f} {than} the bar of {bar:.2f}", "bold"),
        ("  (┃ is the bar)", "$muted"),
    )


def _gate(passed: bool, name: str, detail: str) -> Line:
    return Line(
        join(name, (f"\n{detail}", "$muted")),
        join(("✓ passed" if passed else "✗ failed", "bold $good" if passed else "bold $bad")),
    )


def _criterion(found: CriterionResult) -> Fold:
    level = f"{found.level} {LEVELS[found.level]}" if found.level is not None else "unscored"
    tags = [
        tag
        for tag, on in (
            ("gate", found.gate),
            ("core", found.core),
            ("not probed", not found.probed),
        )
        if on
    ]
    margin = join((f"{rung(found.level)}  {level}", "bold"))
    head = join(found.name, (f"  {' · '.join(tags)}" if tags else "", "$muted"))
    inside: list[Widget] = [_quote(quote, LEVELS[quote.level]) for quote in found.quotes]
    if not inside:
        inside.append(Static(plain("No words of yours were found for it.", "$muted")))
    reasons = (
        ("Unscored", found.unscored),
        ("Why not one higher", found.why_not_higher),
        ("Why not one lower", found.why_not_lower),
    )
    inside += [Static(join((f"{name}: ", "bold"), why)) for name, why in reasons if why]
    return Fold(margin, head, *inside)


def _quote(quote: Quote, label: str) -> Row:
    parts: list[Content | tuple[str, str] | str] = [
        f"“{quote.text}”",
        (f"  [{quote.level} {label}]", "$muted"),
    ]
    if quote.point:
        parts.append((f"\n  {spelling.COUNTED}: {quote.point}", "$muted"))
    parts += [(f"\n  · {rule}", "$muted") for rule in quote.rules]
    parts.append(("\n  ↵ its place in the transcript", "$accent"))
    return Row(join(*parts), record=quote.record, quote=quote.text, classes="quote")


def _probe(probe: ProbeResult) -> Fold:
    sign, says, style = OUTCOMES[probe.outcome]
    margin = join((f"{sign} {says}", f"bold {style}"))
    inside: list[Widget] = [
        Row(plain("↵ the question in the transcript", "$accent"), record=probe.record)
    ]
    inside += [
        Row(plain(f"↵ your answer{f' ({number})' if number > 1 else ''}", "$accent"), record=record)
        for number, record in enumerate(probe.answer_records, 1)
    ]
    inside += [Static(join(("✓ said: ", "$good"), point)) for point in probe.points]
    if probe.missing:
        inside.append(Static(plain("A substantive answer also contains:", "bold")))
        inside += [Static(join(("○ ", "$warn"), point)) for point in probe.missing]
    if probe.in_interview and probe.in_interview != probe.outcome:
        was = OUTCOMES[probe.in_interview][1]
        inside.append(
            Static(
                plain(f"During the interview it was taken as {was}; the judge decides.", "$muted")
            )
        )
    return Fold(margin, plain(probe.question), *inside)


def _talk(card: Scorecard) -> Content:
    talk = card.talk
    rate = (
        f"{talk.words_per_application:.0f} words for each"
        if talk.words_per_application
        else "none, so no rate"
    )
    return plain(
        f"{count(talk.words, 'word')} in {count(talk.turns, 'answer')}, half of them under "
        f"{talk.median_turn_words:.0f} words\n"
        f"{count(talk.mentions, 'concept')} named, "
        f"{count(talk.applications, 'time')} applied to this problem ({rate})\n"
        f"{count(talk.questions_asked, 'question')} asked, {count(talk.facts_told, 'fact')} told"
    )


def _coverage(coverage: dict[str, int], phases: dict[str, str]) -> Content:
    lines = [
        join(
            f"{phases.get(phase, words(phase)):<26}",
            ("■" * min(turns, 30), "$accent"),
            f" {count(turns, 'answer')}",
        )
        for phase, turns in coverage.items()
    ]
    return Content("\n").join(lines)
