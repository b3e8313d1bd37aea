"""What an interview was worth, and what the judge is: `score`, `compare`, `calibrate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from interviewer.cli.commands.options import AsJson, unpaid


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


def compare(
    context: typer.Context,
    first: Annotated[str, typer.Argument(help="A scorecard's JSON, or a transcript or its id.")],
    second: Annotated[str, typer.Argument(help="Another of the same interview or scenario.")],
    as_json: AsJson = False,
) -> Any:
    """Hold two judgements of one interview, or two sittings of one scenario, side by side.

    Exit code 1 if two judgements of one interview differ.
    """
    from interviewer.cli.compare import show_comparison

    return show_comparison(context.obj, first, second, as_json=as_json)


def calibrate(
    context: typer.Context,
    as_json: AsJson = False,
    rebuild: Annotated[
        bool, typer.Option(help="Make the transcripts anew with the present engine.")
    ] = False,
) -> Any:
    """Hold the judge against the labelled transcripts; exit code 1 if a promise is broken."""
    from interviewer.cli.calibrate import hold

    return hold(unpaid(context), as_json=as_json, rebuild=rebuild)
