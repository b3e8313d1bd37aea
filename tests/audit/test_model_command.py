"""`interviewer audit` with models: the price before, the refusal, the cap, going on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.audit import venue
from interviewer.audit.agency import Terms
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.ledger import Ledger
from interviewer.audit.pricing import estimate
from interviewer.audit.results import read_design, read_outcomes
from interviewer.cli import audit
from interviewer.content import Library
from interviewer.outcome import Outcome, RunKey, Status
from interviewer.providers.base import TokenUsage
from interviewer.providers.errors import BudgetReached
from interviewer.providers.metering import Call
from interviewer.settings import Models, Settings
from tests.audit.auditing import outcome
from tests.cli.conftest import Ran, _run

MODEL = "openai/gpt-5.4"
FLAGS = ("audit", "bank-scams", "--seeds", "2", "--arms", "model", "--personas", "reciter,expert")


def _cli(*arguments: str) -> Ran:
    return _run(arguments, b"")


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], list[RunKey]]:
    """Return what makes every interview be over at once, for so many dollars; it lists them.

    One that would pass the budget ends the audit, as the call of a model does.
    """
    loaded = Library.shipped().load("bank-scams")
    files = {"scenario_hash": loaded.scenario_hash, "rubric_hash": loaded.rubric.hash}

    def become(cost: float) -> list[RunKey]:
        held: list[RunKey] = []

        async def hold(self: venue.Venue, key: RunKey) -> Outcome:
            spent, budget = cost * (len(held) + 1), self.terms.budget
            if budget is not None and spent > budget:
                raise BudgetReached(f"the budget of ${budget:.2f} would be passed")
            held.append(key)
            return outcome(key).model_copy(update={**files, "cost": cost})

        monkeypatch.setattr(venue.Venue, "__call__", hold)
        monkeypatch.setattr(audit, "_warm", lambda *_: None)
        return held

    return become


def test_the_price_is_told_before(at_once: Callable[[float], list[RunKey]], tmp_path: Path) -> None:
    """Who plays what, calls, tokens, dollars, and whether one judges its own words."""
    at_once(0.5)

    ran = _cli(*FLAGS, "--model", MODEL, "--out", str(tmp_path))

    for role in ("candidate", "interviewer", "listener", "judge"):
        assert f"{role:12} {MODEL}" in ran.err
    assert "4 interviews with models: about" in ran.err
    assert "about $" in ran.err
    assert "You set no budget." in ran.err
    assert "it may favour its own words" in ran.err
    assert "it may favour its own words" in (tmp_path / "audit.json").read_text()
    design = read_design(tmp_path)
    assert set(design.models) == {"candidate", "interviewer", "listener", "judge"}
    assert {m.arm for m in design.parts[0].members} == {"model"}


def test_what_would_cost_too_much_is_not_begun(
    at_once: Callable[[float], list[RunKey]], tmp_path: Path
) -> None:
    """Exit code 5 before a single call, and nothing is written."""
    held = at_once(0.5)

    ran = _cli(*FLAGS, "--candidate-model", MODEL, "--budget", "0.01", "--out", str(tmp_path))

    assert (ran.code, held) == (5, [])
    assert "is more than the $0.01 that may be spent" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_budget_that_is_reached_ends_it_and_it_can_go_on(
    at_once: Callable[[float], list[RunKey]], tmp_path: Path
) -> None:
    """What was held stands; with more money the rest is held, with the same models."""
    held = at_once(3.0)
    flags = (*FLAGS, "--candidate-model", MODEL, "--concurrency", "1", "--out", str(tmp_path))

    first = _cli(*flags, "--budget", "5")
    stands = [one.key for one in read_outcomes(tmp_path)]
    again = _cli("audit", "--resume", "--out", str(tmp_path), "--budget", "50")

    assert first.code == 5
    assert "the budget of $5.00 would be passed" in first.err
    assert "--resume" in first.err
    assert len(stands) == 1
    assert again.code == 6, again.err  # four interviews settle nothing
    assert len(held) == 4
    assert held[:1] == stands
    assert f"candidate    {MODEL}" in again.err
    assert "3 interviews with models" in again.err


def test_what_is_free_goes_on_when_the_budget_is_passed(
    at_once: Callable[[float], list[RunKey]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call may cost more than was thought; interviews without models are held all the same."""
    at_once(0.0)
    loaded = Library.shipped().load("bank-scams")
    files = {"scenario_hash": loaded.scenario_hash, "rubric_hash": loaded.rubric.hash}
    failing = True

    async def hold(self: venue.Venue, key: RunKey) -> Outcome:
        if key.arm != "model":
            return outcome(key, status="error" if failing else "scored").model_copy(update=files)
        Ledger(tmp_path).note(Call("candidate", MODEL, TokenUsage(10), 3.0))
        return outcome(key).model_copy(update={**files, "cost": 3.0})

    monkeypatch.setattr(venue.Venue, "__call__", hold)
    flags = ("--arms", "scripted,model", "--personas", "reciter", "--jobs", "1")
    first = _cli(
        *FLAGS[:4], *flags, "--candidate-model", MODEL, "--budget", "5", "--out", str(tmp_path)
    )
    failing = False
    again = _cli("audit", "--resume", "--jobs", "1", "--out", str(tmp_path))

    assert (first.code, again.code) == (6, 6), again.err
    assert "$6.00 is spent" in again.err
    assert [one.status for one in read_outcomes(tmp_path)] == ["scored"] * 4


