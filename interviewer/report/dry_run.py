"""A dry run as a page for the author: what to mend first, who got how far, what was found.

Terminal text, Markdown and plain data say the same. It finds nothing itself (`authoring.faults`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from interviewer.authoring.faults import Fault, Run
from interviewer.authoring.places import Place
from interviewer.authoring.sittings import Sitting
from interviewer.report import spelling
from interviewer.report.escape import inline
from interviewer.report.layout import BLANK, Line, Span, flow, padded, render
from interviewer.text import safe_text

RULE = (
    "Ranked by what may falsify a verdict: the share of the rubric's weight that is touched, times "
    "the share of interviews in which it was seen. Credit for talk counts twice; a hook that "
    "nobody sets off counts half where naming it does. A fact counts for its part of the sheet, "
    "half where only its author's words unlock it. An expert without an answer counts in full for "
    "the criteria concerned."
)
TITLES = {
    "leak": "Talk that was credited",
    "no answer": "Experts who had no answer",
    "expert": "Experts who were not seen",
    "starved phase": "Phases starved",
    "hook not set off": "Hooks never set off",
    "fact": "Facts never told",
    "wording": "Facts that only the author's words unlock",
    "near-duplicate": "Hooks that ask much the same",
}
SHOWN = 3
"""Quotes or questions under a finding in the terminal; the others are counted."""


@dataclass(frozen=True)
class _Row:
    persona: str
    role: str
    verdict: str
    credit: str
    levels: str
    held: str
    turns: str


def dry_run_text(
    run: Run, found: Sequence[Fault], first: Sequence[Fault], *, width: int, colour: bool
) -> str:
    """Return the page as lines of at most `width` columns, without a line end after the last."""
    lines = [*_head(run, found, width), *_edits(first, width), *_table(run, width)]
    for title, faults in _grouped(found):
        lines += [
            BLANK,
            *flow([(title.upper(), "bold accent"), (str(len(faults)), "muted")], width),
        ]
        lines += [line for fault in faults for line in _fault(fault, width)]
    return render(lines, colour=colour)


def _head(run: Run, found: Sequence[Fault], width: int) -> list[Line]:
    scenario = run.loaded.scenario
    about = f"{spelling.count(len(run.sittings), 'interview')}, {_findings(found)}"
    return [
        *flow([(safe_text(scenario.title), "bold"), (f"({scenario.id})", "muted")], width),
        *flow([(about, "muted")], width),
    ]


def _edits(first: Sequence[Fault], width: int) -> list[Line]:
    if not first:
        return [BLANK, *flow([("Nothing was found.", "good")], width)]
    lines = [BLANK, *flow([("WHAT TO MEND FIRST", "bold accent")], width)]
    for number, fault in enumerate(first, 1):
        said: list[Span] = [(_sentence(fault.message), ""), (_stake(fault), "muted")]
        lines += flow(said, width, head=[(f"  {number}. ", "bold")])
        lines += flow([(_sentence(fault.do), "")], width, head=[("     ", "")])
        lines += flow([(spot(fault.place), "accent")], width, head=[("     ", "")])
    return [*lines, *flow([(RULE, "muted")], width, head=[("  ", "")])]


def _table(run: Run, width: int) -> list[Line]:
    lines = [BLANK, *flow([("WHO GOT HOW FAR", "bold accent")], width)]
    rows = [_row(sitting) for sitting in run.sittings]
    name = max(len(row.persona) for row in rows)
    head = f"  {'':{name}}  {'':7} {'verdict':11} {'credit':>6}  {'levels 0-4':>11}  held  turns"
    lines.append(Line(((head, "muted"),)))
    for row, sitting in zip(rows, run.sittings, strict=True):
        tone = "" if _as_expected(sitting) else "bold bad"
        lines.append(
            Line(
                (
                    (f"  {padded(row.persona, name)}  ", ""),
                    (f"{row.role:7} ", "muted"),
                    (f"{row.verdict:11} ", tone),
                    (f"{row.credit:>6}  {row.levels:>11}  {row.held:>4}  {row.turns:>5}", ""),
                )
            )
        )
    said = "levels: how many criteria are absent, mentioned, applied, justified, held up"
    return [*lines, *flow([(said, "muted")], width, head=[("  ", "")])]


def _fault(fault: Fault, width: int) -> Iterator[Line]:
    head: list[Span] = [("  - ", "muted")]
    yield from flow(
        [(_sentence(fault.message), ""), (_stake(fault), "muted"), (spot(fault.place), "accent")],
        width,
        head=head,
    )
    for shown in fault.shown_by[:SHOWN]:
        yield from flow([(safe_text(shown), "muted")], width, head=[("      ", "")])
    if (left := len(fault.shown_by) - SHOWN) > 0:
        yield from flow([(f"and {left} more", "muted")], width, head=[("      ", "")])


def dry_run_markdown(run: Run, found: Sequence[Fault], first: Sequence[Fault]) -> str:
    """Return the page as Markdown, with a line end after the last line."""
    scenario = run.loaded.scenario
    lines = [
        f"# Dry run: {inline(safe_text(scenario.title))}",
        "",
        f"`{scenario.id}`, {spelling.count(len(run.sittings), 'interview')}, {_findings(found)}.",
        "",
    ]
    lines += ["## What to mend first", "", RULE, ""] if first else []
    for number, fault in enumerate(first, 1):
        lines.append(f"{number}. {_marked(fault)} {inline(_sentence(fault.do))}")
    lines += ["", "## Who got how far", "", *_markdown_table(run), ""]
    for title, faults in _grouped(found):
        lines += [f"## {title}", ""]
        for fault in faults:
            lines.append(f"- {_marked(fault)}")
            lines += [f"  - {inline(safe_text(shown))}" for shown in fault.shown_by]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_table(run: Run) -> Iterator[str]:
    yield "| who | | verdict | credit | levels 0-4 | held | turns |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: |"
    for sitting in run.sittings:
        row = _row(sitting)
        cells = (row.persona, row.role, row.verdict, row.credit, row.levels, row.held, row.turns)
        yield f"| {' | '.join(cells)} |"


def _marked(fault: Fault) -> str:
    return f"{inline(_sentence(fault.message))} {_stake(fault)} `{spot(fault.place)}`"


def as_data(run: Run, found: Sequence[Fault], first: Sequence[Fault]) -> dict[str, Any]:
    """Return the page as plain data for JSON."""
    return {
        "scenario": run.loaded.scenario.id,
        "scenario_hash": run.loaded.scenario_hash,
        "rubric_hash": run.loaded.rubric.hash,
        "rule": RULE,
        "edits": [_data(fault) for fault in first],
        "findings": [_data(fault) for fault in found],
        "interviews": [
            {
                "persona": sitting.persona,
                "role": sitting.role,
                "seed": sitting.seed,
                "verdict": sitting.card.verdict,
                "credit": sitting.card.credit,
                "levels": {result.id: result.level for result in sitting.card.criteria},
                "held": sitting.held,
                "turns": sitting.card.talk.turns,
            }
            for sitting in run.sittings
        ],
    }


def _data(fault: Fault) -> dict[str, Any]:
    path, line = fault.place
    return {
        "kind": fault.kind,
        "what": fault.what,
        "message": fault.message,
        "do": fault.do,
        "file": str(path),
        "line": line,
        "stake": round(fault.stake, 4),
        "shown_by": list(fault.shown_by),
    }


def spot(place: Place) -> str:
    """Return `file:line`, the file as seen from here where that is shorter."""
    path, line = place
    try:
        near = os.path.relpath(path)
    except ValueError:  # on another drive
        near = str(path)
    return f"{min(near, str(path), key=len)}:{line}"


def _grouped(found: Sequence[Fault]) -> Iterator[tuple[str, list[Fault]]]:
    order = list(TITLES)
    by_kind = sorted(found, key=lambda fault: order.index(fault.kind))
    for kind, faults in groupby(by_kind, key=lambda fault: fault.kind):
        yield TITLES[kind], list(faults)


def _row(sitting: Sitting) -> _Row:
    seed = f" #{sitting.seed}" if sitting.seed > 1 else ""
    return _Row(
        f"{sitting.persona}{seed}",
        sitting.role,
        "" if sitting.role == "probe" else spelling.VERDICTS[sitting.card.verdict][1].lower(),
        f"{sitting.card.credit:.2f}",
        " ".join(map(str, sitting.levels())),
        f"{sitting.held}/{len(sitting.card.probes)}",
        str(sitting.card.talk.turns),
    )


def _as_expected(sitting: Sitting) -> bool:
    if sitting.role == "probe":
        return True
    return sitting.passed == (sitting.role == "expert")


def _findings(found: Sequence[Fault]) -> str:
    return spelling.count(len(found), "finding")


def _stake(fault: Fault) -> str:
    return f"({100 * fault.stake:.1f} % at stake)"


def _sentence(text: str) -> str:
    safe = safe_text(text)
    return f"{safe[:1].upper()}{safe[1:]}."
