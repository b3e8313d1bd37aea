"""The program: what is chosen before any command, and the commands in the order of `--help`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from interviewer import __version__
from interviewer.cli.audit_help import HELP as AUDIT_HELP
from interviewer.cli.commands import auditing, authoring, interviewing, judging, looking
from interviewer.cli.commands.options import (
    Budget,
    InterviewerModel,
    JudgeModel,
    ListenerModel,
    Model,
    unpaid,
)
from interviewer.errors import InterviewerError
from interviewer.settings import Settings

app = typer.Typer(
    name="interviewer",
    help="A mock interviewer for ML system design that does not fall for smooth talk.",
    epilog="""\b
    interviewer                             the app
    interviewer practice bank-scams         an interview here
    interviewer audit bank-scams --quick    can this question be passed by talk?

    Exit codes: 0 good, 1 findings, 2 usage or content, 3 provider or network, 4 key missing or
    refused, 5 budget reached, 6 incomplete, 70 a fault of the program, 130 interrupted.""",
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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
        typer.Option(metavar="DIR", help="Where interviews are kept; or INTERVIEWER_TRANSCRIPTS."),
    ] = None,
    content: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="A folder with more scenarios/ and rubrics/; repeatable; or INTERVIEWER_CONTENT.",
        ),
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
    return play(unpaid(context))


app.command()(interviewing.practice)
app.command()(judging.score)
app.command(short_help="Hold two judgements, or two sittings, side by side.")(judging.compare)
app.command()(authoring.check)
app.command()(looking.scenarios)
app.command()(looking.show)
app.command()(authoring.schema)
app.command("dry-run", short_help="Try a scenario out, as its author.")(authoring.dry_run)
app.command()(looking.history)
app.command(short_help="Watch an expert and a smooth talker sit it.")(interviewing.demo)
app.command(short_help="Hold the judge against labelled transcripts.")(judging.calibrate)
app.command(help=AUDIT_HELP, short_help="Can a question be passed by talk?")(auditing.audit)
app.command(short_help="List language models and what they cost.")(looking.models)
app.command()(looking.doctor)
app.add_typer(authoring.new, name="new")  # a group comes last, wherever it is added