def test_what_was_cut_off_is_spent(
    at_once: Callable[[float], list[RunKey]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill leaves no outcome, but its calls stand in the ledger and count against the budget."""
    at_once(0.0)
    terms: list[Terms] = []

    async def cut_off(self: venue.Venue, key: RunKey) -> Outcome:
        Ledger(tmp_path).note(Call("candidate", MODEL, TokenUsage(10), 4.0))
        raise KeyboardInterrupt

    async def goes_on(self: venue.Venue, key: RunKey) -> Outcome:
        terms.append(self.terms)
        raise KeyboardInterrupt

    flags = ("--concurrency", "1", "--out", str(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(venue.Venue, "__call__", cut_off)
        _cli(*FLAGS, "--candidate-model", MODEL, *flags)
    refused = _cli("audit", "--resume", *flags, "--budget", "4.01")
    monkeypatch.setattr(venue.Venue, "__call__", goes_on)
    _cli("audit", "--resume", *flags, "--budget", "50")

    assert refused.code == 5
    assert "is more than the $0.01 that may be spent" in refused.err
    assert [(one.budget, one.spent) for one in terms] == [(50.0, 4.0)]


def test_a_resume_keeps_the_budget(
    at_once: Callable[[float], list[RunKey]], tmp_path: Path
) -> None:
    """The cap of the beginning holds until another is named."""
    at_once(3.0)
    flags = (*FLAGS, "--candidate-model", MODEL, "--concurrency", "1", "--out", str(tmp_path))
    _cli(*flags, "--budget", "5")

    again = _cli("audit", "--resume", "--out", str(tmp_path), "--concurrency", "1")

    assert again.code == 5
    assert "Your budget is $5.00." in again.err


@pytest.mark.parametrize(
    ("flags", "code", "message"),
    [
        (("--candidate-model", "gpt-5.4"), 2, "Did you mean openai/gpt-5.4"),
        (("--candidate-model", "anthropic/claude-x"), 4, "ANTHROPIC_API_KEY"),
        (("--judge-model", "openai/unheard-of", "--budget", "5"), 5, "is not known"),
        (("--candidate-model", MODEL, "--limit", "openai"), 2, "--limit openai=8"),
        (("--candidate-model", MODEL, "--limit", "openai=0"), 2, "is no limit"),
        (("--candidate-model", MODEL, "--arms", "modell"), 2, "There is no arm `modell`"),
        (("--candidate-model", MODEL, "--budget", "much"), 2, "budget"),
        (("--arms", "model"), 2, "Nobody sits"),
    ],
)
def test_wrong_usage_is_told(
    tmp_path: Path, flags: tuple[str, ...], code: int, message: str
) -> None:
    """Before anything is held: exit code, one sentence, what to do."""
    ran = _cli("audit", "bank-scams", "--out", str(tmp_path), *flags)

    assert ran.code == code, ran.err
    assert message in ran.err
    assert not ran.out


def test_no_model_is_asked_that_no_flag_names(
    at_once: Callable[[float], list[RunKey]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model of the environment is for an interview of one's own, not for hundreds."""
    at_once(0.0)
    monkeypatch.setenv("INTERVIEWER_MODEL", MODEL)
    flags = ("audit", "bank-scams", "--seeds", "1", "--jobs", "1", "--personas", "injector")

    by_environment = _cli(*flags, "--out", str(tmp_path / "one"))
    by_flag = _run(("--judge-model", MODEL, *flags, "--out", str(tmp_path / "two")), b"")

    assert "with models" not in by_environment.err
    assert not read_design(tmp_path / "one").models
    assert "1 interviews with models" in by_flag.err
    assert read_design(tmp_path / "two").models == {"judge": MODEL}


# --- the estimate --------------------------------------------------------------------------------


def _estimate(models: Models, model: str = MODEL, wanted: tuple[str, ...] = ("expert",)) -> float:
    cast = Cast(Settings.load(), model=model, arms=("model",))
    made = design_audit(cast, ["bank-scams"], mode="fixed", seeds=10, wanted=wanted, models=models)
    found = estimate(made, cast)
    assert found.interviews == 10
    assert 0 < found.cached < found.input
    return found.price or 0.0


def test_each_role_adds_to_the_price() -> None:
    """A judge costs most; a talker is cheaper to judge; who has read the sheet pays for it."""
    alone = _estimate(Models())
    judged = _estimate(Models(judge=MODEL))

    assert judged > 2 * alone
    assert _estimate(Models(interviewer=MODEL)) > alone
    assert _estimate(Models(judge=MODEL), wanted=("reciter",)) < judged
    assert _estimate(Models(), wanted=("cheat-sheet",)) > alone


def test_a_quick_audit_is_expected_to_be_quick() -> None:
    """As many runs as it takes where nobody passes, not as many as are allowed."""
    cast = Cast(Settings.load(), model=MODEL, arms=("model",))
    made = design_audit(cast, ["bank-scams"], mode="quick", wanted=["reciter"])

    assert (made.seeds, estimate(made, cast).interviews) == (60, 18)


def test_what_is_done_is_not_estimated_again() -> None:
    """What has a result is subtracted; an error is held again, an invalid run is replaced."""
    cast = Cast(Settings.load(), model="openai/unheard-of")
    made = design_audit(cast, ["bank-scams"], mode="fixed", seeds=6, wanted=["reciter"])

    def done(*seeds: int, status: Status = "scored") -> list[Outcome]:
        keys = [
            RunKey(scenario="bank-scams", persona="reciter", arm="model", seed=n) for n in seeds
        ]
        return [outcome(key, status=status) for key in keys]

    found = estimate(made, cast, [*done(1, 2), *done(3, status="error")])

    assert (found.interviews, found.price) == (4, None)
    assert found.unpriced == ("openai/unheard-of",)
    assert made.models == {"candidate": "openai/unheard-of"}
    assert estimate(made, cast, [*done(1, 2), *done(3, status="invalid")]).interviews == 4


def test_after_an_outage_all_is_still_to_be_paid(
    at_once: Callable[[float], list[RunKey]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors are not done: the resume says so, and is refused where they cost too much."""
    at_once(0.0)

    async def fails(self: venue.Venue, key: RunKey) -> Outcome:
        return outcome(key, status="error", reason="no answer")

    monkeypatch.setattr(venue.Venue, "__call__", fails)
    _cli(*FLAGS, "--candidate-model", MODEL, "--out", str(tmp_path))
    held = at_once(0.0)
    resume = ("audit", "--resume", "--out", str(tmp_path))
    refused = _cli(*resume, "--budget", "0.01")
    again = _cli(*resume)

    assert refused.code == 5
    assert "is more than the $0.01" in refused.err
    assert "4 interviews with models" in again.err
    assert "are done" not in again.err
    assert len(held) == 4
