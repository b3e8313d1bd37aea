"""Scorecards and interviews as Markdown that reads well on a site and in an editor.

Whatever anybody said is escaped (`escape`) or stands in a fence: none of it becomes markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.judge.scorecard import CriterionResult, ProbeResult, Scorecard
from interviewer.report import spelling
from interviewer.report.clean import cleaned, cleaned_all
from interviewer.report.escape import fenced, inline, quoted
from interviewer.report.page import Entry, Mark, Names, Turn, entries
from interviewer.text import safe_text

R = TypeVar("R", bound=t.AnyRecord)


def scorecard_markdown(card: Scorecard) -> str:
    """Return a scorecard as Markdown, with a line end after the last line."""
    card = cleaned(card)
    lines = [*_top(card), *_gates(card), *_criteria(card.criteria), *_arithmetic(card)]
    lines += [*_probes(card.probes), *_talk(card), *_ruled(card), *_notes(card)]
    lines += _judged_by(card)
    return _text(lines)


def transcript_markdown(records: Sequence[t.AnyRecord], loaded: Loaded | None) -> str:
    """Return an interview as Markdown: what it was, what was told, every turn, the whiteboard.

    Args:
        records: a transcript's records.
        loaded: its scenario and rubric, for names of phases and words of facts; None if gone.
    """
    clean = cleaned_all(records)
    names = Names.of(loaded)
    lines = [*_about(clean, loaded), *_facts(clean, names, loaded), "## The interview", ""]
    lines += [line for entry in entries(clean, names) for line in _entry(entry)]
    return _text(lines)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


# --- the scorecard -------------------------------------------------------------------------------


def _top(card: Scorecard) -> list[str]:
    sign, words, _ = spelling.VERDICTS[card.verdict]
    return [
        f"# {sign} {words}: {inline(card.title)}",
        "",
        f"**{inline(card.summary)}**",
        "",
        *([inline(card.ending), ""] if card.ending else []),
        f"{spelling.beside_bar(card)}. Level {card.level}, session {inline(card.session)}.",
        "",
        *_next_time(card),
    ]


def _next_time(card: Scorecard) -> list[str]:
    if not card.next_time:
        return []
    lines = [f"## {spelling.NEXT_TIME}: not reached, heaviest first", ""]
    for advice in card.next_time:
        lines.append(f"- **{inline(advice.name)}.** {spelling.MISSING}: {inline(advice.says)}")
    return [*lines, ""]


def _gates(card: Scorecard) -> list[str]:
    if not card.gates:
        return []
    lines = [
        f"## Gates: {spelling.gates_passed(card.gates)}",
        "",
        _row("", "Gate", "Found"),
        _row("---", "---", "---"),
    ]
    for gate in card.gates:
        mark = "✓ passed" if gate.passed else "✗ **failed**"
        lines.append(_row(mark, inline(gate.name), inline(gate.detail)))
    return [*lines, ""]


def _criteria(criteria: Sequence[CriterionResult]) -> list[str]:
    if not criteria:
        return []
    lines = [
        "## Criteria",
        "",
        _row("Level", "", "Criterion", ""),
        _row("---", "---", "---", "---"),
    ]
    for found in criteria:
        bar, level = f"`{spelling.rung(found.level)}`", spelling.level_name(found.level)
        lines.append(_row(bar, f"**{level}**", inline(found.name), ", ".join(spelling.tags(found))))
    lines.append("")
    for found in criteria:
        lines += _criterion(found)
    return lines


def _criterion(found: CriterionResult) -> list[str]:
    lines = [f"### {inline(found.name)}: {spelling.level_name(found.level)}", ""]
    if not found.quotes:
        lines += ["No words of the candidate were found for it.", ""]
    for quote in spelling.ranked(found.quotes):
        why = "; ".join(filter(None, [spelling.level_name(quote.level), spelling.because(quote)]))
        lines += [*quoted(quote.text), ">", f"> \\#{quote.record} · {inline(why)}", ""]
    for label, why_so in spelling.reasons(found):
        lines += [f"**{label}:** {inline(why_so)}", ""]
    return lines


def _arithmetic(card: Scorecard) -> list[str]:
    lines = ["## Arithmetic", ""]
    for result in card.arithmetic:
        mark = "✓ right" if result.right else "✗ **wrong**"
        what, text = inline(spelling.number_of(result)), inline(result.text)
        lines.append(f"- {mark}, {what}: “{text}” (\\#{result.record}).")
        lines.append(f"  {inline(spelling.number_found(result)).capitalize()}.")
    return [*lines, *([] if card.arithmetic else ["No number was worked out."]), ""]


def _probes(probes: Sequence[ProbeResult]) -> list[str]:
    if not probes:
        return ["## Probes", "", "Nothing was probed.", ""]
    return [
        f"## Probes: {spelling.probes_ended(probes)}",
        "",
        *(line for p in probes for line in _probe(p)),
    ]


def _probe(probe: ProbeResult) -> list[str]:
    sign, ended, _ = spelling.OUTCOMES[probe.outcome]
    answers = ", ".join(f"\\#{record}" for record in probe.answer_records) or "none"
    lines = [f"### {sign} {ended.capitalize()}: {inline(spelling.spelled(probe.id))}", ""]
    lines += [*quoted(probe.question), "", f"Question \\#{probe.record}, answer {answers}.", ""]
    missing = probe.missing if probe.outcome != "held" else []
    for title, points in (
        (f"{spelling.COUNTED.capitalize()}:", probe.points),
        (f"{spelling.missing(probe)}:", missing),
    ):
        lines += [title, "", *(f"- {inline(point)}" for point in points), ""] if points else []
    for more in filter(None, [spelling.sentence(probe.why), spelling.changed_mind(probe)]):
        lines += [inline(more), ""]
    return lines


def _talk(card: Scorecard) -> list[str]:
    lines = ["## Talk and substance", ""]
    lines += [f"- {number} {what}" for number, what in spelling.talk_figures(card.talk)]
    if card.coverage:
        lines += ["", f"{spelling.REACHED}, in answers by phase:", ""]
        lines += [f"- {inline(phase)}: {turns}" for phase, turns in card.coverage.items()]
    return [*lines, ""]


def _ruled(card: Scorecard) -> list[str]:
    """Return what was wrong, contradicted or taken back, and how often each rule spoke."""
    lines: list[str] = []
    for found in card.findings:
        lines += [f"**{spelling.effect(found)[0].capitalize()}.** {inline(found.sentence)}", ""]
        for quote in spelling.beside_sentence(found):
            lines += [*quoted(quote.text), ">", f"> \\#{quote.record}", ""]
    spoken = [f"- {number} {label}" for number, label in spelling.rules_spoken(card)]
    if spoken:
        lines += ["Sentences that a rule removed or capped:", "", *spoken, ""]
    return ["## What the rules found", "", *lines] if lines else []


def _notes(card: Scorecard) -> list[str]:
    lines: list[str] = []
    if card.notes:
        lines += ["## Notes", "", *(f"- {inline(note)}" for note in card.notes), ""]
    if card.quarantined:
        lines += [
            "## Set aside",
            "",
            "Words to the judge, or in another's name; they earn nothing.",
            "",
        ]
        for quote in card.quarantined:
            lines += [
                *quoted(quote.text),
                ">",
                f"> \\#{quote.record} · {inline(spelling.because(quote))}",
                "",
            ]
    return lines


def _judged_by(card: Scorecard) -> list[str]:
    prints = [f"- {inline(name)}: {inline(value)}" for name, value in spelling.fingerprints(card)]
    return ["## Judged by", "", inline(card.judge), "", *prints, ""]


# --- the interview -------------------------------------------------------------------------------


def _of(records: Iterable[t.AnyRecord], kind: type[R]) -> list[R]:
    return [record for record in records if isinstance(record, kind)]


def _about(records: Sequence[t.AnyRecord], loaded: Loaded | None) -> list[str]:
    header = next(iter(_of(records, t.Header)), None)
    if header is None:
        return ["# Interview", ""]
    title = safe_text(loaded.scenario.title) if loaded else spelling.spelled(header.scenario)
    lines = [f"# Interview: {inline(title)}", ""]
    pairs = [
        ("Session", header.session),
        ("Held", spelling.day(header.at)),
        ("Level", header.level),
        ("Planned", spelling.count(header.minutes, "minute")),
        ("Lasted", f"{spelling.clock(max(record.clock for record in records))} minutes"),
        ("Scenario", f"{header.scenario} ({spelling.short(header.scenario_hash)})"),
        ("Rubric", f"{header.rubric} ({spelling.short(header.rubric_hash)})"),
        ("Interviewer", ", ".join(f"{role} {model}" for role, model in header.models.items())),
        ("Embedder", header.embedder),
        ("Seed", str(header.seed)),
        ("Program", f"interviewer {header.package}"),
        *_spent(_of(records, t.Usage)),
    ]
    lines += [f"- {label}: {inline(value)}" for label, value in pairs if value]
    if loaded:
        lines += ["", "## The need", "", *quoted(safe_text(loaded.scenario.prompt))]
    return [*lines, ""]


def _spent(usages: Sequence[t.Usage]) -> list[tuple[str, str]]:
    if not usages:
        return []
    tokens = sum(usage.input_tokens + usage.output_tokens for usage in usages)
    known = [usage.price for usage in usages if usage.price is not None]
    price = f", ${sum(known):.2f}" if len(known) == len(usages) else ""
    return [("Used", f"{tokens:,} tokens{price}")]


def _facts(records: Iterable[t.AnyRecord], names: Names, loaded: Loaded | None) -> list[str]:
    says = {fact.id: safe_text(fact.says) for fact in loaded.scenario.facts} if loaded else {}
    told: dict[str, t.Released] = {}
    for fact in (fact for record in _of(records, t.FactsReleased) for fact in record.facts):
        told.setdefault(fact.fact, fact)
    lines = ["## Facts told", ""]
    for fact in told.values():
        said = f": {says[fact.fact]}" if fact.fact in says else ""
        lines.append(f"- **{inline(names.fact(fact.fact))}**{inline(said)}")
        lines.append(f"  Asked for with “{inline(fact.question)}”")
    return [*lines, *([] if told else ["None."]), ""]


def _entry(entry: Entry) -> list[str]:
    if isinstance(entry, Mark):
        return [
            f"### {inline(entry.text)}" if entry.kind == "phase" else f"*{inline(entry.text)}*",
            "",
        ]
    return _turn(entry)


def _turn(turn: Turn) -> list[str]:
    who = {"interviewer": "Interviewer", "candidate": "Candidate", "whiteboard": "Whiteboard"}[
        turn.who
    ]
    head = f"**{who}** · \\#{turn.record} · {spelling.clock(turn.clock)}"
    moves = [inline(f"{move} ({why})" if why else move) for move, why in turn.moves]
    if moves:
        head += f" · {', then '.join(moves)}"
    if turn.who == "whiteboard":
        return [head, "", *fenced(turn.text), ""]
    cut = [">", "> \\[this reply was cut off\\]"] if not turn.complete else []
    return [head, "", *quoted(turn.text), *cut, ""]
