"""One interview of an audit, whole: held by the real engine, judged, checked, written down."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.distil import said_hash
from interviewer.audit.executor import InProcess
from interviewer.audit.rejudging import compare, noise, rejudge
from interviewer.audit.results import read_outcomes
from interviewer.audit.venue import Venue, sweep
from interviewer.errors import ContentError, UsageError
from interviewer.outcome import RunKey
from interviewer.settings import Settings
from interviewer.wiring import Stage
from tests.audit.auditing import held


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
    pairs = await rejudge(
        tmp_path, read_outcomes(tmp_path), lambda _, path: stage.judge(path), ["bank-scams"]
    )
    stage.close()
    assert [(group.kind, group.n, group.lost, group.p) for group in compare(made, pairs)] == [
        ("legitimate", 1, 0, 1.0),
        ("smooth", 1, 0, 1.0),
    ]
    assert noise(pairs).judge == 0.0


async def test_the_same_key_is_the_same_interview(cast: Cast, tmp_path: Path) -> None:
    """Word for word, whatever folder it is held in: that is what a cluster's results rest on."""
    key = RunKey(scenario="bank-scams", persona="injector", seed=4)

    one = await Venue(cast, tmp_path / "one")(key)
    two = await Venue(cast, tmp_path / "two")(key)

    assert one.said == two.said
    assert one.model_copy(update={"seconds": 0.0}) == two.model_copy(update={"seconds": 0.0})


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
