"""A rejudgement as terminal text: what changed on the same transcripts, and what to do next."""

from __future__ import annotations

from interviewer.outcome import Rejudged, Rejudgement
from interviewer.report import audit_words as words
from interviewer.report import spelling
from interviewer.report.clean import cleaned
from interviewer.report.layout import BLANK, Line, flow, render

_NEXT = (
    "These candidates answered the questions of the old rubric. To know the verdict put the new "
    "one into its place and audit anew."
)


def rejudgement_text(found: Rejudgement, *, width: int = 100) -> str:
    """Return what judging the same transcripts again changed."""
    found = cleaned(found)
    lines = _about(found, width)
    for group in found.groups:
        lines += _group(group, width)
    if not found.same_rubric:
        lines += flow([(_NEXT, "")], width, head=[("Next: ", "bold")])
    if found.noise:
        lines += [BLANK, *flow([(words.noise(found.noise), "")], width)]
    for reason, number in found.lost.items():
        text = f"{spelling.count(number, 'judgement')} could not be made: {reason}"
        lines += flow([(text, "")], width)
    if found.calls or found.cost:
        lines += flow([(f"Took: {words.rejudging_took(found)}.", "muted")], width)
    return render(lines, colour=False)


def _about(found: Rejudgement, width: int) -> list[Line]:
    by = "the same rubric" if found.same_rubric else "another rubric"
    lines = flow([(f"The same transcripts, judged by {by}", "bold")], width)
    for changed in found.other_scenarios:
        said = f"{changed} has changed since they were held: what differs may be its doing."
        lines += flow([(said, "")], width, head=[("! ", "bold bad")])
    if {found.judge, found.judge_before} != {"embedded"}:
        said = f"Now by {words.judge(found.judge)}, before by {words.judge(found.judge_before)}."
        if found.times > 1:
            said += f" {found.times} new judgements each; the first is compared."
        lines += flow([(said, "")], width)
    return lines


def _group(group: Rejudged, width: int) -> list[Line]:
    said = (
        f"{group.n} judged again: {group.lost} pass no longer, {group.gained} pass now; "
        f"McNemar's exact p = {group.p:.3g}; credit changes by {group.credit:+.3f} on average."
    )
    lines = flow([(said, "")], width, head=[("  ", ""), (f"{group.scenario}, {group.kind}: ", "")])
    for one in group.applied:
        said = f"applied in {one.before} of {group.n} before, in {one.after} now"
        lines += flow([(said, "")], width, head=[("      ", ""), (f"{one.criterion}: ", "bold")])
    for flip in group.flips:
        change = (
            f"{flip.before} to {flip.after}, "
            f"credit {flip.credit_before:.2f} to {flip.credit_after:.2f}"
        )
        lines += flow([(change, "muted")], width, head=[(f"      {flip.key}: ", "")])
    return lines
