"""For authors of scenarios and rubrics: `new`, `check`, `schema`, `dry-run`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from interviewer.cli.commands.options import AsJson, Scenario, unpaid

new = typer.Typer(help="Begin something of your own.", no_args_is_help=True)


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


def schema(
    kind: Annotated[str, typer.Argument(help="scenario, rubric, transcript or scorecard.")],
) -> Any:
    """Print the JSON Schema of a file format."""
    from interviewer.cli.schema import print_schema

    return print_schema(kind)


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

    settings = unpaid(context)
    settings = replace(settings, content=(*settings.content, *(content or ())))
    return run(settings, scenario, seeds=seeds, jobs=jobs, as_json=as_json, markdown=markdown)
