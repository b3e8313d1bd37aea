"""Searches of an audit: side by side, killed and gone on with, told apart from interviews."""

from __future__ import annotations

import random
from pathlib import Path
from typing import cast as typed

import pytest

from interviewer.audit.analysis import analyse
from interviewer.audit.attack.attempt import Attempt
from interviewer.audit.attack.running import EXTRA, search_all, searches
from interviewer.audit.attack.seating import ATTACKER, Attacking
from interviewer.audit.executor import Executor
from interviewer.audit.persona import Personas
from interviewer.audit.plan import Plan
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.runner import Progress
from interviewer.content import Library
from interviewer.errors import ContentError, Exit
from interviewer.outcome import Design, Outcome, RunKey
from tests.audit.attacking import Killed, Rooms, pool
from tests.audit.auditing import design

BUDGET = 16
POOL = pool()
LOAD = Library.shipped().load


def _design(budget: int = BUDGET, *, leaked: bool = False) -> Design:
    made = design(members=Attacking(budget, leaked).members(Personas()))
    return made.model_copy(update={"attack": budget})


async def _held(
    folder: Path, rooms: Rooms, made: Design | None = None, told: list[Progress] | None = None
) -> list[Outcome]:
    made = made or _design()
    with Results(folder, made) as results:
        report = told.append if told is not None else None
        executor = typed(Executor, rooms)
        await search_all(made, executor, results, LOAD, Personas(), report)
    return read_outcomes(folder)


def _rooms(seed: int = 1, **others: object) -> Rooms:
    return Rooms(chance=random.Random(seed), pool=POOL, **others)  # type: ignore[arg-type]


async def test_one_outcome_a_search(tmp_path: Path) -> None:
    """It holds its budget, the best once more and the text for keywords, and writes one line."""
    rooms = _rooms()
    told: list[Progress] = []
    (found,) = await _held(tmp_path, rooms, told=told)

    assert found.key == RunKey(scenario="bank-scams", persona=ATTACKER, arm="attack", seed=1)
    assert len(rooms.held) == BUDGET + EXTRA
    assert [one.keeps for one in rooms.held].count(True) == 1
    assert found.searched is not None
    assert (found.searched.judged, len(found.searched.curve)) == (BUDGET, BUDGET)
    assert found.searched.curve[-1] == pytest.approx(found.credit, abs=1e-4)
    assert found.searched.keywords is not None
    assert found.transcript == found.key.file
    assert found.seconds == pytest.approx(0.5 * (BUDGET + EXTRA))
    assert (told[-1].done, told[-1].total) == (BUDGET + EXTRA, BUDGET + EXTRA)


async def test_order_does_not_matter(tmp_path: Path) -> None:
    """However many rooms there are and in whatever order they end, the same is found."""
    found = [await _held(tmp_path / str(slots), _rooms(slots, slots=slots)) for slots in (1, 3, 20)]

    assert found[0] == found[1] == found[2]


async def test_a_finished_search_is_not_begun(tmp_path: Path) -> None:
    """Resumed, nothing is held."""
    first = await _held(tmp_path, _rooms())
    rooms = _rooms()

    assert await _held(tmp_path, rooms) == first
    assert not rooms.held


async def test_a_killed_search_goes_on(tmp_path: Path) -> None:
    """What was noted before the kill is not held again, and the end is the same."""
    whole = await _held(tmp_path / "whole", _rooms())
    with pytest.raises(Killed):
        await _held(tmp_path / "cut", _rooms(dies_at=11))
    notes = tmp_path / "cut" / "attacks" / "bank-scams" / "attacker-attack-1.jsonl"
    noted = notes.read_text().splitlines()
    notes.write_text(notes.read_text() + noted[0][:50])  # a torn line
    rooms = _rooms()
    told: list[Progress] = []
    again = await _held(tmp_path / "cut", rooms, told=told)

    assert again == whole
    assert len(noted) + len(rooms.held) == BUDGET + EXTRA
    assert 8 <= len(noted) <= 11
    assert told[-1].before == len(noted)


async def test_notes_of_another_rubric_are_held_again(tmp_path: Path) -> None:
    """A note counts only for the files that it was judged with."""
    with pytest.raises(Killed):
        await _held(tmp_path, _rooms(dies_at=9))
    notes = tmp_path / "attacks" / "bank-scams" / "attacker-attack-1.jsonl"
    notes.write_text(notes.read_text().replace("r" * 64, "q" * 64))
    rooms = _rooms()
    await _held(tmp_path, rooms)

    assert len(rooms.held) == BUDGET + EXTRA


async def test_an_edited_rubric_ends_it(tmp_path: Path) -> None:
    """Attempts judged by other files than the design's are not comparable."""
    made = _design()
    parts = [part.model_copy(update={"rubric_hash": "q" * 64}) for part in made.parts]

    with pytest.raises(ContentError, match="was changed while the audit ran"):
        await _held(tmp_path, _rooms(), made.model_copy(update={"parts": parts}))


async def test_where_nothing_can_be_held(tmp_path: Path) -> None:
    """It is an error, not a search that found nothing; and is tried again when resumed."""
    (found,) = await _held(tmp_path, _rooms(fails=frozenset(range(BUDGET))))

    assert (found.status, found.searched) == ("error", None)
    assert "could be held" in found.reason
    (again,) = await _held(tmp_path, _rooms())
    assert again.status == "scored"


async def test_one_that_passes_is_a_finding(tmp_path: Path) -> None:
    """It decides, unless it had the rubric in hand; both are reported, each by itself."""
    made = _design(32, leaked=True)
    outcomes = await _held(tmp_path, _rooms(), made)
    assert [one.verdict for one in outcomes] == ["pass", "pass"]

    for found in outcomes:
        leaked = found.key.arm == "attack-leaked"
        audit = analyse(made, [found])
        (passed,) = [f for f in audit.scenarios[0].findings if f.kind == "attack_passed"]

        assert [one.member.arm for one in audit.scenarios[0].attacks] == [found.key.arm]
        assert passed.decides is not leaked
        assert (audit.exit_code == Exit.FINDINGS) is not leaked
        assert (audit.scenarios[0].attacks[0].searched.keywords is None) is leaked
        assert audit.took.interviews >= 33


def test_searches_are_no_interviews() -> None:
    """The plan of interviews leaves them alone; without a budget there is none."""
    made = _design(leaked=True)

    assert Plan(made).next() is None
    assert [key.arm for key in searches(made)] == ["attack", "attack-leaked"]
    assert Attacking().members(Personas()) == []


def test_an_attempt_is_the_same_interview() -> None:
    """It sits with the search's seed; only one that is kept has the search's transcript."""
    (key,) = searches(_design())
    attempt = Attempt(**key.model_dump(), number=7)

    assert attempt.plain == key
    assert attempt.file != key.file
    assert attempt.model_copy(update={"keeps": True}).file == key.file
    assert attempt.fingerprint != attempt.model_copy(update={"number": 8}).fingerprint
