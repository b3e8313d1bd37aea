"""Judging a transcript, and where its scorecard lies."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import transcript as t
from interviewer.errors import JournalError
from interviewer.settings import Settings
from interviewer.wiring.parts import loaded_for, substance

if TYPE_CHECKING:
    from interviewer.judge.scorecard import Scorecard


def judge_file(settings: Settings, path: Path, rubric: Path | None = None) -> Scorecard:
    """Judge a transcript.

    Raises:
        ContentError: it, its scenario or its rubric cannot be read.
    """
    from interviewer.judge.judging import judge

    transcript = t.read(path)
    loaded = loaded_for(settings, transcript.header, rubric)
    return judge(transcript.records, loaded, substance(settings, loaded))


async def score(settings: Settings, path: Path) -> Scorecard:
    """Judge a transcript off the event loop and keep the scorecard beside it."""
    card = await asyncio.to_thread(judge_file, settings, path)
    try:
        scorecard_path(path).write_text(card.model_dump_json(indent=2), "utf-8")
    except OSError as error:
        raise JournalError(
            f"The scorecard was not saved: {error.strerror}.",
            hint="The interview itself is safe; free some space.",
        ) from error
    return card


def scorecard_path(path: Path) -> Path:
    """Return where the scorecard of a transcript lies."""
    return path.with_suffix(".scorecard.json")
