"""The one place that builds things: settings in; interviews, judges and lists of sessions out."""

from interviewer.wiring.auditing import Guest, Stage
from interviewer.wiring.casting import Company
from interviewer.wiring.interviews import ClockOf, resume, start
from interviewer.wiring.judging import (
    Bench,
    bench_of,
    forecast,
    judge_by,
    judge_file,
    score,
    scorecard_path,
)
from interviewer.wiring.parts import embedder, fact_index, library, loaded_for, substance
from interviewer.wiring.sessions import (
    Session,
    delete_session,
    export_session,
    find_session,
    list_sessions,
)

__all__ = [
    "Bench",
    "ClockOf",
    "Company",
    "Guest",
    "Session",
    "Stage",
    "bench_of",
    "delete_session",
    "embedder",
    "export_session",
    "fact_index",
    "find_session",
    "forecast",
    "judge_by",
    "judge_file",
    "library",
    "list_sessions",
    "loaded_for",
    "resume",
    "score",
    "scorecard_path",
    "start",
    "substance",
]
