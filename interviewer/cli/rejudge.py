"""`audit --rejudge`: the transcripts of an audit judged again; which verdicts change."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from interviewer.cli.say import out, talk
from interviewer.errors import Exit, UsageError
from interviewer.judge.scorecard import Scorecard
from interviewer.outcome import Design, Rejudgement
from interviewer.settings import Settings


def rejudge_audit(
    settings: Settings,
    folder: Path,
    scenarios: Sequence[str],
    rubric: Path | None,
    *,
    as_json: bool,
) -> int:
    """Judge again and print what changed; exit code 1 if a verdict crossed the line.

    Raises:
        UsageError: a rubric is given and it is not clear for which scenario.
        ContentError: there is no audit in the folder, or a file is not valid.
    """
    found = asyncio.run(_rejudged(settings, folder, scenarios, rubric))
    if as_json:
        print(json.dumps(found.model_dump(mode="json"), indent=2))
    else:
        from interviewer.report.audit_text import rejudgement_text

        out(rejudgement_text(found))
    return int(Exit.FINDINGS if found.changed else Exit.GOOD)


async def _rejudged(
    settings: Settings, folder: Path, scenarios: Sequence[str], rubric: Path | None
) -> Rejudgement:
    from interviewer.audit.rejudging import compare, noise, rejudge
    from interviewer.audit.results import read_design, read_outcomes
    from interviewer.wiring import Stage

    design = read_design(folder)
    chosen = _chosen(design, scenarios, rubric)
    stages = {name: Stage.set_up(settings, name, rubric) for name in chosen}

    async def judge(scenario: str, path: Path) -> Scorecard:
        return await stages[scenario].judge(path)

    try:
        outcomes = read_outcomes(folder)
        talk(f"Judging the transcripts of {', '.join(chosen)} again.")
        pairs = await rejudge(folder, outcomes, judge, chosen)
    finally:
        for stage in stages.values():
            stage.close()
    now = {name: stage.loaded.rubric.hash for name, stage in stages.items()}
    same = all(design.part(name).rubric_hash == digest for name, digest in now.items())
    return Rejudgement(
        rubric_hashes=now,
        same_rubric=same,
        groups=compare(design, pairs),
        noise=noise(pairs) if same else None,
    )


def _chosen(design: Design, scenarios: Sequence[str], rubric: Path | None) -> list[str]:
    held = [part.scenario for part in design.parts]
    if strange := [name for name in scenarios if name not in held]:
        raise UsageError(
            f"`{strange[0]}` is no part of this audit.", hint=f"It has: {', '.join(held)}."
        )
    chosen = list(scenarios) or held
    if rubric is not None and len(chosen) > 1:
        raise UsageError(
            "A rubric belongs to one scenario, and this audit has several.",
            hint=f"Name one: interviewer audit {chosen[0]} --rejudge ... --rubric ...",
        )
    return chosen
