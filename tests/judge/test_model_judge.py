"""The model judge end to end: experts pass and talkers fail, and code has the last word."""

from __future__ import annotations

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded, content_root
from interviewer.evidence.substance import Substance
from interviewer.judge.case import Case
from interviewer.judge.model_judging import Mismatch, judge_with
from interviewer.judge.observations import Observed
from interviewer.judge.observing import observe
from interviewer.judge.scorecard import Scorecard
from interviewer.retrieval.lexical import HashingEmbedder
from interviewer.settings import Settings
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import (
    Double,
    Honest,
    Says,
    Zealot,
    authored,
    saw,
    scripted,
    vouch,
)

EXPERTS = (
    "bank-scams/plain-expert-1",
    "bank-scams/terse-expert-1",
    "slack-helper/plain-expert-1",
    "slack-helper/terse-expert-1",
)
TALKERS = (
    "bank-scams/smooth-talker-1",
    "bank-scams/noun-sprinkler-1",
    "slack-helper/smooth-talker-1",
    "slack-helper/injector-1",
)


def _calibration(name: str) -> list[t.AnyRecord]:
    return list(t.read(content_root() / f"transcripts/calibration/{name}.jsonl").records)


async def _judged(
    records: list[t.AnyRecord], loaded: Loaded, substance: Substance, double: Double
) -> tuple[Scorecard, Observed]:
    observed = await observe(records, loaded, substance, scripted(double))
    return judge_with(observed, records, loaded, substance), observed


@pytest.mark.parametrize("name", [*EXPERTS, *TALKERS])
async def test_calibration_transcripts_get_what_they_must(settings: Settings, name: str) -> None:
    """A model that reads well passes the experts and fails the talkers; one that credits all, too.

    That one still passes nobody who talks: numbers, checks and gates are code's.
    """
    loaded = wiring.library(settings).load(name.split("/")[0])
    substance = wiring.substance(settings, loaded)
    records = _calibration(name)
    card, observed = await _judged(records, loaded, substance, Honest(loaded, substance))
    if name in EXPERTS:
        assert card.verdict in ("pass", "strong_pass")
        assert not any(sampled.unscored or sampled.unstable for sampled in observed.criteria)
        return
    assert card.verdict == "fail"
    zealous, _ = await _judged(records, loaded, substance, Zealot(loaded))
    assert zealous.verdict == "fail"


async def test_the_scorecard_says_who_judged_and_by_what(
    loaded: Loaded, settings: Settings
) -> None:
    """The model's name, the prompts' hashes and the rubric's are in it."""
    substance = wiring.substance(settings, loaded)
    records = hearing(loaded, authored(loaded)[:3])
    card, observed = await _judged(records, loaded, substance, Honest(loaded, substance))
    assert card.judge == "scripted/judge observes, code judges"
    assert card.fingerprints.models["judge"] == "scripted/judge"
    assert {"judge", "warrant"} <= card.fingerprints.prompts.keys()
    assert observed.rubric == card.fingerprints.rubric == loaded.rubric.hash
    assert [c.id for c in card.criteria] == [c.id for c in loaded.rubric.criteria]


async def test_a_quote_on_the_card_is_a_whole_sentence_of_the_candidate(
    loaded: Loaded, settings: Settings
) -> None:
    """Whatever part of it the model quoted, in whatever case and spacing."""
    substance = wiring.substance(settings, loaded)
    name, answer = authored(loaded)[0]
    records = hearing(loaded, [(name, answer)])
    turn = next(iter(Case.of(records, loaded, substance).turns.values()))
    sentence = max((reading.text for reading in turn.readings), key=len)
    part = " ".join(sentence.upper().split()[1:9])
    card, _ = await _judged(
        records, loaded, substance, Says(loaded, [saw(turn.record, part, "held_up")])
    )
    shown = {quote.text for criterion in card.criteria for quote in criterion.quotes}
    assert shown == {sentence}


