"""One interview of an audit, whole: held by the real engine, judged, checked, written down."""

from __future__ import annotations

import gc
import pickle
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.audit import venue as venues
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.distil import said_hash
from interviewer.audit.executor import InProcess
from interviewer.audit.rejudging import Judgement, compare, noise, rejudge
from interviewer.audit.results import read_outcomes
from interviewer.audit.venue import Venue, sweep
from interviewer.engine.interview import Interview
from interviewer.engine.listening import EmbeddedListener
from interviewer.errors import ContentError, UsageError
from interviewer.evidence.reader import Reader
from interviewer.outcome import Outcome, RunKey
from interviewer.settings import Settings
from interviewer.wiring import Stage, substance
from tests.audit.auditing import held
from tests.audit.brief import Leaving


@pytest.fixture
def cast() -> Cast:
    """Return the cast of a user without settings."""
    return Cast(Settings.load())


async def test_a_small_audit_from_end_to_end(cast: Cast, tmp_path: Path) -> None:
    """A talker fails, an expert passes; the transcripts are there; judged again nothing changes."""
    made = design_audit(
        cast, ["bank-scams"], mode="fixed", seeds=1, wanted=["injector", "terse-expert"]
    )
    venue = Venue(cast, tmp_path)
    found = (await held(made, InProcess(pickle.loads(pickle.dumps(venue))), tmp_path)).scenarios[0]
    talker, expert = found.personas

    assert (talker.passes.k, talker.passes.n) == (0, 1)
    assert (expert.passes.k, expert.passes.n) == (1, 1)
    assert expert.best is not None
    transcript = t.read(tmp_path / expert.best.transcript)
    assert transcript.header.seed == 1
    assert not list(tmp_path.rglob("*.lock")) or all(
        lock.name == "results.jsonl.lock" for lock in tmp_path.rglob("*.lock")
    )

    (outcome,) = [one for one in read_outcomes(tmp_path) if one.key.arm == "authored"]
    assert outcome.said == said_hash(transcript.records)
    assert outcome.credit == expert.best.credit
    assert all(c.quotes for c in outcome.criteria if c.applied)
    assert (outcome.probed, outcome.turns) > (3, 10)
    assert outcome.minutes < 45

    stage = Stage.set_up(cast.settings, "bank-scams")

    async def judge(held: Outcome) -> list[Judgement]:
        return [Judgement.of(await stage.judge(tmp_path / held.transcript))]

    pairs = await rejudge(read_outcomes(tmp_path), judge)
    stage.close()
    assert [(group.kind, group.n, group.lost, group.p) for group in compare(made, pairs)] == [
        ("legitimate", 1, 0, 1.0),
        ("smooth", 1, 0, 1.0),
    ]
    found_noise = noise(pairs, counts_before=True)
    assert found_noise is not None
    assert (found_noise.judge, found_noise.levels, found_noise.n) == (0.0, 0.0, 2)
    assert noise(pairs, counts_before=False) is None


async def test_the_same_key_is_the_same_interview(cast: Cast, tmp_path: Path) -> None:
    """Word for word, whatever folder it is held in: that is what a cluster's results rest on."""
    key = RunKey(scenario="bank-scams", persona="injector", seed=4)

    one = await Venue(cast, tmp_path / "one")(key)
    two = await Venue(cast, tmp_path / "two")(key)

    assert one.said == two.said
    assert one.model_copy(update={"seconds": 0.0}) == two.model_copy(update={"seconds": 0.0})


async def test_an_interview_leaves_nothing_behind(tmp_path: Path) -> None:
    """Nobody who took part in it stays in memory: an audit holds thousands in one process."""
    venue = Venue(Leaving(Settings.load(), turns=2), tmp_path)

    def present() -> int:
        gc.collect()
        return sum(
            isinstance(one, Interview | EmbeddedListener | Reader) for one in gc.get_objects()
        )

    before = present()
    for seed in (1, 2):
        await venue(RunKey(scenario="bank-scams", persona="reciter", seed=seed))

    assert present() <= before


def test_a_stage_that_is_taken_down_takes_its_vectors_along(cast: Cast) -> None:
    """Closed alone it leaves them for the next who needs them."""
    stage = Stage.set_up(cast.settings, "bank-scams")
    vectors = substance(cast.settings, stage.loaded)
    stage.close()
    assert substance(cast.settings, stage.loaded) is vectors

    stage.take_down()
    assert substance(cast.settings, stage.loaded) is not vectors


def test_a_stage_is_taken_down_when_nobody_comes(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is set up once, stands while somebody sits there, and goes after enough others came."""

    class Boards:
        def __init__(self, name: str) -> None:
            self.name = name

        def take_down(self) -> None:
            down.append(self.name)

    down: list[str] = []
    monkeypatch.setattr(Stage, "set_up", lambda _, scenario, *__: Boards(scenario))
    monkeypatch.setattr(venues, "_stages", {})
    monkeypatch.setattr(venues, "IDLE", 2)
    venue = Venue(cast, tmp_path)

    with venue._on_stage("one") as first:
        for _ in range(4):
            with venue._on_stage("two"):
                assert down == []
    with venue._on_stage("one") as same, venue._on_stage("two"), venue._on_stage("two"):
        assert (same, down) == (first, [])
    for _ in range(3):
        with venue._on_stage("two"):
            pass
    assert down == ["one"]
    with venue._on_stage("one") as anew:
        assert anew is not first


async def test_what_a_kill_left_is_swept_up(cast: Cast, tmp_path: Path) -> None:
    """A half-held interview is removed; a whole one stays, and is replaced if held again."""
    half = tmp_path / "transcripts" / "bank-scams" / ".making-abc"
    half.mkdir(parents=True)
    (half / "x.jsonl").write_text("{}")
    whole = half.parent / "reciter-scripted-1.jsonl"
    whole.write_text("old")

    sweep(tmp_path)

    assert not half.exists()
    assert whole.exists()


def test_a_design_says_what_it_needs(cast: Cast) -> None:
    """Scenarios once each, all members, hashes of all files; nothing is an error."""
    made = design_audit(cast, ["bank-scams", "bank-scams"])

    assert [part.scenario for part in made.parts] == ["bank-scams"]
    assert (made.mode, made.seeds) == ("standard", 60)
    assert all(m.file_hash for m in made.parts[0].members if m.persona != "parrot")
    assert len({m.file_hash for m in made.parts[0].members}) == len(made.parts[0].members)
    with pytest.raises(UsageError, match="No scenario"):
        design_audit(cast, [])
    with pytest.raises(UsageError, match="no scenario `nowhere`"):
        design_audit(cast, ["nowhere"])


async def test_files_that_change_meanwhile_end_the_audit(cast: Cast, tmp_path: Path) -> None:
    """What was held with another rubric is not mixed in."""
    made = design_audit(cast, ["bank-scams"], mode="fixed", seeds=1, wanted=["injector"])
    part = made.parts[0].model_copy(update={"rubric_hash": "0" * 64})
    other = made.model_copy(update={"parts": [part]})

    with pytest.raises(ContentError, match="was changed while the audit ran"):
        await held(other, InProcess(Venue(cast, tmp_path)), tmp_path)
