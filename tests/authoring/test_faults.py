"""What a dry run finds, on interviews whose faults are known because they were put there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.authoring.asked import Put, put
from interviewer.authoring.duplicates import twins
from interviewer.authoring.faults import Fault, Run, edits, faults
from interviewer.authoring.places import Places
from interviewer.authoring.sittings import Role, Sitting
from interviewer.content import Loaded
from interviewer.judge.scorecard import Quote
from interviewer.settings import Settings
from tests.authoring.conftest import Held

HOOK = "late-labels"


def _run(held: Held, settings: Settings, *sittings: Sitting, loaded: Loaded | None = None) -> Run:
    places = Places(held.loaded, wiring.library(settings))
    return Run(loaded or held.loaded, sittings, places, held.embedder)


def _sitting(held: Held, role: Role, *records: t.AnyRecord) -> Sitting:
    return Sitting("somebody", role, 1, (*held.records, *records), held.card)


def _of(found: list[Fault], kind: str) -> dict[str, Fault]:
    return {fault.what: fault for fault in found if fault.kind == kind}


def _holding(held: Held) -> Sitting:
    """Return a talker to whom an answer on HOOK was credited."""
    sitting = _sitting(held, "talker")
    criterion = held.loaded.rubric.hook(HOOK).criterion
    quote = Quote(record=9, text="It is all about balance.", level=4, hook=HOOK)
    probe = held.card.probes[0].model_copy(
        update={
            "kind": "hook",
            "id": HOOK,
            "criterion": criterion,
            "outcome": "held",
            "answer_records": [9],
        }
    )
    results = [
        result.model_copy(update={"level": 4, "quotes": [quote]})
        if result.id == criterion
        else result.model_copy(update={"level": 0, "quotes": []})
        for result in held.card.criteria
    ]
    card = held.card.model_copy(update={"probes": [probe], "criteria": results})
    return replace(sitting, card=card)


def test_a_hook_that_a_talker_held(held: Held, settings: Settings) -> None:
    """It is named once, with the quote that earned it and the line of its hollow answers."""
    found = faults(_run(held, settings, _holding(held), _sitting(held, "probe")))
    (leak,) = _of(found, "leak").values()
    assert (leak.what, leak.message) == (HOOK, f"1 of 1 talker held `{HOOK}`")
    assert "all about balance" in leak.shown_by[0]
    path, line = leak.place
    lines = Path(path).read_text("utf-8").splitlines()
    assert lines[line - 1].strip() == "hollow:"
    entries = [text.strip() for text in lines[:line] if text.startswith("  - id:")]
    assert entries[-1] == f"- id: {HOOK}"
    criterion = held.loaded.rubric.criterion(held.loaded.rubric.hook(HOOK).criterion)
    whole = sum(c.weight for c in held.loaded.rubric.criteria)
    assert leak.stake == pytest.approx(2 * criterion.weight / whole)
    assert edits(found)[0] == leak


def test_an_expert_who_holds_a_hook_is_no_leak(held: Held, settings: Settings) -> None:
    """Only talkers leak."""
    expert = replace(_holding(held), role="expert")
    assert not _of(faults(_run(held, settings, expert)), "leak")


def test_what_an_expert_missed(held: Held, settings: Settings) -> None:
    """A probed criterion below applied is shown with why; an unprobed one is not the expert's."""
    low = held.card.criteria[0].model_copy(update={"level": 1, "probed": True})
    others = [c.model_copy(update={"level": 0, "probed": False}) for c in held.card.criteria[1:]]
    card = held.card.model_copy(update={"criteria": [low, *others]})
    expert = replace(_sitting(held, "expert"), card=card)
    missed = _of(faults(_run(held, settings, expert)), "expert")
    assert list(missed) == [low.id]
    assert low.why_not_higher in missed[low.id].shown_by[0]


def _speechless(held: Held, *names: str) -> Sitting:
    """Return an expert who was asked a hook, and had no answer of its own to these questions."""
    low = [c.model_copy(update={"level": 1, "probed": True}) for c in held.card.criteria]
    criterion = held.loaded.rubric.hook(HOOK).criterion
    probe = held.card.probes[0].model_copy(update={"id": HOOK, "criterion": criterion})
    card = held.card.model_copy(update={"criteria": low, "probes": [probe]})
    asked = t.MoveChosen(move="probe", hook=HOOK, reason="")
    told = t.MoveChosen(move="answer", reason="")
    sitting = _sitting(held, "expert", asked, t.CandidateSaid(text="That stands."), told)
    place = (Path("candidates.yaml"), 3)
    return replace(sitting, card=card, script=place, speechless=frozenset(names))


def test_an_expert_without_an_answer_is_named_first(held: Held, settings: Settings) -> None:
    """Before what seems wrong with the rubric: with the candidate's line, by kinds of questions."""
    rubric = held.loaded.rubric
    twisted = next(hook.id for hook in rubric.hooks if hook.twist)
    estimate = rubric.estimates[0]
    sitting = _speechless(held, HOOK, estimate.id, twisted)
    found = faults(_run(held, settings, sitting, _speechless(held)))
    (fault,) = _of(found, "no answer").values()
    of = len(sitting.put)
    assert fault.message == (
        f"somebody had no answer of its own to 3 of {of} questions: estimates {estimate.id}; "
        f"hooks {HOOK}; hooks of twists {twisted}"
    )
    assert fault.place == (Path("candidates.yaml"), 3)
    assert "`when`" in fault.do
    concerned = {rubric.hook(HOOK).criterion, rubric.hook(twisted).criterion, estimate.criterion}
    later = [one for one in found if one.kind == "expert" and one.what in concerned]
    assert later
    assert all(found.index(fault) < found.index(one) for one in later)
    assert edits(found)[0] == fault


