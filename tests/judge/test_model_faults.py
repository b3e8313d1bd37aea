"""When a model fails, its criterion is unscored: never zero, never a pass, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.evidence.substance import Substance
from interviewer.judge.model_judging import judge_with
from interviewer.judge.observing import observe
from interviewer.judge.remembering import store_path
from interviewer.judge.sampling import QUICK
from interviewer.judge.scorecard import Scorecard
from interviewer.judge.verdict import weighted_credit
from interviewer.providers.base import Prompt, TokenUsage
from interviewer.providers.errors import (
    ContextTooLong,
    KeyRefused,
    ProviderDown,
    ProviderError,
    RateLimited,
    Timeout,
)
from interviewer.providers.metering import MeteredModel
from interviewer.providers.scripted import Line, ScriptedModel
from interviewer.providers.usage import Meter
from interviewer.settings import Settings
from interviewer.transcript import Journal
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import (
    Honest,
    Says,
    authored,
    criterion_of,
    report,
    saw,
    scripted,
)

JUNK = "x" * 100_000
FAULTS: dict[str, tuple[Line, ...]] = {
    "rate limit": (Line(error=RateLimited("429: too many requests")),),
    "server": (Line(error=ProviderDown("503: overloaded")),),
    "timeout": (Line(error=Timeout("nothing came within 60 s")),),
    "cut": (Line(('{"observations": [{"rec',), cut=True),),
    "empty": (Line(("",)),),
    "no JSON, twice": (Line(("I cannot say.",)), Line(("Still not.",))),
    "malformed, twice": (Line(('{"observations": [}',)), Line(('{"observations": 4}',))),
    "an empty object, twice": (Line(("{}",)), Line(("{}",))),
    "100 kB of junk, twice": (Line((JUNK,)), Line((JUNK,))),
    "100 kB that never close, twice": (Line(("[" * 100_000,)), Line(('{"a":' * 20_000,))),
}


@pytest.fixture
def bank(settings: Settings) -> tuple[Loaded, Substance, list[t.AnyRecord]]:
    """An expert's short interview."""
    loaded = wiring.library(settings).load("bank-scams")
    substance = wiring.substance(settings, loaded)
    return loaded, substance, hearing(loaded, authored(loaded)[::3])


Bank = tuple[Loaded, Substance, list[t.AnyRecord]]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_failed_call_leaves_its_criterion_unscored(bank: Bank, fault: str) -> None:
    """The first call fails; the other criteria are judged as if nothing had been."""
    loaded, substance, records = bank
    model = scripted(Honest(loaded, substance))
    model.lines.extend(FAULTS[fault])
    observed = await observe(records, loaded, substance, model, samples=QUICK)
    card = judge_with(observed, records, loaded, substance)
    whole = await _whole(bank)
    first, *rest = card.criteria
    assert first.level is None
    assert first.unscored.startswith("No judgement: ")
    assert first.quotes == []
    assert rest == whole.criteria[1:]
    assert card.verdict == "incomplete"
    assert card.credit == weighted_credit(whole.criteria[1:])  # not averaged in as a zero


async def _whole(bank: Bank) -> Scorecard:
    loaded, substance, records = bank
    double = scripted(Honest(loaded, substance))
    observed = await observe(records, loaded, substance, double, samples=QUICK)
    return judge_with(observed, records, loaded, substance)


async def test_a_bad_answer_is_mended_by_a_second(bank: Bank) -> None:
    """It is sent back once with what was wrong with it."""
    loaded, substance, records = bank
    model = scripted(Honest(loaded, substance)).answer("Let me think.")
    observed = await observe(records, loaded, substance, model, samples=QUICK)
    assert judge_with(observed, records, loaded, substance) == await _whole(bank)


@pytest.mark.parametrize("error", [KeyRefused("no"), ContextTooLong("too long")])
async def test_what_cannot_get_better_is_not_asked_again(bank: Bank, error: ProviderError) -> None:
    """A refused key, or a transcript that does not fit, is found out once."""
    loaded, substance, records = bank
    model = ScriptedModel().fail(error)
    observed = await observe(records, loaded, substance, model)
    card = judge_with(observed, records, loaded, substance)
    assert len(model.prompts) == 1
    assert all(c.level is None and error.message in c.unscored for c in card.criteria)
    assert card.verdict == "incomplete"


