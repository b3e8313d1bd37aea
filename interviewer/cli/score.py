"""`score` and `history`."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import transcript as t
from interviewer import wiring
from interviewer.cli.places import note_torn_tail, transcript_path
from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out, talk
from interviewer.cli.writing import write_and_say
from interviewer.errors import Exit
from interviewer.settings import EMBEDDED, Settings
from interviewer.text import clip

if TYPE_CHECKING:
    from interviewer.judge.observations import Progress
    from interviewer.judge.scorecard import Scorecard


def show_score(
    settings: Settings,
    name: str,
    *,
    rubric: Path | None,
    model: str | None = None,
    budget: float | None = None,
    as_json: bool,
    html: Path | None,
    markdown: Path | None,
) -> int:
    """Judge and print; write the pages that were asked for."""
    from interviewer.report.html import scorecard_html
    from interviewer.report.markdown import scorecard_markdown
    from interviewer.report.text import scorecard_text

    path = transcript_path(settings, name)
    read = t.read(path)
    note_torn_tail(read)
    card = _judged(settings, path, rubric, model, budget)
    if html:
        write_and_say(html, scorecard_html(card, read.records))
    if markdown:
        write_and_say(markdown, scorecard_markdown(card))
    if as_json:
        print_json(card.model_dump(mode="json"))
    elif not (html or markdown):
        print(scorecard_text(card, width=100, colour=sys.stdout.isatty()))
    return int(Exit.INCOMPLETE if card.verdict == "incomplete" else Exit.GOOD)


def _judged(
    settings: Settings, path: Path, rubric: Path | None, model: str | None, budget: float | None
) -> Scorecard:
    """Judge by code alone, or with the model that was named for it, its price told before."""
    if model in (None, EMBEDDED):
        return wiring.judge_file(settings, path, rubric)
    bench = wiring.Bench(str(model), budget, insists=True, rubric=rubric)
    expected = wiring.forecast(settings, path, bench)
    likely, most = _dollars(expected.likely_price), _dollars(expected.most_price)
    talk(f"{model} observes: about {expected.calls} calls, likely {likely}, at most {most}.")
    talk("What it was asked before, it is not asked again.")
    return asyncio.run(wiring.judge_by(settings, path, bench, _progress))


def _progress(now: Progress) -> None:
    if sys.stderr.isatty():
        print(f"\r{now.done} of {now.planned} answers", end="", file=sys.stderr, flush=True)


def _dollars(price: float | None) -> str:
    return "price not known" if price is None else f"${price:.2f}"


def list_history(settings: Settings, *, as_json: bool) -> int:
    """Print past interviews, those that cannot be read with the reason."""
    sessions = wiring.list_sessions(settings)
    if as_json:
        print_json([asdict(session) for session in sessions])
        return int(Exit.GOOD)
    if not sessions:
        talk(f"No interviews yet in {settings.transcripts}.")
        talk("Begin with: interviewer practice bank-scams")
    for session in sessions:
        if session.problem:
            out(f"{session.session:40} unreadable: {clip(session.problem, 200)}")
            continue
        state = session.verdict or ("finished" if session.finished else "open")
        spent = f"{session.turns:3} turns  {session.elapsed / 60:5.1f} min"
        out(f"{session.session:40} {clip(session.title, 40):40} {spent}  {state}")
    return int(Exit.GOOD)
