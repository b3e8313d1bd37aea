"""`demo`: an expert in plain words and a smooth talker sit the same interview."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

from interviewer import transcript as t
from interviewer.audit.room import authored, hold
from interviewer.errors import Exit
from interviewer.judge.scorecard import Scorecard
from interviewer.report.text import side_by_side
from interviewer.settings import Settings
from interviewer.text import clip

CAST = ("plain-expert", "smooth-talker")
SEED = 7


def play(settings: Settings, scenario: str = "bank-scams", *, full: bool = False) -> int:
    """Hold both interviews, print them abridged, and both scorecards side by side."""
    width = min(120, shutil.get_terminal_size((100, 24)).columns)
    print(
        "Two candidates sit the same interview; nothing here asks a model or the network.",
        file=sys.stderr,
    )
    candidates = {candidate.name: candidate for candidate in authored(settings, scenario)}
    cards: list[Scorecard] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in CAST:
            path = Path(folder) / f"{name}.jsonl"
            card = asyncio.run(hold(settings, scenario, candidates[name], SEED, path))
            cards.append(card)
            _print_interview(name, card, t.read(path).records, width, full=full)
    print(f"\n{'=' * width}\n")
    print(side_by_side(cards[0], cards[1], (CAST[0], CAST[1]), width))
    print("\nNow you: interviewer practice " + scenario, file=sys.stderr)
    return int(Exit.GOOD)


def _print_interview(
    name: str, card: Scorecard, records: Sequence[t.AnyRecord], width: int, *, full: bool
) -> None:
    lines = [
        record for record in records if isinstance(record, t.CandidateSaid | t.InterviewerSaid)
    ]
    shown = lines if full else _abridged(lines, card)
    title = f"{name.replace('-', ' ')} "
    print(f"\n{title}{'-' * (width - len(title))}\n")
    previous = -1
    for index in sorted(shown, key=lambda record: record.seq):
        if previous >= 0 and lines.index(index) != previous + 1:
            print("    ...\n")
        previous = lines.index(index)
        who = "interviewer" if isinstance(index, t.InterviewerSaid) else "candidate"
        text = index.text if full else clip(index.text, 420)
        print(
            textwrap.fill(text, width, initial_indent=f"{who:>13}  ", subsequent_indent=" " * 15)
            + "\n"
        )


def _abridged(
    lines: Sequence[t.CandidateSaid | t.InterviewerSaid], card: Scorecard
) -> list[t.CandidateSaid | t.InterviewerSaid]:
    """Return the first exchange and the three probes that tell most."""
    first = list(lines[:3])
    probes = [probe for probe in card.probes if probe.answer_records][:3]
    wanted = {probe.record for probe in probes} | {probe.answer_records[0] for probe in probes}
    return [line for line in lines if line in first or line.seq in wanted]