async def test_observations_of_another_transcript_or_rubric_count_for_nothing(
    settings: Settings,
) -> None:
    """They are bound to both by their hashes."""
    loaded = wiring.library(settings).load("bank-scams")
    substance = wiring.substance(settings, loaded)
    one, other = (hearing(loaded, authored(loaded)[: 1 + n]) for n in range(2))
    observed = await observe(one, loaded, substance, scripted(Says(loaded, [])))
    with pytest.raises(Mismatch):
        judge_with(observed, other, loaded, substance)
    first, *rest = loaded.rubric.criteria
    heavier = first.model_copy(update={"weight": 9.0})
    rubric = loaded.rubric.model_copy(update={"criteria": [heavier, *rest]})
    changed = Loaded(
        loaded.scenario, rubric, loaded.scenario_path, loaded.rubric_path, loaded.scenario_hash
    )
    with pytest.raises(Mismatch):
        judge_with(observed, one, changed, substance)


async def test_without_a_real_embedder_nothing_is_asked(settings: Settings) -> None:
    """Substance cannot be told from talk then: unscored, and not a cent spent."""
    loaded = wiring.library(settings).load("bank-scams")
    substance = Substance(loaded.scenario, loaded.rubric, HashingEmbedder(), {})
    records = hearing(loaded, authored(loaded)[:2])
    model = scripted(Says(loaded, []))
    observed = await observe(records, loaded, substance, model)
    card = judge_with(observed, records, loaded, substance)
    assert model.prompts == []
    assert card.verdict == "incomplete"
    assert all(c.level is None and "embedder" in c.unscored for c in card.criteria)


@pytest.mark.parametrize(
    ("held_by", "warned"),
    [
        ({}, []),
        ({"interviewer": "openai/other"}, []),
        ({"interviewer": "scripted/judge"}, ["interviewer"]),
        (
            {"interviewer": "elsewhere/scripted/Judge", "candidate": "scripted/judge"},
            ["interviewer", "candidate"],
        ),
    ],
)
async def test_a_judge_with_another_part_is_named(
    settings: Settings, held_by: dict[str, str], warned: list[str]
) -> None:
    """Whoever was the interviewer or the candidate is not an outsider."""
    loaded = wiring.library(settings).load("bank-scams")
    substance = wiring.substance(settings, loaded)
    header, *rest = hearing(loaded, authored(loaded)[:1])
    records = [header.model_copy(update={"models": held_by}), *rest]
    card, _ = await _judged(records, loaded, substance, Says(loaded, []))
    notes = [note for note in card.notes if "judge's model" in note]
    assert len(notes) == len(warned)
    assert all(f"also the {role}" in note for role, note in zip(warned, notes, strict=True))


async def test_far_apart_is_worth_a_human_look(loaded: Loaded, settings: Settings) -> None:
    """Where the model sees nothing in what the evidence engine credits, somebody should look."""
    substance = wiring.substance(settings, loaded)
    records = hearing(loaded, authored(loaded))
    card, _ = await _judged(records, loaded, substance, Says(loaded, [], warrant=vouch))
    engine = Case.of(records, loaded, substance).card
    apart = [
        ours.name
        for ours, theirs in zip(card.criteria, engine.criteria, strict=True)
        if abs((ours.level or 0) - (theirs.level or 0)) >= 2
    ]
    looked = [note for note in card.notes if note.startswith("Worth a human look")]
    assert apart
    assert [any(name in note for note in looked) for name in apart] == [True] * len(apart)


async def test_what_a_model_cannot_say_is_the_engines(loaded: Loaded, settings: Settings) -> None:
    """Arithmetic, probes and the measure of talk are the same with a model and without."""
    substance = wiring.substance(settings, loaded)
    records = hearing(loaded, authored(loaded)[-6:])
    card, _ = await _judged(records, loaded, substance, Zealot(loaded))
    engine = Case.of(records, loaded, substance).card
    assert card.arithmetic == engine.arithmetic
    assert card.probes == engine.probes
    assert card.talk == engine.talk
    assert card.quarantined == engine.quarantined
