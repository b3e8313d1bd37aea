"""An interview to sit, and one to watch: `practice`, `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from interviewer.cli.commands.options import (
    Budget,
    InterviewerModel,
    JudgeModel,
    ListenerModel,
    Model,
    unpaid,
)


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


def demo(
    context: typer.Context,
    scenario: Annotated[str, typer.Argument(help="Which scenario to play.")] = "bank-scams",
    full: Annotated[bool, typer.Option("--full", help="Print both interviews whole.")] = False,
) -> Any:
    """Let an expert and a smooth talker sit the same interview, and compare."""
    from interviewer.cli.demo import play

    return play(unpaid(context), scenario, full=full)
