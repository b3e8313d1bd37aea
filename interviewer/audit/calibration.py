"""Labelled transcripts: interviews of which it is known what verdict they must get.

`labels.yaml` names them beside `<scenario>/<persona>-<seed>.jsonl`. How interviews are built and
judged is handed in. A label that a person has written is never overwritten.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field
from ruamel.yaml import YAML

from interviewer.audit.candidate import Candidate
from interviewer.audit.sitting import sit
from interviewer.content import load_yaml, plain, validate
from interviewer.engine.clock import VirtualClock
from interviewer.engine.interview import Interview
from interviewer.errors import InterviewerError
from interviewer.judge.scorecard import Scorecard, Verdict
from interviewer.scenario import Strict, Text

INDEX = "labels.yaml"

StartInterview = Callable[[str, int, VirtualClock, Path], Awaitable[Interview]]
"""Scenario, seed, clock and the transcript's path -> an interview."""
Judge = Callable[[Path], Scorecard]


class Label(Strict):
    """What a transcript must get. `max_level`: no criterion may be above it."""

    file: Text = Field(description="Relative to the index.")
    verdicts: list[Verdict] = Field(min_length=1)
    max_level: int | None = Field(default=None, ge=0, le=4)
    why: Text


class Labels(Strict):
    """The index of a calibration set."""

    transcripts: list[Label] = Field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One transcript: what it must get and what it got; `got` is None if it was not judged."""

    file: str
    expected: tuple[Verdict, ...]
    got: Verdict | None
    ok: bool
    detail: str = ""
    credit: float = 0.0

    @property
    def scenario(self) -> str:
        """The scenario that was sat."""
        return self.file.split("/", 1)[0]

    @property
    def persona(self) -> str:
        """Who sat it."""
        return Path(self.file).stem.rsplit("-", 1)[0]

    @property
    def legitimate(self) -> bool:
        """Whether it must pass."""
        return "pass" in self.expected


def read_labels(folder: Path) -> Labels:
    """Return the index of a set; empty where there is none yet.

    Raises:
        ContentError: it is not valid.
    """
    path = folder / INDEX
    if not path.is_file():
        return Labels()
    source = load_yaml(path)
    return validate(Labels, path, plain(source), source)


def expectation(candidate: Candidate, file: str) -> Label:
    """Return what a candidate of this kind must get."""
    if candidate.kind == "legitimate":
        why = f"{candidate.name} answers what is asked, with reasons and numbers of this scenario"
        return Label(file=file, verdicts=["pass", "strong_pass"], why=why)
    ceiling = 1 if candidate.name == "reciter" else None
    return Label(
        file=file,
        verdicts=["fail"],
        max_level=ceiling,
        why=f"{candidate.name} talks without deciding anything",
    )


async def make_set(
    scenario: str,
    candidates: Iterable[tuple[Candidate, int]],
    folder: Path,
    start_interview: StartInterview,
) -> list[Label]:
    """Let every candidate (with its seed) sit the scenario; write the transcripts and the index.

    Transcripts of the scenario are made again; labels that are there stay as they are.

    Returns:
        The labels of these transcripts.
    """
    known = {label.file: label for label in read_labels(folder).transcripts}
    made: dict[str, Label] = {}
    for candidate, seed in candidates:
        file = f"{scenario}/{candidate.name}-{seed}.jsonl"
        (folder / scenario).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as making:
            path = Path(making) / Path(file).name
            await _hold(scenario, candidate, seed, path, start_interview)
            path.replace(folder / file)
        made[file] = known.get(file) or expectation(candidate, file)
    _write_labels(
        folder, Labels(transcripts=sorted((known | made).values(), key=lambda label: label.file))
    )
    return list(made.values())


async def _hold(
    scenario: str, candidate: Candidate, seed: int, path: Path, start_interview: StartInterview
) -> None:
    clock = VirtualClock()
    interview = await start_interview(scenario, seed, clock, path)
    try:
        await sit(interview, candidate, clock)
    finally:
        await interview.leave()


def check_set(
    folder: Path, judge: Judge, scenario: str = "*", names: Collection[str] = ()
) -> list[Row]:
    """Judge a set, or one scenario or some transcripts of it, by their names without the ending.

    A transcript without a label is a row that is not ok.
    """
    labels = [
        label
        for label in read_labels(folder).transcripts
        if scenario in ("*", label.file.split("/", 1)[0])
        and (not names or Path(label.file).stem in names)
    ]
    rows = [_check(folder, label, judge) for label in labels]
    named = {label.file for label in labels}
    found = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.glob(f"{scenario}/*.jsonl")
        if path.parent.name[0] != "." and (not names or path.stem in names)
    )
    return rows + [
        Row(file, (), None, False, f"has no label in {INDEX}")
        for file in found
        if file not in named
    ]


def _check(folder: Path, label: Label, judge: Judge) -> Row:
    expected = tuple(label.verdicts)
    try:
        card = judge(folder / label.file)
    except InterviewerError as error:
        return Row(label.file, expected, None, False, error.message)
    faults = [] if card.verdict in expected else [card.summary]
    faults += [
        f"{result.id} reached {result.level}, at most {label.max_level} is right"
        for result in card.criteria
        if label.max_level is not None and (result.level or 0) > label.max_level
    ]
    return Row(label.file, expected, card.verdict, not faults, "; ".join(faults), card.credit)


def _write_labels(folder: Path, labels: Labels) -> None:
    yaml = YAML()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = io.StringIO("")
    text.write(
        "# What each transcript beside this file must get. `verdicts` are all that are right.\n"
    )
    yaml.dump(labels.model_dump(mode="json", exclude_none=True), text)
    (folder / INDEX).write_text(text.getvalue(), encoding="utf-8")
