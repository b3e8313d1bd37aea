"""How often a criterion is looked at, and what becomes of samples that disagree."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded, content_root
from interviewer.evidence.substance import Substance
from interviewer.judge.case import Case
from interviewer.judge.model_judging import judge_with
from interviewer.judge.observations import Observed, Sample, Sampled, lower_median
from interviewer.judge.observing import observe
from interviewer.judge.sampling import PLAN, QUICK, Plan, needed
from interviewer.judge.scorecard import Scorecard
from interviewer.providers.base import Prompt
from interviewer.settings import Settings
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import Double, Honest, Says, authored, criterion_of, scripted


def _sampled(*levels: int) -> Sampled:
    return Sampled("framing", tuple(Sample(level=level) for level in levels), len(levels))


@pytest.mark.parametrize(
    ("levels", "level", "unstable"),
    [
        ([2], 2, False),
        ([1, 2], 1, False),
        ([1, 2, 4], 2, True),
        ([4, 2, 2, 3], 2, True),
        ([0, 1, 1], 1, False),
        ([4, 4, 1, 4, 4], 4, True),
        ([3, 4, 3, 4, 4], 4, False),
    ],
)
def test_the_lower_median_and_two_levels_apart(
    levels: list[int], level: int, unstable: bool
) -> None:
    """Of two middle levels the lower; unstable from a span of two."""
    assert lower_median(levels) == level
    assert _sampled(*levels).level == level
    assert _sampled(*levels).unstable is unstable


def test_a_plan_has_more_samples_nearer_to_a_gate() -> None:
    """Never fewer, never none."""
    for bad in ((0, 1, 1), (3, 1, 5), (1, 5, 3)):
        with pytest.raises(ValueError, match="samples"):
            Plan(*bad)


@pytest.fixture
def bank(settings: Settings) -> tuple[Loaded, Substance]:
    """The first scenario."""
    loaded = wiring.library(settings).load("bank-scams")
    return loaded, wiring.substance(settings, loaded)


Bank = tuple[Loaded, Substance]


def _expert(loaded: Loaded) -> list[t.AnyRecord]:
    return hearing(loaded, authored(loaded))


def test_one_look_where_nothing_hangs_on_it(bank: Bank) -> None:
    """No credit by the model or the engine: one; credit: three; a gate between 1 and 2: five."""
    loaded, substance = bank
    quiet = Case.of(hearing(loaded, [(None, "I see.")]), loaded, substance)
    assert set(needed({}, quiet, PLAN).values()) == {1}
    nothing = {c.id: [0] for c in loaded.rubric.criteria}
    assert set(needed(nothing, quiet, PLAN).values()) == {1}
    assert needed({**nothing, "people": [2]}, quiet, PLAN)["people"] == 3
    for level in (1, 2):
        assert needed({**nothing, "framing": [level]}, quiet, PLAN)["framing"] == 5
    assert needed({**nothing, "framing": [3]}, quiet, PLAN)["framing"] == 3
    assert set(needed({**nothing, "framing": [1]}, quiet, QUICK).values()) == {1}


def test_five_looks_where_the_verdict_flips(bank: Bank) -> None:
    """One level on one criterion decides between pass and fail: that one is looked at again."""
    loaded, substance = bank
    case = Case.of(_expert(loaded), loaded, substance)
    edge = {"framing": 4, "data": 4, "evaluation": 4, "sizing": 4, "feedback": 4}
    levels = {c.id: [edge.get(c.id, 2)] for c in loaded.rubric.criteria}
    counts = needed(levels, case, PLAN)
    assert {name for name, count in counts.items() if count == 5} == set(edge)
    assert {counts[name] for name in counts if name not in edge} == {3}


class Moody:
    """Reads well, but on one criterion sees nothing every other time."""

    def __init__(self, loaded: Loaded, inner: Double, criterion: str, *, blind: int) -> None:
        self._loaded, self._inner, self._criterion = loaded, inner, criterion
        self._blind = blind
        self.seen: Counter[str] = Counter()

    def __call__(self, prompt: Prompt) -> str:
        """Answer a prompt."""
        answer = self._inner(prompt)
        name = criterion_of(prompt, self._loaded)
        self.seen[name] += 1
        if name == self._criterion and self.seen[name] % 3 == self._blind:
            return json.dumps({"observations": []})
        return answer


async def _judged(
    bank: Bank, records: list[t.AnyRecord], double: Double
) -> tuple[Scorecard, Observed]:
    loaded, substance = bank
    observed = await observe(records, loaded, substance, scripted(double), concurrency=1)
    return judge_with(observed, records, loaded, substance), observed


async def test_what_is_unstable_blocks_a_pass(bank: Bank) -> None:
    """The level is the middle one, the card says unstable, and the verdict is borderline."""
    loaded, substance = bank
    records = _expert(loaded)
    card, _ = await _judged(bank, records, Honest(loaded, substance))
    assert card.verdict in ("pass", "strong_pass")
    moody = Moody(loaded, Honest(loaded, substance), "rollout", blind=2)
    shaken, observed = await _judged(bank, records, moody)
    assert [s.criterion for s in observed.criteria if s.unstable] == ["rollout"]
    levels = {c.id: c.level for c in card.criteria}
    assert {c.id: c.level for c in shaken.criteria} == levels
    assert shaken.verdict == "borderline"
    assert "two levels apart" in shaken.summary
    name = loaded.rubric.criterion("rollout").name
    assert any(note.startswith(f"Unstable: {name}") for note in shaken.notes)
    result = next(c for c in shaken.criteria if c.id == "rollout")
    assert "Unstable: samples gave 4, 0, 4." in result.why_not_higher


async def test_an_unstable_talker_still_fails(bank: Bank) -> None:
    """Where even the highest samples would not pass, there is nothing borderline about it."""
    loaded, substance = bank
    path = content_root() / "transcripts/calibration/bank-scams/smooth-talker-1.jsonl"
    records = list(t.read(path).records)
    honest = Honest(loaded, substance)
    card, _ = await _judged(bank, records, honest)
    top = next(c.id for c in card.criteria if (c.level or 0) >= 2 and not c.gate)
    shaken, observed = await _judged(bank, records, Moody(loaded, honest, top, blind=2))
    assert observed.of(top).unstable
    assert shaken.verdict == "fail"


async def test_a_run_asks_no_more_than_its_plan(bank: Bank) -> None:
    """A silent judge of a talker is asked once a criterion; the gates are not near."""
    loaded, _ = bank
    records = hearing(loaded, [(hook.id, "We would see.") for hook in loaded.rubric.hooks])
    _, observed = await _judged(bank, records, Says(loaded, []))
    assert observed.calls == len(loaded.rubric.criteria)
