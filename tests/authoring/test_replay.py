"""Any turn again: what is kept, what is refused, and that nothing is altered."""

from __future__ import annotations

from itertools import pairwise

import pytest

from interviewer import transcript as t
from interviewer.authoring.replay import before, check_rest, commits, reheaded, turns
from interviewer.engine.state import fold
from interviewer.errors import UsageError
from tests.authoring.conftest import MESSAGES, Held


def test_turns_are_listed_newest_first(held: Held) -> None:
    """With the words, and what was asked before them."""
    found = turns(held.records)
    assert [turn.text for turn in found] == list(MESSAGES[::-1])
    assert all(a.record > b.record for a, b in pairwise(found))
    assert found[-1].asked.endswith("?")
    assert found[-1].phase == "clarify"


def test_a_prefix_is_the_interview_at_that_point(held: Held) -> None:
    """Folded, it is the state in which the message was heard: nothing pending."""
    third = turns(held.records)[1]
    kept = before(held.records, third.record)
    assert [r.seq for r in kept] == list(range(third.record))
    state = fold(kept)
    assert (state.pending, state.candidate_turns) == ("nothing", 2)


def test_before_the_first_message_the_greeting_is_spoken_anew(held: Held) -> None:
    """Only the header is left."""
    first = turns(held.records)[-1]
    assert before(held.records, first.record) == [held.records[0]]


def test_an_interview_that_is_over_goes_on(held: Held) -> None:
    """All but the end is kept."""
    closed = t.Closed(why="candidate", seq=len(held.records))
    assert before([*held.records, closed], None) == list(held.records)


def test_what_is_no_message_is_refused(held: Held) -> None:
    """The error names those that there are."""
    with pytest.raises(UsageError, match="#0 is no message") as caught:
        before(held.records, 0)
    assert f"#{turns(held.records)[0].record}" in caught.value.hint


def test_files_must_hold_what_was_said(held: Held) -> None:
    """A told fact that is gone is named, and the record from which it is needed."""
    check_rest(held.records, held.loaded)
    facts = [fact for fact in held.loaded.scenario.facts if fact.id != "bank-size"]
    scenario = held.loaded.scenario.model_copy(update={"facts": facts})
    loaded = type(held.loaded)(
        scenario, held.loaded.rubric, held.loaded.scenario_path, held.loaded.rubric_path, "0"
    )
    with pytest.raises(UsageError, match="the fact `bank-size`") as caught:
        check_rest(held.records, loaded)
    told = next(r.seq for r in held.records if isinstance(r, t.FactsReleased))
    assert f"before #{told}" in caught.value.hint
    check_rest(before(held.records, turns(held.records)[-1].record), loaded)


def test_commits_keep_the_clock_and_the_order(held: Held) -> None:
    """Groups of one clock, the header apart."""
    groups = list(commits(held.records))
    assert [record for _, group in groups for record in group] == list(held.records[1:])
    assert all(record.clock == clock for clock, group in groups for record in group)


def test_the_new_header_names_the_files_of_now(held: Held) -> None:
    """Session and hashes change, nothing else."""
    old = held.records[0]
    assert isinstance(old, t.Header)
    new = reheaded(old.model_copy(update={"rubric_hash": "old"}), "again", held.loaded)
    assert (new.session, new.rubric_hash) == ("again", held.loaded.rubric.hash)
    assert new.model_copy(update={"session": old.session}) == old
