"""An audit as Markdown: for a pull request, an issue, a page of a wiki."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.outcome import AttackFound, Audit, CriterionFound, PersonaResult, ScenarioAudit
from interviewer.report import audit_words as words
from interviewer.report import spelling
from interviewer.report.audit_edits import Edit
from interviewer.report.clean import cleaned
from interviewer.report.escape import inline as escaped

QUOTES = 3


def audit_markdown(found: Audit, edits: Sequence[Edit] = ()) -> str:
    """Return an audit as Markdown, with what to edit; its words are made safe here."""
    found = cleaned(found)
    lines = ["# Audit", ""]
    lines += _table(
        ("scenario", "verdict", "worst talker", "experts"),
        [_summary(scenario) for scenario in found.scenarios],
    )
    for scenario in found.scenarios:
        mine = [cleaned(edit) for edit in edits if edit.scenario == scenario.scenario]
        lines += ["", *_scenario(scenario), *_edits(mine)]
    design = found.design
    models = ", ".join(f"{role} `{name}`" for role, name in design.models.items()) or "none"
    lines += ["", "## How it was done", ""]
    about = [
        words.variance(found),
        found.judge_noise,
        f"{words.mode(design).capitalize()}; seeds from {design.first_seed}; models: {models}.",
        f"Took: {words.took(found)}.",
    ]
    lines += [f"- {text}" for text in about if text]
    lines += [f"- Embedder `{design.embedder}`, package {design.package}."]
    lines += [f"- Swap corpus `{design.swap_corpus}`."]
    lines += [
        f"- {part.scenario}: scenario `{part.scenario_hash}`, rubric `{part.rubric_hash}`."
        for part in design.parts
    ]
    return "\n".join(lines)


def _summary(found: ScenarioAudit) -> tuple[str, ...]:
    sign, said, _ = words.verdict(found)
    worst = found.smooth[0] if found.smooth else None
    return (
        found.scenario,
        f"{sign} **{said}**",
        f"{worst.member.persona} {words.rate(worst.passes)}" if worst else "-",
        words.rate(found.experts) if found.experts.n else "-",
    )


def _scenario(found: ScenarioAudit) -> list[str]:
    sign, said, _ = words.verdict(found)
    lines = [f"## {escaped(found.title)}", "", f"**{sign} {said}.** {escaped(found.says)}"]
    if needed := words.more(found):
        lines += [needed]
    lines += ["", "### Who gets through", ""]
    lines += _table(
        ("persona", "arm", "passes", "99 % interval", "95 % interval", "most credit", "apart"),
        [_persona(p) for p in found.personas],
    )
    if words.has_rates(found):
        lines += ["", "### Criteria", "", "How often each is *applied*.", ""]
        lines += _table(
            ("criterion", "talkers", "the worst", "experts", ""),
            [_criterion(c) for c in found.criteria],
        )
    for criterion in found.criteria:
        if criterion.leaks:
            lines += ["", f"What earned credit for *{escaped(criterion.about.name)}*:", ""]
            for quote in criterion.quotes[:QUOTES]:
                where = f"{quote.key.persona}, seed {quote.key.seed}, #{quote.record}"
                lines.append(f"- > {escaped(quote.text)} ({where})")
    if found.separation:
        lines += ["", escaped(words.separation(found.separation))]
    for attack in found.attacks:
        lines += ["", *_attack(found, attack)]
    if found.findings:
        lines += ["", "### Findings", ""]
        lines += [
            f"- {'**' if f.decides else ''}{escaped(f.says)}{'**' if f.decides else ''}"
            for f in found.findings
        ]
    return lines


def _edits(edits: Sequence[Edit]) -> list[str]:
    lines = ["", "### What to edit", ""] if edits else []
    for edit in edits:
        where = f" (`{edit.file}:{edit.line}`)" if edit.file else ""
        lines.append(f"- **{escaped(edit.title.replace('`', ''))}**{where}: {escaped(edit.says)}")
    return lines


def _attack(found: ScenarioAudit, attack: AttackFound) -> list[str]:
    names = {criterion.about.id: criterion.about.name for criterion in found.criteria}
    searched = attack.searched
    lines = [
        f"### {words.ATTACK} ({attack.member.arm})",
        "",
        escaped(words.attack_best(attack)),
        "",
    ]
    about = (
        words.attack_knew(attack),
        words.attack_curve(searched),
        words.attack_keywords(searched),
    )
    lines += [*(f"- {text}" for text in about), ""]
    paid = [
        (
            escaped(names.get(criterion.id, criterion.id)),
            spelling.level_name(criterion.level or 0),
            f"{escaped(criterion.quotes[0].text)} (#{criterion.quotes[0].record})",
        )
        for criterion in attack.criteria
        if criterion.quotes
    ]
    return lines + (_table(("criterion", "level", "the words that paid"), paid) if paid else [])


def _persona(persona: PersonaResult) -> tuple[str, ...]:
    return (
        persona.member.persona,
        persona.member.arm,
        words.rate(persona.passes),
        words.interval(persona.passes.wilson99) or "-",
        words.interval(persona.passes.wilson95) or "-",
        f"{max(persona.credits):.2f}" if persona.credits else "-",
        "; ".join(words.apart(persona)) or "-",
    )


def _criterion(found: CriterionFound) -> tuple[str, ...]:
    return (
        escaped(found.about.name) + (" (gate)" if found.about.gate else ""),
        words.rate(found.smooth),
        f"{found.worst} {words.rate(found.worst_rate)}" if found.worst else "-",
        words.rate(found.legitimate),
        words.criterion_mark(found),
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
