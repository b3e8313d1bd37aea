"""The commands and their options; each does its work in a module of its own, loaded when called."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from interviewer import __version__
from interviewer.cli.audit_help import HELP as AUDIT_HELP
from interviewer.errors import InterviewerError
from interviewer.settings import Models, Settings

app = typer.Typer(
    name="interviewer",
    help="A mock interviewer for ML system design that talk cannot move.",
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Scenario = Annotated[
    str, typer.Argument(help="A scenario's id; `interviewer scenarios` lists them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _chosen(help: str, metavar: str = "NAME") -> Any:
    return typer.Option(help=help, metavar=metavar)


Model = Annotated[
    str | None,
    _chosen("Language model for all roles, such as openai/gpt-5.4; or INTERVIEWER_MODEL."),
]
InterviewerModel = Annotated[
    str | None, _chosen("Who speaks, if another; or INTERVIEWER_INTERVIEWER_MODEL.")
]
ListenerModel = Annotated[
    str | None, _chosen("Who reads your answers, if another; or INTERVIEWER_LISTENER_MODEL.")
]
JudgeModel = Annotated[str | None, _chosen("Who judges, if another; or INTERVIEWER_JUDGE_MODEL.")]
Budget = Annotated[
    str | None,
    _chosen("What an interview may cost, in US dollars; or INTERVIEWER_BUDGET.", "DOLLARS"),
]

_settings: list[Settings] = []


def folder() -> Path:
    """Return where interviews are kept in this run, for a message after a failure."""
    return (_settings[-1] if _settings else Settings.without_file()).transcripts


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"interviewer {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    transcripts: Annotated[
        Path | None,
        typer.Option(
            help="Where interviews are kept.", envvar="INTERVIEWER_TRANSCRIPTS", show_envvar=True
        ),
    ] = None,
    content: Annotated[
        list[Path] | None,
        typer.Option(help="A folder with further scenarios/ and rubrics/; repeatable."),
    ] = None,
    model: Model = None,
    interviewer_model: InterviewerModel = None,
    listener_model: ListenerModel = None,
    judge_model: JudgeModel = None,
    budget: Budget = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> Any:
    """Open the app; without a terminal, play the demo."""
    del version
    folders: dict[str, Any] = {"transcripts": transcripts, "content": tuple(content or ())}
    _settings[:] = [Settings.without_file(**folders)]
    try:
        _settings[:] = [
            Settings.load(
                **folders,
                model=model,
                interviewer_model=interviewer_model,
                listener_model=listener_model,
                judge_model=judge_model,
                budget=budget,
            )
        ]
    except InterviewerError:
        if context.invoked_subcommand != "doctor":  # which says what is wrong with them
            raise
    context.obj = _settings[-1]
    if context.invoked_subcommand is not None:
        return None
    if sys.stdin.isatty() and sys.stdout.isatty():
        from interviewer.cli.practice import check_flags, open_app

        check_flags(context.obj)
        return open_app(context.obj)
    from interviewer.cli.demo import play

    print("No terminal here, so this is the demo. In a terminal, the app opens.", file=sys.stderr)
    return play(_unpaid(context))


def _unpaid(context: typer.Context) -> Settings:
    """Return the settings for a command that never asks a language model, whatever is chosen."""
    settings: Settings = context.obj
    return replace(settings, models=Models(), budget=None, origins={})


@app.command()
def practice(
    context: typer.Context,
    scenario: Annotated[
        str | None, typer.Argument(help="A scenario's id; without one, the app asks.")
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option(help="Go on with an interview: its id, the beginning of it, or `last`."),
    ] = None,
    level: Annotated[str | None, typer.Option(help="senior or staff.")] = None,
    minutes: Annotated[
        int | None, typer.Option(min=10, max=120, help="Length of the interview.")
    ] = None,
    rubric: Annotated[Path | None, typer.Option(help="Another rubric file.")] = None,
    seed: Annotated[int | None, typer.Option(help="Same seed, same wording.")] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Lines on stdin and stdout instead of a screen.")
    ] = False,
    blocks: Annotated[
        bool, typer.Option("--blocks", help="With --plain: an answer ends with an empty line.")
    ] = False,
    author: Annotated[
        bool,
        typer.Option("--author", help="Show what the interviewer sees; read the files when saved."),
    ] = False,
    model: Model = None,
    interviewer_model: InterviewerModel = None,
    listener_model: ListenerModel = None,
    judge_model: JudgeModel = None,
    budget: Budget = None,
) -> Any:
    """Sit an interview."""
    from interviewer.cli.practice import Wanted, sit

    settings = context.obj.with_flags(
        model=model,
        interviewer_model=interviewer_model,
        listener_model=listener_model,
        judge_model=judge_model,
        budget=budget,
    )
    wanted = Wanted(
        scenario=scenario,
        resume=resume,
        level=level,
        minutes=minutes,
        rubric=rubric,
        seed=seed,
        author=author,
    )
    return sit(settings, wanted, plain=plain or blocks, blocks=blocks)


@app.command()
def score(
    context: typer.Context,
    transcript: Annotated[
        str, typer.Argument(help="A transcript file, an interview's id, or `last`.")
    ],
    rubric: Annotated[Path | None, typer.Option(help="Judge by another rubric file.")] = None,
    model: Annotated[
        str | None, typer.Option(help="A language model that observes; code judges all the same.")
    ] = None,
    budget: Annotated[float | None, typer.Option(min=0, help="US dollars at the most.")] = None,
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option(help="Write a page.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write Markdown.")] = None,
) -> Any:
    """Judge a transcript; exit code 6 if the judgement is incomplete."""
    from interviewer.cli.score import show_score

    return show_score(
        context.obj,
        transcript,
        rubric=rubric,
        model=model,
        budget=budget,
        as_json=as_json,
        html=html,
        markdown=markdown,
    )


@app.command()
def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(help="A scorecard's JSON, or a transcript or its id.")],
    second: Annotated[str, typer.Argument(help="Another of the same interview.")],
    as_json: AsJson = False,
) -> Any:
    """Hold two scorecards of one interview against each other; exit code 1 if they differ."""
    from interviewer.cli.compare import show_comparison

    return show_comparison(context.obj, first, second, as_json=as_json)


@app.command()
def check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Scenario or rubric files, or folders; all if none.")
    ] = None,
    as_json: AsJson = False,
    fast: Annotated[
        bool, typer.Option("--fast", help="Leave out the rules that compare meanings.")
    ] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes too.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Say why a rule is there; `all` for each.")
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="As of this day: 2027-03-31."),
    ] = None,
) -> Any:
    """Check scenarios and rubrics; exit code 1 for findings."""
    from interviewer.cli.workshop import check_content
    from interviewer.cli.workshop import explain as explain_rule

    if explain is not None:
        return explain_rule(explain, as_json=as_json)
    today = on.date() if on else None
    return check_content(
        context.obj, paths or [], as_json=as_json, fast=fast, notes=notes, today=today
    )


new = typer.Typer(help="Begin something of your own.", no_args_is_help=True)
app.add_typer(new, name="new")


@new.command("scenario")
def new_scenario(
    name: Annotated[str, typer.Argument(metavar="ID", help="Small letters and hyphens.")],
    folder: Annotated[
        Path | None, typer.Option("--in", metavar="DIR", help="Where; here if not given.")
    ] = None,
) -> Any:
    """Write a commented scaffold: a scenario, its rubric, candidates."""
    from interviewer.cli.workshop import new_scenario as begin

    return begin(name, folder)


@app.command()
def scenarios(context: typer.Context, as_json: AsJson = False) -> Any:
    """List the scenarios."""
    from interviewer.cli.content import list_scenarios

    return list_scenarios(context.obj, as_json=as_json)


@app.command()
def show(
    context: typer.Context,
    scenario: Scenario,
    facts: Annotated[bool, typer.Option(help="Show the facts too.")] = False,
) -> Any:
    """Show a scenario as a candidate sees it."""
    from interviewer.cli.content import show_scenario

    return show_scenario(context.obj, scenario, facts=facts)


@app.command()
def schema(
    kind: Annotated[str, typer.Argument(help="scenario, rubric, transcript or scorecard.")],
) -> Any:
    """Print the JSON Schema of a file format."""
    from interviewer.cli.schema import print_schema

    return print_schema(kind)


@app.command("dry-run")
def dry_run(
    context: typer.Context,
    scenario: Scenario,
    seeds: Annotated[
        int, typer.Option(min=1, max=20, help="Interviews of each generated talker.")
    ] = 1,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes; one a core, at most four.")
    ] = None,
    as_json: AsJson = False,
    markdown: Annotated[Path | None, typer.Option(help="Write Markdown.")] = None,
    content: Annotated[
        list[Path] | None, typer.Option(help="A folder with further scenarios/ and rubrics/.")
    ] = None,
) -> Any:
    """Let talkers and probes sit a scenario, for its author; exit code 1 for findings."""
    from interviewer.cli.dry_run import dry_run as run

    settings = _unpaid(context)
    settings = replace(settings, content=(*settings.content, *(content or ())))
    return run(settings, scenario, seeds=seeds, jobs=jobs, as_json=as_json, markdown=markdown)


@app.command()
def history(context: typer.Context, as_json: AsJson = False) -> Any:
    """List past interviews, newest first."""
    from interviewer.cli.score import list_history

    return list_history(context.obj, as_json=as_json)


@app.command()
def demo(
    context: typer.Context,
    scenario: Annotated[str, typer.Argument(help="Which scenario to play.")] = "bank-scams",
    full: Annotated[bool, typer.Option("--full", help="Print both interviews whole.")] = False,
) -> Any:
    """Let an expert and a smooth talker sit the same interview, and compare."""
    from interviewer.cli.demo import play

    return play(_unpaid(context), scenario, full=full)


@app.command()
def calibrate(
    context: typer.Context,
    as_json: AsJson = False,
    rebuild: Annotated[
        bool, typer.Option(help="Make the transcripts anew with the present engine.")
    ] = False,
) -> Any:
    """Hold the judge against the labelled transcripts; exit code 1 if a promise is broken."""
    from interviewer.cli.calibrate import hold

    return hold(_unpaid(context), as_json=as_json, rebuild=rebuild)


@app.command(help=AUDIT_HELP)
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
        int, typer.Option(min=0, help="The first seed; another one draws another sample.")
    ] = 1,
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
        str | None, _chosen("Who plays the candidates of the model arm; without one, none does.")
    ] = None,
    interviewer_model: Annotated[str | None, _chosen("Who speaks for the interviewer.")] = None,
    listener_model: Annotated[str | None, _chosen("Who reads the answers.")] = None,
    judge_model: Annotated[str | None, _chosen("Who observes for the judge.")] = None,
    model: Annotated[str | None, _chosen("Language model for all four roles.")] = None,
    budget: Annotated[
        str | None, _chosen("What the whole audit may cost, in US dollars.", "DOLLARS")
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
    from interviewer.cli.audit import Asked, run_audit
    from interviewer.cli.audit_models import Playing
    from interviewer.cli.audit_outputs import Outputs
    from interviewer.cli.rejudge import rejudge_audit

    settings = context.obj
    outputs = Outputs.said(fail_on, markdown=markdown, html=html, junit=junit, github=github)
    if rejudge is not None:
        outputs.refuse("--rejudge")
        return rejudge_audit(settings, rejudge, tuple(scenarios or ()), rubric, as_json=as_json)
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
        playing=Playing.said(
            settings,
            model=model,
            candidate_model=candidate_model,
            interviewer_model=interviewer_model,
            listener_model=listener_model,
            judge_model=judge_model,
            budget=budget,
            concurrency=concurrency,
            limits=limit or (),
        ),
    )
    return run_audit(_unpaid(context), asked, replace(outputs, as_json=as_json))


@app.command()
def models(
    context: typer.Context,
    as_json: AsJson = False,
    test: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Make one small call to this model, and say what came of it."
        ),
    ] = None,
    probe: Annotated[
        bool, typer.Option(help="Ask servers on this machine what they serve.")
    ] = True,
) -> Any:
    """List language models, what they cost and who plays which role; send nothing.

    Exit codes: 0 the chosen ones can play (embedded always can), 2 no such name, 4 no key or one
    that is refused, 3 no answer.
    """
    from interviewer.cli.models import show_models, test_model

    if test is not None:
        return test_model(test, as_json=as_json)
    return show_models(context.obj, as_json=as_json, probe=probe)


@app.command()
def doctor(context: typer.Context, as_json: AsJson = False) -> Any:
    """Say what this machine has and what is missing."""
    from interviewer.cli.doctor import examine

    return examine(context.obj, as_json=as_json)
