"""`audit --rejudge`: the transcripts of an audit judged again, by code or by a model.

Which verdicts change, and how much of that is the judge's own noise.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import __version__
from interviewer.cli.audit_models import Playing
from interviewer.cli.say import out, talk
from interviewer.errors import UsageError
from interviewer.outcome import Design, Outcome, Rejudgement
from interviewer.settings import EMBEDDED, Settings

if TYPE_CHECKING:
    from interviewer.audit.anew import Wish
    from interviewer.audit.rejudging import Pair
    from interviewer.wiring import Stage


@dataclass(frozen=True)
class Again:
    """What the command line says: whose transcripts, by which rubric and judge, how often."""

    folder: Path
    scenarios: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    seeds: int | None = None
    """Transcripts of each persona; all if None."""
    rubric: Path | None = None
    times: int | None = None
    resume: bool = False
    playing: Playing = field(default_factory=Playing)

    @property
    def model(self) -> str:
        """The model that judges; `embedded` is code alone."""
        return self.playing.models.judge

    def check(self, others: Mapping[str, object]) -> None:
        """Make sure that no flag is ignored; `others` are those of an audit, by name.

        Raises:
            UsageError: there is one that has no meaning here.
        """
        if strange := next((flag for flag, value in others.items() if value), ""):
            raise UsageError(
                f"{strange} does not go with --rejudge: no interview is held.",
                hint="Leave it out. A model judges with --judge-model.",
            )
        if self.model == EMBEDDED and self.times is not None:
            raise UsageError(
                "--times goes with --judge-model.", hint="Code judges the same each time."
            )

    def like(self, wish: Wish) -> Again:
        """Return what goes on with a run, which keeps to what it set out to do.

        Raises:
            UsageError: something else is asked for.
        """
        said = (self.scenarios, self.personas, self.seeds, self.rubric, self.times)
        if any(said) or self.model not in (EMBEDDED, wish.model):
            raise UsageError(
                f"It was begun with {wish.model}, {wish.times} judgements each.",
                hint="With --resume name no more than --budget and --concurrency.",
            )
        models = replace(self.playing.models, judge=wish.model)
        budget = wish.budget if self.playing.budget is None else self.playing.budget
        return replace(
            self,
            scenarios=tuple(wish.scenarios),
            personas=tuple(wish.personas),
            seeds=wish.seeds,
            rubric=Path(wish.rubric) if wish.rubric else None,
            times=wish.times,
            playing=replace(self.playing, models=models, budget=budget),
        )


def rejudge_audit(settings: Settings, asked: Again, *, as_json: bool) -> int:
    """Judge again and print what changed.

    Returns:
        1 if a verdict crossed the line, 6 if a transcript could not be judged.

    Raises:
        UsageError: a rubric is given and it is not clear for which scenario; nobody to judge.
        ContentError: there is no audit in the folder, or a file is not valid.
        ProviderError: the model cannot be had, or the budget is or would be reached.
    """
    found = asyncio.run(_rejudged(settings, asked))
    if as_json:
        print(json.dumps(found.model_dump(mode="json"), indent=2))
    else:
        from interviewer.report.rejudgement_text import rejudgement_text

        out(rejudgement_text(found))
    return int(found.exit_code)


async def _rejudged(settings: Settings, asked: Again) -> Rejudgement:
    from interviewer.audit.anew import begun
    from interviewer.audit.rejudging import wanted
    from interviewer.audit.results import read_design, read_outcomes
    from interviewer.cli.rejudge_model import by_model
    from interviewer.wiring import Stage

    design, place = read_design(asked.folder), None
    if asked.resume:
        place, wish = begun(asked.folder)
        asked = asked.like(wish)
    asked.playing.check()
    chosen = _chosen(design, asked.scenarios, asked.rubric)
    personas = _sat(design, asked.personas)
    outcomes = wanted(read_outcomes(asked.folder), chosen, personas, asked.seeds)
    if not outcomes:
        raise UsageError(
            "There is no interview with a result to judge again.",
            hint="Name other scenarios or other --personas.",
        )
    with ExitStack() as stack:
        stages = {
            name: stack.enter_context(closing(Stage.set_up(settings, name, asked.rubric)))
            for name in chosen
        }
        if asked.model != EMBEDDED:
            return await by_model(asked, design, stages, outcomes, place)
        talk(f"Judging the transcripts of {', '.join(chosen)} again.")
        return found_by(asked.model, design, stages, await _by_code(asked, stages, outcomes))


async def _by_code(
    asked: Again, stages: Mapping[str, Stage], outcomes: Sequence[Outcome]
) -> list[Pair]:
    from interviewer.audit.rejudging import Judgement, rejudge
    from interviewer.cli.progress import telling

    async def judge(outcome: Outcome) -> list[Judgement]:
        card = await stages[outcome.key.scenario].judge(asked.folder / outcome.transcript)
        return [Judgement.of(card)]

    return await rejudge(outcomes, judge, tell=telling(len(outcomes)))


def found_by(
    judge: str, design: Design, stages: Mapping[str, Stage], pairs: Sequence[Pair]
) -> Rejudgement:
    """Return what judging again came to, without what it took."""
    from interviewer.audit.rejudging import compare, lost, noise

    now = {name: stage.loaded.rubric.hash for name, stage in stages.items()}
    same_rubric = all(design.part(name).rubric_hash == digest for name, digest in now.items())
    others = [
        name
        for name, stage in stages.items()
        if stage.loaded.scenario_hash != design.part(name).scenario_hash
    ]
    before = design.models.get("judge", EMBEDDED)
    # a judge reads prompt and facts, too: one judgement more of the same kind needs the same of all
    same = same_rubric and not others and judge == before and design.package == __version__
    return Rejudgement(
        rubric_hashes=now,
        same_rubric=same_rubric,
        other_scenarios=others,
        judge=judge,
        judge_before=before,
        times=max(len(pair.again) for pair in pairs),
        groups=compare(design, pairs),
        noise=noise(pairs, counts_before=same),
        lost=lost(pairs),
        missing=sum(not pair.good for pair in pairs),
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


def _sat(design: Design, wanted: Sequence[str]) -> list[str]:
    """Return the personas that are named, by themselves or as a group.

    Raises:
        UsageError: one did not sit the audit.
    """
    members = [member for part in design.parts for member in part.members]
    groups = {
        "smooth": [member.persona for member in members if member.kind == "smooth"],
        "experts": [member.persona for member in members if member.kind == "legitimate"],
    }
    known = {member.persona: [member.persona] for member in members} | groups
    if strange := next((name for name in wanted if name not in known), ""):
        raise UsageError(
            f"No `{strange}` sat this audit.", hint=f"There are: {', '.join(sorted(known))}."
        )
    return sorted({persona for name in wanted for persona in known[name]})
