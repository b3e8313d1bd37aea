"""What is said after a crash: where it happened, never what was in memory, and how to go on.

Textual's own report prints local variables, among which keys may be; messages of foreign errors may
quote them too. So only our own errors speak; of others the type and the lines are named.
"""

from __future__ import annotations

import traceback

from textual.worker import WorkerFailed

from interviewer import __version__
from interviewer.errors import InterviewerError


def report(error: BaseException, resume: str) -> str:
    """Return the report of a crash."""
    if isinstance(error, WorkerFailed):
        error = error.error
    lines = [
        f"interviewer {__version__} stopped: this is a bug in the program, not something you did.",
        "",
    ]
    seen: BaseException | None = error
    while seen is not None:
        said = f": {seen.message}" if isinstance(seen, InterviewerError) else ""
        lines.append(f"  {type(seen).__module__}.{type(seen).__qualname__}{said}")
        for frame in traceback.extract_tb(seen.__traceback__)[-8:]:
            lines.append(f"    {frame.filename}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    lines += ["", "Everything that was acknowledged is saved, and so is the draft of your answer."]
    if resume:
        lines += ["To go on:", f"  {resume}"]
    return "\n".join(lines)
