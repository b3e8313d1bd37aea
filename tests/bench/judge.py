"""Candidates whom the judge has never seen sit both scenarios.

Their answers were written without the rubric. Prints a line a candidate, then false passes and
false fails with n, and how well word count alone separates. Each gives one answer a question:
pressed again, they have only a general remark left, so this is harsh on experts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from interviewer import wiring
from interviewer.audit.pace import TYPED
from interviewer.audit.room import begin
from interviewer.audit.statistics import auc
from interviewer.engine.clock import VirtualClock
from interviewer.engine.interview import Interview
from interviewer.judge.scorecard import Scorecard
from interviewer.settings import Settings

_FOLDER = Path(__file__).parents[1] / "judge" / "heldout"
HELD_OUT = {
    "first": _FOLDER,
    **{name: _FOLDER / name for name in ("second", "third", "fourth", "fifth", "sixth")},
}
"""The second was written after the rules; its candidates have an answer to a press. When it had
been seen, rules were added; the third are talkers, a kind each, at scenarios no rule had seen. When
these had been seen, more were added; the fourth is the case to fear, at every scenario: a bluffer
with its nouns in each sentence, and somebody who knows and says it in everyday words. When that had
been seen, answers were weighed whole; the fifth goes against that rule: bluffers who sound decisive
and experts who hedge, at nine scenarios. When that had been seen, words were counted; the sixth is
of bluffers who sound decisive, each in another manner, and colleagues who talk plainly, at every
scenario."""
MAX_TURNS = 70


class Sheet:
    """Plays a sheet of answers, keyed by hook; unlike a real candidate it knows what was asked."""

    def __init__(self, data: dict[str, Any], settings: Settings) -> None:
        self._answers: dict[str, str] = dict(data["answers"])
        self._again: dict[str, str] = dict(data.get("again", {}))
        self._estimates: dict[str, str] = dict(data["estimates"])
        self._questions: list[str] = list(data["questions"])
        self._opening: list[str] = list(data["opening"])
        self._embedder = wiring.embedder(settings.cache)[0]

    def reply(self, interview: Interview) -> str:
        """Return the next message."""
        move = interview.state.moves[-1]
        if move.move in ("open", "answer", "clarify") and self._questions:
            return self._questions.pop(0)
        if move.estimate:
            return self._estimates.pop(move.estimate, "I would have to look that up.")
        if move.hook in self._answers:
            return self._answers.pop(move.hook)
        if move.hook in self._again:
            return self._again.pop(move.hook)
        if move.move in ("probe", "twist") and self._answers:
            return self._answers.pop(self._nearest(interview.state.last_question))
        return self._opening.pop(0) if self._opening else "I have said what I would do."

    def _nearest(self, question: str) -> str:
        names = list(self._answers)
        vectors = self._embedder.embed([question, *(self._answers[name] for name in names)])
        return names[int(np.argmax(vectors[1:] @ vectors[0]))]


async def _sit(settings: Settings, scenario: str, data: dict[str, Any], path: Path) -> Scorecard:
    clock = VirtualClock()
    interview = await begin(settings, scenario, 1, clock, path)
    sheet = Sheet(data, settings)
    try:
        async for _ in interview.open():
            pass
        for _ in range(MAX_TURNS):
            if interview.state.closed:
                break
            text = sheet.reply(interview)
            clock.advance(TYPED.seconds(interview.state.last_question, text))
            async for _ in interview.reply(text):
                pass
    finally:
        interview.close()
    return wiring.judge_file(settings, path)


def _sittings(
    settings: Settings, folder: Path, held_out: Path
) -> Iterator[tuple[str, dict[str, Any], Scorecard]]:
    for file in sorted(held_out.glob("*.json")):
        for number, data in enumerate(json.loads(file.read_text("utf-8"))["candidates"]):
            card = asyncio.run(
                _sit(settings, file.stem, data, folder / f"{file.stem}-{number}.jsonl")
            )
            yield file.stem, data, card


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench judge", description=__doc__)
    parser.add_argument("--set", choices=tuple(HELD_OUT), default="first", dest="which")
    which = parser.parse_args(arguments).which
    settings = Settings.load()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for scenario, data, card in _sittings(settings, Path(folder), HELD_OUT[which]):
            rows.append((scenario, data["kind"], card))
            levels = " ".join(str(c.level) for c in card.criteria)
            print(
                f"{scenario:13} {data['kind']:7} {card.verdict:12} {card.credit:.2f}  "
                f"[{levels}]  {data['name']}"
            )
    for scenario in sorted({row[0] for row in rows}):
        experts = [card for name, kind, card in rows if name == scenario and kind == "expert"]
        talkers = [card for name, kind, card in rows if name == scenario and kind == "talker"]
        passed = ("pass", "strong_pass")
        print(
            f"{scenario:13} "
            f"experts passed {sum(c.verdict in passed for c in experts)} of {len(experts)}, "
            f"borderline {sum(c.verdict == 'borderline' for c in experts)}; "
            f"talkers passed {sum(c.verdict in passed for c in talkers)} of {len(talkers)}; "
            + (
                f"AUC credit {_auc(experts, talkers, 'credit'):.2f}, "
                f"words {_auc(experts, talkers, 'words'):.2f}"
                if experts and talkers
                else "no pairs"
            )
        )
    return 0


def _auc(experts: list[Scorecard], talkers: list[Scorecard], what: str) -> float:
    high, low = (
        [card.credit if what == "credit" else card.talk.words for card in cards]
        for cards in (experts, talkers)
    )
    return auc(high, low)
