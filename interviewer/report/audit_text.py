"""An audit for a terminal: plain text that says everything, and colour for those who see it.

Each persona's pass rate is a dot on a line from 0 to 100 %, its 99 % interval the stroke; `┊` is
the bar of 10 % that a talker must stay below.
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.outcome import (
    BAR,
    PASSED,
    AttackFound,
    Audit,
    CriterionFound,
    PersonaResult,
    Rate,
    ScenarioAudit,
)
from interviewer.report import audit_words as words
from interviewer.report import spelling
from interviewer.report.audit_edits import Edit
from interviewer.report.clean import cleaned
from interviewer.report.layout import BLANK, Line, Span, flow, padded, render

NARROWEST = 60
NARROWEST_PLOT = 16
QUOTES = 2
"""Quotes shown of a criterion that leaks; the JSON has more."""
_MARGIN: Span = ("  ", "")


def audit_text(
    found: Audit, edits: Sequence[Edit] = (), *, width: int = 100, colour: bool = False
) -> str:
    """Return an audit as lines of at most `width` columns, without a line end after the last.

    Args:
        found: the audit; its words are made safe here.
        edits: what to change in the scenarios' files, as `audit_edits` finds it.
        width: columns of the terminal; below 60 it is taken as 60.
        colour: whether to add ANSI colours.
    """
    found = cleaned(found)
    width = max(NARROWEST, width)
    lines: list[Line] = []
    for scenario in found.scenarios:
        mine = [cleaned(edit) for edit in edits if edit.scenario == scenario.scenario]
        lines += [*_scenario(scenario, mine, width), BLANK]
    if len(found.scenarios) > 1:
        lines += [*_together(found.scenarios, width), BLANK]
    return render([*lines, *_foot(found, width)], colour=colour)


def _scenario(found: ScenarioAudit, edits: Sequence[Edit], width: int) -> list[Line]:
    sign, said, tone = words.verdict(found)
    lines = [
        *flow([(found.title, "bold"), (f"{found.scenario} · {found.level}", "muted")], width),
        *flow([(f"{sign} {said.upper()}", f"bold {tone}")], width),
        *flow([(found.says, ""), (words.more(found), "")], width),
    ]
    lines += [*_personas(found, width), *_criteria(found, width)]
    return [*lines, *_attacks(found, width), *_findings(found, width), *_edits(edits, width)]


def _section(title: str, width: int, more: str = "") -> list[Line]:
    return [BLANK, *flow([(title.upper(), "bold accent"), (more, "muted")], width)]


# --- who gets through ----------------------------------------------------------------------------


def _personas(found: ScenarioAudit, width: int) -> list[Line]:
    smooth = [p for p in found.smooth if p.member.interval]
    others = [p for p in found.smooth if not p.member.interval]
    apart = [p for p in found.personas if not p.member.decides]
    know = [p for p in found.personas if p.member.kind == "legitimate"]
    longest = max((len(p.member.label) for p in found.personas), default=0)
    size = min(40, width - longest - 44)
    size = size if size >= NARROWEST_PLOT else 0
    lines: list[Line] = []
    if smooth or not others:
        lines = _section("Talkers that pass", width, "99 % interval · most credit that one got")
    lines += [line for p in smooth for line in _persona(p, longest, size, width)]
    for title, group in (
        ("Authored and searching talkers", others),
        ("With the rubric in hand: decides nothing", apart),
        ("Experts that pass", know),
    ):
        if group:
            lines += _section(title, width, "")
            lines += [line for p in group for line in _persona(p, longest, size, width)]
    return lines


def _persona(persona: PersonaResult, longest: int, size: int, width: int) -> list[Line]:
    member, passes = persona.member, persona.passes
    if member.kind == "smooth":
        tone = "bad" if passes.k else "good"
    else:
        tone = words.CONDITIONS[persona.condition][1]
    spans: list[Span] = [
        _MARGIN,
        (padded(member.label, longest + 2), "bold" if tone == "bad" else ""),
        (f"{words.rate(passes):>9}  ", tone if passes.n else "muted"),
    ]
    if member.interval:
        spans += [*_dot(passes, size, tone), ("  ", "")] if size else []
        spans += [(f"{words.interval(passes.wilson99):>15}  ", "")]
    spans += [(f"{max(persona.credits):.2f}" if persona.credits else "  - ", "muted")]
    notes = words.apart(persona)
    if not member.interval and persona.best:
        notes = [persona.best.summary.rstrip("."), *notes]
    return flow([("; ".join(notes), "muted")], width, head=[*spans, ("  ", "")], indent=longest + 4)


def _dot(passes: Rate, size: int, tone: str) -> list[Span]:
    """Return a line from 0 to 100 %: the rate, its interval, and the bar."""
    low, high = passes.wilson99 or (0.0, 1.0)
    first, last, dot = (round(share * (size - 1)) for share in (low, high, passes.share))
    bar = round(BAR * (size - 1))
    spans: list[Span] = []
    for cell in range(size):
        if cell == dot and passes.n:
            spans.append(("●", f"bold {tone}"))
        elif first <= cell <= last and passes.n:
            spans.append(("┿" if cell == bar else "━", tone))
        else:
            spans.append(("┊" if cell == bar else "·", "muted"))
    return spans


# --- criteria ------------------------------------------------------------------------------------


def _criteria(found: ScenarioAudit, width: int) -> list[Line]:
    if not words.has_rates(found):
        return []
    lines = _section("Criteria", width, "how often talkers · experts reach applied")
    for criterion in found.criteria:
        lines += _criterion(criterion, width)
    if found.separation:
        lines += [BLANK, *flow([(words.separation(found.separation), "")], width)]
    return lines


def _criterion(found: CriterionFound, width: int) -> list[Line]:
    mark = words.criterion_mark(found)
    tone = "bad" if found.leaks else "warn"
    head: list[Span] = [
        _MARGIN,
        (f"{words.percent(found.smooth.share):>6}", tone if mark else "good"),
        (f" ·{words.percent(found.legitimate.share):>6}   ", ""),
    ]
    said: list[Span] = [(found.about.name, "bold" if found.about.gate else "")]
    said += [("(gate)", "muted")] if found.about.gate else []
    said += [(f"- {mark}", tone)] if mark else []
    lines = flow(said, width, head=head)
    if not found.leaks:
        return lines
    for quote in found.quotes[:QUOTES]:
        where = f"{quote.key.persona} {quote.key.seed}, #{quote.record}"
        lines += flow(
            [(f"“{quote.text}”", ""), (where, "accent")], width, head=[("      ", "")], indent=7
        )
        if quote.point:
            lines += flow([(quote.point, "muted")], width, head=[("        taken for: ", "muted")])
    return lines


def _attacks(found: ScenarioAudit, width: int) -> list[Line]:
    if not found.attacks:
        return []
    lines = _section(words.ATTACK, width)
    for attack in found.attacks:
        bad = attack.member.decides and attack.sat.verdict in PASSED
        head: list[Span] = [
            _MARGIN,
            (f"{attack.member.arm}  ", "bold"),
            (f"{attack.sat.credit:.2f}  ", "bold bad" if bad else "bold good"),
        ]
        lines += flow([(words.attack_best(attack), "")], width, head=head, indent=4)
        for text in (
            words.attack_knew(attack),
            words.attack_curve(attack.searched),
            words.attack_keywords(attack.searched),
        ):
            lines += flow([(text, "muted")], width, head=[("    ", "")], indent=4)
        lines += _paid(found, attack, width)
    return lines


def _paid(found: ScenarioAudit, attack: AttackFound, width: int) -> list[Line]:
    """Return for each criterion that was paid the level and the words that reached furthest."""
    names = {criterion.about.id: criterion.about.name for criterion in found.criteria}
    lines: list[Line] = []
    for criterion in attack.criteria:
        if not criterion.quotes:
            continue
        quote = criterion.quotes[0]
        level = spelling.level_name(criterion.level or 0)
        lines += flow(
            [(names.get(criterion.id, criterion.id), "")],
            width,
            head=[("    ", ""), (padded(level, 11), "bad")],
        )
        lines += flow(
            [(f"“{quote.text}”", ""), (f"#{quote.record}", "accent")],
            width,
            head=[(" " * 15, "")],
            indent=16,
        )
    return lines


def _findings(found: ScenarioAudit, width: int) -> list[Line]:
    shown = [f for f in found.findings if not f.kind.startswith("criterion")]
    if not shown:
        return []
    lines = _section("Worth a look", width)
    for finding in shown:
        mark: Span = ("! ", "bold bad") if finding.decides else ("· ", "muted")
        lines += flow([(finding.says, "")], width, head=[_MARGIN, mark])
        for path in finding.transcripts[:3]:
            lines += flow([(path, "muted")], width, head=[("      ", "")])
    return lines


def _edits(edits: Sequence[Edit], width: int) -> list[Line]:
    """Return what to change, what decides first; the quotes stand with the criteria already."""
    lines = _section("What to edit", width) if edits else []
    for edit in edits:
        mark: Span = ("! ", "bold bad") if edit.weight == "error" else ("· ", "muted")
        where = f"{edit.file}:{edit.line}" if edit.file else ""
        title: list[Span] = [(edit.title.replace("`", ""), "bold"), (where, "accent")]
        lines += flow(title, width, head=[_MARGIN, mark], indent=4)
        lines += flow([(edit.says.replace("`", ""), "")], width, head=[("    ", "")], indent=4)
    return lines


# --- all together --------------------------------------------------------------------------------


def _together(scenarios: Sequence[ScenarioAudit], width: int) -> list[Line]:
    """Return a line a scenario: its verdict, its worst talker and its experts."""
    longest = max(len(found.scenario) for found in scenarios)
    lines = _section("All scenarios", width)
    for found in scenarios:
        sign, said, tone = words.verdict(found)
        worst = found.smooth[0] if found.smooth else None
        about = f"worst talker {worst.member.persona} {words.rate(worst.passes)}, " if worst else ""
        about += words.experts(found)
        head: list[Span] = [_MARGIN, (padded(found.scenario, longest + 2), "bold")]
        head += [(padded(f"{sign} {said}", 24), tone)]
        lines += flow([(about, "")], width, head=head)
    return lines


def _foot(found: Audit, width: int) -> list[Line]:
    design = found.design
    models = ", ".join(f"{role} {name}" for role, name in design.models.items()) or "none"
    about = [
        words.variance(found),
        found.judge_noise,
        f"Design: {words.mode(design)}; seeds from {design.first_seed}; models: {models}.",
        f"Embedder {design.embedder}, swap corpus {design.swap_corpus[:12]}, package "
        f"{design.package}; "
        + ", ".join(
            f"{p.scenario} {p.scenario_hash[:12]}, rubric {p.rubric_hash[:12]}"
            for p in design.parts
        )
        + ".",
        f"Took: {words.took(found)}.",
    ]
    return [line for text in about if text for line in flow([(text, "muted")], width)]
