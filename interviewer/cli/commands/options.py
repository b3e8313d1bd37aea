"""What commands share: the options, and the settings of those that never ask a model."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer

from interviewer.settings import Models, Settings

Scenario = Annotated[
    str, typer.Argument(help="A scenario's id; `interviewer scenarios` lists them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def chosen(help: str, metavar: str = "NAME") -> Any:
    """Return an option whose value is a name, as `--help` shows it."""
    return typer.Option(help=help, metavar=metavar)


Model = Annotated[
    str | None,
    chosen("Language model for all roles, such as openai/gpt-5.4; or INTERVIEWER_MODEL."),
]
InterviewerModel = Annotated[
    str | None, chosen("Who speaks, if another; or INTERVIEWER_INTERVIEWER_MODEL.")
]
ListenerModel = Annotated[
    str | None, chosen("Who reads your answers, if another; or INTERVIEWER_LISTENER_MODEL.")
]
JudgeModel = Annotated[str | None, chosen("Who judges, if another; or INTERVIEWER_JUDGE_MODEL.")]
Budget = Annotated[
    str | None,
    chosen("What an interview may cost, in US dollars; or INTERVIEWER_BUDGET.", "DOLLARS"),
]


def unpaid(context: typer.Context) -> Settings:
    """Return the settings for a command that never asks a language model, whatever is chosen."""
    settings: Settings = context.obj
    return replace(settings, models=Models(), budget=None, origins={})
