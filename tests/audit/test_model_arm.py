"""Interviews with models, whole: held, judged, checked, paid, failed, resumed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.audit.agency import Terms, disband
from interviewer.audit.cast import Cast
from interviewer.audit.executor import InProcess, guarded
from interviewer.audit.ledger import total
from interviewer.audit.mixed import Mixed
from interviewer.audit.venue import Venue
from interviewer.outcome import Outcome, RunKey
from interviewer.providers import registry
from interviewer.providers.base import Prompt, TokenUsage
from interviewer.providers.errors import BudgetReached, KeyRefused, ProviderDown, ProviderError
from interviewer.providers.scripted import Line, ScriptedModel
from interviewer.settings import Models, Settings
from interviewer.wiring import Bench
from tests.audit.auditing import outcome
from tests.drill.model_arm import EMPTY, Double, Wanted, hold, playing

KEY = RunKey(scenario="bank-scams", persona="average", arm="model", seed=1)
TALK = " ".join(EMPTY * 12)
"""So long that an interview has few turns."""


OTHERS = ("interviewer", "listener", "judge")


class Cheap(ScriptedModel):
    """Plays every role, and counts who asked; an error that names a role is that role's."""

    def __init__(self, *errors: ProviderError, said: str = TALK) -> None:
        super().__init__("openai/gpt-5.4")
        self.errors, self.said = list(errors), said
        self.roles: list[str] = []

    def _next(self, prompt: Prompt, schema: object) -> Line:
        role = "candidate" if prompt.system.startswith("You are a candidate") else "judge"
        role = "interviewer" if "You interview a candidate" in prompt.system else role
        role = "listener" if "You listen" in prompt.system else role
        self.roles.append(role)
        named = [one for one in OTHERS if self.errors and one in str(self.errors[0])]
        if self.errors and role in (named or [role]):
            return Line(error=self.errors.pop(0))
        text = {"candidate": self.said, "interviewer": "I see."}.get(role)
        typed = json.dumps({"observations": []})
        return Line((text or typed,), usage=TokenUsage(100, output=10))


@contextmanager
def _hiring(*models: ScriptedModel) -> Iterator[None]:
    """Let each model be hired by one event loop after the other; the last for ever."""
    left = list(models)

    def make(name: str, limits: object = None) -> ScriptedModel:
        return left.pop(0) if limits is not None and len(left) > 1 else left[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "chat_model", make)
        yield


def _venue(
    folder: Path,
    *,
    judge: bool = False,
    speaks: bool = False,
    listens: bool = False,
    **terms: object,
) -> Venue:
    name = "openai/gpt-5.4"
    embedded = Models()
    return Venue(
        Cast(Settings.load(), model=name),
        folder,
        models=replace(
            embedded,
            interviewer=name if speaks else embedded.interviewer,
            listener=name if listens else embedded.listener,
        ),
        bench=Bench(name) if judge else Bench(),
        terms=Terms(**terms),  # type: ignore[arg-type]
    )


async def _held(venue: Venue, *models: ScriptedModel, key: RunKey = KEY) -> Outcome:
    with _hiring(*models):
        try:
            return await guarded(venue, key)
        finally:
            await disband()


async def test_what_all_roles_cost_stands_in_the_outcome(tmp_path: Path) -> None:
    """Candidate, interviewer and judge; the first two in the transcript too, with their prompts."""
    model = Cheap()

    found = await _held(_venue(tmp_path, judge=True, speaks=True), model)

    header, *records = t.read(tmp_path / found.transcript).records
    assert isinstance(header, t.Header)
    used = [record.role for record in records if isinstance(record, t.Usage)]
    asked = {role: model.roles.count(role) for role in ("candidate", "interviewer", "judge")}
    assert all(asked.values())
    assert {role: used.count(role) for role in set(used)} == {
        role: count for role, count in asked.items() if role != "judge"
    }
    assert found.status != "error"
    assert found.calls == len(model.roles)
    assert found.cost == pytest.approx(found.calls * (100 * 2.5 + 10 * 15) / 1e6)
    assert (found.tokens_in, found.tokens_out) == (100 * found.calls, 10 * found.calls)
    assert header.models == {"interviewer": model.name, "candidate": model.name}
    assert {"candidate", "persona", "interviewer"} <= set(header.prompts)


async def test_a_candidate_out_of_its_role_is_no_result(tmp_path: Path) -> None:
    """Its interview is invalid, with the words that show it, and it is paid all the same."""
    model = Cheap(said=f"I'm a language model. {TALK}")

    found = await _held(_venue(tmp_path, judge=True), model)

    assert found.status == "invalid"
    assert "judge" not in model.roles  # code's judgement of it costs nothing
    assert "I'm a language model" in found.reason
    assert found.cost > 0


@pytest.mark.parametrize("role", ["candidate", "interviewer", "judge"])
async def test_a_provider_that_fails_is_a_row_of_its_own(tmp_path: Path, role: str) -> None:
    """Whoever it played: no authored words and no unscored criterion stand in for it unseen."""
    whole = Cheap()
    await _held(_venue(tmp_path / "whole", judge=True, speaks=True), whole)

    class Fails(Cheap):
        def _next(self, prompt: Prompt, schema: object) -> Line:
            line = super()._next(prompt, schema)
            at = 1 if role == "interviewer" else 2
            fails = self.roles[-1] == role and self.roles.count(role) == at
            return Line(error=ProviderDown(f"{role} is down")) if fails else line

    found = await _held(_venue(tmp_path / "broken", judge=True, speaks=True), Fails())

    assert (found.status, found.reason) == ("error", f"{role} is down")
    assert found.calls > 0
    assert found.cost > 0


