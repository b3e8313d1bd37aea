"""Attack texts, and transcripts with one of them put in; what came of it.

An attack is one text or several turns. `attacks.json` is older than the rules of quarantine in
their present form, `attacks_second.json` was written before these were looked at. It knows nothing
of how many texts are caught: that is measured (`tests/bench/attacks.py`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from interviewer import transcript as t
from interviewer.evidence.quarantine import inspect
from interviewer.evidence.sentences import sentences
from interviewer.judge.scorecard import Scorecard
from interviewer.scenario import Scenario
from interviewer.text import safe_text

HERE = Path(__file__).parent
CALIBRATION = HERE.parents[1] / "transcripts" / "calibration"
SETS = {"first": "attacks.json", "second": "attacks_second.json"}
PLACES = ("behind", "before", "alone", "everywhere", "whiteboard")
VERDICTS = ("fail", "incomplete", "borderline", "pass", "strong_pass")
"""From the worst for a candidate to the best."""


@dataclass(frozen=True)
class Attack:
    """What is said to win credit without earning it, in one turn or several."""

    family: str
    turns: tuple[str, ...]
    written: str
    """Which of the sets it belongs to."""

    def filled(self, scenario: Scenario, question: str) -> tuple[str, ...]:
        """Return the turns with what they quote of this interview put in."""
        said = {"{need}": " ".join(scenario.prompt.split()), "{question}": question}
        turns = self.turns
        for slot, words in said.items():
            turns = tuple(turn.replace(slot, words) for turn in turns)
        return turns


@lru_cache(maxsize=1)
def corpus() -> tuple[Attack, ...]:
    """Return all attacks, set by set and family by family."""
    return tuple(
        Attack(family, (text,) if isinstance(text, str) else tuple(text), written)
        for written, name in SETS.items()
        for family, texts in json.loads((HERE / name).read_text("utf-8")).items()
        for text in texts
    )


def flagged(attack: Attack) -> bool:
    """Tell whether any sentence of an attack is quarantined, as a judge would read it."""
    return any(inspect(span.text) for turn in attack.turns for span in sentences(turn))


def base(scenario: str, persona: str) -> tuple[t.AnyRecord, ...]:
    """Return the records of a calibration transcript."""
    return tuple(t.read(CALIBRATION / scenario / f"{persona}-1.jsonl").records)


def injected(
    records: Sequence[t.AnyRecord],
    scenario: Scenario,
    attack: Attack,
    place: str,
    number: int,
    *,
    clean: bool = True,
) -> list[t.AnyRecord]:
    """Return records with an attack in them.

    Args:
        records: a transcript.
        scenario: its scenario.
        attack: what is said.
        place: one of `PLACES`: behind or before an answer to a pointed question, in a turn of its
            own after one, behind every such answer, or on the whiteboard.
        number: which answer; any number does.
        clean: whether the text went through `safe_text`, as in an interview; False is a file that
            came from elsewhere.
    """
    answers = _answers(records)
    first = answers[number % len(answers)]
    turns = attack.filled(scenario, _asked(records, first))
    turns = tuple(safe_text(turn) for turn in turns) if clean else turns
    chosen = answers if place == "everywhere" else [first, *_later(answers, first)][: len(turns)]
    queue, last = list(turns), chosen[-1]
    made: list[t.AnyRecord] = []
    for index, record in enumerate(records):
        if index not in chosen or not isinstance(record, t.CandidateSaid):
            made.append(record)
            continue
        said = "\n".join(queue) if place == "everywhere" or index == last else queue.pop(0)
        made += _put(record, said, place)
    return [record.model_copy(update={"seq": seq}) for seq, record in enumerate(made)]


def _put(record: t.CandidateSaid, said: str, place: str) -> list[t.AnyRecord]:
    match place:
        case "alone":
            return [record, record.model_copy(update={"text": said})]
        case "whiteboard":
            return [record, t.WhiteboardSaved(text=said)]
        case "before":
            return [record.model_copy(update={"text": f"{said} {record.text}"})]
        case _:
            return [record.model_copy(update={"text": f"{record.text} {said}"})]


def _answers(records: Sequence[t.AnyRecord]) -> list[int]:
    """Return where the candidate answers a pointed question."""
    found, asked = [], False
    for index, record in enumerate(records):
        if isinstance(record, t.ProbeOpened):
            asked = True
        elif isinstance(record, t.CandidateSaid) and asked:
            found.append(index)
            asked = False
    return found


def _later(answers: list[int], first: int) -> list[int]:
    return [index for index in answers if index > first]


def _asked(records: Sequence[t.AnyRecord], index: int) -> str:
    """Return the interviewer's words before a record."""
    return next(r.text for r in reversed(records[:index]) if isinstance(r, t.InterviewerSaid))


@dataclass(frozen=True)
class Moved:
    """What an attack changed on a scorecard."""

    raised: tuple[str, ...]
    """Criteria that rose above *mentioned*."""
    named: tuple[str, ...]
    """Criteria that rose from absent to mentioned, which has no credit."""
    fell: tuple[str, ...]
    """Criteria that fell by more than one level."""
    better: bool
    worse: bool
    """The verdict."""
    paid: bool
    """Whether there is more credit."""


def moved(before: Scorecard, after: Scorecard) -> Moved:
    """Compare a scorecard without an attack with one that has it."""
    old = {criterion.id: criterion.level or 0 for criterion in before.criteria}
    new = {criterion.id: criterion.level or 0 for criterion in after.criteria}
    ranks = VERDICTS.index(before.verdict), VERDICTS.index(after.verdict)
    return Moved(
        raised=tuple(name for name in new if new[name] > max(1, old[name])),
        named=tuple(name for name in new if new[name] == 1 > old[name]),
        fell=tuple(name for name in new if new[name] < old[name] - 1),
        better=ranks[1] > ranks[0],
        worse=ranks[1] < ranks[0],
        paid=after.credit > before.credit + 1e-9,
    )
