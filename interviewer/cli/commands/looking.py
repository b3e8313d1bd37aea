"""What there is: `scenarios`, `show`, `history`, `models`, `doctor`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from interviewer.cli.commands.options import AsJson, Scenario


def scenarios(context: typer.Context, as_json: AsJson = False) -> Any:
    """List the scenarios."""
    from interviewer.cli.content import list_scenarios

    return list_scenarios(context.obj, as_json=as_json)


def show(
    context: typer.Context,
    scenario: Scenario,
    facts: Annotated[bool, typer.Option(help="Show the facts too.")] = False,
) -> Any:
    """Show a scenario as a candidate sees it."""
    from interviewer.cli.content import show_scenario

    return show_scenario(context.obj, scenario, facts=facts)


def history(context: typer.Context, as_json: AsJson = False) -> Any:
    """List past interviews, newest first."""
    from interviewer.cli.score import list_history

    return list_history(context.obj, as_json=as_json)


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


def doctor(context: typer.Context, as_json: AsJson = False) -> Any:
    """Say what this machine has and what is missing."""
    from interviewer.cli.doctor import examine

    return examine(context.obj, as_json=as_json)
