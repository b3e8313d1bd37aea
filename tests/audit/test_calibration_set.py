"""The shipped calibration transcripts get the verdicts they must get."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from interviewer import wiring
from interviewer.audit.calibration import check_set, read_labels
from interviewer.content import Library, content_root
from interviewer.settings import Settings

FOLDER = content_root() / "transcripts" / "calibration"
VECTORS = Path(__file__).parents[2] / ".cache" / "interviewer"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with the shared vector cache."""
    return Settings(transcripts=tmp_path_factory.mktemp("transcripts"), cache=VECTORS)


def test_the_labels_hold(settings: Settings) -> None:
    """An expert of one scenario, a talker of the next; `interviewer calibrate` takes all."""
    judged = partial(wiring.judge_file, settings)
    rows = [
        row
        for index, scenario in enumerate(sorted(Library.shipped().scenario_paths()))
        for row in check_set(
            FOLDER, judged, scenario, ("noun-sprinkler-1" if index % 2 else "terse-expert-1",)
        )
    ]

    assert len(rows) == len(Library.shipped().scenario_paths())
    assert [f"{row.file}: {row.got} {row.detail}" for row in rows if not row.ok] == []


@pytest.mark.parametrize("scenario", sorted(Library.shipped().scenario_paths()))
def test_the_set_has_what_it_must_have(scenario: str) -> None:
    """Twelve transcripts a scenario or more, with talkers and experts of each kind among them."""
    files = [
        label.file
        for label in read_labels(FOLDER).transcripts
        if label.file.startswith(f"{scenario}/")
    ]
    assert len(files) >= 12
    for persona in ("reciter", "noun-sprinkler", "plain-expert", "terse-expert"):
        assert any(persona in file for file in files)
