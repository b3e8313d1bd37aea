"""What an author sees of an interview, from its records alone."""

from __future__ import annotations

from interviewer import transcript as t
from interviewer.authoring.telling import lines, sections
from interviewer.authoring.view import AuthorView, author_view
from tests.authoring.conftest import MESSAGES, Held


def _after(held: Held, messages: int) -> AuthorView:
    """Return the view after so many messages were answered."""
    starts = [n for n, r in enumerate(held.records) if isinstance(r, t.CandidateSaid)]
    end = starts[messages] if messages < len(starts) else len(held.records)
    return author_view(
        held.records[:end], held.loaded, held.index, held.triggers, held.card if messages else None
    )


def test_before_the_first_message(held: Held) -> None:
    """The opening move and the plan are there; nothing is made up about words not said."""
    view = _after(held, 0)
    assert (view.turn, view.said, view.hooks, view.questions, view.claims) == (-1, "", (), (), ())
    assert [move.move for move in view.moves] == ["open"]
    assert [phase.current for phase in view.phases] == [True, *[False] * 5]
    assert round(sum(phase.planned for phase in view.phases), 6) == held.loaded.scenario.minutes
    assert list(lines(sections(view))).count("    Nothing was said yet.") == 2


def test_a_told_fact_and_its_rivals(held: Held) -> None:
    """The question, what it earned, and how near the next facts were, by the rule in force."""
    view = _after(held, 1)
    (asked,) = view.questions
    assert (asked.question, asked.became, asked.facts) == (MESSAGES[0], "told", ("bank-size",))
    assert asked.nearest[0].fact_id == "bank-size"
    assert asked.nearest[0].score >= view.bounds.threshold > view.bounds.floor
    assert asked.nearest[0].score - asked.nearest[1].score >= view.bounds.margin


def test_a_question_that_nothing_answers(held: Held) -> None:
    """It is declined, below the floor, and the nearest facts are named all the same."""
    (asked,) = _after(held, 2).questions
    assert asked.became in ("turned back", "declined")
    assert asked.facts == ()
    assert asked.nearest[0].score < _after(held, 2).bounds.threshold


def test_hooks_are_as_the_listener_wrote_them_down(held: Held) -> None:
    """Those set off come first with trigger and sentence; near misses lie below the bound."""
    view = _after(held, 3)
    reading = [r for r in held.records if isinstance(r, t.TurnRead)][2]
    off = [hook.found.hook for hook in view.hooks if hook.set_off]
    assert off
    assert set(off) == set(reading.triggered)
    for hook in view.hooks:
        assert hook.found.near_enough == hook.set_off
        assert hook.found.sentence in MESSAGES[2]
        assert hook.found.trigger in held.loaded.rubric.hook(hook.found.hook).triggers
    missed = [hook.found.nearness for hook in view.hooks if not hook.set_off]
    assert missed == sorted(missed, reverse=True)


def test_the_ledger_holds_what_was_committed_to(held: Held) -> None:
    """Assumptions and quantities with their figures, refusals as such."""
    found = {(entry.kind, entry.what) for entry in _after(held, 4).claims}
    assert ("assumption", "200 calls a day") in found
    assert any(kind == "quantity" and "20" in what for kind, what in found)
    assert any(kind == "refusal" for kind, _ in found)


def test_moves_levels_and_the_open_question(held: Held) -> None:
    """Each move has its reason; levels are the judge's; the points of an open hook are listed."""
    view = _after(held, 4)
    assert all(move.reason for move in view.moves)
    assert view.levels == tuple(held.card.criteria)
    if view.open_probe and view.open_probe.kind == "hook":
        hook = held.loaded.rubric.hook(view.open_probe.id)
        assert [point.says for point in view.points] == [point.says for point in hook.substance]
    text = "\n".join(lines(sections(view)))
    assert view.moves[-1].reason in text
    assert held.card.criteria[0].name in text


def test_a_contradiction_is_shown_with_both_sides(held: Held) -> None:
    """As the listener recorded it."""
    pair = t.Against(earlier="We hold it for an hour.", now="We never hold it.")
    record = t.TurnRead(of=4, contradicts=[pair])
    view = author_view((*held.records, record), held.loaded, held.index, held.triggers)
    last = view.claims[-1]
    assert (last.kind, last.sentence, last.what) == ("contradiction", pair.now, pair.earlier)
