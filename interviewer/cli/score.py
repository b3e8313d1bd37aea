"""`score` and `history`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from interviewer import transcript, wiring
from interviewer.errors import Exit, JournalError
from interviewer.settings import Settings


def show_score(
    settings: Settings,
    name: str,
    *,
    rubric: Path | None,
    as_json: bool,
    html: Path | None,
    markdown: Path | None,
) -> int:
    """Judge and print; write the pages that were asked for."""
    from interviewer.report.html import scorecard_html
    from interviewer.report.markdown import scorecard_markdown
    from interviewer.report.text import scorecard_text

    path = wiring.find_session(settings, name)
    card = wiring.judge_file(settings, path, rubric)
    if html:
        _write(html, scorecard_html(card, transcript.read(path).records))
    if markdown:
        _write(markdown, scorecard_markdown(card))
    if as_json:
        print(card.model_dump_json(indent=2))
    elif not (html or markdown):
        print(scorecard_text(card, width=100, colour=sys.stdout.isatty()))
    return int(Exit.INCOMPLETE if card.verdict == "incomplete" else Exit.GOOD)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise JournalError(
            f"{path} was not written: {error.strerror}.", hint="Choose another place."
        ) from error
    print(f"Written: {path}", file=sys.stderr)


def list_history(settings: Settings, *, as_json: bool) -> int:
    """Print past interviews."""
    sessions = wiring.list_sessions(settings)
    if as_json:
        print(
            json.dumps(
                [{**asdict(session), "path": str(session.path)} for session in sessions], indent=2
            )
        )
        return int(Exit.GOOD)
    if not sessions:
        print(
            f"No interviews yet in {settings.transcripts}. Begin with: interviewer practice bank-scams",
            file=sys.stderr,
        )
        return int(Exit.GOOD)
    for session in sessions:
        if session.problem:
            print(f"{session.session:40} unreadable: {session.problem}")
            continue
        state = session.verdict or ("finished" if session.finished else "open")
        print(
            f"{session.session:40} {session.title:40} {session.turns:3} turns  {session.elapsed / 60:5.1f} min  {state}"
        )
    return int(Exit.GOOD)