def test_silence_is_not_laid_to_the_rubric(held: Held, settings: Settings) -> None:
    """A criterion on which an expert had no answer at all does not ask for a paraphrase."""
    criterion = held.loaded.rubric.hook(HOOK).criterion
    told = faults(_run(held, settings, _speechless(held)))
    silent = faults(_run(held, settings, _speechless(held, HOOK)))
    assert criterion in _of(told, "expert")
    assert criterion not in _of(silent, "expert")


def test_what_was_put_is_counted_once(held: Held) -> None:
    """A question with its first reply; presses, and what nobody replied to, do not count."""
    moves: list[t.AnyRecord] = [
        t.MoveChosen(move="advance", phase="data", reason=""),
        t.CandidateSaid(text="From repairs."),
        t.MoveChosen(move="probe", hook=HOOK, reason=""),
        t.CandidateSaid(text="No."),
        t.MoveChosen(move="press", hook=HOOK, reason=""),
        t.CandidateSaid(text="Still no."),
        t.MoveChosen(move="ask_estimate", estimate="left", reason=""),
    ]
    assert put(moves) == [Put("data", "From repairs."), Put(HOOK, "No.")]


def test_hooks_that_nothing_sets_off(held: Held, settings: Settings) -> None:
    """All but those that were; one that a later reading sets off is no longer named."""
    found = _of(faults(_run(held, settings, _sitting(held, "talker"))), "hook not set off")
    off = {h for r in held.records if isinstance(r, t.TurnRead) for h in r.triggered}
    twists = {hook.id for hook in held.loaded.rubric.hooks if hook.twist}
    assert set(found) == {hook.id for hook in held.loaded.rubric.hooks} - off - twists
    assert HOOK in found
    assert "nor by naming it" in found[HOOK].message
    naming = t.TurnRead(of=9, triggered=[HOOK])
    mended = _sitting(held, "talker", naming)
    assert HOOK not in _of(faults(_run(held, settings, mended)), "hook not set off")
    named = _run(held, settings, _sitting(held, "talker"), _sitting(held, "probe", naming))
    again = _of(faults(named), "hook not set off")[HOOK]
    assert "though naming it does" in again.message
    assert again.stake == found[HOOK].stake / 2


def test_facts_that_own_words_do_not_earn(held: Held, settings: Settings) -> None:
    """Asked for in vain: never told, or told to its author's words only; what came instead."""
    questions = ["Curt?", "Longer?", "By its topic?"]
    reading = t.TurnRead(of=9, questions=questions)
    instead = t.FactsReleased(
        facts=[t.Released(fact="call-cost", question="Longer?", similarity=0.5)]
    )
    aims = dict.fromkeys(questions, "label-source")
    asker = replace(_sitting(held, "probe", reading, instead), aims=aims)
    found = faults(_run(held, settings, asker))
    assert list(_of(found, "fact")) == ["label-source"]
    shown = _of(found, "fact")["label-source"].shown_by
    assert shown == (
        "“Curt?”: not told",
        "“Longer?”: `call-cost` was told",
        "“By its topic?”: not told",
    )
    told = t.FactsReleased(
        facts=[t.Released(fact="label-source", question="By its topic?", similarity=1.0)]
    )
    found = faults(_run(held, settings, replace(asker, records=(*asker.records, told))))
    assert not _of(found, "fact")
    assert list(_of(found, "wording")) == ["label-source"]


def test_a_fact_that_nobody_asked_for_is_no_finding(held: Held, settings: Settings) -> None:
    """Silence proves nothing."""
    found = faults(_run(held, settings, _sitting(held, "talker")))
    assert not _of(found, "fact")
    assert not _of(found, "wording")


def test_phases_that_were_starved(held: Held, settings: Settings) -> None:
    """In interviews that went to their end; one that was left early says nothing."""
    ended = _sitting(held, "talker", t.Closed(why="time"))
    found = _of(faults(_run(held, settings, ended)), "starved phase")
    assert {"data", "serving", "monitoring"} <= set(found)
    assert "0.0 of 3 on average" in found["data"].message
    left = _sitting(held, "talker", t.Closed(why="candidate"))
    assert not _of(faults(_run(held, settings, left)), "starved phase")


def test_hooks_that_ask_much_the_same(held: Held) -> None:
    """A copy under another name is found; the shipped rubric has none."""
    rubric = held.loaded.rubric
    assert twins(rubric, held.embedder) == []
    copy = rubric.hook(HOOK).model_copy(update={"id": "copied"})
    doubled = rubric.model_copy(update={"hooks": [*rubric.hooks, copy]})
    (pair,) = twins(doubled, held.embedder)
    assert {pair.first.id, pair.second.id} == {HOOK, "copied"}
    assert pair.answers == pytest.approx(1, abs=0.01)


def test_three_edits_in_three_places(held: Held, settings: Settings) -> None:
    """The greatest stakes first, and never two in one line."""
    found = faults(_run(held, settings, _sitting(held, "talker", t.Closed(why="time"))))
    first = edits(found)
    assert len({fault.place for fault in first}) == len(first) == 3
    assert first[0].stake == max(fault.stake for fault in found)
    assert [fault.stake for fault in found] == sorted((f.stake for f in found), reverse=True)
