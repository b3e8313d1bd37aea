"""Whether a question can be passed by talk: `audit`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from interviewer.cli.commands.options import AsJson, chosen, unpaid
from interviewer.errors import UsageError


def audit(
    context: typer.Context,
    scenarios: Annotated[
        list[str] | None, typer.Argument(help="Scenario ids, or `all`; none with --resume.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Stop as soon as it can tell 5 % from 20 %.")
    ] = False,
    standard: Annotated[
        bool, typer.Option("--standard", help="60 runs a persona: may say *resistant*. Default.")
    ] = False,
    seeds: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Another number of runs a persona.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="The first seed, 1; another one draws another sample.")
    ] = None,
    personas: Annotated[
        str | None,
        typer.Option(metavar="P,..", help="Only these, by name, or the groups smooth and experts."),
    ] = None,
    personas_dir: Annotated[
        list[Path] | None,
        typer.Option(help="A folder with personas of your own (YAML); repeatable."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes; one a core if not given.")
    ] = None,
    candidate_model: Annotated[
        str | None, chosen("Who plays the candidates of the model arm; without one, none does.")
    ] = None,
    interviewer_model: Annotated[str | None, chosen("Who speaks for the interviewer.")] = None,
    listener_model: Annotated[str | None, chosen("Who reads the answers.")] = None,
    judge_model: Annotated[str | None, chosen("Who observes for the judge.")] = None,
    model: Annotated[str | None, chosen("Language model for all four roles.")] = None,
    budget: Annotated[
        str | None, chosen("What the whole audit may cost, in US dollars.", "DOLLARS")
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, max=1000, help="Interviews with models at the same time; 16."),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROVIDER=N",
            help="Calls to a provider at the same time, if not as many as --concurrency.",
        ),
    ] = None,
    arms: Annotated[
        str | None,
        typer.Option(metavar="A,..", help="Only candidates made so: scripted, authored, model."),
    ] = None,
    attack: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=100_000,
            help="Search for empty words that pay, with so many judged attempts a scenario.",
        ),
    ] = None,
    attack_leaked: Annotated[
        bool,
        typer.Option("--attack-leaked", help="And once more with the rubric in hand; apart."),
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Hold them on the workers of a Dask scheduler."),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Folder for results and transcripts.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the audit in --out, or the last one.")
    ] = False,
    rejudge: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Judge the transcripts of this audit again."),
    ] = None,
    rubric: Annotated[
        Path | None, typer.Option(help="With --rejudge: by this rubric, compared by McNemar.")
    ] = None,
    times: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=20,
            help="With --rejudge and --judge-model: new judgements of each transcript; 2.",
        ),
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[Path | None, typer.Option(help="Write Markdown.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write one self-contained page.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML.")] = None,
    github: Annotated[
        bool, typer.Option("--github", help="Print annotations for GitHub Actions.")
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="V,..", help="Fail only on these verdicts: passable, leaks, too_strict, ..."
        ),
    ] = None,
) -> Any:
    """Let simulated candidates sit a question; see `audit_help`."""
    from interviewer.cli.audit import Asked, named, run_audit
    from interviewer.cli.audit_models import Playing
    from interviewer.cli.audit_outputs import Outputs
    from interviewer.cli.rejudge import Again, rejudge_audit

    settings = context.obj
    outputs = Outputs.said(fail_on, markdown=markdown, html=html, junit=junit, github=github)
    playing = Playing.said(
        settings,
        model=model,
        candidate_model=candidate_model,
        interviewer_model=interviewer_model,
        listener_model=listener_model,
        judge_model=judge_model,
        budget=budget,
        concurrency=concurrency,
        limits=limit or (),
    )
    if rejudge is not None:
        outputs.refuse("--rejudge")
        again = Again(
            rejudge,
            tuple(scenarios or ()),
            named(personas),
            seeds,
            rubric,
            times,
            resume,
            playing.judging(),
        )
        again.check(
            {
                "--quick": quick,
                "--standard": standard,
                "--arms": arms,
                "--attack": attack,
                "--attack-leaked": attack_leaked,
                "--cluster": cluster,
                "--jobs": jobs,
                "--out": folder,
                "--candidate-model": candidate_model,
                "--interviewer-model": interviewer_model,
                "--listener-model": listener_model,
            }
        )
        return rejudge_audit(settings, again, as_json=as_json)
    if times is not None:
        raise UsageError("--times goes with --rejudge.", hint="--seeds says how many interviews.")
    asked = Asked.said(
        scenarios=tuple(scenarios or ()),
        quick=quick,
        standard=standard,
        seeds=seeds,
        first_seed=seed,
        personas=personas,
        personas_dirs=tuple(personas_dir or ()),
        jobs=jobs,
        cluster=cluster,
        folder=folder,
        resume=resume,
        rubric=rubric,
        arms=arms,
        attack=attack,
        attack_leaked=attack_leaked,
        playing=playing,
    )
    return run_audit(unpaid(context), asked, replace(outputs, as_json=as_json))
