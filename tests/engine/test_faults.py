"""A provider that misbehaves costs no interview and no word."""

from __future__ import annotations

from pathlib import Path

from interviewer import transcript as t
from interviewer.settings import Settings
from tests.drill.faults import run
from tests.engine.acting import VECTORS
from tests.providers.server import serving


def test_every_interview_reaches_its_scorecard(tmp_path: Path) -> None:
    """Four interviews, every second answer a fault: judged, whole, each fault written down.

    `python -m tests.bench faults` holds as many as one likes.
    """
    settings = Settings(transcripts=tmp_path, cache=VECTORS)
    with serving() as server:
        outcomes = run(settings, server, range(4), share=0.5)
    for outcome in outcomes:
        records = t.read(outcome.path).records
        assert isinstance(records[-1], t.Closed)
        assert outcome.lost == 0
        assert outcome.turns >= 14
        assert outcome.faults >= outcome.shown > 0
        assert outcome.met