async def test_a_failed_warrant_is_no_judgement_either(bank: Bank) -> None:
    """Not generic and not specific: where it would have mattered, the criterion is unscored."""
    loaded, substance, records = bank
    honest = Honest(loaded, substance)

    class NoWarrants(ScriptedModel):
        def _next(self, prompt: Prompt, schema: object) -> Line:
            if not criterion_of(prompt, loaded):
                return Line(error=Timeout("nothing came"))
            return Line((honest(prompt),))

    observed = await observe(records, loaded, substance, NoWarrants(), samples=QUICK)
    card = judge_with(observed, records, loaded, substance)
    engine = await _whole(bank)
    for ours, theirs in zip(card.criteria, engine.criteria, strict=True):
        if ours.level is None:
            assert "no warrant was had: nothing came" in ours.unscored
        else:
            assert ours.level <= 1 or ours.level == theirs.level  # by numbers that code verified
    assert any(c.level is None for c in card.criteria)
    assert card.verdict == "incomplete"


async def test_most_samples_are_enough(bank: Bank) -> None:
    """One failure of three is borne, two are not."""
    loaded, substance, records = bank
    seen = dict.fromkeys((c.id for c in loaded.rubric.criteria), 0)
    bad = {"approach": {1}, "operations": {1, 2}}
    record, text = next((r.seq, r.text) for r in t.said_by_candidate(records))

    class Flaky(ScriptedModel):
        def _next(self, prompt: Prompt, schema: object) -> Line:
            criterion = criterion_of(prompt, loaded)
            number = seen[criterion]
            seen[criterion] += 1
            if number in bad.get(criterion, ()):
                return Line(error=ProviderDown("503"))
            return Line((report(saw(record, text[:40], "mentioned")),))

    observed = await observe(records, loaded, substance, Flaky())
    wanted = {s.criterion: s.wanted for s in observed.criteria}
    for name, failed in bad.items():
        borne = 2 * (wanted[name] - len(failed)) > wanted[name]
        assert (observed.of(name).unscored == "") is borne
    assert wanted["approach"] == wanted["operations"] == 3


async def test_a_budget_is_kept_and_said(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left after it is reached is unscored, and the reason names it."""
    loaded, substance, records = bank
    price = 0.01
    monkeypatch.setattr("interviewer.providers.usage.price_of", lambda model, usage: price)
    monkeypatch.setattr("interviewer.providers.metering.price_of", lambda model, usage: price)
    double = scripted(Says(loaded, []))
    model = MeteredModel(double, "judge", Meter(budget=4 * price), lambda call: None)
    observed = await observe(records, loaded, substance, model, samples=QUICK, concurrency=1)
    card = judge_with(observed, records, loaded, substance)
    unscored = [c for c in card.criteria if c.level is None]
    assert len(double.prompts) == 4
    assert len(unscored) == len(card.criteria) - 4
    assert all("the budget of $0.04 would be passed" in c.unscored for c in unscored)
    assert card.verdict == "incomplete"


async def test_what_a_failed_call_cost_is_counted(bank: Bank) -> None:
    """Two bad answers are paid for as well."""
    loaded, substance, records = bank
    spent = TokenUsage(1000, 0, 50)
    model = scripted(Says(loaded, []))
    model.lines.extend(Line(("no",), usage=spent) for _ in range(2))
    observed = await observe(records, loaded, substance, model, samples=QUICK)
    assert observed.usage.input >= 2000
    assert observed.calls == len(loaded.rubric.criteria)


@pytest.mark.parametrize("fault", ["rate limit", "malformed, twice", "100 kB of junk, twice"])
async def test_the_interview_is_not_touched(bank: Bank, tmp_path: Path, fault: str) -> None:
    """Its file is the same, byte for byte, whatever the judge's model does."""
    loaded, substance, records = bank
    path = tmp_path / "interview.jsonl"
    header = records[0]
    assert isinstance(header, t.Header)
    journal, _ = Journal.create(path, header)
    journal.append(records[1:])
    journal.close()
    before = path.read_bytes()
    model = ScriptedModel(otherwise=lambda prompt: json.dumps({"observations": []}))
    model.lines.extend(FAULTS[fault] * 3)
    read = t.read(path).records
    await observe(read, loaded, substance, model, samples=QUICK, store=store_path(path))
    assert path.read_bytes() == before
    assert store_path(path).name == "interview.judging.jsonl"


async def test_an_unforeseen_fault_is_not_swallowed(bank: Bank) -> None:
    """Only a provider's failure becomes a reason; a fault of ours comes out as itself."""
    loaded, substance, records = bank

    def breaks(prompt: Prompt) -> str:
        raise LookupError("a fault of ours")

    calls: list[Callable[[Prompt], str]] = [breaks]
    with pytest.raises(LookupError, match="a fault of ours"):
        await observe(records, loaded, substance, scripted(calls[0]))