@pytest.mark.parametrize("role", ["interviewer", "listener"])
async def test_an_interview_with_stand_in_words_is_not_kept(tmp_path: Path, role: str) -> None:
    """Code spoke or read for a model that was down: going on, the interview is held again."""
    venue = _venue(tmp_path, speaks=role == "interviewer", listens=role == "listener")

    failed = await _held(venue, Cheap(ProviderDown(f"the {role} is down")))
    kept = (tmp_path / KEY.file).exists()
    again = Cheap()
    found = await _held(venue, again)

    assert (failed.status, failed.reason) == ("error", f"the {role} is down")
    assert not kept
    assert found.status != "error"
    assert {"candidate", role} <= set(again.roles)


async def test_a_judgement_that_failed_is_all_that_is_made_anew(tmp_path: Path) -> None:
    """The interview stands, and with it what the judge had answered; the outcome is the same."""
    whole = await _held(_venue(tmp_path / "whole", judge=True), Cheap())
    broken = _venue(tmp_path / "broken", judge=True, ledger=tmp_path)
    failed = await _held(broken, Cheap(ProviderDown("the judge is down")))
    again = Cheap()

    found = await _held(broken, again)

    assert failed.status == "error"
    assert set(again.roles) == {"judge"}
    assert found.said == whole.said
    assert found.credit == whole.credit
    assert found.cost < whole.cost
    assert total(tmp_path) == pytest.approx(whole.cost)


@pytest.mark.parametrize("change", ["seed", "manner", "model"])
async def test_another_interview_is_not_taken_for_this_one(tmp_path: Path, change: str) -> None:
    """A transcript in its place that somebody else sat is replaced."""
    first = Cheap()
    await _held(_venue(tmp_path), first)
    venue, key = _venue(tmp_path), KEY
    if change == "seed":
        key = KEY.model_copy(update={"seed": 2})
        os.replace(tmp_path / KEY.file, tmp_path / key.file)
    elif change == "manner":
        (tmp_path / "own").mkdir()
        (tmp_path / "own" / "average.yaml").write_text(
            'id: average\nkind: legitimate\nabout: "Another."\nmanner: Another.\n'
        )
        venue = Venue(Cast(Settings.load(), (tmp_path / "own",), model="openai/gpt-5.4"), tmp_path)
    else:
        venue = Venue(Cast(Settings.load(), model="openai/gpt-5.5"), tmp_path)
    second = Cheap()

    await _held(venue, second, key=key)

    assert len(second.roles) == len(first.roles)


@pytest.mark.parametrize("error", [KeyRefused("the key is wrong"), BudgetReached("it is spent")])
async def test_what_would_fail_all_ends_the_audit(tmp_path: Path, error: ProviderError) -> None:
    """A refused key and a spent budget are no outcome, and no draft is left behind."""
    with pytest.raises(type(error)):
        await _held(_venue(tmp_path), Cheap(error))

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


async def test_the_budget_ends_the_audit_before_it_is_passed(tmp_path: Path) -> None:
    """By the calls of all interviews together, as they are made."""
    model = Cheap()
    with pytest.raises(BudgetReached):
        await _held(_venue(tmp_path, budget=0.02, spent=0.008, ledger=tmp_path), model)

    spent = sum(
        json.loads(line)["price"] for line in (tmp_path / "calls.jsonl").read_text().splitlines()
    )
    assert 0 < spent <= 0.012


async def test_those_that_wait_do_not_wait_for_those_that_compute() -> None:
    """Each key goes where it belongs; seats are those of both."""
    held: dict[str, list[str]] = {"computing": [], "waiting": []}

    def place(name: str, seats: int) -> InProcess:
        async def sit(key: RunKey) -> Outcome:
            held[name].append(key.arm)
            return outcome(key)

        return InProcess(sit, seats)

    both = Mixed(place("computing", 2), place("waiting", 3), lambda key: key.arm == "model")
    async with both:
        for arm in ("model", "scripted", "authored"):
            await both.hold(RunKey(scenario="bank-scams", persona="x", arm=arm, seed=1))

    assert both.slots == 5
    assert held == {"computing": ["scripted", "authored"], "waiting": ["model"]}
    assert str(both) == "in one process, with models in one process"


def test_killed_and_resumed_nothing_is_lost_or_repeated(tmp_path: Path) -> None:
    """The real command, the real client, a server with faults, SIGKILL: the report is the same."""
    wanted = Wanted(("average", "fresh-approach"), 4, judge=False, concurrency=4)
    double = Double(words=150)
    with playing(double, 0.05) as played:
        killed = hold(played, wanted, tmp_path / "killed", kills=[3], here=True)
    with playing(double, 0.0) as played:
        whole = hold(played, wanted, tmp_path / "whole", here=True)

    assert (killed.interviews, killed.lost, killed.repeated, killed.errors) == (8, 0, 0, 0)
    assert killed.report == whole.report
    assert killed.said() == whole.said()
    assert len(set(killed.said().values())) == 8
