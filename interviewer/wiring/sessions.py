"""Past interviews: listed from their transcripts, found, deleted, exported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interviewer import transcript as t
from interviewer.errors import InterviewerError, UsageError
from interviewer.settings import Settings
from interviewer.wiring.judging import judge_file, scorecard_path
from interviewer.wiring.parts import library, loaded_for


@dataclass(frozen=True)
class Session:
    """A past interview; `problem` says why its file cannot be read."""

    path: Path
    session: str
    scenario: str
    title: str
    started: str
    minutes: int
    elapsed: float
    finished: bool
    turns: int
    verdict: str | None = None
    problem: str = ""


def list_sessions(settings: Settings) -> list[Session]:
    """Return past interviews, newest first, read from the transcripts themselves."""
    if not settings.transcripts.is_dir():
        return []
    titles = _titles(settings)
    paths = settings.transcripts.glob("*.jsonl")
    found = [_session(path, titles) for path in paths if not path.name.endswith(".judging.jsonl")]
    return sorted(found, key=lambda session: (session.started, session.session), reverse=True)


def _titles(settings: Settings) -> dict[str, str]:
    titles = {}
    for name, path in library(settings).scenario_paths().items():
        try:
            first = next(
                line for line in path.read_text("utf-8").splitlines() if line.startswith("title:")
            )
            titles[name] = first.removeprefix("title:").strip().strip("\"'")
        except (OSError, StopIteration, UnicodeDecodeError):
            titles[name] = name
    return titles


def _session(path: Path, titles: dict[str, str]) -> Session:
    try:
        transcript = t.read(path)
    except InterviewerError as error:
        return Session(path, path.stem, "", path.stem, "", 0, 0.0, False, 0, problem=error.message)
    header = transcript.header
    closed = any(isinstance(record, t.Closed) for record in transcript.records)
    return Session(
        path=path,
        session=header.session,
        scenario=header.scenario,
        title=titles.get(header.scenario, header.scenario),
        started=header.at,
        minutes=header.minutes,
        elapsed=transcript.records[-1].clock,
        finished=closed,
        turns=sum(isinstance(record, t.CandidateSaid) for record in transcript.records),
        verdict=_verdict(path),
    )


def _verdict(path: Path) -> str | None:
    from interviewer.judge.scorecard import Scorecard

    try:
        return Scorecard.model_validate_json(scorecard_path(path).read_text("utf-8")).verdict
    except (OSError, ValueError):
        return None


def find_session(settings: Settings, name: str) -> Path:
    """Return the transcript that a path, an id, the beginning of one, or `last` means.

    Raises:
        UsageError: none, or more than one.
    """
    direct = Path(name)
    if direct.suffix == ".jsonl" and direct.is_file():
        return direct
    sessions = list_sessions(settings)
    if name == "last" and sessions:
        return sessions[0].path
    matches = [
        session
        for session in sessions
        if session.session.startswith(name) or session.path.stem == name
    ]
    if len(matches) == 1:
        return matches[0].path
    if matches:
        offered = ", ".join(session.session for session in matches[:4])
        raise UsageError(
            f"`{name}` fits {len(matches)} interviews.", hint=f"Give more of it: {offered}."
        )
    if name == "last":
        hint = "`interviewer practice` holds one."
        raise UsageError("There are no interviews yet.", hint=hint)
    raise UsageError(f"There is no interview `{name}`.", hint="`interviewer history` lists them.")


def delete_session(path: Path) -> None:
    """Delete a transcript and what was derived from it."""
    derived = (path.with_suffix(f".{kind}") for kind in ("draft", "board", "judging.jsonl"))
    for extra in (scorecard_path(path), *derived, Path(f"{path}.lock"), path):
        extra.unlink(missing_ok=True)


def export_session(settings: Settings, path: Path, kind: str, to: Path) -> Path:
    """Write an interview as Markdown, HTML (its scorecard) or JSON (its scorecard); return where.

    Raises:
        JournalError: the file cannot be written.
    """
    from interviewer.report.html import scorecard_html
    from interviewer.report.markdown import scorecard_markdown, transcript_markdown
    from interviewer.report.writing import write

    transcript = t.read(path)
    loaded = loaded_for(settings, transcript.header)
    card = judge_file(settings, path)
    text = {
        "markdown": lambda: (
            f"{scorecard_markdown(card)}\n\n{transcript_markdown(transcript.records, loaded)}"
        ),
        "html": lambda: scorecard_html(card, transcript.records, loaded),
        "json": lambda: card.model_dump_json(indent=2),
    }[kind]()
    write(to, text, folders=True)
    return to
